import { describe, expect, test } from 'vitest'
import { varianceTree } from '../../../src/costing/variances/varianceTree.js'
import type { Actual, VarianceInput } from '../../../src/costing/variances/varianceTypes.js'
import { catchSopError } from '../../core/catchSopError.js'

const periodId = '2027-01'
const sale = (units: number, amount: number, more: Partial<Actual> = {}): Actual => ({
  periodId,
  kind: 'sales',
  itemId: 'tea',
  units,
  amount,
  ...more,
})
const purchase = (units: number, amount: number, more: Partial<Actual> = {}): Actual => ({
  periodId,
  kind: 'purchases',
  itemId: 'tea',
  units,
  amount,
  ...more,
})

/** A shop that buys tea at 6.00 and sells it at 10.00. */
const shop = (actuals: readonly Actual[], more: Partial<VarianceInput> = {}): VarianceInput => ({
  items: [{ itemId: 'tea', standardPrice: 6 }],
  budget: { sales: [{ itemId: 'tea', units: 100, price: 10 }] },
  actuals,
  ...more,
})

describe('the price of what is bought', () => {
  // 50 units of before were paid 5.00 too much in all; 150 bought at 6.20 are 30.00 more. 100 of 200 are sold.
  const input = shop([sale(100, 1000), purchase(150, 930)], {
    openingStock: [{ itemId: 'tea', units: 50, priceDifference: -5 }],
  })
  test('is told when it is bought', () => {
    const result = varianceTree(input)
    expect(result).toMatchObject({ budgetProfit: 400, actualProfit: 370, unexplained: 0 })
    expect(result.totals.materialPrice).toBe(-30)
  })
  test('or as it is used, of what was not there before: two fifths of 20.00', () => {
    // 100 bought at 6.20, 40 of them sold.
    const result = varianceTree(shop([sale(40, 400), purchase(100, 620)]), { priceAt: 'use' })
    expect(result.totals.materialPrice).toBe(-8)
    // 40 x (10 - 6) - 8.
    expect(result).toMatchObject({ actualProfit: 152, unexplained: 0 })
  })
  test('and no group stands for overheads that there are not', () => {
    const office = { overheadId: 'office', behavior: 'period', budgetAmount: 50 } as const
    const paid: Actual = { periodId, kind: 'overhead', overheadId: 'office', amount: 60 }
    const { tree, totals } = varianceTree({ ...input, overheads: [office], actuals: [...input.actuals, paid] })
    expect(totals.periodCostSpending).toBe(-10)
    expect(JSON.stringify(tree)).not.toMatch(/"(fixed|variable)Overhead"/)
  })
  test('or as it is used: half of the 35.00 stay in stock', () => {
    const result = varianceTree(input, { priceAt: 'use' })
    expect(result.totals.materialPrice).toBe(-17.5)
    expect(result).toMatchObject({ actualProfit: 382.5, unexplained: 0 })
  })
})

test('what the exchange rate did stands apart from the price, of sales and of purchases', () => {
  // 100 sold abroad for 900 of a currency that was to be worth 1.25 and is worth 1.20; 100 bought for 1,500 at 0.40, not 0.50.
  const input = shop([sale(100, 1080, { marketId: 'abroad' }), purchase(100, 600, { supplierId: 'far' })], {
    exchangeRates: [
      { marketId: 'abroad', budgetRate: 1.25, actualRate: 1.2 },
      { supplierId: 'far', budgetRate: 0.5, actualRate: 0.4 },
    ],
  })
  const { totals, actualProfit } = varianceTree(input)
  // 900 x 1.25 - 1,000; 900 x -0.05. 600 - 1,500 x 0.50; 1,500 x 0.10.
  expect(totals).toMatchObject({ salesPrice: 125, salesCurrency: -45, materialPrice: -150, purchaseCurrency: 150 })
  expect(actualProfit).toBe(480)
})

test('a budget that names no production makes what it sells, down to the parts', () => {
  const made = (itemId: string, units: number): Actual => ({ periodId, kind: 'output', itemId, units })
  const input = shop([made('spout', 80), made('pot', 80), sale(80, 800, { itemId: 'pot' })], {
    items: [
      { itemId: 'spout', materials: [], labor: [{ resourceId: 'bench', hoursPer: 1 }] },
      { itemId: 'pot', materials: [{ itemId: 'spout', quantityPer: 1 }], labor: [] },
    ],
    resources: [{ resourceId: 'bench', costPerHour: 2 }],
    overheads: [
      { overheadId: 'kiln', behavior: 'fixed', budgetAmount: 100, costPerUnit: 1, itemIds: ['pot'] },
      { overheadId: 'mold', behavior: 'fixed', budgetAmount: 50, costPerUnit: 0.5, itemIds: ['spout'] },
    ],
    budget: { sales: [{ itemId: 'pot', units: 100, price: 10 }] },
  })
  // 20 pots fewer than the 100 of the budget, and 20 spouts: 20 x 1 and 20 x 0.50 are not absorbed.
  expect(varianceTree(input).totals).toMatchObject({ fixedOverheadVolume: -30 })
})

