import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'

/**
 * What one more hour of a machine is worth, in the field, in the sentence and beside the overtime that is worked or left: a planner
 * who reads three figures for one hour believes none of them.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

describe('a press with 30 hours a month at 5, and 50 of overtime at 25', () => {
  // 40, 25 and 20 are asked for: 10 late in January, 5 in February, none in March. An hour in January spares what a unit late costs in
  // two months, 100 x 1.2 x (31 + 28) / 365 = 19.40, and one of overtime costs 20 more than a regular one.
  const press: PlanInput = {
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'cup', price: 100, safetyStock: 0 }],
    operations: [{ itemId: 'cup', resourceId: 'press', runHoursPerUnit: 1 }],
    resources: [{ id: 'press', capacityHours: 30, costPerHour: 5, overtimeHours: 50, overtimeCostPerHour: 25 }],
    forecasts: [{ itemId: 'cup', quantities: [40, 25, 20] }],
  }

  it('says that the overtime on offer costs more than it brings, not that hours are missing', async () => {
    const result = await proven(press)
    const [record] = result.supply.resources
    expect(record?.overtimeHours).toEqual([0, 0, 0])
    expect(record?.worthOfOneHour[0]).toBeCloseTo((100 * 1.2 * (31 + 28)) / 365, 6)
    expect(record?.worthOfOneOvertimeHour).toEqual([0, 0, 0])
    const [row] = result.exceptions
    expect(row).toMatchObject({ code: 'full-resource', value: { dearHours: 100, overtimeHours: 0 } })
    expect(row?.message).toContain('and 100 hours of overtime on offer cost more than they bring')
    expect(row?.remedy).toContain('hours that cost less than the overtime')
  })

  it('asks for hours where none are on offer', async () => {
    const result = await proven({ ...press, resources: [{ id: 'press', capacityHours: 30, costPerHour: 5 }] })
    expect(result.exceptions[0]?.remedy).toContain('Add hours')
    expect(result.exceptions[0]?.message).not.toContain('on offer')
  })

  // At 1.3 a year an hour of January spares 21.01, more than 20, while February is late, too: five hours of overtime. After these only
  // January is, and the next hour would spare 11.04. A regular hour more spares one of overtime.
  it('works it where it pays', async () => {
    const result = await proven({ ...press, policy: { backlogCostRatePerYear: 1.3 } })
    expect(result.supply.resources[0]?.overtimeHours).toEqual([5, 0, 0])
    expect(result.supply.resources[0]?.worthOfOneHour[0]).toBeCloseTo(20, 6)
  })
})

describe('a machine whose overtime is worked for customers and for safety stock', () => {
  // Wage 10, overtime 16: every hour of January and February's overtime that is worked costs 6 more than a regular hour, which spares it.
  it('tells a regular hour to be worth no less than the overtime that it spares', async () => {
    const input: PlanInput = {
      calendar: { start: '2027-01-01', months: 3 },
      items: [
        { id: 'a', price: 100, safetyStock: 20 },
        { id: 'b', price: 60, safetyStock: 15 },
      ],
      operations: [
        { itemId: 'a', resourceId: 'm', runHoursPerUnit: 1 },
        { itemId: 'b', resourceId: 'm', runHoursPerUnit: 2 },
      ],
      resources: [{ id: 'm', capacityHours: 100, costPerHour: 10, overtimeHours: 10, overtimeCostPerHour: 16 }],
      forecasts: [
        { itemId: 'a', quantities: [70, 50, 30] },
        { itemId: 'b', quantities: [30, 20, 10] },
      ],
    }
    const result = await proven(input)
    const [record] = result.supply.resources
    record?.overtimeHours.forEach((hours, t) => {
      const [worth = 0, more = 0] = [record.worthOfOneHour[t], record.worthOfOneOvertimeHour[t]]
      if (hours > 0) expect(worth).toBeCloseTo(more + 6, 6)
    })
    expect(record?.overtimeHours.slice(0, 2)).toEqual([10, 10])
    // The row says what a plan with the hour earns more at the given rates. The field, a multiplier, weighs customers of items with safety stock
    // by what that saves.
    const row = result.exceptions.find(({ code }) => code === 'full-resource')
    const { worth = 0, worstPeriodId } = (row?.value ?? {}) as { worth?: number; worstPeriodId?: string }
    expect(worstPeriodId).toBe('2027-01')
    const [machine] = input.resources ?? []
    const more = await plan({ ...input, resources: machine ? [{ ...machine, capacityHours: [101, 100, 100] }] : [] })
    expect(worth).toBeCloseTo(more.supply.objective.beforeRounding - result.supply.objective.beforeRounding, 6)
    expect(worth).toBeLessThan(Math.max(...(record?.worthOfOneHour.slice(0, 2) ?? [])))
  })

  // 120 hours are wanted of 100 and 20 of overtime, so that nobody waits and nothing is left for the shelf. An hour more of either kind
  // goes there; the regular one costs 5 less.
  it('tells both kinds of hours by the same scale where nobody waits', async () => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 3 },
      items: [
        { id: 'a', price: 100, safetyStock: 20 },
        { id: 'b', price: 80, safetyStock: 10 },
        { id: 'a kit', purchaseCost: 40, safetyStock: 0 },
        { id: 'b kit', purchaseCost: 20, safetyStock: 0 },
      ],
      billOfMaterials: ['a', 'b'].map((itemId) => ({ itemId, componentId: `${itemId} kit`, quantityPer: 1 })),
      operations: ['a', 'b'].map((itemId) => ({ itemId, resourceId: 'm', runHoursPerUnit: 1 })),
      resources: [{ id: 'm', capacityHours: 100, costPerHour: 10, overtimeHours: 20, overtimeCostPerHour: 15 }],
      forecasts: ['a', 'b'].map((itemId) => ({ itemId, quantities: [60, 60, 60] })),
    })
    const [record] = result.supply.resources
    expect(record?.overtimeHours).toEqual([20, 20, 20])
    record?.worthOfOneHour.forEach((worth, t) => {
      expect(record.worthOfOneOvertimeHour[t]).toBeGreaterThan(1)
      expect(worth).toBeCloseTo((record.worthOfOneOvertimeHour[t] ?? 0) + 5, 6)
    })
  })
})

describe('a bench whose overtime costs less than its regular hours', () => {
  // A hundred regular hours a month at 20, and 30 on a Saturday crew at 12 in January and 26 in February: 110 chairs and 115 are
  // 10 and 15 hours more than the regular ones. Those of January cost 8 less, those of February 6 more: 90 are at stake, not 10 x -8 + 90.
  it('stakes the money of the months in which it costs more', async () => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 2 },
      items: [{ id: 'chair', price: 100, safetyStock: 0, unmetDemand: 'lost' }],
      operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 1 }],
      resources: [
        { id: 'bench', capacityHours: 100, costPerHour: 20, overtimeHours: [10, 30], overtimeCostPerHour: [12, 26] },
      ],
      forecasts: [{ itemId: 'chair', quantities: [110, 115] }],
    })
    expect(result.supply.resources[0]?.overtimeHours).toEqual([10, 15])
    expect(result.warnings.map(({ code }) => code)).toContain('overtime-below-wage')
    expect(result.exceptions).toMatchObject([{ code: 'overload', amount: 25, moneyAtStake: 90 }])
  })
})
