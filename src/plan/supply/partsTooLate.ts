import { indexById } from '../../core/keys/keys.js'
import type { Notice } from '../../core/notices/notices.js'
import { fromGrid } from '../../core/numbers/quantityGrid.js'
import { periodDays } from '../../core/time/series.js'
import type { DatedOrder } from '../../production/orderDays/cutOrders.js'
import { type WorkedDays, workedFrom } from '../../production/orderDays/workedDays.js'
import type { DatedSupply, OrderSources, PlacedItem } from './datedItems.js'
import { notePartsBeforeWork, type WorkLeft } from './notePartsBeforeWork.js'
import { unitHours } from './unitHours.js'
import { daysBetween, workableHours } from './workDays.js'

/** Hours that are more than a day's by no more than this share of a day are a day's. */
const NOISE = 1e-6

/** An order with the hours that it takes of each resource. */
interface Work extends DatedOrder {
  readonly item: PlacedItem
  readonly hours: ReadonlyMap<string, number>
}

/**
 * Warns of work for which too few days are left when its parts are there, whatever is worked on first: its own at full pace with its lead
 * time behind it, or that of all orders of a resource whose parts come no sooner. Days are those on which the item is worked on.
 */
export function partsTooLate(sources: OrderSources, { items, days }: DatedSupply): Notice[] {
  const { input, calendar, resources } = sources
  const { starts, end } = periodDays(calendar.periods)
  const firstDay = starts[0] ?? end
  const hoursOf = unitHours(input)
  const capacity = indexById(resources, 'resourceId')
  const left: WorkLeft[] = []
  for (let t = 0; t < starts.length; t++) {
    const start = starts[t] ?? end
    const next = starts[t + 1] ?? end
    // What is worked on over several periods has its parts when its first begins; what is ready on the first day waits for none.
    // From the first day of work of its period on everything fits but a lead time that is as long.
    const isAsked = ({ isLong, parts, leadTimeDays, worked }: PlacedItem, ready: number): boolean =>
      !isLong &&
      parts.length > 0 &&
      ready > workedFrom(worked, firstDay, end) &&
      (ready > workedFrom(worked, start, next) || daysBetween(worked, start, next - leadTimeDays) <= 0)
    // Most periods have none, and all work of a period need not be gathered for them.
    if (!items.some((item, i) => days.due[i]?.[t]?.some(({ ready }) => isAsked(item, ready)))) continue
    const work = items.flatMap((item, i) =>
      (days.due[i]?.[t] ?? []).map((order): Work => ({
        item,
        hours: new Map(hoursOf(item.itemId).map(([id, hours]) => [id, hours * fromGrid(order.units, item.scale)])),
        ...order,
      })),
    )
    const daysFor = (resourceId: string, orders: readonly Work[], worked: WorkedDays | undefined): number => {
      const record = capacity.get(resourceId)
      const hours = orders.reduce((sum, order) => sum + (order.hours.get(resourceId) ?? 0), 0)
      const most = record === undefined ? 0 : workableHours(record, t)
      return most === 0 ? 0 : Math.ceil((daysBetween(worked, start, next) * hours) / most - NOISE)
    }
    for (const { item, ready, hours } of work) {
      if (!isAsked(item, ready)) continue
      const { itemId, leadTimeDays, worked } = item
      const notSooner = work.filter((other) => other.ready >= ready)
      const own = notSooner.filter((other) => other.item === item)
      const ownDays = Math.max(0, ...[...hours.keys()].map((id) => daysFor(id, own, worked)))
      const allDays = Math.max(0, ...[...hours.keys()].map((id) => daysFor(id, notSooner, worked)))
      const ownNeed = Math.max(1, Math.min(ownDays, daysBetween(worked, start, next - leadTimeDays)))
      const ownLack = ownNeed - daysBetween(worked, ready, next - leadTimeDays)
      const allLack = allDays - daysBetween(worked, ready, next)
      left.push({ itemId, daysTooFew: Math.max(0, ownLack, allLack) })
    }
  }
  return notePartsBeforeWork(input, left)
}
