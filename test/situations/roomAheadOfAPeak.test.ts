import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * What is asked for in a peak could be made, or bought, before it, but may not lie there: the maximum stock holds customers back, not the press that
 * is full in the peak alone, and not the price of the dear month.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const rowsOf = ({ exceptions }: Plan): unknown =>
  exceptions.flatMap(({ code, refs, victims = [] }) =>
    victims.map(({ ref, amount, never = 0 }) => [
      code,
      refs.map(({ itemId, resourceId }) => itemId ?? resourceId),
      [ref.itemId, amount, never],
    ]),
  )

const maximumRow = ({ exceptions }: Plan): Plan['exceptions'][number] | undefined =>
  exceptions.find(({ code }) => code === 'maximum-stock')

describe('18 pairs of skis in February, a press of ten hours a month, and room for three', () => {
  const skis = (unmetDemand: 'backlog' | 'lost', maximumStock: number): PlanInput => ({
    calendar: { start: '2027-01-01', months: 3 },
    policy: { unmetDemand },
    items: [{ id: 'ski', price: 100, safetyStock: 0, maximumStock }],
    operations: [{ itemId: 'ski', resourceId: 'press', runHoursPerUnit: 1 }],
    resources: [{ id: 'press', capacityHours: 10, costPerHour: 20 }],
    forecasts: [{ itemId: 'ski', quantities: [0, 18, 0] }],
  })

  // Seven hours of January stay idle. Room for one more earns 100 less a wage of 20 and a month of holding 20, 0.2 x 20 x 31 / 365.
  it('are lost for want of room, which the press would need in February', async () => {
    const result = await proven(skis('lost', 3))
    expect(supplyOf(result, 'ski')).toMatchObject({ produced: [3, 10, 0], closing: [3, 0, 0] })
    expect(rowsOf(result)).toEqual([['maximum-stock', ['ski', 'press'], ['ski', 5, 5]]])
    const row = maximumRow(result)
    expect(row).toMatchObject({ moneyAtStake: 500, periodIds: ['2027-01', '2027-01'], value: { limits: 1 } })
    expect(row?.value).toMatchObject({ worth: expect.closeTo(80 - (0.2 * 20 * 31) / 365, 6) as number })
    expect(row?.message).toContain("'ski' is at its maximum stock in 2027-01, so that no more of it comes ahead")
    const more = await proven(skis('lost', 4))
    expect([result, more].map(({ kpis }) => kpis.netIncome.total)).toEqual([13 * 80, 14 * 80])
  })

  it('wait for want of room', async () => {
    const result = await proven(skis('backlog', 3))
    expect(rowsOf(result)).toEqual([['maximum-stock', ['ski', 'press'], ['ski', 5, 0]]])
  })

  // Ten of January and ten of February are more than 18.
  it('are all there where there is room for eight', async () => {
    expect(rowsOf(await proven(skis('lost', 8)))).toEqual([])
  })

  // With 25 all hours are full: no room would help, and the press is the cause.
  it('want hours where room for all of January is there', async () => {
    const input = skis('lost', 10)
    const result = await proven({ ...input, forecasts: [{ itemId: 'ski', quantities: [0, 25, 0] }] })
    expect(supplyOf(result, 'ski').produced).toEqual([10, 10, 0])
    expect(rowsOf(result)).toEqual([['full-resource', ['press'], ['ski', 5, 5]]])
  })
})

describe('20 lamps in February, which cost 5 in other months and 50 then, at 40, and room for ten', () => {
  const lamps = (unmetDemand: 'backlog' | 'lost', purchaseCost: readonly number[]): PlanInput => ({
    calendar: { start: '2027-01-01', months: 3 },
    policy: { unmetDemand },
    items: [{ id: 'lamp', price: 40, purchaseCost, safetyStock: 0, maximumStock: 10 }],
    forecasts: [{ itemId: 'lamp', quantities: [0, 20, 0] }],
  })

  it('do not cost more than they bring, but have no room', async () => {
    const result = await proven(lamps('lost', [5, 50, 50]))
    expect(supplyOf(result, 'lamp').purchased).toEqual([10, 0, 0])
    expect(rowsOf(result)).toEqual([['maximum-stock', ['lamp'], ['lamp', 10, 10]]])
    expect(maximumRow(result)?.value).toMatchObject({ worth: expect.closeTo(35 - (0.2 * 5 * 31) / 365, 6) as number })
  })

  // A month of waiting costs 1.2 x 40 x 28 / 365 = 3.68, and holding in January 0.08.
  it('are not late because that is cheaper, but for want of room', async () => {
    const result = await proven(lamps('backlog', [5, 50, 5]))
    expect(rowsOf(result)).toEqual([['maximum-stock', ['lamp'], ['lamp', 10, 0]]])
    const worth = (1.2 * 40 * 28) / 365 - (0.2 * 5 * 31) / 365
    expect(maximumRow(result)?.value).toMatchObject({ worth: expect.closeTo(worth, 6) as number })
  })

  it('cost more than they bring where no month is cheap', async () => {
    expect(rowsOf(await proven(lamps('lost', [50, 50, 50])))).toEqual([['below-cost', ['lamp'], ['lamp', 20, 20]]])
  })
})

it.each(['backlog', 'lost'] as const)('bikes want room for frames that are welded ahead (%s)', async (unmetDemand) => {
  const result = await proven({
    calendar: { start: '2027-01-01', months: 2 },
    policy: { unmetDemand },
    items: [
      { id: 'bike', price: 300, safetyStock: 0 },
      { id: 'frame', safetyStock: 0, maximumStock: 4 },
    ],
    billOfMaterials: [{ itemId: 'bike', componentId: 'frame', quantityPer: 1 }],
    operations: [
      { itemId: 'frame', resourceId: 'weld', runHoursPerUnit: 1 },
      { itemId: 'bike', resourceId: 'bench', runHoursPerUnit: 1 },
    ],
    resources: [
      { id: 'weld', capacityHours: 10 },
      { id: 'bench', capacityHours: [0, 100] },
    ],
    forecasts: [{ itemId: 'bike', quantities: [0, 17] }],
  })
  // 4 of January and 10 of February.
  expect(rowsOf(result)).toEqual([['maximum-stock', ['frame', 'weld'], ['bike', 3, 3]]])
})
