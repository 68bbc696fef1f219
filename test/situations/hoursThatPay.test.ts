import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Customers who pay for a regular hour, and not for one of overtime: what keeps them waiting is that regular hours are full, and one more of
 * these earns what they pay less its wage. A planner was told that their price was too low, and an hour worth nothing.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

/** What holds customers back, with how many of what. */
const heldBack = ({ exceptions }: Plan): unknown =>
  exceptions.flatMap(({ code, refs, victims = [] }) =>
    victims.map(({ ref, amount, never }) => [code, refs[0]?.resourceId ?? refs[0]?.itemId, ref.itemId, amount, never]),
  )

const saw = { id: 'saw', capacityHours: 40, costPerHour: 20, overtimeHours: 100, overtimeCostPerHour: 55 }
const tables: PlanInput = {
  calendar: { start: '2027-01-01', months: 1 },
  items: [{ id: 'table', price: 200, safetyStock: 0 }],
  operations: [{ itemId: 'table', resourceId: 'saw', runHoursPerUnit: 4 }],
  resources: [saw],
  forecasts: [{ itemId: 'table', quantities: [20] }],
}

describe.each(['backlog', 'lost'] as const)('twenty tables at 200 on a saw of 40 hours (%s)', (unmetDemand) => {
  // Four hours at 20 are 80, at 55 they are 220: ten tables pay, the other ten would lose 20 each. An hour more is a quarter of a
  // table: 50 less a wage of 20.
  it('want hours: one more of the regular ones earns 30', async () => {
    const result = await proven({ ...tables, policy: { unmetDemand } })
    expect(supplyOf(result, 'table').produced).toEqual([10])
    expect(result.supply.resources[0]?.overtimeHours).toEqual([0])
    expect(result.supply.resources[0]?.worthOfOneHour[0]).toBeCloseTo(30, 3)
    expect(result.supply.resources[0]?.worthOfOneOvertimeHour).toEqual([0])
    expect(heldBack(result)).toEqual([['full-resource', 'saw', 'table', 10, 10]])
    const [row] = result.exceptions
    expect(row).toMatchObject({ moneyAtStake: 2000, value: { dearHours: 100, overtimeHours: 0 } })
    expect(row?.message).toContain('100 hours of overtime on offer cost more than they bring')
    expect(row?.message).toContain('one more hour is worth 30.')
  })

  // The hour more is really worth that.
  it('earn 120 more for four hours more', async () => {
    const more = await proven({ ...tables, policy: { unmetDemand }, resources: [{ ...saw, capacityHours: 44 }] })
    const less = await proven({ ...tables, policy: { unmetDemand } })
    // Ten tables leave 120 each; with an eleventh 120 more.
    expect(less.kpis.netIncome.total).toBe(10 * 120)
    expect(more.kpis.netIncome.total).toBe(11 * 120)
  })

  // 12 a month for three months: ten a month are made, and six of 36 are left.
  it('want them in every month', async () => {
    const result = await proven({
      ...tables,
      calendar: { start: '2027-01-01', months: 3 },
      policy: { unmetDemand },
      forecasts: [{ itemId: 'table', quantities: [12, 12, 12] }],
    })
    expect(supplyOf(result, 'table').produced).toEqual([10, 10, 10])
    result.supply.resources[0]?.worthOfOneHour.forEach((worth) => expect(worth).toBeCloseTo(30, 3))
    // Where they wait those of January and February are late, too: 2 + 4 + 6.
    const late = unmetDemand === 'lost' ? 6 : 12
    expect(heldBack(result)).toEqual([['full-resource', 'saw', 'table', late, 6]])
  })
})

it.each(['backlog', 'lost'] as const)('tells the price that would pay for the overtime (%s)', async (unmetDemand) => {
  // At 220 a table pays for four hours at 55.
  const result = await proven({ ...tables, policy: { unmetDemand } })
  const [row] = result.exceptions
  expect(row?.value).toMatchObject({ payingItemId: 'table', payingPrice: 220 })
  expect(row?.message).toContain("at 220 'table' would pay for it")
})

describe.each([1, 2, 3])('of tables at 100 that take an hour at 60, or at 120 in overtime, in %d months', (months) => {
  // A twentieth goes to the agent: 126.32 leaves 120.
  const input: PlanInput = {
    calendar: { start: '2027-01-01', months },
    items: [{ id: 'table', price: 100, safetyStock: 0 }],
    operations: [{ itemId: 'table', resourceId: 'saw', runHoursPerUnit: 1 }],
    resources: [{ id: 'saw', capacityHours: 100, overtimeHours: 50, costPerHour: 60, overtimeCostPerHour: 120 }],
    forecasts: [{ itemId: 'table', quantities: Array.from({ length: months }, () => 120) }],
    finance: { overheads: [{ id: 'agents', function: 'selling', rateOfRevenue: 0.05 }] },
  }
  it.each(['backlog', 'lost'] as const)('tells 126.32, at which overtime is worked (%s)', async (unmetDemand) => {
    const policy = { unmetDemand }
    const { exceptions } = await proven({ ...input, policy })
    expect(exceptions.find(({ code }) => code === 'full-resource')?.value).toMatchObject({
      payingItemId: 'table',
      payingPrice: 126.32,
    })
    const paying = await proven({ ...input, policy, items: [{ id: 'table', price: 126.32, safetyStock: 0 }] })
    expect(paying.supply.resources[0]?.overtimeHours).toEqual(Array.from({ length: months }, () => 20))
  })
})

