import { checkSolution } from '../../../lp/checkSolution.js'
import type { ProductionModel } from '../../../production/model/buildProductionModel.js'
import { type Check, startCheck } from '../checks.js'
import type { Facts } from '../facts/facts.js'
import { openUnitsOf, weighedMore } from './openUnits.js'

/**
 * A plan that a time limit cut short proves less: its answer keeps every limit, and it claims nothing beyond that, neither
 * that it is the best nor what an hour or a unit more is worth.
 */
export function checkUnproven(facts: Facts, { model, map }: ProductionModel): Check {
  const { given, plan, count, rows } = facts
  const check = startCheck(
    'optimality-certificate',
    'The answer keeps every limit, before rounding to whole units; the plan does not claim to be the best.',
  )
  const { certificate, objective, shadowPrices } = plan.supply
  check.number('supply.certificate.primal.length', certificate.primal.length, model.columnCount)
  check.number('supply.certificate.rowDual.length', certificate.rowDual.length, 0)
  check.number('supply.certificate.reducedCost.length', certificate.reducedCost.length, 0)
  check.equal('supply.certificate.ok', given.supply.certificate.ok, false)
  if (certificate.primal.length !== model.columnCount) return check.result()
  const verdict = checkSolution(model, {
    solution: {
      primal: Float64Array.from(certificate.primal),
      rowDual: new Float64Array(model.rowCount),
      bound: 0,
    },
    worstCount: model.rowCount + model.columnCount,
  })
  for (const { kind, key, index, amount } of verdict.worst) {
    if (kind !== 'row' && kind !== 'column') continue
    check.holds('supply.certificate.primal', false, amount, 0, `The answer breaks ${kind} ${key ?? index}.`)
  }
  const money = 1e-9 * Math.max(1, Math.abs(verdict.objective))
  check.number('supply.certificate.objective', certificate.objective, verdict.objective, money)
  const beforeRounding = verdict.objective + weighedMore(facts, openUnitsOf(facts, map, certificate.primal))
  check.number('supply.objective.beforeRounding', objective.beforeRounding, beforeRounding, money)
  check.holds('supply.certificate.customers', certificate.customers === undefined, null, null, 'Nothing was proven.')
  check.number('supply.shadowPrices.length', shadowPrices.length, 0)
  for (const { row, name } of rows.records.values()) {
    for (let t = 0; t < count; t++) check.cell(name, 'worthOfOneUnit', t, row.worthOfOneUnit[t], 0, 0)
  }
  for (const { row, name } of rows.resources.values()) {
    for (let t = 0; t < count; t++) {
      check.cell(name, 'worthOfOneHour', t, row.worthOfOneHour[t], 0, 0)
      check.cell(name, 'worthOfOneOvertimeHour', t, row.worthOfOneOvertimeHour[t], 0, 0)
    }
  }
  return check.result()
}
