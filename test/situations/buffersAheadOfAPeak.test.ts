import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A bakery makes stollen on one oven, an hour each, and has a big shop that may order 60 in any week, as likely as not: 30 +- 30,
 * and nobody else asks. Plans are made every week. A week's demand is off by 30 hours of the oven, that of four weeks by 60:
 * orders of different weeks are independent. At a service level of 0.9772 the safety factor is 2.00 (table of the normal
 * distribution).
 */
const WEEKS = 6
const day = (week: number): string => new Date(Date.UTC(2027, 0, 4 + 7 * week)).toISOString().slice(0, 10)

const bakery = (hours: number, scarceHours?: 'buffer' | 'ignore'): PlanInput => ({
  currency: 'EUR',
  calendar: { start: '2027-01-04', weeks: WEEKS },
  items: [{ id: 'stollen', price: 20 }],
  operations: [{ itemId: 'stollen', resourceId: 'oven', runHoursPerUnit: 1 }],
  resources: [{ id: 'oven', capacityHours: hours, costPerHour: 5 }],
  pipelineStages: [{ id: 'maybe', probability: 0.5 }],
  opportunities: Array.from({ length: WEEKS }, (_, week) => ({
    id: `order ${week}`,
    itemId: 'stollen',
    stageId: 'maybe',
    quantity: 60,
    closeDate: day(week),
  })),
  policy: { serviceLevelShare: 0.97725, ...(scarceHours !== undefined && { scarceHours }) },
})

async function buffersOf(input: PlanInput): Promise<readonly number[]> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.safetyStock[0]?.safetyStock ?? []
}

describe('hours that are scarce', () => {
  it('make the buffer as large as the weeks need in which the oven makes up for a large order', async () => {
    const plain = await buffersOf(bakery(34))
    const factor = (units: number): number => units / (plain[0] as number)
    expect(await buffersOf(bakery(34, 'ignore'))).toEqual(plain)
    // 34 hours for 30 a week: 4 are free. 2 x 30 = 60 for one week; 2 x 42.43 - 4 = 80.9 for two, 2 x 51.96 - 8 = 95.9 for
    // three, 2 x 60 - 12 = 108, 118.2, 127.0, 134.7, 141.7, 148, 153.7, 159, 163.8, and 168.3 for the thirteen at most
    for (const units of await buffersOf(bakery(34, 'buffer'))) expect(factor(units)).toBeCloseTo(168.3 / 60, 1)
    // 20 are free: 2 x 42.43 - 20 = 64.9 for two, 2 x 51.96 - 40 = 63.9 for three
    for (const units of await buffersOf(bakery(50, 'buffer'))) expect(factor(units)).toBeCloseTo(64.9 / 60, 1)
    // 30 are free: 2 x 42.43 - 30 = 54.9 is less than one week asks for
    expect(await buffersOf(bakery(60, 'buffer'))).toEqual(plain)
  })

  it('are those that early work leaves', async () => {
    // The last week has 10 hours for 30: 20 are done in the week before, which has 50 and then none to spare.
    const input = bakery(0, 'buffer')
    const capacityHours = [50, 50, 50, 50, 50, 10]
    const resources = [{ id: 'oven', capacityHours, costPerHour: 5 }]
    const plain = await buffersOf({ ...input, resources, policy: { ...input.policy, scarceHours: 'ignore' } })
    const buffers = await buffersOf({ ...input, resources })
    const factors = buffers.map((units, t) => Math.round((units / (plain[t] as number)) * 10) / 10)
    // up to week 4 two weeks: 64.9 / 60. Week 5: 0, then 20 free: 84.9 - 0 = 84.9, 103.9 - 20 = 83.9. Week 6: 84.9, 103.9,
    // then 120 - 20 = 100
    expect(factors).toEqual([1.1, 1.1, 1.1, 1.1, 1.4, 1.7])
  })
})
