import type { Notice } from '../../../core/notices/notices.js'
import { notePartsBeforeWork, type WorkLeft } from '../../supply/notePartsBeforeWork.js'
import { readDaysOfWork } from '../supply/daysOfWork.js'
import { type Facts, isMade, resourceKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { readOrderDays } from '../supply/orderDays.js'
import { withSold } from '../customers/refusal.js'
import { readUnderway } from '../facts/underway.js'

/** Hours less than this share of a day's more than whole days are none. */
const NOISE = 1e-6

/**
 * The exception of work that does not fit into what is left of its period when its parts are there, with days and units counted anew.
 * What goes to customers of earlier periods of the plan is left out: they are late in another row.
 */
export function expectLateParts(facts: Facts): Notice[] {
  const { plan, rows, sources, starts, end, items, routings, stock } = facts
  const orders = readOrderDays(facts)
  const daysOfWork = readDaysOfWork(facts)
  const underway = readUnderway(facts)
  const left: WorkLeft[] = []
  starts.forEach((start, t) => {
    const next = starts[t + 1] ?? end
    /** Hours of each resource by the day from which on they can be worked: of all, and of each item. */
    const load = new Map<string, { readonly itemId: string; readonly ready: number; readonly hours: number }[]>()
    for (const { row } of rows.records.values()) {
      const { itemId } = row
      if (!isMade(facts, itemId)) continue
      const { power } = gridOf(items.get(itemId))
      for (const { ready, units } of orders.due(itemId, t)) {
        for (const { resourceId, hours } of routings.get(itemId) ?? []) {
          const known = load.get(resourceId) ?? []
          load.set(resourceId, known)
          known.push({ itemId, ready, hours: (hours * units) / power })
        }
      }
    }
    const span = (resourceId: string, days: number, from: number, itemId?: string): number => {
      const resource = rows.resources.get(resourceKey(resourceId))?.row
      const worked = (resource?.regularHours[t] ?? 0) + (resource?.overtimeHours[t] ?? 0)
      const most = Math.max(worked, resource?.capacityHours[t] ?? 0)
      let hours = 0
      for (const one of load.get(resourceId) ?? [])
        if (one.ready >= from && (itemId === undefined || one.itemId === itemId)) hours += one.hours
      return most > 0 ? Math.ceil((hours / most) * days - NOISE) : 0
    }
    for (const { row: given } of rows.records.values()) {
      const row = withSold(facts, given)
      const { itemId, components, workInProgress } = row
      if (components.length === 0 || workInProgress !== undefined) continue
      const { power, whole } = gridOf(items.get(itemId))
      const lead = Math.ceil(sources.get(itemId)?.leadTimeDays ?? 0)
      const work = daysOfWork(itemId)
      const [open, room] = [work.between(start, next), work.between(start, next - lead)]
      const resources = (routings.get(itemId) ?? []).filter(({ hours }) => hours > 0)
      let [most, longestLack] = [0n, 0]
      for (const { ready } of orders.due(itemId, t)) {
        if (ready <= work.from(starts[0] ?? end) || (ready <= work.from(start) && room > 0)) continue
        const longest = (id?: string): number =>
          resources.reduce((sum, { resourceId }) => Math.max(sum, span(resourceId, open, ready, id)), 0)
        // At least a day of work before the lead time, at most what a period can hold beside it.
        const own = Math.max(1, Math.min(longest(itemId), room))
        const units = orders.due(itemId, t).reduce((sum, one) => sum + (one.ready >= ready ? one.units : 0), 0)
        for (const [need, rest] of [
          [own, work.between(ready, next - lead)],
          [longest(), work.between(ready, next)],
        ] as const) {
          if (!(need > rest)) continue
          longestLack = Math.max(longestLack, need - rest)
          // What the days that are left make of it is in time, in whole units.
          const inTime = rest <= 0 ? 0n : (BigInt(units) * BigInt(rest)) / BigInt(need)
          const late = BigInt(units) - inTime
          if (late > most) most = late
        }
      }
      if (most === 0n) continue
      // Who was asked for in an earlier period is late in the row of his cause, and is served before what comes last.
      const still = Math.max(0, whole(row.backlog[t]) + whole(row.lost[t]) - whole(row.demand[t]))
      const older = t === 0 ? 0 : whole(row.backlog[t - 1]) - still
      const come = (underway.get(itemId) ?? []).filter((order) => order.t === t)
      const opening = whole(t === 0 ? stock.get(itemId)?.onHand : row.closing[t - 1])
      const supplied = whole(row.produced[t]) + whole(row.purchased[t])
      const others = come.reduce((sum, order) => sum + order.units, opening + supplied) - older
      const units = Math.min(Number(most), others)
      if (units > 0) left.push({ itemId, t, units: units / power, daysTooFew: longestLack })
    }
  })
  return notePartsBeforeWork(plan, left)
}
