import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StockLayer, StockMovement, ValuationMethod } from '../../src/costing/valuation/valuationTypes.js'
import { valueStock } from '../../src/costing/valuation/valueStock.js'
import { writeDownStock } from '../../src/costing/valuation/writeDownStock.js'
import { catchSopError } from '../core/catchSopError.js'
import { deepFreeze } from './deepFreeze.js'
import { RUNS } from './runs.js'

describe('valueStock', () => {
  test('specific: the lot that is named leaves at what it cost', () => {
    const movements = [
      { type: 'purchase', quantity: 3, unitCost: 10, lotId: 'a' },
      { type: 'purchase', quantity: 2, unitCost: 14, lotId: 'b' },
      { type: 'sale', quantity: 1, lotId: 'b' },
      { type: 'sale', quantity: 2, lotId: 'a' },
    ] as const
    expect(valueStock(movements, { method: 'specific' })).toMatchObject({
      costOfSales: 34,
      closingStock: 24,
      layers: [
        { units: 1, unitCost: 10, lotId: 'a' },
        { units: 1, unitCost: 14, lotId: 'b' },
      ],
    })
    const error = catchSopError(() =>
      valueStock([...movements, { type: 'sale', quantity: 2, lotId: 'a' }], { method: 'specific' }),
    )
    expect(error.issues[0]?.message).toBe("There were only 1 units of lot 'a' in stock.")
  })

  test('standard: what was paid beside it is shared by what is sold and what is left', () => {
    // 60 at 5.50 and 40 at 4.75: at a standard of 5.00 that is 30 too much and 10 too little; 75 of 100 are sold.
    const movements = [
      { type: 'opening', quantity: 60, unitCost: 5.5 },
      { type: 'purchase', quantity: 40, unitCost: 4.75 },
      { type: 'sale', quantity: 75 },
    ] as const
    expect(valueStock(movements, { method: 'standard', standardCost: 5 })).toMatchObject({
      costOfSales: 375,
      closingStock: 125,
      priceVariance: { total: -20, ofSales: -15, inStock: -5 },
    })
    expect(catchSopError(() => valueStock(movements, { method: 'standard' })).path).toBe('options.standardCost')
    expect(catchSopError(() => valueStock(movements, { method: 'fifo', standardCost: 5 })).code).toBe('CONFLICT')
  })

  test('goes on from its layers, through JSON, as if it had not stopped', () => {
    const methods = ['fifo', 'lifoPerpetual', 'movingAverage', 'specific'] as const satisfies ValuationMethod[]
    const steps = fc.array(
      fc.record({
        isSale: fc.boolean(),
        size: fc.integer({ min: 0, max: 300 }),
        cents: fc.integer({ min: 0, max: 5000 }),
        lot: fc.constantFrom('a', 'b'),
      }),
      { maxLength: 16 },
    )
    fc.assert(
      fc.property(steps, fc.constantFrom(...methods), fc.integer({ min: 0, max: 16 }), (drawn, method, cut) => {
        const stock = new Map<string, number>()
        const movements = drawn.map(({ isSale, size, cents, lot }): StockMovement => {
          const lotId = method === 'specific' ? lot : 'a'
          const there = stock.get(lotId) ?? 0
          const units = isSale ? Math.min(there, size) : size
          stock.set(lotId, there + (isSale ? -units : units))
          const quantity = units / 10
          return isSale
            ? { type: 'sale', quantity, lotId }
            : { type: 'purchase', quantity, unitCost: cents / 100, lotId }
        })
        const whole = valueStock(deepFreeze(movements), { method })
        const first = valueStock(movements.slice(0, cut), { method })
        const openingLayers = JSON.parse(JSON.stringify(first.layers)) as StockLayer[]
        const second = valueStock(movements.slice(cut), { method, openingLayers })
        expect(first.costOfSales + second.costOfSales).toBeCloseTo(whole.costOfSales, 6)
        expect(second.closingStock).toBeCloseTo(whole.closingStock, 6)
        expect(second.closingUnits).toBe(whole.closingUnits)
      }),
      { numRuns: RUNS },
    )
  })

  test('many small layers stay fast and exact', () => {
    const movements = Array.from({ length: 6000 }, (_, n): StockMovement =>
      n % 2 === 0 ? { type: 'purchase', quantity: 0.1, unitCost: n } : { type: 'sale', quantity: 0.1 },
    )
    expect(valueStock(movements, { method: 'fifo' })).toMatchObject({ closingUnits: 0, closingStock: 0, layers: [] })
  })
})

describe('writeDownStock', () => {
  const layers: StockLayer[] = [
    { units: 10, unitCost: 6, writeDownPerUnit: 0 },
    { units: 20, unitCost: 9, writeDownPerUnit: 0 },
  ]
  test('the lower of cost and net realizable value, of the whole stock', () => {
    // 240 of cost; 9 - 1 - 0.5 = 7.50 bring 225.
    const first = writeDownStock(layers, { price: 9, costToComplete: 1, costToSell: 0.5 })
    expect(first).toMatchObject({
      cost: 240,
      before: 240,
      carryingAmount: 225,
      writeDown: 15,
      reversal: 0,
      allowance: 15,
    })
    // Of 15, 60 / 240 is the older layer's: 0.375 a unit. Five of those units leave at 6 - 0.375.
    const sold = valueStock([{ type: 'sale', quantity: 5 }], { method: 'fifo', openingLayers: first.layers })
    expect(sold.costOfSales).toBeCloseTo(28.125, 9)
    expect(sold.closingStock).toBeCloseTo(196.875, 9)
    // Prices recover beyond cost: what is still written down comes back, and no more.
    const later = writeDownStock(sold.layers, { price: 50 })
    expect(later.reversal).toBeCloseTo(210 - 196.875, 9)
    expect(later).toMatchObject({ carryingAmount: 210, writeDown: 0, allowance: 0 })
  })
  test('what brings nothing is worth nothing, and no less', () => {
    expect(writeDownStock(layers, { price: 1, costToSell: 3 })).toMatchObject({ carryingAmount: 0, writeDown: 240 })
    expect(writeDownStock([], { price: 1 })).toMatchObject({ carryingAmount: 0, writeDown: 0, layers: [] })
  })
  test('a layer cannot be written down by more than it cost', () => {
    const wrong = [{ units: 1, unitCost: 2, writeDownPerUnit: 3 }]
    expect(catchSopError(() => writeDownStock(wrong, { price: 1 })).path).toBe('layers[0].writeDownPerUnit')
    expect(catchSopError(() => valueStock([], { method: 'fifo', openingLayers: wrong })).path).toBe(
      'options.openingLayers[0].writeDownPerUnit',
    )
  })
})
