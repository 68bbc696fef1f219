import { companions } from '../facts/billsAround.js'
import { CUSTOMERS_PLACE, LOSSES_PLACE, type ProvenCustomers, type ProvenParts } from './checkCustomersFirst.js'
import type { Checker } from '../checks.js'
import { type Facts, itemKey } from '../facts/facts.js'
import { type OpenUnits, openUnitsOf } from './openUnits.js'
import { isAskedFor, servedDemandOf } from '../customers/refusal.js'

/** Stock units, relative to what they are compared with, within which two answers are the same. */
const SAME = 2e-7

/** A rule that nobody gets less in an answer than in the one before it. */
interface Order {
  /** What late and lost units are in the answer, and where its certificate stands. */
  readonly open: OpenUnits
  readonly place: string
  /** The answer before it, and where its certificate stands, or would stand. */
  readonly before: ProvenParts | undefined
  readonly placeBefore: string
  /** The items for which the rule holds. */
  readonly isHeld: (itemId: string) => boolean
  /** What is wrong where somebody gets less. */
  readonly than: string
}

/**
 * Nobody gets less than in the program of the customers, and where no such program was solved nobody is late or lost in a
 * part of the company that keeps a safety stock. Nobody is lost who is not in the program of the losses, and where no such
 * program was solved nobody is lost at all in a part in which others wait.
 */
export function checkOrderOfService(
  check: Checker,
  facts: Facts,
  { last, customers }: { readonly last: Omit<ProvenParts, 'itemIds'>; readonly customers: ProvenCustomers | undefined },
): void {
  const group = companions(facts)
  const groupOf = (id: string): string => group.get(id) ?? id
  const having = (has: (id: string) => boolean): ReadonlySet<string> =>
    new Set([...facts.items.keys()].filter(has).map(groupOf))
  const kept = having(
    (id) =>
      facts.items.get(id)?.kind !== 'service' &&
      (facts.rows.records.get(itemKey(id))?.row.safetyStock ?? []).some((units) => units > 0),
  )
  const isLost = (id: string): boolean => facts.policies.get(id)?.unmetDemand === 'lost'
  const isAsked = (id: string): boolean => isAskedFor(facts, id)
  const isForced = (id: string): boolean => facts.policies.get(id)?.unmetDemand === 'forbidden'
  const waiting = having((id) => isAsked(id) && !isLost(id) && !isForced(id))
  const losing = having((id) => isAsked(id) && isLost(id))
  const isMixed = (id: string): boolean => waiting.has(groupOf(id)) && losing.has(groupOf(id))
  const openOf = ({ production, proven }: Omit<ProvenParts, 'itemIds'>): OpenUnits =>
    openUnitsOf(facts, production.map, proven.primal)

  const open = openOf(last)
  const stockOrder: Order = {
    open,
    place: 'supply.certificate.primal',
    before: customers,
    placeBefore: CUSTOMERS_PLACE,
    isHeld: (id) => kept.has(groupOf(id)) || customers?.itemIds.has(id) === true || (isLost(id) && isMixed(id)),
    than: 'customers get without safety stock',
  }
  checkOrder(check, facts, stockOrder)
  if (customers === undefined) return
  const own = openOf(customers)
  const lossesOrder: Order = {
    open: own,
    place: `${CUSTOMERS_PLACE}.primal`,
    before: customers.losses,
    placeBefore: LOSSES_PLACE,
    isHeld: (id) => customers.itemIds.has(id) && isLost(id) && isMixed(id),
    than: 'is lost where being late weighs nothing',
  }
  checkOrder(check, facts, lossesOrder)
}

/** No more of an item is late or lost than in the answer before it; where there is none, nothing is. */
function checkOrder(check: Checker, facts: Facts, { open, place, before, placeBefore, isHeld, than }: Order): void {
  const held = before && openUnitsOf(facts, before.production.map, before.proven.primal)
  for (const id of facts.items.keys()) {
    if (!isHeld(id)) continue
    const isNamed = before?.itemIds.has(id) === true
    for (let t = 0; t < facts.count; t++) {
      const most = isNamed ? Math.max(0, held?.(id, t) ?? 0) : 0
      const asked = servedDemandOf(facts, id)[t] ?? 0
      const units = open(id, t)
      check.claim(!(units > most + SAME * Math.max(1, most, asked)), () => ({
        path: isNamed ? place : placeBefore,
        actual: units,
        expected: most,
        message: `More of '${id}' is late or lost in period ${t} than ${than}.`,
      }))
    }
  }
}
