import { checkSolution } from '../../lp/checkSolution.js'
import { buildModel, type ProductionModel } from '../../production/buildProductionModel.js'
import type { PreparedProblem } from '../../production/preparedProblem.js'
import { type Check, startCheck } from './checks.js'
import { checkUnproven } from './checkUnproven.js'
import { checkWorth } from './checkWorth.js'
import type { Facts } from './facts.js'
import { repeatProblem } from './repeatProblem.js'

/** The model that the answer is of: where fractions cannot keep a maximum stock, that in which use may be rounded up. */
function modelOf({ plan }: Facts, prepared: PreparedProblem): ProductionModel {
  const plain = buildModel(prepared)
  const count = plan.supply.certificate.primal.length
  if (count === plain.model.columnCount) return plain
  const rounded = buildModel(prepared, { roundsUp: true })
  return count === rounded.model.columnCount ? rounded : plain
}

/**
 * The plan's answer and multipliers prove that no plan earns more, without trusting the solver: both are feasible, and
 * their objectives are equal (strong duality). Worths and shadow prices are read from the same multipliers.
 */
export function checkCertificate(facts: Facts): Check {
  const { plan, given } = facts
  const { problem, prepared } = repeatProblem(facts)
  const { model, map } = modelOf(facts, prepared)
  if (given.supply.status === 'feasible') return checkUnproven(facts, model)
  const check = startCheck(
    'optimality-certificate',
    'Primal and dual answers are feasible and their objectives equal: no plan earns more, before rounding to whole units.',
  )
  const { certificate, objective } = plan.supply
  check.number('supply.certificate.primal.length', certificate.primal.length, model.columnCount)
  check.number('supply.certificate.rowDual.length', certificate.rowDual.length, model.rowCount)
  check.number('supply.certificate.reducedCost.length', certificate.reducedCost.length, model.columnCount)
  const isWhole = certificate.primal.length === model.columnCount && certificate.rowDual.length === model.rowCount
  if (!isWhole) return check.result()

  const solution = {
    primal: Float64Array.from(certificate.primal),
    rowDual: Float64Array.from(certificate.rowDual),
    bound: certificate.bound,
  }
  const verdict = checkSolution(model, { solution })
  const { worst } = verdict
  check.holds(
    'supply.certificate',
    verdict.ok,
    worst[0]?.amount ?? 0,
    0,
    `The answer is not optimal: ${worst.map(({ kind, key, index }) => `${kind} ${key ?? index}`).join(', ')}.`,
  )
  check.holds(
    'supply.certificate.ok',
    certificate.ok === verdict.ok,
    String(certificate.ok),
    String(verdict.ok),
    'supply.certificate.ok is not the verdict of the check.',
  )
  const money = 1e-9 * Math.max(1, Math.abs(verdict.objective))
  check.number('supply.certificate.objective', certificate.objective, verdict.objective, money)
  check.number('supply.certificate.bound', certificate.bound, verdict.dualObjective, money)
  check.number('supply.certificate.gap', certificate.gap, verdict.gap, 1e-9)
  check.number(
    'supply.certificate.primalInfeasibility',
    certificate.primalInfeasibility,
    verdict.primalInfeasibility,
    1e-9,
  )
  check.number('supply.certificate.dualInfeasibility', certificate.dualInfeasibility, verdict.dualInfeasibility, 1e-9)
  check.number('supply.objective.beforeRounding', objective.beforeRounding, verdict.objective, money)

  // Reduced cost of a column: its objective less what the rows take at their multipliers.
  const reduced = Float64Array.from(model.objective)
  const size = Float64Array.from(model.objective, Math.abs)
  for (let row = 0; row < model.rowCount; row++) {
    for (let place = model.rowStart[row] as number; place < (model.rowStart[row + 1] as number); place++) {
      const column = model.columnIndex[place] as number
      const part = (model.coefficient[place] as number) * (certificate.rowDual[row] as number)
      reduced[column] = (reduced[column] as number) - part
      size[column] = (size[column] as number) + Math.abs(part)
    }
  }
  reduced.forEach((value, column) => {
    const tolerance = 1e-9 * Math.max(1, size[column] as number)
    check.cell('supply.certificate', 'reducedCost', column, certificate.reducedCost[column], value, tolerance)
  })

  checkWorth(check, facts, { problem, map, multipliers: { rowDual: certificate.rowDual, reduced } })
  return check.result()
}
