import type { Plan } from '../../src/index.js'

/** A unit that waits or is lost although it could have been shipped, or made, out of what lay there. */
export interface HeldBack {
  readonly itemId: string
  readonly periodIndex: number
  readonly closing: number
  /** Parts that lay there for it; empty where the item itself did. */
  readonly parts: readonly string[]
}

/** Hours that must be left beside those of the unit: records round them to six decimals. */
const SLACK = 2e-6

/**
 * Judges a plan by its records alone: in every period in which a customer of an item waits or goes away, is one unit more of the item
 * there, or could one more be made that period out of parts that nobody else in the plan takes, in hours that nobody works?
 *
 * Works in whole stock units, for items counted in pieces. What lies there is stock above max(0, minimum), at the close of the period
 * and of all later ones until the unit would have been shipped anyway. Hours are regular ones: whether overtime is worth it is another
 * question. Items of which supply is fixed in the period are left out, and what is lost in a bucket within which something comes.
 */
export function heldBack(plan: Plan): HeldBack[] {
  const { input, supply, calendar } = plan
  const count = calendar.periods.length
  const records = new Map(supply.records.map((record) => [record.itemId, record]))
  const sources = new Map(input.sources.map((source) => [source.itemId, source]))
  const policies = new Map(input.stockPolicies.map((policy) => [policy.itemId, policy]))
  const items = new Map(input.items.map((item) => [item.id, item]))
  const resources = new Map(supply.resources.map((resource) => [resource.resourceId, resource]))
  const start = Date.parse(calendar.periods[0]?.start ?? '')
  const arrivalOf = (id: string): number => {
    const day = start + (sources.get(id)?.leadTimeDays ?? 0) * 86_400_000
    const found = calendar.periods.findIndex(({ end }) => Date.parse(end) > day)
    return found < 0 ? count : found
  }
  const comesWithin = (id: string, t: number): boolean => {
    const { start: first = '', end = '' } = calendar.periods[t] ?? {}
    return input.supplyOrders.some(({ itemId, dueDate }) => itemId === id && first < dueDate && dueDate < end)
  }
  const level = (value: number | readonly number[] | undefined, t: number, missing: number): number =>
    value === undefined ? missing : typeof value === 'number' ? value : (value[t] as number)
  const spare = (id: string, t: number): number => {
    const minimum = Math.max(0, level(policies.get(id)?.minimumStock, t, 0))
    return (records.get(id)?.closing[t] ?? 0) - minimum
  }
  const supplied = (id: string): number[] => {
    const record = records.get(id)
    return calendar.periods.map((_, t) => (record?.produced[t] ?? 0) + (record?.purchased[t] ?? 0))
  }
  const need = (parent: string): { readonly id: string; readonly perUnit: number }[] =>
    sources.get(parent)?.kind === 'buy'
      ? []
      : input.billOfMaterials
          .filter(({ itemId }) => itemId === parent)
          .map(({ componentId, quantityPer, scrapShare = 0 }) => ({
            id: componentId,
            perUnit: quantityPer / (1 - scrapShare) / (sources.get(parent)?.yieldShare ?? 1),
          }))

  /** Whether the units can leave the stock in period t, where what follows gives them back in period `until`. */
  const liesThere = (id: string, units: number, t: number, until: number): boolean => {
    for (let s = t; s < until; s += 1) if (spare(id, s) < units) return false
    return true
  }

  /** Of what lies there at the close, more than all that was supplied anew so far was there anyway, and no later minimum asks for it. */
  const isOwnStock = (id: string, t: number): boolean => {
    const anew = supplied(id)
      .slice(0, t + 1)
      .reduce((sum, units) => sum + units, 0)
    const minimum = policies.get(id)?.minimumStock
    const most = Math.max(0, ...calendar.periods.map((_, s) => (s < t ? 0 : level(minimum, s, 0))))
    return (records.get(id)?.closing[t] ?? 0) - most - anew >= 1
  }
  const isPart = new Set(input.billOfMaterials.map(({ componentId }) => componentId))

  const found: HeldBack[] = []
  for (const [id, record] of records) {
    const unmet = policies.get(id)?.unmetDemand
    if (unmet === 'forbidden' || (items.get(id)?.quantityDecimals ?? 0) > 0) continue
    const source = sources.get(id)
    const made = supplied(id)
    let refused = 0
    for (let t = 0; t < count; t += 1) {
      // Who is refused because he does not pay is not held back.
      refused = unmet === 'lost' ? 0 : refused
      refused += (record.refused?.[t] ?? 0) - (record.refusedShipped?.[t] ?? 0)
      const isOpen = (unmet === 'lost' ? (record.lost[t] ?? 0) : (record.backlog[t] ?? 0)) > refused
      if (!isOpen) continue
      if (unmet === 'lost' && (t === arrivalOf(id) || comesWithin(id, t))) continue
      // The first later period in which one more is shipped of what waits.
      let until = count
      if (unmet !== 'lost') {
        for (let s = t + 1; s < count; s += 1) {
          if ((record.shipped[s] ?? 0) > 0) {
            until = s
            break
          }
        }
      }
      const isKept = liesThere(id, 1, t, count) || (!isPart.has(id) && isOwnStock(id, t))
      if (unmet === 'lost' ? isKept : liesThere(id, 1, t, until)) {
        found.push({ itemId: id, periodIndex: t, closing: record.closing[t] ?? 0, parts: [] })
        continue
      }
      if (source?.kind === 'buy' || t < arrivalOf(id) || t < input.policy.firmPeriods) continue
      if ((source?.firmSupply?.[t] ?? null) !== null || need(id).length === 0) continue
      if ((made[t] as number) + 1 > level(source?.supplyLimit, t, Infinity)) continue
      // One made later would be made now instead, which gives back its parts and hours then.
      let again = count
      if (unmet !== 'lost') {
        for (let s = t + 1; s < count; s += 1) {
          if ((made[s] as number) > 0 && (source?.firmSupply?.[s] ?? null) === null) {
            again = s
            break
          }
        }
      }
      const hoursLeft = input.operations
        .filter(({ itemId }) => itemId === id)
        .every(({ resourceId, runHoursPerUnit, setupHours = 0 }) => {
          const resource = resources.get(resourceId)
          const perUnit = (runHoursPerUnit + setupHours / (source?.lotSize ?? 1)) / (source?.yieldShare ?? 1)
          const own = input.operations
            .filter((one) => one.itemId === id && one.resourceId === resourceId)
            .reduce((sum) => sum + perUnit, 0)
          return (
            (resource?.regularHours[t] ?? 0) + (resource?.overtimeHours[t] ?? 0) + own <=
            (resource?.capacityHours[t] ?? 0) - SLACK
          )
        })
      const parts = need(id)
      const total = new Map<string, number>()
      for (const { id: part, perUnit } of parts) total.set(part, (total.get(part) ?? 0) + perUnit)
      const areThere = [...total].every(([part, perUnit]) => liesThere(part, Math.ceil(perUnit - 1e-9), t, again))
      if (hoursLeft && areThere) {
        found.push({ itemId: id, periodIndex: t, closing: record.closing[t] ?? 0, parts: [...total.keys()] })
      }
    }
  }
  return found
}
