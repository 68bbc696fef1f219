import { describe, expect, it } from 'vitest'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'

/**
 * Lamps are bought in January 2027 and asked for in February: 4, or lost. Released on the first day with 31 days they are there
 * on 1 February. With 45 they come on the 15th, when 14 of 28 days are over: 2 of the 4 cannot wait for them.
 */
const lamps = (leadTimeDays: number, more: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 100, purchaseCost: 10, leadTimeDays, unmetDemand: 'lost' }],
  forecasts: [{ itemId: 'lamp', quantities: [0, 4, 0] }],
  ...more,
})

/** The plan of lamps that arrive on 1 February, said to be that of lamps that take longer. */
async function claimed(leadTimeDays: number, more: Partial<PlanInput> = {}): Promise<Plan> {
  const early = JSON.parse(JSON.stringify(await plan(lamps(31, more)))) as Plan
  const sources = early.input.sources.map((source) => ({ ...source, leadTimeDays }))
  return { ...early, input: { ...early.input, sources } }
}

const breaches = (result: Plan): unknown[] =>
  verify(result)
    .checks.flatMap(({ failures }) => failures)
    .filter(({ path }) => path === 'supply.records[0].shipped[1]')
    .map(({ actual, expected }) => ({ actual, expected }))

describe('the period of the first arrival of an item whose unmet demand is lost', () => {
  it('ships no more than what can wait, and verify holds plans to it', async () => {
    const late = await plan(lamps(45))
    expect(late.supply.records[0]).toMatchObject({ shipped: [0, 2, 0], lost: [0, 2, 0] })
    expect(verify(late, { input: lamps(45) }).ok).toBe(true)
  })

  it.each([
    [31, []],
    // 21 of 28 days are left: 3 can wait.
    [38, [{ actual: 4, expected: 3 }]],
    [45, [{ actual: 4, expected: 2 }]],
    // One day of 28 is left: a seventh of a lamp is none.
    [58, [{ actual: 4, expected: 0 }]],
  ])('with %i days a plan that ships 4 has these breaches: %j', async (days, expected) => {
    expect((await plan(lamps(31))).supply.records[0]?.shipped).toEqual([0, 4, 0])
    expect(breaches(await claimed(days))).toEqual(expected)
  })

  it('counts what is there: opening stock, and an order on its way by its day', async () => {
    const stock: Partial<PlanInput> = { stock: [{ itemId: 'lamp', onHand: 1 }] }
    const both = (dueDate: string): Partial<PlanInput> => ({
      ...stock,
      supplyOrders: [{ id: 'PO-1', kind: 'buy', itemId: 'lamp', quantity: 1, dueDate }],
    })
    expect(breaches(await claimed(45, stock))).toEqual([{ actual: 4, expected: 3 }])
    // On 1 February, when the month begins, it serves a customer of the days before the 15th; on the 20th it does not.
    expect(breaches(await claimed(45, both('2027-02-01')))).toEqual([])
    expect(breaches(await claimed(45, both('2027-02-20')))).toEqual([{ actual: 4, expected: 3 }])
    for (const [dueDate, shipped] of [
      ['2027-02-01', 4],
      ['2027-02-20', 3],
    ] as const) {
      const input = lamps(45, both(dueDate))
      const late = await plan(input)
      expect(late.supply.records[0]).toMatchObject({ shipped: [0, shipped, 0] })
      expect(verify(late, { input }).ok).toBe(true)
    }
  })

  it('is free where demand may wait', async () => {
    const items = [{ id: 'lamp', price: 100, purchaseCost: 10, leadTimeDays: 31, unmetDemand: 'backlog' as const }]
    expect(breaches(await claimed(45, { items }))).toEqual([])
  })
})
