import { indexById } from '../../core/keys/keys.js'
import type { Notice } from '../../core/notices/notices.js'
import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import { periodDays } from '../../core/time/series.js'
import type { DatedOrder } from '../../production/orderDays/cutOrders.js'
import { ceilShare } from '../../production/orderDays/wholeShares.js'
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

/** Of units that take some days, those for which a few of these are missing: all where no day is left, rounded up to a unit of the grid. */
const shareTooLate = (units: number, lack: number, need: number): number =>
  lack <= 0 ? 0 : lack >= need ? units : ceilShare(units, lack, need)

/**
 * Tells of work for which too few days are left when its parts are there, whatever is worked on first: its own at full pace with its lead
 * time behind it, or that of all orders of a resource whose parts come no sooner. Days are those on which the item is worked on. Of what
 * has too few days the share of these is not made in time. Units for customers who have waited since an earlier period of the plan are left out:
 * the rows of their causes tell them as late. The oldest are served first, so what comes last in the period is not for them.
 */
export function partsTooLate(sources: OrderSources, { items, days }: DatedSupply): Notice[] {
  const { input, calendar, records, resources } = sources
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
    const late = new Map<PlacedItem, { readonly units: number; readonly daysTooFew: number }>()
    for (const { item, ready, hours } of work) {
      if (!isAsked(item, ready)) continue
      const { leadTimeDays, worked } = item
      const notSooner = work.filter((other) => other.ready >= ready)
      const own = notSooner.filter((other) => other.item === item)
      const ownDays = Math.max(0, ...[...hours.keys()].map((id) => daysFor(id, own, worked)))
      const allDays = Math.max(0, ...[...hours.keys()].map((id) => daysFor(id, notSooner, worked)))
      const ownNeed = Math.max(1, Math.min(ownDays, daysBetween(worked, start, next - leadTimeDays)))
      const ownLack = ownNeed - daysBetween(worked, ready, next - leadTimeDays)
      const allLack = allDays - daysBetween(worked, ready, next)
      if (ownLack <= 0 && allLack <= 0) continue
      const units = own.reduce((sum, order) => sum + order.units, 0)
      // Both lacks are of all orders that come no sooner: of those of an item the largest lack counts, not their sum.
      const known = late.get(item) ?? { units: 0, daysTooFew: 0 }
      late.set(item, {
        units: Math.max(known.units, shareTooLate(units, ownLack, ownNeed), shareTooLate(units, allLack, allDays)),
        daysTooFew: Math.max(known.daysTooFew, ownLack, allLack),
      })
    }
    items.forEach((item, i) => {
      const one = late.get(item)
      if (one === undefined) return
      const { opening, receipts, supply, waiting, scale, itemId } = item
      const shipped = toGrid(records[i]?.shipped[t] ?? 0, scale)
      const toldAsLate = t === 0 ? 0 : Math.min(waiting[t] ?? 0, shipped)
      const come = (receipts[t] ?? []).reduce((sum, order) => sum + order.units, 0)
      const there = (opening[t] ?? 0) + come + (supply[t] ?? 0)
      const units = Math.min(one.units, there - toldAsLate)
      if (units > 0) left.push({ itemId, t, units: fromGrid(units, scale), daysTooFew: one.daysTooFew })
    })
  }
  return notePartsBeforeWork({ input, calendar }, left)
}
