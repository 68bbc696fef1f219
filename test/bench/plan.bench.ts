import { bench, describe } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { solveModel } from '../../src/lp/solveModel.js'
import { plan, verify } from '../../src/plan/index.js'
import { measurePlan, productionModel } from './measurePlan.js'
import { planCompany } from './planCompany.js'

/** A whole plan of 100 items with three-level bills and 300 components over 18 months on 7 resources at 90 to 95 % load. */
const input = planCompany()
const solver = await loadDefaultSolver()

const { result, isProven, ...times } = await measurePlan(input)
const { model } = productionModel(result)
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const lines = [
  `${input.items.length} items, ${result.calendar.periods.length} periods, ${result.demand.length} series; model of ${model.rowCount} rows and ${model.columnCount} columns`,
  `status ${result.status}, gap ${result.supply.certificate.gap.toExponential(1)}, ${isProven ? 'proven by verify' : 'NOT PROVEN'}, ${result.ledger.periodIndex.length} postings`,
  'load of the resources (hours worked over regular hours; periods in which one more hour is worth money):',
  ...result.supply.resources.map((record) => {
    const load = (sum(record.regularHours) + sum(record.overtimeHours)) / sum(record.capacityHours)
    return `  ${record.resourceId}  ${(100 * load).toFixed(1)} %  ${record.worthOfOneHour.filter((worth) => worth > 0).length} periods`
  }),
  'time of the first run, ms:',
  ...(['input', 'forecast', 'model', 'solver', 'records', 'ledger', 'plan', 'verify'] as const).map((stage) => {
    const share = stage === 'verify' ? '' : `  ${((100 * times[stage]) / times.plan).toFixed(0).padStart(3)} %`
    return `  ${stage.padEnd(9)} ${times[stage].toFixed(0).padStart(6)}${share}`
  }),
  `plan() over the bare solver: ${(times.plan / times.solver).toFixed(2)}; plan() and verify(): ${((times.plan + times.verify) / 1000).toFixed(1)} s`,
]
console.log(lines.join('\n'))

const settings = { iterations: 3, time: 0, warmupIterations: 0, warmupTime: 0 }

describe('100 items, 300 components, 18 months, 7 resources', () => {
  bench('bare solver (baseline)', async () => void (await solveModel(model, { solver })), settings)
  bench('plan() in all', async () => void (await plan(input)), settings)
  bench('verify()', () => void verify(result), settings)
})