it('asks for the cheap month of a supplier who gives too little in it', async () => {
  // A lamp at 40 pays for one of January at 5, of which there are ten, and not for one of February at 50. One more of January earns 35,
  // less a month of holding it, 0.2 x 5 x 31 / 365 = 0.08.
  const result = await proven({
    calendar: { start: '2027-01-01', months: 2 },
    policy: { unmetDemand: 'lost' },
    items: [{ id: 'lamp', price: 40, purchaseCost: [5, 50], supplyLimit: [10, 100], safetyStock: 0 }],
    forecasts: [{ itemId: 'lamp', quantities: [0, 20] }],
  })
  expect(supplyOf(result, 'lamp').purchased).toEqual([10, 0])
  expect(heldBack(result)).toEqual([['supply-limit', 'lamp', 'lamp', 10, 10]])
  expect(result.supply.sources[0]?.worth[0]).toBeCloseTo(35, 0)
})

describe('a saw of 100 hours at 10, with 40 of overtime at 60, and wood at 20', () => {
  const saw = { id: 'saw', capacityHours: 100, costPerHour: 10, overtimeHours: 40, overtimeCostPerHour: 60 }
  const input: PlanInput = {
    calendar: { start: '2027-01-01', months: 1 },
    items: [
      { id: 'table', price: 75, safetyStock: 0 },
      { id: 'chair', price: 75, safetyStock: 0 },
      { id: 'wood', purchaseCost: 20 },
    ],
    billOfMaterials: ['table', 'chair'].map((itemId) => ({ itemId, componentId: 'wood', quantityPer: 1 })),
    operations: ['table', 'chair'].map((itemId) => ({ itemId, resourceId: 'saw', runHoursPerUnit: 1 })),
    resources: [saw],
  }
  const ordered = (quantity: number): NonNullable<PlanInput['customerOrders']>[number] => {
    return { id: 'o1', itemId: 'table', quantity, requestedDate: '2027-01-10', price: 100 }
  }
  const rowOf = ({ exceptions }: Plan): unknown => exceptions.find(({ code }) => code === 'full-resource')
  // 110 tables are ordered at 100, ten of them in overtime. Twenty more are foreseen at 75, and cost 20 + 60.
  const beside: PlanInput = {
    ...input,
    customerOrders: [ordered(110)],
    forecasts: [{ itemId: 'table', quantities: [130] }],
  }

  it('tells forecast of tables that the thirty hours left are too dear for it, though ten are worked for orders', async () => {
    const result = await proven(beside)
    expect(result.supply.resources[0]?.overtimeHours).toEqual([10])
    const paying = { dearHours: 30, overtimeHours: 10, payingItemId: 'table', payingPrice: 80 }
    expect(rowOf(result)).toMatchObject({ amount: 20, moneyAtStake: 1500, value: { case: 'dear-overtime', ...paying } })
    // At 80 it is true.
    const [table, ...rest] = input.items
    const paid = await proven({ ...beside, items: [{ ...table, id: 'table', price: 80 }, ...rest] })
    expect(supplyOf(paid, 'table').shipped).toEqual([130])
  })

  it.each(['backlog', 'lost'] as const)(
    'tells chairs beside tables of January, and all forty hours of February (%s)',
    async (unmetDemand) => {
      const result = await proven({
        ...input,
        policy: { unmetDemand },
        calendar: { start: '2027-01-01', months: 2 },
        items: input.items.map((item) => (item.id === 'table' ? { ...item, price: 100 } : item)),
        forecasts: [
          { itemId: 'table', quantities: [110, 140] },
          { itemId: 'chair', quantities: [20, 20] },
        ],
      })
      expect(result.supply.resources[0]?.overtimeHours).toEqual([10, 40])
      const paying = { dearHours: 30, overtimeHours: 50, payingItemId: 'chair', payingPrice: 80 }
      expect(rowOf(result)).toMatchObject({ amount: 40, value: { case: 'dear-overtime', ...paying } })
    },
  )

  it('tells of no dear overtime where all forty hours are worked', async () => {
    const result = await proven({ ...beside, customerOrders: [ordered(140)], forecasts: [] })
    expect(result.supply.resources[0]?.overtimeHours).toEqual([40])
    expect(rowOf(result)).toBeUndefined()
    const short = await proven({ ...beside, customerOrders: [ordered(150)], forecasts: [] })
    expect(rowOf(short)).toMatchObject({ amount: 10, value: { case: 'late', overtimeHours: 40 } })
  })
})
