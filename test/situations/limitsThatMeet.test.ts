import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'

/**
 * Two limits that are reached at once: a planner who adds an hour where the plan says that it is worth 100, and sees nothing change,
 * believes no figure any more. Each is told what it brings alone, and what both bring together.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const told = (result: Plan, code: string): Plan['exceptions'][number] | undefined =>
  result.exceptions.find((row) => row.code === code)

describe('50 cups at 100 are asked for; each takes an hour of the press and one of its operator', () => {
  const shop = (press: number, operator: number): PlanInput => ({
    calendar: { start: '2027-01-01', months: 1 },
    items: [{ id: 'cup', price: 100, safetyStock: 0, unmetDemand: 'lost' }],
    operations: [
      { itemId: 'cup', resourceId: 'press', runHoursPerUnit: 1 },
      { itemId: 'cup', resourceId: 'ada', runHoursPerUnit: 1 },
    ],
    resources: [
      { id: 'press', capacityHours: press, costPerHour: 0 },
      { id: 'ada', capacityHours: operator, costPerHour: 0 },
    ],
    forecasts: [{ itemId: 'cup', quantities: [50] }],
  })

  // With 41 hours of one and 40 of the other still 40 cups are made; with 41 of both 41.
  it('says of 40 hours of both that one more of one is worth nothing, and one more of both a cup', async () => {
    const row = told(await proven(shop(40, 40)), 'full-resource')
    expect(new Set(row?.refs.map(({ resourceId }) => resourceId))).toEqual(new Set(['press', 'ada']))
    expect(row?.value).toMatchObject({ worth: 0, worthTogether: 100, togetherPeriodId: '2027-01' })
    expect(row?.message).toMatch(/one more hour alone is worth nothing, with one more of '(?:press|ada)' 100\.$/)
    expect(row?.victims).toMatchObject([{ amount: 10, never: 10 }])
  })

  it.each([
    [41, 40, 'ada'],
    [40, 41, 'press'],
  ])('names of %i and %i hours the smaller, and what one more of it alone is worth', async (press, operator, id) => {
    const result = await proven(shop(press, operator))
    const row = told(result, 'full-resource')
    expect(row?.refs).toEqual([{ resourceId: id }])
    expect(row?.value).toMatchObject({ worth: 100 })
    expect(row?.value).not.toHaveProperty('worthTogether')
  })

  // Half an hour of the operator is left: one more of the press makes half a cup.
  it('says what half an hour of the other lets one more hour bring', async () => {
    const half = shop(40, 40.5)
    const row = told(
      await proven({
        ...half,
        items: [{ id: 'cup', price: 100, safetyStock: 0, unmetDemand: 'lost', quantityDecimals: 1 }],
      }),
      'full-resource',
    )
    expect(row?.refs[0]).toEqual({ resourceId: 'press' })
    expect(row?.value).toMatchObject({
      worth: expect.closeTo(50, 6) as number,
      worthTogether: expect.closeTo(100, 6) as number,
    })
  })

  // Both do for what is asked for: nobody wants another hour.
  it('is silent where hours are as many as are asked for', async () => {
    const shut = shop(50, 50)
    expect((await proven(shut)).exceptions.filter(({ code }) => code === 'full-resource')).toEqual([])
  })
})

describe('40 handles, that come again after the plan, and 40 hours', () => {
  // A 41st cup needs both: 100 less the 5 that a handle costs.
  it('names the handles with the hours', async () => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 2 },
      items: [
        { id: 'cup', price: 100, safetyStock: 0, unmetDemand: 'lost' },
        { id: 'handle', purchaseCost: 5, leadTimeDays: 90, safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'cup', componentId: 'handle', quantityPer: 1 }],
      stock: [{ itemId: 'handle', onHand: 40 }],
      operations: [{ itemId: 'cup', resourceId: 'press', runHoursPerUnit: 1 }],
      resources: [{ id: 'press', capacityHours: 40, costPerHour: 0 }],
      forecasts: [{ itemId: 'cup', quantities: [50, 0] }],
    })
    const row = result.exceptions.find(({ victims }) => victims !== undefined)
    expect(row?.victims).toMatchObject([{ amount: 10, never: 10 }])
    if (row?.code === 'full-resource') {
      expect(row.refs).toEqual([{ resourceId: 'press' }, { itemId: 'handle' }])
      expect(row.value).toMatchObject({ worth: 0, worthTogether: expect.closeTo(95, 6) as number })
    } else expect(row?.code).toBe('lead-time')
  })
})

describe('8 cups are asked for in a week in which the press stands still', () => {
  const shutdown = (leadTimeDays: number, press: number[], others: { readonly kiln?: number[] } = {}): PlanInput => ({
    calendar: { start: '2027-01-04', weeks: 3 },
    items: [
      { id: 'cup', price: 100, safetyStock: 0 },
      { id: 'clay', purchaseCost: 5, leadTimeDays, safetyStock: 0 },
    ],
    billOfMaterials: [{ itemId: 'cup', componentId: 'clay', quantityPer: 1 }],
    operations: [
      { itemId: 'cup', resourceId: 'press', runHoursPerUnit: 1 },
      ...(others.kiln === undefined ? [] : [{ itemId: 'cup', resourceId: 'kiln', runHoursPerUnit: 1 }]),
    ],
    resources: [
      { id: 'press', capacityHours: press, costPerHour: 0 },
      ...(others.kiln === undefined ? [] : [{ id: 'kiln', capacityHours: others.kiln, costPerHour: 0 }]),
    ],
    forecasts: [{ itemId: 'cup', quantities: [8, 0, 0] }],
  })

  // Clay comes in week 3. With hours in week 1 nothing changes; with clay the cups would be made in week 2.
  it('blames the clay that comes after two weeks, and names the press behind it', async () => {
    const result = await proven(shutdown(14, [0, 40, 40]))
    const row = told(result, 'lead-time')
    expect(row?.refs).toEqual([{ itemId: 'clay' }, { resourceId: 'press' }])
    expect(row?.value).toMatchObject({ shorter: 1 })
    expect(row?.message).toContain("; 'press' holds them back, too, but not as long")
    expect(told(result, 'full-resource')).toBeUndefined()
  })

  it('blames the press where the clay is there', async () => {
    const result = await proven(shutdown(0, [0, 40, 40]))
    expect(told(result, 'full-resource')?.refs).toEqual([{ resourceId: 'press' }])
    // A week earlier: 100 x 1.2 x 7 / 365.
    expect(told(result, 'full-resource')?.value).toMatchObject({
      worth: expect.closeTo((100 * 1.2 * 7) / 365, 2) as number,
    })
  })

  it('blames the kiln that is cold for two weeks, and names the press behind it', async () => {
    const result = await proven(shutdown(0, [0, 40, 40], { kiln: [0, 0, 40] }))
    const row = told(result, 'full-resource')
    expect(row?.refs).toEqual([{ resourceId: 'kiln' }, { resourceId: 'press' }])
    // An hour of the kiln in week 2 has one cup a week earlier.
    expect(row?.value).toMatchObject({
      worth: expect.closeTo((100 * 1.2 * 7) / 365, 2) as number,
      worstPeriodId: '2027-W02',
    })
    expect(result.exceptions.filter(({ code }) => code === 'full-resource')).toHaveLength(1)
  })
})