test('what was planned at nothing is new in every market, also where nothing was planned', () => {
  const cup = { itemId: 'cup', units: 0, price: 8 }
  const input = shop(
    [sale(10, 80, { itemId: 'cup', marketId: 'north' }), sale(5, 50, { itemId: 'cup', marketId: 'south' })],
    { items: [{ itemId: 'cup', standardPrice: 3 }], budget: { sales: [{ ...cup, marketId: 'north' }] } },
  )
  // 80 - 10 x 3 and 50 - 5 x 3.
  expect(varianceTree(input).totals.newProducts).toBe(85)
})

test('what was badly planned stands apart from what was badly done', () => {
  // In hindsight tea had to cost 7.00, sold at 9.00, and 80 units were to be had.
  const input = shop([sale(90, 855), purchase(90, 612)], {
    items: [{ itemId: 'tea', standardPrice: 6, revisedPrice: 7 }],
    budget: { sales: [{ itemId: 'tea', units: 100, price: 10, revisedUnits: 80, revisedPrice: 9 }] },
  })
  expect(varianceTree(input).totals).toMatchObject({
    salesVolumePlanning: -80,
    salesVolumeAlone: 40,
    salesPricePlanning: -90,
    salesPrice: 45,
    materialPricePlanning: -90,
    materialPrice: 18,
    profit: -157,
  })
})

test('what is not there when it is counted is a loss of its own', () => {
  // 10 + 100 - 90 are 20 by the books; 17 were counted in January, and 5 of 6 in February.
  const february = '2027-02'
  const input = shop(
    [
      sale(90, 900),
      purchase(100, 600),
      { periodId, kind: 'stockCount', itemId: 'tea', units: 17 },
      sale(11, 110, { periodId: february }),
      { periodId: february, kind: 'stockCount', itemId: 'tea', units: 5 },
    ],
    { openingStock: [{ itemId: 'tea', units: 10 }] },
  )
  const result = varianceTree(input)
  expect(result.totals.stockDifference).toBe(-24)
  expect(result).toMatchObject({ budgetProfit: 400, actualProfit: 380, unexplained: 0 })
  // Of January alone: 90 x 4 - 3 x 6.
  expect(varianceTree(input, { periodIds: [periodId] }).actualProfit).toBe(342)
})

test('a customer with a budget of its own is not a part of its market', () => {
  const sales = [
    { itemId: 'tea', units: 60, price: 10 },
    { itemId: 'tea', customerId: 'grocer', units: 40, price: 9 },
  ]
  const input = shop(
    [sale(70, 700, { customerId: 'inn' }), sale(30, 255, { customerId: 'grocer' }), purchase(100, 600)],
    { budget: { sales } },
  )
  const { tree, totals } = varianceTree(input, { salesMix: 'volumeOnly' })
  const [group] = tree.children
  expect(group?.children.filter(({ name }) => name === 'salesPrice').map(({ ref, amount }) => [ref, amount])).toEqual([
    [{ itemId: 'tea' }, 0],
    [{ itemId: 'tea', customerId: 'grocer' }, -15],
  ])
  expect(totals.salesVolume).toBe(10)
})

test('the books may say another profit, and are told so', () => {
  const rows: Actual[] = [
    sale(100, 1000),
    purchase(100, 600),
    { periodId, kind: 'balance', account: 'netIncome', amount: 390 },
    { periodId, kind: 'backlog', itemId: 'tea', units: 5 },
  ]
  const result = varianceTree(shop(rows), { profitAccount: 'netIncome' })
  expect(result).toMatchObject({ actualProfit: 400, unexplained: -10, backlog: { units: 5, margin: 20 } })
})

test('a cost that follows revenue is told by what the price made of it, and by what was spent beside its rate', () => {
  const { items, budget } = shop([])
  const result = varianceTree({
    items,
    budget,
    overheads: [{ overheadId: 'agent', behavior: 'selling', rateOfRevenue: 0.1 }],
    actuals: [sale(110, 1210), purchase(110, 660), { periodId, kind: 'overhead', overheadId: 'agent', amount: 130 }],
  })
  const { totals, budgetProfit, actualProfit, unexplained } = result
  // 100 at 10 less 6 less a tenth; 10 more at 11.
  expect([budgetProfit, actualProfit, unexplained]).toEqual([300, 1210 - 660 - 130, 0])
  expect([totals.salesVolume, totals.salesPrice, totals.sellingCostPrice, totals.sellingCostSpending]).toEqual([
    30, 110, -11, -9,
  ])
})

