import { describe, expect, it } from 'vitest'
import { loadDefaultSolver, type LpSolver } from '../../src/lp/index.js'
import { plan, type Plan, verify } from '../../src/index.js'

/** A machine that is full, one item that waits, and another of which a safety stock is wished for: two programs. */
const makePlan = (): Promise<Plan> =>
  plan({
    calendar: { start: '2027-01-01', months: 2 },
    items: [
      { id: 'a', price: 100, safetyStock: 0 },
      { id: 'b', price: 100, safetyStock: 5 },
      { id: 'c', price: 30, safetyStock: 4, purchaseCost: 10 },
    ],
    operations: [
      { itemId: 'a', resourceId: 'm', runHoursPerUnit: 1 },
      { itemId: 'b', resourceId: 'm', runHoursPerUnit: 1 },
    ],
    resources: [{ id: 'm', capacityHours: 100, costPerHour: 10 }],
    forecasts: [
      { itemId: 'a', quantities: [120, 70] },
      { itemId: 'c', quantities: [3, 3] },
    ],
  })

/** A machine that is full, one item that waits and one that is lost, and no safety stock: the program of the losses. */
const makeMixed = (): Promise<Plan> =>
  plan({
    calendar: { start: '2027-01-01', months: 2 },
    items: [
      { id: 'lost', price: 100, unmetDemand: 'lost', safetyStock: 0 },
      { id: 'waits', price: 100, safetyStock: 0 },
      { id: 'other', price: 30, purchaseCost: 10, safetyStock: 0 },
      { id: 'part', purchaseCost: 90, safetyStock: 0 },
    ],
    billOfMaterials: ['lost', 'waits'].map((itemId) => ({ itemId, componentId: 'part', quantityPer: 1 })),
    operations: ['lost', 'waits'].map((itemId) => ({ itemId, resourceId: 'm', runHoursPerUnit: 1 })),
    resources: [{ id: 'm', capacityHours: 100 }],
    forecasts: [
      { itemId: 'lost', quantities: [120, 0] },
      { itemId: 'waits', quantities: [40, 0] },
      { itemId: 'other', quantities: [3, 3] },
    ],
    policy: { backlogCostRatePerYear: 3 },
  })

type Certificate = { primal: number[] } & Record<string, unknown>
type ChangedMixed = { supply: { certificate: { customers?: Certificate & { losses?: Certificate } } } }

type Changed = { supply: { certificate: { customers?: Record<string, unknown>; primal: number[] } } }

const failuresOf = (changed: unknown): string[] =>
  verify(changed as Plan).checks.flatMap(({ failures }) => failures.map(({ path }) => path))

describe('the certificate of the customers', () => {
  it('is of the part of the company in which somebody waits', async () => {
    const result = await makePlan()
    expect(result.supply.certificate.customers?.itemIds).toEqual(['a', 'b'])
    expect(result.supply.certificate.customers?.ok).toBe(true)
    expect(failuresOf(result)).toEqual([])
  })

  it('is named where any number of it is another, where it names other items, and where it is missing', async () => {
    const result = await makePlan()
    const { customers } = result.supply.certificate
    for (const field of ['primal', 'rowDual', 'reducedCost'] as const) {
      for (let n = 0; n < (customers?.[field].length ?? 0); n += 1) {
        const copy = structuredClone(result) as unknown as Changed
        const values = copy.supply.certificate.customers?.[field] as number[]
        values[n] = (values[n] ?? 0) + 1
        expect([field, n, failuresOf(copy).some((path) => path.startsWith('supply.certificate'))]).toEqual([
          field,
          n,
          true,
        ])
      }
    }
    for (const field of ['objective', 'bound', 'gap', 'primalInfeasibility', 'dualInfeasibility'] as const) {
      const copy = structuredClone(result) as unknown as Changed
      const own = copy.supply.certificate.customers as Record<string, number>
      own[field] = (own[field] ?? 0) + 1
      expect(failuresOf(copy)).toContain(`supply.certificate.customers.${field}`)
    }
    for (const itemIds of [['a'], ['b', 'a'], ['a', 'b', 'c'], ['a', 'b', 'b']]) {
      const copy = structuredClone(result) as unknown as Changed
      if (copy.supply.certificate.customers !== undefined) copy.supply.certificate.customers['itemIds'] = itemIds
      expect(failuresOf(copy).some((path) => path.startsWith('supply.certificate.customers.itemIds'))).toBe(true)
    }
    const without = structuredClone(result) as unknown as Changed
    delete without.supply.certificate.customers
    expect(failuresOf(without)).toContain('supply.certificate.customers')
  })
})

