import { checkOrderOfService } from './checkOrderOfService.js'
import { checkProgram } from './checkProgram.js'
import { checkRanges } from './checkRanges.js'
import { type Check, startCheck } from '../checks.js'
import { checkUnproven } from './checkUnproven.js'
import { checkWorth } from './checkWorth.js'
import type { Facts } from '../facts/facts.js'
import { openUnitsOf, weighedMore } from './openUnits.js'
import { provenPrograms } from './provenPrograms.js'
import { repeatProblem } from '../facts/repeatProblem.js'

/**
 * The plan's answer and multipliers prove that no plan earns more, without trusting the solver: both are feasible, and
 * their objectives are equal (strong duality). The same of the programs of the losses and of the customers, whose answers bound the next.
 * Worths and shadow prices are read from the same multipliers.
 */
export function checkCertificate(facts: Facts): Check {
  const { plan, given } = facts
  const { roundsUp, customers, compared, last: production } = provenPrograms(facts)
  if (given.supply.status === 'feasible') return checkUnproven(facts, production)
  const check = startCheck(
    'optimality-certificate',
    'Primal and dual answers are feasible and their objectives equal: no plan earns more, before rounding to whole units.',
    compared,
  )
  const { certificate, objective } = plan.supply
  checkRanges(check, facts, { map: production.map, roundsUp })
  const proven = checkProgram(check, 'supply.certificate', { certificate, model: production.model })
  if (proven === undefined) return check.result()
  const { verdict, primal } = proven
  const beforeRounding = verdict.objective + weighedMore(facts, openUnitsOf(facts, production.map, primal))
  const money = 1e-9 * Math.max(1, Math.abs(verdict.objective))
  check.number('supply.objective.beforeRounding', objective.beforeRounding, beforeRounding, money)
  checkOrderOfService(check, facts, { last: { production, proven }, customers })
  checkWorth(check, facts, {
    problem: repeatProblem(facts).problem,
    stock: { map: production.map, ...proven },
    customers,
  })
  return check.result()
}
