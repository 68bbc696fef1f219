import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { plan } from '../../src/plan/index.js'
import { comparePlans } from '../../src/review/index.js'
import { applyPatch } from '../../src/scenario/index.js'
import type { PlanInput } from '../../src/schema/index.js'

const shop: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'lamp', price: 50, unmetDemand: 'lost' },
    { id: 'shade', purchaseCost: 20 },
  ],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
  operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.5 }],
  resources: [{ id: 'bench', capacityHours: 60, costPerHour: 10, paidHours: 'worked', fixedOverheadPerHour: 0 }],
  markets: [{ id: 'home' }],
  forecasts: [{ itemId: 'lamp', marketId: 'home', quantities: [100, 100] }],
  policy: { holdingCostRatePerYear: 0 },
}

describe('two plans compared', async () => {
  const before = await plan(shop)
  // Half of February's hours: 60 lamps in place of 100, 40 sales of 50 lost, each 50 - 20 - 5.
  const after = await plan(
    applyPatch(shop, {
      changes: [
        { table: 'resources', key: 'bench', field: 'capacityHours', periodId: '2027-02', op: 'multiply', value: 0.5 },
      ],
    }),
  )
  const rows = comparePlans(before, after)
  const row = (section: string, measure: string): unknown =>
    rows.find(
      (one) =>
        one.section === section &&
        one.measure === measure &&
        (one.statement ?? 'incomeStatement') === 'incomeStatement',
    )

  it('tell every number that differs, the largest money first', () => {
    expect(rows.map(({ money }) => money)).toEqual(rows.map(({ money }) => money).sort((a, b) => b - a))
    expect(row('kpi', 'revenue')).toEqual({
      section: 'kpi',
      measure: 'revenue',
      unit: 'money',
      before: 10_000,
      after: 9_000,
      difference: -1_000,
      values: [0, -1_000],
      money: 1_000,
    })
    expect(row('market', 'contributionMargin')).toMatchObject({ marketId: 'home', difference: -500, values: [0, -500] })
    expect(row('item', 'lost')).toMatchObject({
      itemId: 'lamp',
      unit: 'units',
      before: 0,
      after: 20,
      difference: 20,
      money: 500,
    })
    expect(row('resource', 'capacityHours')).toMatchObject({
      resourceId: 'bench',
      before: 120,
      after: 90,
      values: [0, -30],
      money: 300,
    })
    expect(row('statement', 'netIncome')).toMatchObject({
      statement: 'incomeStatement',
      difference: -500,
      values: [0, -500],
    })
    expect(rows.some(({ section, after: stake }) => section === 'exception' && (stake ?? 0) > 0)).toBe(true)
    expect(row('item', 'safetyStockShortfall')).toBeUndefined()
  })

  it('of which one is the other have no difference', () => {
    expect(comparePlans(before, before)).toEqual([])
  })

  it('are the other way round with the other sign', () => {
    const back = comparePlans(after, before)
    const turned = back.map(({ difference, before: b, after: a, ...rest }) => ({
      ...rest,
      before: a,
      after: b,
      difference: difference === null ? null : -difference + 0,
    }))
    const sign = rows.map((one) => ({ ...one, difference: one.difference === null ? null : one.difference + 0 }))
    const plain = (list: readonly object[]): unknown[] => list.map((one) => ({ ...one, values: undefined }))
    expect(plain(turned)).toEqual(plain(sign))
  })

  it('of other calendars have totals alone', async () => {
    const longer = await plan({
      ...shop,
      calendar: { start: '2027-01-01', months: 3 },
      forecasts: [{ itemId: 'lamp', marketId: 'home', quantities: [100, 100, 100] }],
    })
    const [first] = comparePlans(before, longer)
    expect(first).not.toHaveProperty('values')
    expect(
      comparePlans(before, longer).find(({ section, measure }) => section === 'kpi' && measure === 'revenue')
        ?.difference,
    ).toBe(5_000)
  })

  it('have to be plans', () => {
    try {
      comparePlans(before, { kpis: {} } as never)
      expect.unreachable()
    } catch (error) {
      expect(isSopError(error) && error.issues.map(({ path }) => path)).toContain('b.calendar')
    }
  })
})
