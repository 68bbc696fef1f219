import { expect, it } from 'vitest'
import { lineAmounts, plan, type PlanInput, verify } from '../../src/index.js'
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
  expect(assumptions.map(({ code, amount }) => [code, amount])).toEqual([
    ['orders-taken-as-done', undefined],
    ['orders-left-open', undefined],
    ['stock-not-counted', undefined],
    ['balance-calculated', -16.13],
    ['balance-calculated', -774.19],
    ['balance-calculated', -290.32],
    ['balance-not-given', undefined],
    ['tax-year-as-planned', -800],
  ])
  expect(balanceDifferences).toEqual([])
  // The 3,000 of December are paid by 30 January. Of the 5,200 sold, a day of 31 is paid in January, 28 in February, 2 in March; of
  // the 2,400 bought, too. 375 of tax are as planned: 5,000 + 3,000 + 167.74 - 77.42 - 375.
  expect(input.openingBalances).toEqual([
    { account: 'cash', amount: 7_715.32 },
    { account: 'payables', amount: 2_167.74, dueDate: '2027-02-01' },
    { account: 'payables', amount: 154.84, dueDate: '2027-03-01' },
    { account: 'receivables', amount: 4_696.78, dueDate: '2027-02-01' },
    { account: 'receivables', amount: 335.48, dueDate: '2027-03-01' },
    { account: 'shareCapital', amount: 2_000 },
  ])
  expect(input.stock).toEqual([{ itemId: 'lamp', onHand: 16 }])
  // What the plan foresaw for all four months is kept, with the day on which it did.
  expect(input.forecastVintages).toEqual([
    { itemId: 'lamp', madeDate: '2026-12-31', start: '2027-01', quantities: before.demand[0]?.consensus },
  ])
})

it('believes a balance that is given, and takes cash to be what it leaves', async () => {
  const before = await plan(base)
  const moved = actuals.filter(({ kind }) => kind === 'sales' || kind === 'purchases')
  const owed = { ...january, kind: 'balance', account: 'receivables', amount: 5_500 } as const
  const rolled = rollForward(base, { actuals: [...moved, owed], plan: before, to: '2027-02' })
  // Customers paid 467.74 later than by their terms: 7,715.32 less that are in cash.
  expect(rolled.balanceDifferences).toEqual([
    { account: 'receivables', planned: 5_806.45, calculated: 5_032.26, actual: 5_500, difference: -306.45 },
  ])
  expect(rolled.input.openingBalances?.find(({ account }) => account === 'cash')?.amount).toBe(7_247.58)
  // A balance just as planned is no proof, where less was sold.
  const asPlanned = { ...owed, amount: 5_806.45 }
  const same = rollForward(base, { actuals: [...moved, asPlanned], plan: before, to: '2027-02' })
  expect(same.balanceDifferences).toEqual([
    { account: 'receivables', planned: 5_806.45, calculated: 5_032.26, actual: 5_806.45, difference: 0 },
  ])
  // Without a plan nothing is known of tax: 375 more.
  const { input, assumptions } = rollForward(base, { actuals: moved, to: '2027-02' })
  expect(input.openingBalances?.find(({ account }) => account === 'cash')?.amount).toBe(8_090.32)
  expect(assumptions.filter(({ code }) => code === 'balance-calculated').map(({ amount }) => amount)).toEqual([
    3_090.32, 2_032.26, 2_322.58,
  ])
})

it('charges what follows from sales and hours, where nobody told it', async () => {
  const forge: PlanInput = {
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'gate', price: 100, safetyStock: 0 }],
    operations: [{ itemId: 'gate', resourceId: 'anvil', runHoursPerUnit: 1 }],
    resources: [{ id: 'anvil', capacityHours: 100, costPerHour: 20, variableOverheadPerHour: 5 }],
    forecasts: [{ itemId: 'gate', quantities: [50, 50, 50] }],
    overheads: [
      { id: 'fee', function: 'selling', rateOfRevenue: 0.1 },
      { id: 'rent', function: 'administration', amount: 300, terms: { profile: [0, 1] } },
    ],
    finance: {
      openingCash: 10_000,
      customerTerms: { profile: [0, 1] },
      supplierTerms: { profile: [0, 1] },
      payrollTerms: { profile: [0.5, 0.5] },
    },
  }
  const before = await plan(forge)
  const happened = [
    { ...january, kind: 'sales', itemId: 'gate', units: 40, amount: 4_000 },
    { ...january, kind: 'output', itemId: 'gate', units: 40 },
    { ...january, kind: 'hours', resourceId: 'anvil', forItemId: 'gate', hours: 44, amount: 880 },
    { ...january, kind: 'hours', resourceId: 'anvil', hours: 6, amount: 120 },
  ] as const
  const { input, assumptions } = rollForward(forge, { actuals: happened, plan: before, to: '2027-02' })
  // Wages are 1,000 as planned, 50 hours at 20, half of them paid. Of 44 hours that were worked come 220 of variable overhead, 30 less
  // than planned, which are owed beside the rent; the fee is a tenth of 4,000, a hundred less, and paid at once.
  expect(input.openingBalances).toEqual([
    { account: 'cash', amount: 10_000 - 500 - 400 },
    { account: 'payables', amount: 220 + 300, dueDate: '2027-02-01' },
    { account: 'receivables', amount: 4_000, dueDate: '2027-02-01' },
    { account: 'wagesPayable', amount: 500, dueDate: '2027-02-01' },
  ])
  const moved = assumptions.filter(({ code }) => code === 'balance-calculated')
  expect(moved.map(({ amount, value }) => [(value as { account: string }).account, amount])).toEqual([
    ['cash', 100],
    ['receivables', -1_000],
    ['payables', -30],
  ])
})

