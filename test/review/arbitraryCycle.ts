import fc from 'fast-check'
import type { PlanInput } from '../../src/schema/index.js'

/** A small company of which every number of the plan is given: nothing is forecast, rolled up or aimed at by a calendar. */
export const arbitraryCycle: fc.Arbitrary<PlanInput> = fc.gen().map((g): PlanInput => {
  const whole = (min: number, max: number): number => g(fc.integer, { min, max })
  const flag = (): boolean => g(fc.boolean)
  const months = whole(3, 6)
  const each = <T>(make: () => T): T[] => Array.from({ length: months }, make)
  const terms = () => (flag() ? { netDays: whole(0, 70) } : { profile: [0.25, 0.5, 0.25] })
  const date = (month: number, day: number): string =>
    `2027-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const isLost = flag()
  return {
    currency: 'EUR',
    asOf: '2026-12-31',
    calendar: { start: '2027-01-01', months, fiscalYearStartMonth: whole(0, 2) === 0 ? 3 : 1 },
    items: [
      {
        id: 'chair',
        price: flag() ? 90 : each(() => whole(80, 110)),
        safetyStock: whole(0, 12),
        unmetDemand: isLost ? 'lost' : 'backlog',
        lostSaleCostPerUnit: 1,
      },
      {
        id: 'leg',
        purchaseCost: whole(2, 6),
        leadTimeDays: whole(0, 40),
        supplierId: 'mill',
        safetyStock: whole(0, 9),
      },
      {
        id: 'lamp',
        price: 40,
        purchaseCost: 25,
        leadTimeDays: whole(0, 50),
        safetyStock: 0,
        ...(flag() && { firmSupply: each(() => (flag() ? whole(0, 30) : null)) }),
      },
    ],
    billOfMaterials: [{ itemId: 'chair', componentId: 'leg', quantityPer: 4 }],
    operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 0.5 }],
    resources: [
      {
        id: 'bench',
        capacityHours: flag() ? whole(15, 40) : each(() => whole(15, 40)),
        overtimeHours: whole(0, 6),
        costPerHour: 20,
        overtimeCostPerHour: 30,
        variableOverheadPerHour: 2,
        fixedOverheadPerHour: 6,
        ...(flag() && { paidHours: 'capacity' as const }),
      },
    ],
    markets: [{ id: 'home', terms: terms() }, { id: 'far' }],
    suppliers: [{ id: 'mill', terms: terms() }],
    prices: [{ itemId: 'chair', marketId: 'far', price: flag() ? 95 : each(() => whole(85, 105)) }],
    forecasts: [
      { itemId: 'chair', marketId: 'home', quantities: each(() => whole(0, 60)) },
      { itemId: 'chair', marketId: 'far', quantities: each(() => whole(0, 40)) },
      { itemId: 'lamp', quantities: each(() => whole(0, 30)) },
    ],
    customerOrders: flag()
      ? [
          {
            id: 'c1',
            itemId: 'chair',
            marketId: 'home',
            quantity: whole(1, 60),
            requestedDate: date(whole(1, months), 12),
            price: 88,
          },
        ]
      : [],
    stock: [
      { itemId: 'chair', onHand: whole(0, 60), backlog: isLost ? 0 : whole(0, 8) },
      { itemId: 'leg', onHand: whole(0, 300) },
      { itemId: 'lamp', onHand: whole(0, 40) },
    ],
    supplyOrders: flag()
      ? [{ id: 's1', kind: 'buy', itemId: 'leg', quantity: whole(1, 200), dueDate: date(whole(1, months), 20) }]
      : [],
    openingBalances: [
      { account: 'cash', amount: 20_000 },
      { account: 'receivables', marketId: 'home', amount: whole(0, 9_000) },
      { account: 'payables', supplierId: 'mill', amount: whole(0, 4_000), dueDate: date(whole(1, months), 3) },
      { account: 'wagesPayable', amount: 700 },
      { account: 'taxPayable', amount: 300 },
    ],
    overheads: [
      { id: 'rent', function: 'production', amount: 1_000.1, terms: terms() },
      { id: 'fee', function: 'selling', rateOfRevenue: 0.03, terms: { netDays: 20 } },
    ],
    assets: [
      { id: 'hall', cost: 36_000, lifeMonths: 240, acquiredDate: '2020-05' },
      {
        id: 'saw',
        cost: 2_000,
        lifeMonths: 36,
        acquiredDate: date(whole(1, months), 9),
        terms: { netDays: whole(0, 90) },
      },
    ],
    taxes: [{ id: 'state', rateShare: 0.3, openingLoss: whole(0, 3_000), terms: { profile: [0, 0.5, 0.5] } }],
    // How slowly stock moves is seen from the whole plan: the rest of it has another mean.
    policy: {
      reviewDays: 30,
      firmPeriods: whole(0, 5) === 0 ? 1 : 0,
      slowStockWriteDownShare: 0,
      deadStockWriteDownShare: 0,
      ...(flag() && { stockWriteDowns: 'post' as const }),
    },
    finance: {
      customerTerms: { netDays: 30 },
      supplierTerms: { netDays: 14 },
      payrollTerms: { profile: [0.9, 0.1] },
    },
  }
})
