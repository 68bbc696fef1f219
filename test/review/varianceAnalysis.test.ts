import { describe, expect, it } from 'vitest'
import { isSopError, plan, type PlanInput } from '../../src/index.js'
import { actualsOf, varianceAnalysis } from '../../src/review/index.js'
import type { PlanActual } from '../../src/schema/index.js'

const SHOP: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'lamp', price: 50, purchaseCost: 30, safetyStock: 0 },
    { id: 'bulb', price: 5, purchaseCost: 2, safetyStock: 0 },
  ],
  markets: [{ id: 'home' }, { id: 'far' }],
  suppliers: [{ id: 'mill' }],
  forecasts: [
    { itemId: 'lamp', marketId: 'home', quantities: [100, 100, 100] },
    { itemId: 'bulb', marketId: 'home', quantities: [300, 300, 300] },
    { itemId: 'lamp', marketId: 'far', quantities: [50, 50, 50] },
  ],
  stock: [{ itemId: 'lamp', onHand: 10 }],
  finance: { openingCash: 10_000 },
}
const sale = (periodId: string, itemId: string, units: number, amount: number, marketId = 'home'): PlanActual => ({
  periodId,
  kind: 'sales',
  itemId,
  marketId,
  units,
  amount,
})
const bought = (periodId: string, itemId: string, units: number, amount: number): PlanActual => ({
  periodId,
  kind: 'purchases',
  itemId,
  units,
  amount,
})
const REST = [
  sale('2027-01', 'bulb', 300, 1500),
  sale('2027-01', 'lamp', 50, 2500, 'far'),
  bought('2027-01', 'lamp', 140, 4200),
  bought('2027-01', 'bulb', 300, 600),
]

