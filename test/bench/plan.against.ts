import type { PlanInput } from '../../src/index.js'
import type { Scenario } from './against/scenario.js'
import { planCompany, type PlanCompanyOptions } from './planCompany.js'

/** plan() and verify() of the company of `plan.bench.ts`, and of companies 2.5 and 5 times as large. */
export const scenarios: readonly Scenario[] = [
  planAndVerify('400 items', {}),
  planAndVerify('1,000 items', { finished: 250, assemblies: 150, parts: 600 }),
  planAndVerify('2,000 items', { finished: 500, assemblies: 300, parts: 1200 }),
]

function planAndVerify(name: string, size: PlanCompanyOptions): Scenario {
  return {
    name,
    makeInput: () => planCompany(size),
    async run({ plan, verify }, input, measure) {
      const result = await measure('plan()', () => plan(input as PlanInput))
      const { ok } = await measure('verify()', () => verify(result))
      const { netIncome, revenue } = result.kpis
      return { status: result.status, proven: ok, revenue: revenue.total, netIncome: netIncome.total }
    },
  }
}