it('keeps orders of customers that the sales do not reach, and tells what came before its day', async () => {
  const ordered: PlanInput = {
    ...base,
    markets: [{ id: 'home' }],
    customers: [
      { id: 'Ann', marketId: 'home' },
      { id: 'Bob', marketId: 'home' },
    ],
    history: [{ itemId: 'lamp', marketId: 'home', start: '2026-09', quantities: [98, 102, 97, 103] }],
    overrides: [],
    views: [],
    customerOrders: [
      { id: 'c1', itemId: 'lamp', customerId: 'Ann', quantity: 30, requestedDate: '2027-01-10' },
      { id: 'c2', itemId: 'lamp', customerId: 'Bob', quantity: 40, requestedDate: '2027-01-20' },
      { id: 'c3', itemId: 'lamp', customerId: 'Bob', quantity: 10, requestedDate: '2027-02-20' },
    ],
  }
  const moved = [
    { ...january, kind: 'sales', itemId: 'lamp', marketId: 'home', units: 50, amount: 2_500 },
    { ...january, kind: 'purchases', itemId: 'lamp', units: 95, amount: 2_850 },
  ] as const
  const withoutPlan = rollForward(ordered, { actuals: moved, to: '2027-02' })
  // 50 were sold: the 30 of Ann, and 20 of the 40 of Bob.
  const open = [
    ['c2', 20],
    ['c3', 10],
  ]
  expect(withoutPlan.input.customerOrders?.map(({ id, quantity }) => [id, quantity])).toEqual(open)
  // Bob asked for his lamps in January: 70 in all.
  expect(withoutPlan.input.history?.[0]?.quantities.at(-1)).toBe(70)
  // 95 came, 80 were due: 15 of the 90 of February.
  expect(withoutPlan.input.supplyOrders).toMatchObject([{ id: 'o3', quantity: 75 }])
  expect(withoutPlan.assumptions.find(({ code }) => code === 'orders-received-early')?.refs).toEqual([
    { itemId: 'lamp', orderId: 'o3' },
  ])
  const before = await plan(ordered)
  const withPlan = rollForward(ordered, { actuals: moved, plan: before, to: '2027-02' })
  expect(withPlan.input.customerOrders?.map(({ id, quantity }) => [id, quantity])).toEqual(open)
  // Sales that name their customers go to their own orders.
  const named = [{ ...moved[0], customerId: 'Bob', units: 45 }, { ...moved[0], customerId: 'Ann', units: 5 }, moved[1]]
  const ofEach = rollForward(ordered, { actuals: named, plan: before, to: '2027-02' })
  expect(ofEach.input.customerOrders?.map(({ id, quantity }) => [id, quantity])).toEqual([
    ['c1', 25],
    ['c3', 10],
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

it('stock goes on at what it stands at: written down, or bought before a price moved', async () => {
  const incomeOf = async (input: PlanInput): Promise<readonly number[]> =>
    lineAmounts((await plan(input)).statements.incomeStatement, 'netIncome')
  const rolledFrom = async (input: PlanInput): Promise<PlanInput> => {
    const before = await plan(input)
    return rollForward(input, { ...actualsOf(before, { to: '2027-02' }), plan: before, to: '2027-02' }).input
  }
  // 300 lamps at 10 bring 8: 600 are lost in January, and nothing after it.
  const written: PlanInput = {
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'lamp', price: 8, purchaseCost: 10, safetyStock: 0 }],
    stock: [{ itemId: 'lamp', onHand: 300 }],
    forecasts: [{ itemId: 'lamp', quantities: [100, 100, 100] }],
    policy: { stockWriteDowns: 'post' },
    finance: { openingCash: 100, overheads: [] },
  }
  expect(await incomeOf(written)).toEqual([-600, 0, 0])
  const rolled = await rolledFrom(written)
  expect(rolled.stock).toEqual([{ itemId: 'lamp', onHand: 200, unitCost: 8 }])
  expect(await incomeOf(rolled)).toEqual([0, 0])
  // Two radios cost 10 each. One is sold a month at 20, and earns 10, whatever a new one costs in February.
  for (const price of [5, 15]) {
    const radios: PlanInput = {
      calendar: { start: '2027-01-01', months: 2 },
      items: [{ id: 'radio', price: 20, purchaseCost: [10, price], safetyStock: 0 }],
      stock: [{ itemId: 'radio', onHand: 2 }],
      forecasts: [{ itemId: 'radio', quantities: [1, 1] }],
      finance: { openingCash: 100, overheads: [] },
    }
    expect(await incomeOf(radios)).toEqual([10, 10])
    expect(await incomeOf(await rolledFrom(radios))).toEqual([10])
  }
})

it('whom the plan did not serve at a loss does not wait, unless somebody says so', async () => {
  // A lamp costs 30, and 30 a month are asked for at 20. Five lie there and are sold; nobody buys a lamp anew to lose 10 on it.
  const dear: PlanInput = {
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'lamp', price: 20, purchaseCost: 30, safetyStock: 0 }],
    forecasts: [{ itemId: 'lamp', quantities: [30, 30, 30] }],
    stock: [{ itemId: 'lamp', onHand: 5 }],
    finance: { openingCash: 1_000 },
  }
  const before = await plan(dear)
  const boughtBy = async (input: PlanInput): Promise<readonly number[] | undefined> =>
    (await plan(input)).supply.records[0]?.purchased
  const happened = actualsOf(before, { to: '2027-02' })
  const rolled = rollForward(dear, { ...happened, plan: before, to: '2027-02' })
  expect(rolled.input.stock).toEqual([])
  expect(rolled.assumptions.map(({ code, refs, amount }) => [code, refs, amount])).toEqual([
    ['refused-not-carried', [{ itemId: 'lamp' }], 25],
  ])
  expect(await boughtBy(rolled.input)).toEqual([0, 0])
  // Who is late has a promise: a backlog that is told comes back, and is served at a loss.
  const waiting = { ...january, kind: 'backlog', itemId: 'lamp', units: 25 } as const
  const told = rollForward(dear, { ...happened, actuals: [...happened.actuals, waiting], plan: before, to: '2027-02' })
  expect(told.input.stock).toEqual([{ itemId: 'lamp', onHand: 0, backlog: 25 }])
  expect(told.assumptions).toEqual([])
  expect(await boughtBy(told.input)).toEqual([25, 0])
})

