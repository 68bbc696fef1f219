import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'

/**
 * Made of nothing. A bakery sells 10 loaves at 100 in January. Of what goes into a loaf, nothing is written down, or not for
 * the day on which the plan is made: then a loaf costs nothing, and the planner must be told that his profit is as large as
 * that.
 */
const bakery = {
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 1 },
  items: [{ id: 'loaf', price: 100, source: 'make' }],
  forecasts: [{ itemId: 'loaf', quantities: [10] }],
} satisfies PlanInput

const flour = { id: 'flour', purchaseCost: 4, leadTimeDays: 0 }
const line = { itemId: 'loaf', componentId: 'flour', quantityPer: 2 }

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  // What the result calls its input is an input, and gives the same plan.
  const again = await plan(result.input as PlanInput)
  expect(again.costs).toEqual(result.costs)
  return result
}

const refsOf = (result: Plan, code: string): unknown =>
  [...result.assumptions, ...result.warnings].flatMap((notice) => (notice.code === code ? notice.refs : []))

describe('an item that is made and costs nothing', () => {
  it('is named: 1,000 earned with nothing, and no word of it', async () => {
    const result = await proven(bakery)
    expect(amounts(result, 'incomeStatement', 'netIncome')).toEqual([1_000])
    expect(result.costs[0]).toMatchObject({ unitCost: 0, assumed: true })
    expect(refsOf(result, 'made-cost-missing')).toEqual([{ itemId: 'loaf' }])
  })

  it('is named where it is a service', async () => {
    const result = await proven({ ...bakery, items: [{ id: 'loaf', price: 100, kind: 'service' }] })
    expect(refsOf(result, 'made-cost-missing')).toEqual([{ itemId: 'loaf' }])
  })

  it('costs what is assumed', async () => {
    const result = await proven({ ...bakery, assumedUnitCosts: [{ itemId: 'loaf', unitCost: 40 }] })
    expect(result.costs[0]).toMatchObject({ unitCost: 40, assumed: true })
    expect(refsOf(result, 'made-cost-missing')).toEqual([])
    expect(refsOf(result, 'unit-cost-assumed')).toEqual([{ itemId: 'loaf' }])
  })

  it('is named where its bill has ended before the plan', async () => {
    const result = await proven({
      ...bakery,
      items: [...bakery.items, flour],
      billOfMaterials: [{ ...line, lastDate: '2026-12-31' }],
    })
    expect(refsOf(result, 'made-cost-missing')).toEqual([{ itemId: 'loaf' }])
    expect(refsOf(result, 'bill-read-on-one-day')).toEqual([])
  })
})

describe('a subcontracted item without a price for the work', () => {
  it.each([
    ['with a bill of its own', [flour], [line], 8],
    ['without anything of its own', [], [], 0],
  ] as const)('is named: %s', async (_, others, billOfMaterials, unitCost) => {
    const result = await proven({
      ...bakery,
      items: [{ ...bakery.items[0]!, source: 'subcontract' }, ...others],
      billOfMaterials,
    })
    expect(refsOf(result, 'subcontract-cost-missing')).toEqual([{ itemId: 'loaf' }])
    expect(refsOf(result, 'made-cost-missing')).toEqual([])
    // Two units of flour at 4.
    expect(result.costs.find(({ itemId }) => itemId === 'loaf')).toMatchObject({ unitCost })
  })

  it('is not named where its price is 0', async () => {
    const result = await proven({
      ...bakery,
      items: [{ ...bakery.items[0]!, source: 'subcontract', purchaseCost: 0 }],
    })
    expect(refsOf(result, 'subcontract-cost-missing')).toEqual([])
    expect(result.costs[0]).toMatchObject({ unitCost: 0, assumed: false })
  })
})

describe('a bill that changes', () => {
  const quarter = {
    ...bakery,
    calendar: { start: '2027-01-01', months: 3 },
    items: [...bakery.items, flour],
    forecasts: [{ itemId: 'loaf', quantities: [10, 10, 10] }],
  } satisfies PlanInput
  const unitCost = (result: Plan): number | undefined => result.costs.find(({ itemId }) => itemId === 'loaf')?.unitCost

  it('holds from the first day of the plan, though the plan is made the evening before', async () => {
    const result = await proven({
      ...quarter,
      asOf: '2026-12-31',
      billOfMaterials: [
        { ...line, quantityPer: 3, lastDate: '2026-12-31' },
        { ...line, firstDate: '2027-01-01' },
      ],
    })
    // 2 x 4 by the bill of the first day, not 3 x 4 by that of the day before.
    expect(unitCost(result)).toBe(8)
    expect(refsOf(result, 'bill-read-on-one-day')).toEqual([])
    expect(refsOf(result, 'made-cost-missing')).toEqual([])
  })

  it('is read on one day for the whole plan, and each line that begins or ends inside it says so', async () => {
    const billOfMaterials = [
      { ...line, lastDate: '2027-02-14' },
      { ...line, quantityPer: 3, firstDate: '2027-02-15' },
    ]
    const told = async (asOf: string): Promise<[number | undefined, string[], unknown[]]> => {
      const result = await proven({ ...quarter, asOf, billOfMaterials })
      const notices = result.warnings.filter(({ code }) => code === 'bill-read-on-one-day')
      expect(notices.map(({ severity }) => severity)).toEqual(['look', 'look'])
      return [unitCost(result), notices.map(({ message }) => message), notices.map(({ path }) => path)]
    }
    const paths = [
      "billOfMaterials['loaf', componentId 'flour']",
      "billOfMaterials['loaf', componentId 'flour', firstDate '2027-02-15']",
    ]
    const readOn = (day: string): string => `its bill is read on ${day} for the whole plan, so this line is used in`
    expect(await told('2026-12-20')).toEqual([
      8,
      [
        `'loaf' takes 'flour' to 2027-02-14; ${readOn('2027-01-01')} all of it.`,
        `'loaf' takes 'flour' from 2027-02-15; ${readOn('2027-01-01')} none of it.`,
      ],
      paths,
    ])
    // Made in the middle of the plan, it is read on that day: 3 x 4.
    expect(await told('2027-02-20')).toEqual([
      12,
      [
        `'loaf' takes 'flour' to 2027-02-14; ${readOn('2027-02-20')} none of it.`,
        `'loaf' takes 'flour' from 2027-02-15; ${readOn('2027-02-20')} all of it.`,
      ],
      paths,
    ])
  })

  it('is no matter where it changes on the first day, after the last, or before the plan', async () => {
    const result = await proven({
      ...quarter,
      billOfMaterials: [
        { ...line, firstDate: '2027-01-01', lastDate: '2027-03-31' },
        { ...line, firstDate: '2027-04-01' },
        { ...line, firstDate: '2026-01-01', lastDate: '2026-12-31' },
      ],
    })
    expect(refsOf(result, 'bill-read-on-one-day')).toEqual([])
    expect(unitCost(result)).toBe(8)
  })
})
