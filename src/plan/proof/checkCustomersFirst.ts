import { buildModel, type ProductionModel } from '../../production/model/buildProductionModel.js'
import { holdCustomers } from '../../production/customersFirst/heldCustomers.js'
import type { PreparedProblem } from '../../production/problem/preparedProblem.js'
import { customersProgram, stockProgram } from '../../production/customersFirst/twoPrograms.js'
import { companions } from './billsAround.js'
import type { Checker } from './checks.js'
import { checkProgram, type ProvenProgram } from './checkProgram.js'
import { type Facts, itemKey } from './facts.js'
import { openUnitsOf } from './openUnits.js'
import { servedDemandOf } from './refusal.js'

/** Stock units, relative to what they are compared with, within which two answers are the same. */
const SAME = 2e-7

/** The program of the customers, proven. */
export interface ProvenCustomers {
  readonly production: ProductionModel
  readonly proven: ProvenProgram
  readonly itemIds: ReadonlySet<string>
}

const PLACE = 'supply.certificate.customers'

/** Proves the program of the customers; undefined where the plan has none, or one that is not of its model. */
export function checkCustomers(
  check: Checker,
  { plan }: Facts,
  { prepared, roundsUp }: { readonly prepared: PreparedProblem; readonly roundsUp: boolean },
): ProvenCustomers | undefined {
  const { customers } = plan.supply.certificate
  if (customers === undefined) return undefined
  const itemIds = new Set(customers.itemIds)
  const isIn = Uint8Array.from(prepared.items, ({ id }) => (itemIds.has(id) ? 1 : 0))
  const expected = prepared.itemOrder.flatMap((i) => (isIn[i] === 1 ? [prepared.items[i]?.id ?? ''] : []))
  check.number(`${PLACE}.itemIds.length`, customers.itemIds.length, expected.length)
  expected.forEach((id, n) => check.equal(`${PLACE}.itemIds[${n}]`, customers.itemIds[n], id))
  const production = buildModel(customersProgram(prepared), { roundsUp, isIn })
  const proven = checkProgram(check, PLACE, { certificate: customers, model: production.model })
  if (proven === undefined) {
    // Another item makes another model.
    check.holds(
      `${PLACE}.itemIds`,
      false,
      customers.itemIds.length,
      null,
      'The answer is not of the items that it names.',
    )
    return undefined
  }
  return { production, proven, itemIds }
}

/** The model of the safety stock, with what customers get held. */
export function heldModel(
  prepared: PreparedProblem,
  { roundsUp, customers }: { readonly roundsUp: boolean; readonly customers: ProvenCustomers | undefined },
): ProductionModel {
  const problem = stockProgram(prepared)
  const production = buildModel(problem, { roundsUp })
  if (customers === undefined) return production
  const isIn = Uint8Array.from(prepared.items, ({ id }) => (customers.itemIds.has(id) ? 1 : 0))
  const { production: own, proven } = customers
  return holdCustomers({ problem, production }, { problem, production: own, solution: proven, isIn })
}

/**
 * Nobody gets less than in the program of the customers, and where no such program was solved nobody is late or lost in a
 * part of the company that keeps a safety stock.
 */
export function checkOrderOfService(
  check: Checker,
  facts: Facts,
  {
    production,
    proven,
    customers,
  }: {
    readonly production: ProductionModel
    readonly proven: ProvenProgram
    readonly customers: ProvenCustomers | undefined
  },
): void {
  const group = companions(facts)
  const groupOf = (id: string): string => group.get(id) ?? id
  const keepsStock = (id: string): boolean =>
    facts.items.get(id)?.kind !== 'service' &&
    (facts.rows.records.get(itemKey(id))?.row.safetyStock ?? []).some((units) => units > 0)
  const kept = new Set([...facts.items.keys()].filter(keepsStock).map(groupOf))
  const open = openUnitsOf(facts, production.map, proven.primal)
  const held =
    customers === undefined ? undefined : openUnitsOf(facts, customers.production.map, customers.proven.primal)
  const named = new Set([...(customers?.itemIds ?? [])].map(groupOf))
  for (const id of facts.items.keys()) {
    if (!kept.has(groupOf(id))) continue
    const isNamed = customers?.itemIds.has(id) === true
    check.holds(
      `${PLACE}.itemIds`,
      isNamed === named.has(groupOf(id)),
      id,
      null,
      `'${id}' shares hours or parts with items that the answer names, and is not named, or the other way round.`,
    )
    for (let t = 0; t < facts.count; t++) {
      const most = isNamed ? Math.max(0, held?.(id, t) ?? 0) : 0
      const asked = servedDemandOf(facts, id)[t] ?? 0
      const units = open(id, t)
      check.claim(!(units > most + SAME * Math.max(1, most, asked)), () => ({
        path: isNamed ? 'supply.certificate.primal' : PLACE,
        actual: units,
        expected: most,
        message: `More of '${id}' is late or lost in period ${t} than customers get without safety stock.`,
      }))
    }
  }
}