describe('the certificate of the losses', () => {
  it('is of the part of the company in which somebody goes away beside others who wait', async () => {
    const result = await makeMixed()
    // 100 hours of January for 120 who go away; 40 wait for February.
    expect(result.supply.records.map(({ lost }) => lost[0])).toEqual([20, 0, 0, 0])
    const { customers } = result.supply.certificate
    expect(customers?.itemIds).toEqual(['lost', 'part', 'waits'])
    expect(customers?.losses?.itemIds).toEqual(['lost', 'part', 'waits'])
    expect(customers?.losses?.ok).toBe(true)
    expect(failuresOf(result)).toEqual([])
  })

  it('is named where any number of it is another, where it names other items, and where it is missing', async () => {
    const result = await makeMixed()
    const copyOf = (): ChangedMixed => structuredClone(result) as unknown as ChangedMixed
    for (const field of ['primal', 'rowDual', 'reducedCost'] as const) {
      for (let n = 0; n < (result.supply.certificate.customers?.losses?.[field].length ?? 0); n += 1) {
        const copy = copyOf()
        const values = copy.supply.certificate.customers?.losses?.[field] as number[]
        values[n] = (values[n] ?? 0) + 1
        const isNamed = failuresOf(copy).some((path) => path.startsWith('supply.certificate'))
        expect([field, n, isNamed]).toEqual([field, n, true])
      }
    }
    for (const itemIds of [['lost'], ['waits', 'lost', 'part'], ['lost', 'other', 'part', 'waits']]) {
      const copy = copyOf()
      const { losses } = copy.supply.certificate.customers ?? {}
      if (losses !== undefined) losses['itemIds'] = itemIds
      const paths = failuresOf(copy)
      expect(paths.some((path) => path.startsWith('supply.certificate.customers.losses.itemIds'))).toBe(true)
    }
    const without = copyOf()
    delete without.supply.certificate.customers?.losses
    expect(failuresOf(without).some((path) => path.startsWith('supply.certificate.customers.losses'))).toBe(true)
    const withNone = copyOf()
    delete withNone.supply.certificate.customers
    expect(failuresOf(withNone)).toContain('supply.certificate.customers')
  })
})

describe('a solver that stops after the program of the safety stock', () => {
  it('leaves a plan that does not claim to be the best', async () => {
    const engine = await loadDefaultSolver()
    let calls = 0
    const solver: LpSolver = {
      name: engine.name,
      capabilities: engine.capabilities,
      solve: async (model, options) => {
        calls += 1
        if (calls > 1)
          return { ...(await engine.solve(model, options)), status: 'noPlanInLimit', primal: new Float64Array(0) }
        return engine.solve(model, options)
      },
    }
    // Neither of the two asks for more than all hours, so that nobody knows before that somebody waits.
    const result = await plan(
      {
        calendar: { start: '2027-01-01', months: 2 },
        items: [
          { id: 'a', price: 100, safetyStock: 0 },
          { id: 'b', price: 100, safetyStock: 5 },
        ],
        operations: [
          { itemId: 'a', resourceId: 'm', runHoursPerUnit: 1 },
          { itemId: 'b', resourceId: 'm', runHoursPerUnit: 1 },
        ],
        resources: [{ id: 'm', capacityHours: 100, costPerHour: 10 }],
        forecasts: [
          { itemId: 'a', quantities: [70, 20] },
          { itemId: 'b', quantities: [70, 20] },
        ],
      },
      { solver },
    )
    expect(result.status).toBe('feasible')
    expect(result.supply.certificate.customers).toBeUndefined()
    expect(result.warnings.map(({ code }) => code)).toContain('not-proven-best')
    expect(failuresOf(result)).toEqual([])
  })
})