it('whom the plan leaves since a dear month costs more than he pays does not wait either, unless somebody says so', async () => {
  // 130 lamps are to be had at 30 in January, and any number at 60 after it; 100 a month are asked for at 50. The plan buys the 130, and
  // leaves the rest: 70 of February's, and all of March and April.
  const rising: PlanInput = {
    calendar: { start: '2027-01-01', months: 4 },
    items: [{ id: 'lamp', price: 50, purchaseCost: [30, 60, 60, 60], supplyLimit: 130, safetyStock: 0 }],
    forecasts: [{ itemId: 'lamp', quantities: [100, 100, 100, 100] }],
    finance: { openingCash: 10_000 },
  }
  const rollTo = async (input: PlanInput, extra: readonly object[] = []) => {
    const before = await plan(input)
    const happened = actualsOf(before, { to: '2027-03' })
    const all = [...happened.actuals, ...(extra as typeof happened.actuals)]
    const rolled = rollForward(input, { ...happened, actuals: all, plan: before, to: '2027-03' })
    const next = await plan(rolled.input)
    expect(verify(next, { input: rolled.input }).ok).toBe(true)
    return {
      left: before.supply.records[0]?.backlog,
      orders: rolled.input.customerOrders ?? [],
      stock: rolled.input.stock ?? [],
      told: rolled.assumptions.map(({ code, amount }) => [code, amount]),
      buys: next.supply.records[0]?.purchased,
    }
  }
  const alone = await rollTo(rising)
  expect(alone.left).toEqual([0, 70, 170, 270])
  // As late orders the 70 would be bought at 60 and sold at 50.
  expect(alone).toMatchObject({ orders: [], stock: [], told: [['refused-not-carried', 70]], buys: [0, 0] })
  // Whoever was promised a lamp gets one.
  const waiting = { periodId: '2027-02', kind: 'backlog', itemId: 'lamp', units: 20 }
  const promised = await rollTo(rising, [waiting])
  expect(promised).toMatchObject({ stock: [{ itemId: 'lamp', onHand: 0, backlog: 20 }], told: [], buys: [20, 0] })
  // In April they cost 30 again: February's 70 and 60 of March wait for that, and are handed on; the last 140 are left.
  const cheap = { ...rising, items: [{ ...rising.items[0]!, purchaseCost: [30, 60, 60, 30] }] }
  const later = await rollTo(cheap)
  expect(later.orders).toMatchObject([{ itemId: 'lamp', quantity: 70, requestedDate: '2027-02-28', price: 50 }])
  expect(later).toMatchObject({ left: [0, 70, 170, 140], told: [], buys: [0, 130] })
  // 90 of February's 100 are ordered, and an order is never left: 60 are bought for it at 60; the other 10 do not wait.
  const order = { id: 'c1', itemId: 'lamp', quantity: 90, requestedDate: '2027-02-10' }
  const booked = await rollTo({ ...rising, customerOrders: [order] })
  expect(booked).toMatchObject({ left: [0, 10, 110, 210], told: [['refused-not-carried', 10]], buys: [0, 0] })
})

