import { isMade, type VarianceReading } from './readVarianceInput.js'
import type { StandardOverhead, StandardResource } from './varianceTypes.js'

/** What one unit of each item should cost, and the rates that it is made of. */
export interface StandardValues {
  /** Standard cost of one unit in stock: with fixed overhead under absorption costing, without it under variable costing. */
  valueOf(itemId: string): number
  /** What the materials, labor and overheads of one unit that is made add up to; the same, but where the books have another standard. */
  rolledOf(itemId: string): number
  /** Selling cost of units sold, and of what they bring. */
  sellingOf(itemId: string, sold: { readonly units: number; readonly revenue: number }): number
}

/** Standard wages of an hour in which something is made: idle time that is expected is paid in it. */
export function workedRate({ costPerHour, expectedIdleShare = 0 }: StandardResource): number {
  return costPerHour / (1 - expectedIdleShare)
}

/** True where the hours of a resource carry the overhead. */
export function isByHours({ costPerHour, resourceIds }: StandardOverhead, resourceId: string): boolean {
  return costPerHour !== undefined && (resourceIds === undefined || resourceIds.includes(resourceId))
}

/** True where the units of an item carry the overhead. */
export function isByUnits(overhead: StandardOverhead, itemId: string): boolean {
  return overhead.costPerUnit !== undefined && isOfItem(overhead, itemId)
}

/** True where an overhead is of an item: of all, or of this one. */
export function isOfItem({ itemIds }: StandardOverhead, itemId: string): boolean {
  return itemIds === undefined || itemIds.includes(itemId)
}

/** Rolls the standards up, parts first. Fixed overhead stays out of stock under variable costing (IAS 2.12 asks for it). */
export function standardValues(reading: VarianceReading): StandardValues {
  const { bottomUp, resources, options, overheads } = reading
  const carried = overheads.filter(
    ({ behavior }) => behavior === 'variable' || (behavior === 'fixed' && options.costing === 'absorption'),
  )
  const selling = overheads.filter(({ behavior }) => behavior === 'selling')
  const perHour = new Map<string, number>()
  for (const [id, resource] of resources) {
    const loads = carried.filter((overhead) => isByHours(overhead, id))
    perHour.set(
      id,
      loads.reduce((sum, { costPerHour = 0 }) => sum + costPerHour, workedRate(resource)),
    )
  }
  const unitCosts = (of: readonly StandardOverhead[], itemId: string): number =>
    of.reduce((sum, overhead) => sum + (isByUnits(overhead, itemId) ? (overhead.costPerUnit ?? 0) : 0), 0)
  const values = new Map<string, number>()
  const rolled = new Map<string, number>()
  for (const item of bottomUp) {
    const { itemId, standardPrice = 0, materials = [], labor = [] } = item
    let value = standardPrice
    for (const line of materials) value += line.quantityPer * (values.get(line.itemId) ?? 0)
    for (const line of labor) value += line.hoursPer * (perHour.get(line.resourceId) ?? 0)
    value += isMade(item) ? unitCosts(carried, itemId) : 0
    rolled.set(itemId, value)
    values.set(itemId, item.standardCost ?? value)
  }
  return {
    valueOf: (itemId) => values.get(itemId) ?? 0,
    rolledOf: (itemId) => rolled.get(itemId) ?? 0,
    sellingOf: (itemId, { units, revenue }) => {
      const rates = selling.filter((overhead) => isOfItem(overhead, itemId))
      return (
        units * unitCosts(selling, itemId) + revenue * rates.reduce((sum, row) => sum + (row.rateOfRevenue ?? 0), 0)
      )
    },
  }
}
