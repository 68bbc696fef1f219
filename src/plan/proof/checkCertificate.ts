import { buildModel } from '../../production/model/buildProductionModel.js'
import type { PreparedProblem } from '../../production/problem/preparedProblem.js'
import { checkCustomers, heldModel } from './checkCustomersFirst.js'
import { checkOrderOfService } from './checkOrderOfService.js'
import { checkProgram } from './checkProgram.js'
import { type Check, startCheck } from './checks.js'
import { checkRanges } from './checkRanges.js'
import { checkUnproven } from './checkUnproven.js'
import { checkWorth } from './checkWorth.js'
import type { Facts } from './facts.js'
import { stockProgram } from '../../production/customersFirst/programs.js'
import { openUnitsOf, weighedMore } from './openUnits.js'
import { repeatProblem } from './repeatProblem.js'

/** Whether the answer is of the model in which use may be rounded up, because fractions cannot keep a maximum stock. */
export function isRoundedUp({ plan }: Facts, prepared: PreparedProblem): boolean {
  const count = plan.supply.certificate.primal.length
  if (count === buildModel(prepared).model.columnCount) return false
  return count === buildModel(prepared, { roundsUp: true }).model.columnCount
}

/**
 * The plan's answer and multipliers prove that no plan earns more, without trusting the solver: both are feasible, and
 * their objectives are equal (strong duality). The same of the programs of the losses and of the customers, whose answers bound the next.
 * Worths and shadow prices are read from the same multipliers.
 */
export function checkCertificate(facts: Facts): Check {
  const { plan, given } = facts
  const { problem, prepared } = repeatProblem(facts)
  const roundsUp = isRoundedUp(facts, stockProgram(prepared))
  if (given.supply.status === 'feasible')
    return checkUnproven(facts, heldModel(prepared, { roundsUp, customers: undefined }))
  const check = startCheck(
    'optimality-certificate',
    'Primal and dual answers are feasible and their objectives equal: no plan earns more, before rounding to whole units.',
  )
  const { certificate, objective } = plan.supply
  const customers = checkCustomers(check, facts, { prepared, roundsUp })
  const production = heldModel(prepared, { roundsUp, customers })
  checkRanges(check, facts, roundsUp)
  const proven = checkProgram(check, 'supply.certificate', { certificate, model: production.model })
  if (proven === undefined) return check.result()
  const { verdict, primal } = proven
  const beforeRounding = verdict.objective + weighedMore(facts, openUnitsOf(facts, production.map, primal))
  const money = 1e-9 * Math.max(1, Math.abs(verdict.objective))
  check.number('supply.objective.beforeRounding', objective.beforeRounding, beforeRounding, money)
  checkOrderOfService(check, facts, { last: { production, proven }, customers })
  checkWorth(check, facts, { problem, stock: { map: production.map, ...proven }, customers })
  return check.result()
}