it('opens with the stock of the books where wages rise on the first day that is planned anew', async () => {
  // A table takes two boards at 10 and an hour. It stands at 40 by January's wage of 20, and its standard of the year stays; the plan from
  // February on rolls up 44.
  const joinery: PlanInput = {
    calendar: { start: '2027-01-01', months: 3 },
    items: [
      { id: 'table', price: 100, safetyStock: 100 },
      { id: 'board', purchaseCost: 10, safetyStock: 200 },
    ],
    billOfMaterials: [{ itemId: 'table', componentId: 'board', quantityPer: 2 }],
    operations: [{ itemId: 'table', resourceId: 'bench', runHoursPerUnit: 1 }],
    resources: [{ id: 'bench', capacityHours: 500, costPerHour: [20, 24, 24] }],
    forecasts: [{ itemId: 'table', quantities: [200, 200, 200] }],
    stock: [
      { itemId: 'table', onHand: 100 },
      { itemId: 'board', onHand: 200 },
    ],
    finance: { openingCash: 10_000 },
  }
  const before = await plan(joinery)
  const { input } = rollForward(joinery, { ...actualsOf(before, { to: '2027-02' }), plan: before, to: '2027-02' })
  const tables = before.inventory.find(({ itemId }) => itemId === 'table')?.closing[0] ?? 0
  expect(input.stock).toEqual([
    { itemId: 'board', onHand: before.inventory[0]?.closing[0] },
    { itemId: 'table', onHand: tables, unitCost: 40 },
  ])
  const next = await plan(input)
  expect(verify(next, { input }).ok).toBe(true)
  const equity = next.statements.balanceSheet.lines.find(({ id }) => id === 'totalEquity')
  expect(equity?.opening).toBe(lineAmounts(before.statements.balanceSheet, 'totalEquity')[0])
})

it('tells that tax goes on from the plan where a rent was dearer, too', async () => {
  const input: PlanInput = {
    calendar: { start: '2027-01-01', months: 2 },
    items: [{ id: 'lamp', price: 50, purchaseCost: 20, safetyStock: 0 }],
    forecasts: [{ itemId: 'lamp', quantities: [100, 100] }],
    overheads: [{ id: 'rent', function: 'administration', amount: 800 }],
    taxes: [{ id: 'tax', rateShare: 0.25 }],
  }
  const told = (rent: number): unknown[] => {
    const rows = [
      { ...january, kind: 'sales', itemId: 'lamp', units: 100, amount: 5_000 },
      { ...january, kind: 'purchases', itemId: 'lamp', units: 100, amount: 2_000 },
      { ...january, kind: 'overhead', overheadId: 'rent', amount: rent },
    ] as const
    const { assumptions } = rollForward(input, { actuals: rows, plan: made, to: '2027-02' })
    return assumptions.flatMap(({ code, amount }) => (code === 'tax-year-as-planned' ? [amount] : []))
  }
  const made = await plan(input)
  // 2,200 were planned and taxed; with 1,000 more of rent 1,200 were earned.
  expect(told(1_800)).toEqual([-1_000])
  expect(told(800)).toEqual([])
})
