import { buildModel, type ProductionModel } from '../../../production/model/buildProductionModel.js'
import { holdCustomers } from '../../../production/customersFirst/heldCustomers.js'
import type { PreparedProblem } from '../../../production/problem/preparedProblem.js'
import { customersProgram, lossesProgram, stockProgram } from '../../../production/customersFirst/programs.js'
import type { PartCertificate } from '../../../production/types.js'
import { companions } from '../facts/billsAround.js'
import type { Checker } from '../checks.js'
import { checkProgram, type ProvenProgram } from './checkProgram.js'
import type { Facts } from '../facts/facts.js'

/** A program of some parts of the company, proven. */
export interface ProvenParts {
  readonly production: ProductionModel
  readonly proven: ProvenProgram
  readonly itemIds: ReadonlySet<string>
}

/** The program of the customers, proven, and that of the losses where the plan has one. */
export interface ProvenCustomers extends ProvenParts {
  readonly losses: ProvenParts | undefined
}

export const CUSTOMERS_PLACE = 'supply.certificate.customers'
export const LOSSES_PLACE = 'supply.certificate.customers.losses'

interface ProofContext {
  readonly prepared: PreparedProblem
  readonly roundsUp: boolean
}

/** 1 for items of a problem that are named. */
export const named = ({ items }: PreparedProblem, itemIds: ReadonlySet<string>): Uint8Array =>
  Uint8Array.from(items, ({ id }) => (itemIds.has(id) ? 1 : 0))

/** Proves the programs before that of the safety stock; undefined where the plan has none, or one that is not of its model. */
export function checkCustomersFirst(check: Checker, facts: Facts, context: ProofContext): ProvenCustomers | undefined {
  const { customers } = facts.plan.supply.certificate
  if (customers === undefined) return undefined
  const { prepared, roundsUp } = context
  const losses =
    customers.losses &&
    checkParts(check, facts, { place: LOSSES_PLACE, certificate: customers.losses, prepared }, (isIn) =>
      buildModel(lossesProgram(prepared), { roundsUp, isIn }),
    )
  const problem = customersProgram(prepared)
  const parts = checkParts(check, facts, { place: CUSTOMERS_PLACE, certificate: customers, prepared }, (isIn) => {
    const production = buildModel(problem, { roundsUp, isIn })
    if (losses === undefined) return production
    // Only who goes away is held.
    const lost = named(prepared, losses.itemIds).map((own, i) => (prepared.items[i]?.unmetDemand === 'lost' ? own : 0))
    const { production: before, proven } = losses
    return holdCustomers({ problem, production }, { problem, production: before, solution: proven, isIn: lost })
  })
  return parts && { ...parts, losses }
}

/** Proves a program of some parts of the company. */
function checkParts(
  check: Checker,
  facts: Facts,
  {
    place,
    certificate,
    prepared,
  }: { readonly place: string; readonly certificate: PartCertificate; readonly prepared: PreparedProblem },
  modelOf: (isIn: Uint8Array) => ProductionModel,
): ProvenParts | undefined {
  const itemIds = new Set(certificate.itemIds)
  const isIn = named(prepared, itemIds)
  const expected = prepared.items.flatMap(({ id }, i) => (isIn[i] === 1 ? [id] : []))
  check.number(`${place}.itemIds.length`, certificate.itemIds.length, expected.length)
  expected.forEach((id, n) => check.equal(`${place}.itemIds[${n}]`, certificate.itemIds[n], id))
  if (!areWhole(check, facts, { place, itemIds })) return undefined
  const production = modelOf(isIn)
  const proven = checkProgram(check, place, { certificate, model: production.model })
  // Another item makes another model.
  if (proven !== undefined) return { production, proven, itemIds }
  const wrong = 'The answer is not of the items that it names.'
  check.holds(`${place}.itemIds`, false, certificate.itemIds.length, null, wrong)
  return undefined
}

/** Of items that share hours or parts all are named, or none. */
function areWhole(
  check: Checker,
  facts: Facts,
  { place, itemIds }: { readonly place: string; readonly itemIds: ReadonlySet<string> },
): boolean {
  const group = companions(facts)
  const groups = new Set([...itemIds].map((id) => group.get(id)))
  const others = [...facts.items.keys()].filter((id) => !itemIds.has(id) && groups.has(group.get(id)))
  for (const id of others) {
    const wrong = `'${id}' shares hours or parts with items that the answer names, and is not named.`
    check.holds(`${place}.itemIds`, false, id, null, wrong)
  }
  return others.length === 0
}

/** The model of the safety stock, with what customers get held. */
export function heldModel(
  prepared: PreparedProblem,
  { roundsUp, customers }: { readonly roundsUp: boolean; readonly customers: ProvenCustomers | undefined },
): ProductionModel {
  const problem = stockProgram(prepared)
  const production = buildModel(problem, { roundsUp })
  if (customers === undefined) return production
  const { production: own, proven, itemIds } = customers
  const isIn = named(prepared, itemIds)
  return holdCustomers({ problem, production }, { problem, production: own, solution: proven, isIn })
}