describe('varianceAnalysis', () => {
  it('adds rows of days and weeks up to the period that they lie in', async () => {
    const made = await plan(SHOP)
    const whole = varianceAnalysis(made, { actuals: [sale('2027-01', 'lamp', 90, 4400), ...REST] })
    const parts = [sale('2027-01-04', 'lamp', 40, 2000), sale('2027-W02', 'lamp', 50, 2400), ...REST]
    expect(varianceAnalysis(made, { actuals: parts })).toEqual(whole)
    expect(whole.totals.salesPrice).toBe(4400 - 90 * 50)
  })

  it('carries stock from one month to the next, and values what was lost when it is counted', async () => {
    const made = await plan(SHOP)
    const february = REST.map((row) => ({ ...row, periodId: '2027-02' }))
    const actuals: PlanActual[] = [
      sale('2027-01', 'lamp', 90, 4500),
      ...REST,
      sale('2027-02', 'lamp', 100, 5000),
      ...february,
      // 10 + 140 - 140 are there, then 140 come and 150 go: nothing, and three were found.
      { periodId: '2027-02', kind: 'stockCount', itemId: 'lamp', units: 3 },
    ]
    const { totals, unexplained } = varianceAnalysis(made, { actuals })
    expect([totals.stockDifference, unexplained]).toEqual([3 * 30, 0])
    // Of February alone it is the same: what January left is known.
    const own = varianceAnalysis(made, { actuals, periodIds: ['2027-02'] })
    expect([own.totals.stockDifference, own.periodIds, own.unexplained]).toEqual([90, ['2027-02'], 0])
  })

  it('cuts quantity by the market, and prices by the rate of a currency', async () => {
    const made = await plan(SHOP)
    const actuals = [sale('2027-01', 'lamp', 100, 5000), ...REST.filter(({ marketId }) => marketId !== 'far')]
    const { totals, unexplained } = varianceAnalysis(made, {
      actuals: [...actuals, sale('2027-01', 'lamp', 60, 3300, 'far')],
      markets: [{ periodId: '2027-01', itemId: 'lamp', marketId: 'far', budgetUnits: 500, actualUnits: 400 }],
      exchangeRates: [{ periodId: '2027-01', marketId: 'far', budgetRate: 1, actualRate: 1.1 }],
    })
    // A tenth of a market of 400 was to be had, and 60 were: 10 lamps fewer, then 20 more, at 20 each. At the old rate 3,300 is 3,000.
    expect([totals.marketSize, totals.marketShare, totals.salesCurrency, totals.salesPrice]).toEqual([
      -200, 400, 300, 0,
    ])
    expect(unexplained).toBe(0)
  })

  it('takes wages that are paid in any case for a fixed cost, and work outside for what it is', async () => {
    const made = await plan({
      ...SHOP,
      items: [
        { id: 'lamp', price: 50, safetyStock: 0 },
        { id: 'bulb', price: 5, purchaseCost: 2, source: 'subcontract', safetyStock: 0 },
      ],
      operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.5 }],
      resources: [{ id: 'bench', capacityHours: 100, costPerHour: 20, paidHours: 'capacity' }],
      stock: [],
    })
    const actuals = actualsOf(made, { to: '2027-02' }).actuals.filter(({ kind }) => kind !== 'stockCount')
    const changed = actuals.map((row) => {
      if (row.kind === 'hours' && row.forItemId === undefined) return { ...row, amount: (row.amount ?? 0) + 70 }
      return row.kind === 'purchases' ? { ...row, amount: (row.amount ?? 0) + 30 } : row
    })
    const { statement, unexplained } = varianceAnalysis(made, { actuals: changed })
    expect(statement.slice(1, -1)).toEqual([
      { line: 'materialPrice', amount: -30 },
      { line: 'fixedOverheadSpending', amount: -70 },
    ])
    expect(unexplained).toBe(0)
  })

  it('says what stays as planned, and of what the actuals are silent', async () => {
    const made = await plan({
      ...SHOP,
      assets: [{ id: 'van', cost: 3600, lifeMonths: 36, acquiredDate: '2026-12', function: 'selling' }],
    })
    const { assumptions, warnings, planProfit, periods } = varianceAnalysis(made, { actuals: REST.slice(0, 2) })
    expect(assumptions.map(({ code, refs }) => [code, refs])).toEqual([['overhead-as-planned', [{ assetId: 'van' }]]])
    expect(warnings.map(({ code, value }) => [code, value])).toEqual([
      ['actuals-silent', { kind: 'purchases', periods: ['2027-01'] }],
    ])
    // 150 x 20 + 300 x 3, less 100 for the van.
    expect([planProfit, periods.map((row) => row.planProfit)]).toEqual([3800, [3800]])
  })

  it.for(['absorption', 'variable'] as const)(
    'lets write-downs follow the units that are left (%s)',
    async (costing) => {
      const made = await plan({
        currency: 'USD',
        calendar: { start: '2027-01-01', months: 3 },
        items: [{ id: 'lamp', price: 8, purchaseCost: 10, safetyStock: 0 }],
        stock: [{ itemId: 'lamp', onHand: 300 }],
        forecasts: [{ itemId: 'lamp', quantities: [100, 100, 100] }],
        policy: { stockWriteDowns: 'post' },
        finance: { openingCash: 1000 },
      })
      const sold = (periodId: string, units: number): PlanActual => ({
        periodId,
        kind: 'sales',
        itemId: 'lamp',
        units,
        amount: units * 8,
      })
      // All are sold in January: 2,400 for what cost 3,000, and nothing is left to be written down.
      const all = varianceAnalysis(made, { actuals: [sold('2027-01', 300)], costing })
      expect(all.statement).toEqual([
        { line: 'planProfit', amount: -600 },
        { line: 'salesVolume', amount: -400 },
        { line: 'stockWriteDown', amount: 400 },
        { line: 'actualProfit', amount: -600 },
      ])
      expect([all.totals.stock, all.totals.stockWriteDown, all.unexplained]).toEqual([400, 400, 0])
      expect(all.assumptions.map(({ code, refs, amount }) => [code, refs, amount])).toEqual([
        ['write-down-as-planned', [{ itemId: 'lamp' }], 0],
      ])
      // Of 50 sold 250 are left, each at 8; in February 30 go, and 220 are left.
      const some = varianceAnalysis(made, { actuals: [sold('2027-01', 50), sold('2027-02', 30)], costing })
      expect(some.periods.map(({ actualProfit }) => actualProfit)).toEqual([-100 - 500, -60 + 60])
      expect([some.unexplained, some.totals.stockWriteDown]).toEqual([0, -500 + 60 - (-400 + 200)])
      // Where the plan has no units it says of none what they would bring.
      const last = varianceAnalysis(made, { actuals: [sold('2027-03', 60)], costing })
      expect([last.planProfit, last.actualProfit, last.unexplained]).toEqual([0, -120 + 200, 0])
    },
  )

  it('refuses what it cannot lay beside the plan, all at once', async () => {
    const made = await plan(SHOP)
    const issuesOf = (options: object): string[] => {
      try {
        varianceAnalysis(made, options)
      } catch (error) {
        if (isSopError(error)) return error.issues.map(({ code, path }) => `${code} ${path}`)
        throw error
      }
      return []
    }
    expect(issuesOf({ actuals: [sale('2027-01', 'lam', 1, 1), { ...REST[0], hours: 3 }] })).toEqual([
      'UNKNOWN_ID options.actuals[0].itemId',
      'UNKNOWN_FIELD options.actuals[1].hours',
    ])
    expect(issuesOf({ actuals: [sale('2026-12', 'lamp', 1, 1), sale('2027-Q1', 'lamp', 1, 1)] })).toEqual([
      'OUT_OF_RANGE options.actuals[0].periodId',
      'OUT_OF_RANGE options.actuals[1].periodId',
      'EMPTY options.actuals',
    ])
    expect(issuesOf({ actuals: REST, periodIds: ['2027-02', '2028-01'] })).toEqual([
      'MISSING_VALUE options.periodIds[0]',
      'UNKNOWN_ID options.periodIds[1]',
    ])
    expect(issuesOf({ actuals: REST, costing: 'direct', priceAt: 'use' })).toEqual([
      'UNKNOWN_FIELD options.priceAt',
      'OUT_OF_RANGE options.costing',
    ])
    expect(issuesOf({})).toEqual(['EMPTY options.actuals'])
    expect(() => varianceAnalysis({} as never)).toThrow('section of a plan')
  })
})
