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
