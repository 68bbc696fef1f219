import { buildModel, type ProductionModel } from '../../../production/model/buildProductionModel.js'
import { stockProgram } from '../../../production/customersFirst/programs.js'
import { checkCustomersFirst, heldModel, type ProvenCustomers } from './checkCustomersFirst.js'
import { type Check, startCheck } from '../checks.js'
import type { Facts } from '../facts/facts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { repeatProblem } from '../facts/repeatProblem.js'

/** The programs of a certificate, written anew. */
export interface ProvenPrograms {
  /** Whether the answer is of the model in which use may be rounded up, because fractions cannot keep a maximum stock. */
  readonly roundsUp: boolean
  /** Those before that of the safety stock; undefined where the plan has none, or one that is not of its model. */
  readonly customers: ProvenCustomers | undefined
  /** What was compared to prove those. */
  readonly compared: Check
  /** The model of the safety stock, with what customers get held. */
  readonly last: ProductionModel
}

/** Writes the programs of a plan's certificate anew, and proves those on which the last one stands. */
export const provenPrograms: (facts: Facts) => ProvenPrograms = oncePerPlan((facts) => {
  const { prepared } = repeatProblem(facts)
  const roundsUp = isRoundedUp(facts)
  const check = startCheck('', '')
  const customers = checkCustomersFirst(check, facts, { prepared, roundsUp })
  return { roundsUp, customers, compared: check.result(), last: heldModel(prepared, { roundsUp, customers }) }
})

function isRoundedUp(facts: Facts): boolean {
  const program = stockProgram(repeatProblem(facts).prepared)
  const count = facts.plan.supply.certificate.primal.length
  if (count === buildModel(program).model.columnCount) return false
  return count === buildModel(program, { roundsUp: true }).model.columnCount
}
