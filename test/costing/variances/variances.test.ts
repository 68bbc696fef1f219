import { describe, expect, test } from 'vitest'
import { fixedOverheadVariances } from '../../../src/costing/variances/overheadVariances.js'
import { laborVariances } from '../../../src/costing/variances/laborVariances.js'
import { materialVariances } from '../../../src/costing/variances/materialVariances.js'
import { salesVariances } from '../../../src/costing/variances/salesVariances.js'
import { catchSopError } from '../../core/catchSopError.js'

describe('salesVariances', () => {
  // 10 x 1,000, 15 x 800 and 20 x 500 become 11 x 1,000, 15 x 700 and 23 x 800: 32,000 becomes 39,900.
  const products = [
    { itemId: 'A', budgetPrice: 10, budgetUnits: 1000, actualPrice: 11, actualUnits: 1000 },
    { itemId: 'B', budgetPrice: 15, budgetUnits: 800, actualPrice: 15, actualUnits: 700 },
    { itemId: 'C', budgetPrice: 20, budgetUnits: 500, actualPrice: 23, actualUnits: 800 },
  ]

  test('price, volume and mix as controllers have them', () => {
    const result = salesVariances(products)
    // 1,000 x 1 + 800 x 3; 200 units at 32,000 / 2,300; 36,500 - 2,500 x 32,000 / 2,300.
    expect(result.price).toBeCloseTo(3400, 9)
    expect(result.quantity).toBeCloseTo(2782.61, 2)
    expect(result.mix).toBeCloseTo(1717.39, 2)
    expect(result.total).toBeCloseTo(7900, 9)
    // B: 100 units less at an average of 13.913, and each was worth 1.087 more than that.
    expect(result.lines[1]?.quantity).toBeCloseTo(-1391.3, 1)
    expect(result.lines[1]?.mix).toBeCloseTo(-108.7, 1)
  })

  test('in the budgeted mix the sums are the same, and the lines are not', () => {
    const result = salesVariances(products, { salesMix: 'budgetMix' })
    expect(result.quantity).toBeCloseTo(2782.61, 2)
    expect(result.mix).toBeCloseTo(1717.39, 2)
    // B: 2,500 x 800 / 2,300 = 869.565 units were its share: 69.565 x 15, then 169.565 x 15 less.
    expect(result.lines[1]?.quantity).toBeCloseTo(1043.48, 2)
    expect(result.lines[1]?.mix).toBeCloseTo(-2543.48, 2)
    expect(salesVariances(products, { salesMix: 'volumeOnly' })).toMatchObject({ volume: 4500, mix: null })
  })

  test('the joint effect goes where it is asked to go', () => {
    // C: 3.00 x 300 units.
    expect(salesVariances(products, { jointEffect: 'apart' })).toMatchObject({ price: 2500, joint: 900, volume: 4500 })
    expect(salesVariances(products, { jointEffect: 'volume' })).toMatchObject({ price: 2500, joint: 0, volume: 5400 })
    expect(salesVariances(products, { jointEffect: 'volume' }).total).toBeCloseTo(7900, 9)
  })

  test('what is new, and what is not sold any more, stands apart from the mix of the rest', () => {
    const result = salesVariances([
      { itemId: 'kept', budgetPrice: 10, budgetUnits: 100, actualPrice: 10, actualUnits: 120 },
      { itemId: 'dropped', budgetPrice: 7, budgetUnits: 50, actualPrice: 7, actualUnits: 0 },
      { itemId: 'new', budgetUnits: 0, actualPrice: 30, actualUnits: 20 },
    ])
    expect(result).toMatchObject({ volume: 200, newProducts: 600, droppedProducts: -350, quantity: null, mix: null })
    expect(result.total).toBe(450)
  })

  test('a larger market of which the share is smaller', () => {
    // 10 % of 1,000 were planned, 108 of 1,200 sold: 200 x 10 % x 5, then 1,200 x (9 % - 10 %) x 5.
    const sale = [{ itemId: 'A', budgetUnits: 100, actualUnits: 108, standardMargin: 5 }]
    const result = salesVariances(sale, { market: { budgetUnits: 1000, actualUnits: 1200 } })
    expect(result.marketSize).toBeCloseTo(100, 9)
    expect(result.marketShare).toBeCloseTo(-60, 9)
    expect(result.volume).toBeCloseTo(40, 9)
  })

  test('refuses what it cannot compare, all at once', () => {
    const error = catchSopError(() =>
      salesVariances(
        [
          { itemId: 'A', budgetUnits: 1, actualUnits: 1 },
          { itemId: 'A', budgetUnits: -1, actualUnits: 1, budgetPrice: 1 },
        ],
        { salesMix: 'volumeOnly', market: { budgetUnits: 0, actualUnits: 1 } },
      ),
    )
    expect(error.issues.map(({ path }) => path)).toEqual([
      'products[1].budgetUnits',
      'options.market.budgetUnits',
      'products[1].itemId',
      'products[0].budgetPrice',
      'options.salesMix',
    ])
  })
})

