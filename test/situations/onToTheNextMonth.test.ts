import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { actualsOf, rollForward } from '../../src/review/index.js'

// A dealer of lamps closes January. Planned were 100 lamps sold at 50 and 100 bought at 30; there were 40 in stock. It came
// otherwise: 110 were asked for, 104 delivered, 6 customers wait; of two deliveries one of 60 came, 20 are still on the way;
// 1 lamp is missing on the shelf.
const base: PlanInput = {
  asOf: '2026-12-31',
  calendar: { start: '2027-01-01', months: 4 },
  items: [{ id: 'lamp', price: [50, 50, 55, 55], purchaseCost: 30, leadTimeDays: 20, safetyStock: 10 }],
  history: [{ itemId: 'lamp', start: '2026-09', quantities: [98, 102, 97, 103] }],
  stock: [{ itemId: 'lamp', onHand: 40 }],
  openOrders: [
    { id: 'o1', itemId: 'lamp', quantity: 60, dueDate: '2027-01-08' },
    { id: 'o2', itemId: 'lamp', quantity: 20, dueDate: '2027-01-25' },
    { id: 'o3', itemId: 'lamp', quantity: 90, dueDate: '2027-02-10' },
  ],
  overrides: [
    { id: 'fair', itemId: 'lamp', periodIds: ['2027-01', '2027-03'], quantity: 120, reason: 'fair', owner: 'Ann' },
  ],
  views: [{ contributor: 'sales', itemId: 'lamp', quantities: [105, null, 110, 95], past: [100, 104] }],
  finance: {
    openingCash: 5_000,
    openingReceivables: 3_000,
    customerTerms: { netDays: 30 },
    supplierTerms: { netDays: 30 },
    shareCapital: 2_000,
    tax: { rateShare: 0.25, openingLoss: 900 },
  },
}
const january = { periodId: '2027-01' } as const
const actuals = [
  { ...january, kind: 'sales', itemId: 'lamp', units: 104, amount: 5_200 },
  { ...january, kind: 'purchases', itemId: 'lamp', units: 80, amount: 2_400 },
  { ...january, kind: 'stockCount', itemId: 'lamp', units: 15 },
  { ...january, kind: 'backlog', itemId: 'lamp', units: 6 },
  { ...january, kind: 'balance', account: 'cash', amount: 6_100 },
  { ...january, kind: 'balance', account: 'receivables', amount: 5_000 },
  { ...january, kind: 'balance', account: 'payables', amount: 2_400 },
  { ...january, kind: 'balance', account: 'revenue', amount: 5_200 },
  { ...january, kind: 'balance', account: 'standardCostOfSales', amount: 3_150 },
] as const

it('begins February with what January left', () => {
  const { input, stockDifferences, assumptions, warnings } = rollForward(base, { actuals, to: '2027-02' })
  expect(input.calendar).toEqual({ start: '2027-02-01', months: 3 })
  expect(input.asOf).toBe('2027-01-31')
  // 40 + 80 - 104 = 16 should be there, 15 are; 6 wait.
  expect(stockDifferences).toEqual([{ itemId: 'lamp', calculated: 16, counted: 15, difference: -1 }])
  expect(input.stock).toEqual([{ itemId: 'lamp', onHand: 15, backlog: 6 }])
  // The 80 that came are o1 and o2; o3 is still to come.
  expect(input.supplyOrders).toEqual([{ id: 'o3', kind: 'buy', itemId: 'lamp', quantity: 90, dueDate: '2027-02-10' }])
  // 110 were asked for: 104 that went and 6 that wait. Sales had said 105.
  expect(input.history?.[0]?.quantities).toEqual([98, 102, 97, 103, 110])
  expect(input.views).toEqual([
    { contributor: 'sales', itemId: 'lamp', quantities: [null, 110, 95], past: [100, 104, 105] },
  ])
  expect(input.items[0]?.price).toEqual([50, 55, 55])
  expect(input.overrides?.[0]?.periodIds).toEqual(['2027-03'])
  expect(input.openingBalances).toEqual([
    { account: 'cash', amount: 6_100 },
    { account: 'payables', amount: 2_400 },
    { account: 'receivables', amount: 5_000 },
    { account: 'shareCapital', amount: 2_000 },
  ])
  // 2,050 earned this year, of which the loss of 900 leaves 1,150 that was taxed.
  expect(input.taxes).toEqual([{ id: 'tax', rateShare: 0.25, openingLoss: 900, openingProfit: 2_050 }])
  expect(input.actuals).toHaveLength(9)
  expect(assumptions.map(({ code, value }) => [code, value])).toEqual([
    ['orders-taken-as-done', { orders: 'supply' }],
    ['balance-not-given', { accounts: ['shareCapital'], taken: 'opening' }],
  ])
  expect(warnings.map(({ message }) => message)).toEqual([
    "Of 'lamp' 15 were counted; by what came and went there should be 16. The next plan begins with what was counted.",
  ])
})