test('what the books have another standard of than its bill adds up to comes into stock at theirs', () => {
  const input = (made: number): VarianceInput => ({
    items: [
      { itemId: 'pot', standardCost: 9, materials: [{ itemId: 'clay', quantityPer: 2 }] },
      { itemId: 'clay', standardPrice: 4 },
    ],
    budget: { sales: [{ itemId: 'pot', units: 50, price: 20 }] },
    actuals: [
      sale(50, 1000, { itemId: 'pot' }),
      purchase(2 * made, 8 * made, { itemId: 'clay' }),
      { periodId, kind: 'output', itemId: 'pot', units: made },
      { periodId, kind: 'usage', itemId: 'clay', forItemId: 'pot', units: 2 * made },
    ],
  })
  // 50 x (20 - 9), and each pot comes into stock at 1 more than its clay.
  expect(varianceTree(input(50))).toMatchObject({ budgetProfit: 600, actualProfit: 600, tree: { amount: 0 } })
  const more = varianceTree(input(60))
  expect([more.actualProfit, more.totals.standardDifference, more.unexplained]).toEqual([610, 10, 0])
})

test('who waits at the end is told, not who waited in between', () => {
  const waits = (units: number, at: string): Actual => ({ periodId: at, kind: 'backlog', itemId: 'tea', units })
  const result = varianceTree(shop([sale(100, 1000), purchase(100, 600), waits(5, periodId), waits(3, '2027-02')]))
  // 3 at a margin of 4.
  expect(result).toMatchObject({ backlog: { units: 3, margin: 12 } })
})

test('one error names all that is wrong', () => {
  const input = {
    items: [
      { itemId: 'tea' },
      { itemId: 'cup', standardPrice: 1, standardCost: 2 },
      { itemId: 'pot', materials: [{ itemId: 'lid', quantityPer: 1 }] },
      { itemId: 'lid', materials: [{ itemId: 'pot', quantityPer: 1 }] },
      { itemId: 'tray', standardPrice: 3, labor: [{ resourceId: 'nobody', hoursPer: 1 }] },
    ],
    overheads: [
      { overheadId: 'rent', behavior: 'fixed', costPerHour: 1, costPerUnit: 1, itemIds: ['tea', 'mug'] },
      { overheadId: 'office', behavior: 'period', budgetAmount: 5, costPerUnit: 1 },
      { overheadId: 'agent', behavior: 'selling', costPerUnit: 1, rateOfRevenue: 0.1 },
      { overheadId: 'power', behavior: 'variable', rateOfRevenue: 0.1 },
    ],
    budget: { sales: [{ itemId: 'coffee', units: 1, price: 1 }] },
    actuals: [
      { periodId, kind: 'output', itemId: 'tea', units: 1 },
      sale(1, 1, { itemId: 'coffee' }),
      sale(1, 1, { itemId: 'coffee' }),
      { periodId, kind: 'overhead', overheadId: 'rent', amount: 1, hours: 2 },
    ],
    exchangeRates: [{ budgetRate: 1, actualRate: 1 }],
  } as unknown as VarianceInput
  const { issues } = catchSopError(() => varianceTree(input, { periodIds: ['2027-09'] }))
  expect(issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
    'CONFLICT actuals[0].itemId',
    'CONFLICT exchangeRates[0]',
    'CONFLICT items[1].standardCost',
    'CONFLICT overheads[0].costPerHour',
    'CONFLICT overheads[1].behavior',
    'CONFLICT overheads[2].costPerUnit',
    'CONFLICT overheads[3].rateOfRevenue',
    'CYCLE items',
    'DUPLICATE_ID actuals[2]',
    'MISSING_VALUE items[0].standardPrice',
    'MISSING_VALUE overheads[0].budgetAmount',
    'UNKNOWN_FIELD actuals[3].hours',
    'UNKNOWN_ID actuals[1].itemId',
    'UNKNOWN_ID actuals[2].itemId',
    'UNKNOWN_ID budget.sales[0].itemId',
    'UNKNOWN_ID items[4].labor[0].resourceId',
    'UNKNOWN_ID options.periodIds[0]',
    'UNKNOWN_ID overheads[0].itemIds[1]',
  ])
})