describe('materialVariances', () => {
  // A batch takes 6 kg of A at 2.00 and 4 kg of B at 5.00. For 100 batches 720 kg of A and 330 kg of B went in.
  const input = {
    outputUnits: 100,
    materials: [
      { itemId: 'A', quantityPer: 6, standardPrice: 2, usedUnits: 720, actualPrice: 2.5, purchasedUnits: 800 },
      { itemId: 'B', quantityPer: 4, standardPrice: 5, usedUnits: 330, actualPrice: 4, purchasedUnits: 330 },
    ],
  }
  test('mix and yield of what can stand in for each other', () => {
    const result = materialVariances(input, { mix: true })
    // 1,050 kg in the standard mix are 630 and 420: (630 - 720) x 2 + (420 - 330) x 5, then (600 - 630) x 2 + (400 - 420) x 5.
    expect(result).toMatchObject({ mix: 270, yield: -160, usage: 110 })
    expect(result.materials.map(({ mix }) => mix)).toEqual([-180, 450])
  })
  test('the price of what was bought, or of what was used', () => {
    // 800 x -0.50 + 330 x 1.00, or 720 x -0.50 + 330 x 1.00.
    expect(materialVariances(input)).toMatchObject({ price: -70, total: 40, mix: null })
    expect(materialVariances(input, { priceAt: 'use' })).toMatchObject({ price: -30, total: 80 })
  })
})

describe('laborVariances', () => {
  // 500 units at 2 h; 1,100 h were paid, 20,350 in all, and 990 of them worked.
  const line = { resourceId: 'crew', hoursPer: 2, standardRate: 18, paidHours: 1100, workedHours: 990, wages: 20_350 }
  test('idle time apart, or as a part of efficiency', () => {
    const input = { outputUnits: 500, labor: [line] }
    // 1,100 x 18 - 20,350; (1,000 - 990) x 18; -110 x 18.
    expect(laborVariances(input)).toMatchObject({ rate: -550, efficiency: 180, idleTime: -1980, total: -2350 })
    expect(laborVariances(input, { idleTime: 'inEfficiency' })).toMatchObject({
      efficiency: -1800,
      idleTime: null,
      total: -2350,
    })
  })
  test('idle time that is expected is in the rate of a worked hour', () => {
    const result = laborVariances({ outputUnits: 500, labor: [{ ...line, expectedIdleShare: 0.1 }] })
    // A worked hour is 18 / 0.9 = 20: 10 h x 20; 110 idle hours were expected, and are no variance.
    expect(result.rate).toBe(-550)
    expect(result.efficiency).toBeCloseTo(200, 9)
    expect(result.idleTime).toBeCloseTo(0, 9)
  })
  test('more hours worked than paid are refused', () => {
    const labor = [{ ...line, workedHours: 1101 }]
    expect(catchSopError(() => laborVariances({ outputUnits: 1, labor })).path).toBe('labor[0].workedHours')
  })
})

test('fixed overhead needs a capacity to be spread over', () => {
  const input = { budgetAmount: 100, budgetHours: 0, standardHours: 0 }
  expect(catchSopError(() => fixedOverheadVariances(input)).path).toBe('budgetHours')
  // At 10.00 an hour: 8 of 10 h were worked, and their output should have taken 7.
  expect(fixedOverheadVariances({ budgetAmount: 100, budgetHours: 10, standardHours: 7, actualHours: 8 })).toEqual({
    costPerHour: 10,
    absorbed: 70,
    spending: null,
    volume: -30,
    capacity: -20,
    efficiency: -10,
    total: null,
  })
})