it('goes on in the tax year: what is earned after it is taxed at once, a loss gives back what was charged', async () => {
  const { input } = rollForward(base, { actuals, to: '2027-02' })
  const next = await plan(input)
  expect(verify(next, { input }).ok).toBe(true)
  const { lines } = next.statements.incomeStatement
  const of = (id: string): readonly number[] => lines.find((line) => line.id === id)?.amounts ?? []
  const before = of('profitBeforeTax')
  expect(before.every((amount) => amount > 0)).toBe(true)
  // The loss is used up: a quarter of every amount.
  of('incomeTax').forEach((tax, t) => expect(Math.abs(tax)).toBeCloseTo((before[t] ?? 0) * 0.25, 1))
  // With nothing but a cost of 4,000 the 287.50 that were charged on 1,150 come back, and no more.
  const bad = await plan({
    ...input,
    history: [],
    views: [],
    overrides: [],
    supplyOrders: [],
    stock: [{ itemId: 'lamp', onHand: 10 }],
    forecasts: [{ itemId: 'lamp', quantities: [0, 0, 0] }],
    overheads: [{ id: 'rent', function: 'administration', amount: [4_000, 0, 0] }],
  })
  expect(verify(bad).ok).toBe(true)
  const taxed = bad.statements.incomeStatement.lines.find(({ id }) => id === 'incomeTax')?.amounts ?? []
  expect(taxed.map(Math.abs)).toEqual([287.5, 0, 0])
})

it('asks the plan where the actuals are silent, and says so', async () => {
  const before = await plan(base)
  const sold = actuals.filter(({ kind }) => kind === 'sales' || kind === 'purchases')
  const { input, balanceDifferences, assumptions } = rollForward(base, { actuals: sold, plan: before, to: '2027-02' })
  expect(assumptions.map(({ code }) => code)).toEqual([
    'orders-taken-as-done',
    'orders-left-open',
    'stock-not-counted',
    'balance-not-given',
  ])
  expect(balanceDifferences).toEqual([])
  const cash = before.statements.balanceSheet.lines.find(({ id }) => id === 'cash')?.amounts[0]
  expect(input.openingBalances?.find(({ account }) => account === 'cash')?.amount).toBe(cash)
  expect(input.stock).toEqual([{ itemId: 'lamp', onHand: 16 }])
  // What the plan foresaw for all four months is kept, with the day on which it did.
  expect(input.forecastVintages).toEqual([
    { itemId: 'lamp', madeDate: '2026-12-31', start: '2027-01', quantities: before.demand[0]?.consensus },
  ])
})

it('keeps what was frozen, and what is owed for a machine', async () => {
  const shop: PlanInput = {
    calendar: { start: '2027-01-01', months: 4 },
    items: [
      { id: 'chair', price: 90, safetyStock: 0, firmSupply: [10, 20, null, null] },
      { id: 'leg', purchaseCost: 5, safetyStock: 0 },
    ],
    billOfMaterials: [{ itemId: 'chair', componentId: 'leg', quantityPer: 4 }],
    forecasts: [{ itemId: 'chair', quantities: [10, 20, 30, 40] }],
    policy: { firmPeriods: 2 },
    assets: [{ id: 'saw', cost: 1_200, lifeMonths: 12, acquiredDate: '2027-01-10', terms: { netDays: 60 } }],
    openingBalances: [{ account: 'cash', amount: 3_000 }],
  }
  // Legs have no firm supply in the first two months: none come, and chairs cannot be made of none.
  const stocked = { ...shop, stock: [{ itemId: 'leg', onHand: 120 }] }
  const before = await plan(stocked)
  const happened = actualsOf(before, { to: '2027-02' })
  // The saw is paid 60 days after a day of January, from 2 March to 1 April: 30 parts of 31 in March.
  expect(happened.openingBalances.filter(({ account }) => account === 'capitalPayables')).toEqual([
    { account: 'capitalPayables', dueDate: '2027-03-01', amount: 1_161.29 },
    { account: 'capitalPayables', dueDate: '2027-04-01', amount: 38.71 },
  ])
  const { input } = rollForward(stocked, { ...happened, plan: before, to: '2027-02' })
  expect(input.policy?.firmPeriods).toBe(2)
  // February stays as it was; March is frozen now, with what the plan before made and bought there.
  const firm = new Map(input.sources?.map(({ itemId, firmSupply }) => [itemId, firmSupply]))
  expect(firm.get('chair')).toEqual([20, 30, null])
  expect(firm.get('leg')).toEqual([null, 120, null])
  const next = await plan(input)
  expect(verify(next, { input }).ok).toBe(true)
  const paid = next.statements.cashFlow.lines.find(({ id }) => id === 'capitalExpenditure')
  expect(paid?.amounts).toEqual([0, -1_161.29, -38.71])
  // Without the plan nobody knows what March was to be.
  const { input: without, assumptions } = rollForward(stocked, { ...happened, to: '2027-02' })
  expect(without.policy?.firmPeriods).toBe(1)
  expect(assumptions.map(({ code }) => code)).toContain('frozen-without-plan')
})
