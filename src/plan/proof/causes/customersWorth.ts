import { buildModel } from '../../../production/model/buildProductionModel.js'
import type { ProductionModelMap } from '../../../production/model/productionModelMap.js'
import { customersProgram } from '../../../production/customersFirst/programs.js'
import { workingOn } from '../facts/billsAround.js'
import { named } from '../optimum/checkCustomersFirst.js'
import { type Facts, itemKey, resourceKey } from '../facts/facts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { repeatProblem } from '../facts/repeatProblem.js'
import { provenPrograms } from '../optimum/provenPrograms.js'
import { regularBy, slopesOf, unitBy } from '../optimum/slopes.js'

/** What one more is worth to customers, by period: by this late and lost units are put down to causes. */
export interface CustomersWorth {
  unit(itemId: string): readonly number[]
  source(itemId: string): readonly number[]
  hour(resourceId: string): readonly number[]
  /** Of room for one more unit in stock at each close, in the program in which customers are served with the item. */
  room(itemId: string): readonly number[]
}

/** A multiplier below this is noise of the solver. */
const clean = (worth: number): number => (Math.abs(worth) < 1e-9 ? 0 : worth)

/**
 * Where somebody waits beside a safety stock, the multipliers of the program of the customers; elsewhere what the plan says that
 * one more is worth.
 */
export const customersWorth: (facts: Facts) => CustomersWorth = oncePerPlan((facts) => {
  const { rows, count } = facts
  const stated: CustomersWorth = {
    unit: (itemId) => rows.records.get(itemKey(itemId))?.row.worthOfOneUnit ?? [],
    source: (itemId) => rows.sources.get(itemKey(itemId))?.row.worth ?? [],
    hour: (resourceId) => rows.resources.get(resourceKey(resourceId))?.row.worthOfOneHour ?? [],
    room: (itemId) => roomIn(provenPrograms(facts).last.map, certificate.reducedCost, itemId),
  }
  const { certificate } = facts.plan.supply
  const { customers } = certificate
  const { prepared } = repeatProblem(facts)
  /** What the upper bound of the stock of an item is worth at each close; 0 where it has no maximum. */
  function roomIn(
    { itemIds, stock }: Pick<ProductionModelMap, 'itemIds' | 'stock'>,
    reduced: readonly number[],
    itemId: string,
  ): readonly number[] {
    const { maximumStock } = facts.policies.get(itemId) ?? {}
    const base = itemIds.indexOf(itemId) * count
    if (maximumStock === undefined || base < 0) return []
    return Array.from({ length: count }, (_, t) => clean(Math.max(0, reduced[stock[base + t] ?? -1] ?? 0)))
  }
  if (customers === undefined) return stated
  const ids = new Set(customers.itemIds)
  const isIn = named(prepared, ids)
  const size = customers.primal.length
  const plain = buildModel(customersProgram(prepared), { isIn })
  const { map } =
    plain.model.columnCount === size ? plain : buildModel(customersProgram(prepared), { isIn, roundsUp: true })
  const slopes = slopesOf({ map, rowDual: customers.rowDual, reduced: customers.reducedCost })
  const items = new Map(map.itemIds.map((id, i) => [id, i]))
  const resources = new Map(map.resourceIds.map((id, r) => [id, r * count]))
  const used = workingOn(facts, ids)
  const series = (of: (t: number) => number): number[] => Array.from({ length: count }, (_, t) => clean(of(t)))
  const known = new Map<string, readonly number[]>()
  /** Worked out once for each item or resource. */
  const once = (key: string, work: () => readonly number[]): readonly number[] => {
    const found = known.get(key) ?? work()
    known.set(key, found)
    return found
  }
  const own: CustomersWorth = {
    unit(itemId) {
      const base = (items.get(itemId) ?? Number.NaN) * count
      return ids.has(itemId) ? series((t) => unitBy(slopes, base + t)) : stated.unit(itemId)
    },
    source(itemId) {
      const i = items.get(itemId) ?? Number.NaN
      if (!ids.has(itemId)) return stated.source(itemId)
      const { firm = [], supplyLimit = [] } = prepared.items[i] ?? {}
      return series((t) => {
        const worth = slopes.slope(map.supply[i * count + t])
        if (!Number.isNaN(firm[t])) return worth
        return supplyLimit[t] === Infinity ? 0 : Math.max(0, worth)
      })
    },
    hour(resourceId) {
      const base = resources.get(resourceId) ?? Number.NaN
      return used.has(resourceId) ? series((t) => regularBy(slopes, base + t)) : stated.hour(resourceId)
    },
    room: (itemId) => (ids.has(itemId) ? roomIn(map, customers.reducedCost, itemId) : stated.room(itemId)),
  }
  return {
    unit: (itemId) => once(`unit ${itemId}`, () => own.unit(itemId)),
    source: (itemId) => once(`source ${itemId}`, () => own.source(itemId)),
    hour: (resourceId) => once(`hour ${resourceId}`, () => own.hour(resourceId)),
    room: (itemId) => once(`room ${itemId}`, () => own.room(itemId)),
  }
})
