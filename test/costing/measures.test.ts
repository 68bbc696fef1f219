import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakEven } from '../../src/costing/decisions/breakEven.js'
import { stepFixedCost } from '../../src/costing/decisions/stepFixedCost.js'
import type { StockMovement, ValuationMethod } from '../../src/costing/valuation/valuationTypes.js'
import { valueStock } from '../../src/costing/valuation/valueStock.js'
import { catchSopError } from '../core/catchSopError.js'
import { deepFreeze } from './deepFreeze.js'
import { RUNS } from './runs.js'

describe('breakEven', () => {
  test('at the break-even nothing is earned; at the target units the target is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 499 }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 0, max: 1e5 }),
        (price, cost, fixedCosts, targetProfit) => {
          if (cost >= price) return
          const product = { price, variableCostPerUnit: cost, fixedCosts, targetProfit }
          const { breakEvenUnits, breakEvenRevenue } = breakEven(product)
          const at = breakEven({ ...product, units: breakEvenUnits as number })
          expect(at.profit).toBeCloseTo(targetProfit, 5)
          // What may be lost until nothing is earned is the revenue that the target takes.
          expect(at.marginOfSafetyRevenue).toBeCloseTo((targetProfit * price) / (price - cost), 4)
          const mix = breakEven({
            fixedCosts,
            targetProfit,
            products: [{ revenue: price * 3, variableCosts: cost * 3 }],
          })
          expect(mix.breakEvenRevenue).toBeCloseTo(breakEvenRevenue as number, 4)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('the margin of safety is the way down to no profit, not to the profit wanted', () => {
    // 35,000 / 100 = 350 units break even, 87,500 of revenue; 5,000 more are earned with 400 units, 100,000.
    const product = { price: 250, variableCostPerUnit: 150, fixedCosts: 35_000, units: 400, targetProfit: 5000 }
    const figures = {
      breakEvenRevenue: 100_000,
      profit: 5000,
      marginOfSafetyRevenue: 12_500,
      marginOfSafetyRatio: 0.125,
    }
    expect(breakEven(product)).toMatchObject({ breakEvenUnits: 400, ...figures })
    const products = [{ revenue: 100_000, variableCosts: 60_000 }]
    expect(breakEven({ fixedCosts: 35_000, targetProfit: 5000, products })).toMatchObject(figures)
  })

  test('where nothing contributes, there is no break-even, and no NaN', () => {
    expect(breakEven({ price: 5, variableCostPerUnit: 5, fixedCosts: 10, units: 0 })).toEqual({
      contributionPerUnit: 0,
      contributionRatio: 0,
      breakEvenUnits: null,
      breakEvenRevenue: null,
      profit: -10,
      marginOfSafetyRevenue: null,
      marginOfSafetyRatio: null,
      degreeOfOperatingLeverage: 0,
    })
    expect(breakEven({ price: 0, variableCostPerUnit: 0, fixedCosts: 0 })).toMatchObject({
      contributionRatio: null,
      profit: null,
    })
    expect(breakEven({ fixedCosts: 5, products: [{ revenue: 0, variableCosts: 0 }] })).toMatchObject({
      contributionRatio: null,
      breakEvenRevenue: null,
      profit: -5,
    })
  })

  test('refuses negative and non-finite amounts, all at once', () => {
    const error = catchSopError(() =>
      breakEven({ price: -1, variableCostPerUnit: Number.NaN, fixedCosts: -2, units: Number.POSITIVE_INFINITY }),
    )
    expect(error.issues.map((issue) => issue.path)).toEqual(['fixedCosts', 'price', 'variableCostPerUnit', 'units'])
    expect(catchSopError(() => breakEven({ fixedCosts: 1, products: [] })).code).toBe('EMPTY')
    expect(catchSopError(() => breakEven({ fixedCosts: 1, products: [{ revenue: -1, variableCosts: 1 }] })).path).toBe(
      'products[0].revenue',
    )
  })
})

describe('stepFixedCost', () => {
  const steps = deepFreeze([
    { upTo: 10, cost: 5 },
    { upTo: 20, cost: 8 },
  ])
  test('takes the band that holds the volume, its bound included', () => {
    expect([0, 10, 10.5, 20].map((volume) => stepFixedCost(volume, { steps }))).toEqual([5, 5, 8, 8])
  })
  test('refuses a volume beyond the bands, and bands out of order', () => {
    expect(catchSopError(() => stepFixedCost(21, { steps })).path).toBe('volume')
    expect(catchSopError(() => stepFixedCost(Number.NaN, { steps })).path).toBe('volume')
    expect(catchSopError(() => stepFixedCost(1, { steps: [...steps].reverse() })).code).toBe('PERIODS_OUT_OF_ORDER')
    expect(catchSopError(() => stepFixedCost(1, { steps: [] })).code).toBe('EMPTY')
  })
})

describe('valueStock', () => {
  const METHODS: readonly ValuationMethod[] = [
    'fifo',
    'lifoPerpetual',
    'lifoPeriodic',
    'weightedAveragePeriodic',
    'movingAverage',
  ]
  const movements = fc
    .array(
      fc.record({
        isSale: fc.boolean(),
        size: fc.integer({ min: 0, max: 30 }),
        unitCost: fc.integer({ min: 0, max: 50 }),
      }),
      { maxLength: 12 },
    )
    .map((rows): StockMovement[] => {
      let stock = 0
      return rows.map(({ isSale, size, unitCost }) => {
        const quantity = isSale ? Math.min(stock, size) : size
        stock += isSale ? -quantity : quantity
        return isSale ? { type: 'sale', quantity } : { type: 'purchase', quantity, unitCost }
      })
    })

  test('cost of sales and ending inventory add to all that was available; first in, first out goes unit by unit', () => {
    fc.assert(
      fc.property(movements, (rows) => {
        const available = rows.reduce((sum, row) => sum + (row.type === 'sale' ? 0 : row.quantity * row.unitCost), 0)
        for (const method of METHODS) {
          const { costOfSales, closingStock } = valueStock(deepFreeze(rows), { method })
          expect(costOfSales + closingStock).toBeCloseTo(available, 6)
        }
        const queue: number[] = []
        const stack: number[] = []
        let [first, last] = [0, 0]
        for (const row of rows) {
          for (let i = 0; i < row.quantity; i++) {
            if (row.type !== 'sale') {
              queue.push(row.unitCost)
              stack.push(row.unitCost)
            } else {
              first += queue.shift() as number
              last += stack.pop() as number
            }
          }
        }
        expect(valueStock(rows, { method: 'fifo' }).costOfSales).toBe(first)
        expect(valueStock(rows, { method: 'lifoPerpetual' }).costOfSales).toBe(last)
        expect(valueStock(rows, { method: 'fifo' }).closingUnits).toBe(queue.length)
      }),
      { numRuns: RUNS },
    )
  })

  test('refuses a sale of more than there is, and movements that are none', () => {
    const rows = [
      { type: 'opening', quantity: 5, unitCost: 1 },
      { type: 'sale', quantity: 6 },
      { type: 'gift', quantity: 1 },
      { type: 'purchase', quantity: -1, unitCost: Number.NaN },
    ] as unknown as StockMovement[]
    const error = catchSopError(() => valueStock(rows, { method: 'hifo' as ValuationMethod }))
    expect(error.issues.map((issue) => issue.path)).toEqual([
      'movements[2].type',
      'movements[3].quantity',
      'movements[3].unitCost',
      'options.method',
      'movements[1].quantity',
    ])
  })
})
