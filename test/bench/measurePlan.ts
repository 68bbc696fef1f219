import type { LpSolver } from '../../src/lp/index.js'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import { toProductionProblem } from '../../src/plan/supply/planProduction.js'
import { buildProductionModel, type ProductionModel } from '../../src/production/model/buildProductionModel.js'
import type { PlanInput } from '../../src/schema/index.js'

/** How the time of one plan splits; milliseconds. */
export interface PlanTimes {
  readonly result: Plan
  /** Reading and checking the input. */
  readonly input: number
  readonly forecast: number
  /** Costs, safety stock, and writing the linear model. */
  readonly model: number
  /** Inside the solver alone. */
  readonly solver: number
  /** Whole quantities, certificate, records and projected stock. */
  readonly records: number
  /** Ledger, statements, key figures and exceptions. */
  readonly ledger: number
  readonly plan: number
  readonly verify: number
  readonly isProven: boolean
}

/** Plans a company and takes the time at each stage that `plan` reports. */
export async function measurePlan(input: PlanInput): Promise<PlanTimes> {
  const bare = await loadDefaultSolver()
  let solver = 0
  const timed: LpSolver = {
    ...bare,
    async solve(model, options) {
      const start = performance.now()
      const solution = await bare.solve(model, options)
      solver += performance.now() - start
      return solution
    },
  }
  const times = new Map<string, number>()
  const start = performance.now()
  const result = await plan(input, {
    solver: timed,
    onProgress({ stage, done, total }) {
      const now = performance.now()
      if (done === 0 && !times.has(`${stage} start`)) times.set(`${stage} start`, now)
      if (done === total) times.set(`${stage} end`, now)
    },
  })
  const end = performance.now()
  const at = (name: string): number => times.get(name) as number
  const { ok } = verify(result)
  const proven = performance.now()
  return {
    result,
    input: at('forecast start') - start,
    forecast: at('forecast end') - at('forecast start'),
    model: at('solve start') - at('forecast end'),
    solver,
    records: at('ledger start') - at('solve end') + (at('solve end') - at('solve start') - solver),
    ledger: end - at('ledger start'),
    plan: end - start,
    verify: proven - end,
    isProven: ok,
  }
}

/** The production model of a plan. */
export function productionModel({ input, calendar, demand, costs, safetyStock }: Plan): ProductionModel {
  const records = { records: demand, outlooks: [], warnings: [] }
  const { problem } = toProductionProblem({ input, calendar, demand: records, costs, safetyStock }, [])
  return buildProductionModel(problem)
}
