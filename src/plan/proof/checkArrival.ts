import type { ProductionRecord } from '../../production/types.js'
import type { Checker } from './checks.js'
import type { Facts, Placed } from './facts.js'
import { gridOf } from './gridUnits.js'

/** A share of the demand that misses a whole unit by no more than this, as arithmetic leaves it, reaches the unit. */
const NOISE = { units: 1e-6, share: 1e-10, most: 0.01 }

/**
 * The period of an item's first arrival, where its demand is lost and the arrival falls within the period, and the most that can
 * be shipped in it; undefined for all others.
 */
export function arrivalLimit(
  facts: Facts,
  record: ProductionRecord,
): { readonly t: number; readonly most: number } | undefined {
  const { count, starts, end } = facts
  const { itemId } = record
  if (facts.policies.get(itemId)?.unmetDemand !== 'lost') return undefined
  const arrival = (starts[0] as number) + (facts.sources.get(itemId)?.leadTimeDays ?? 0)
  const closeOf = (t: number): number => starts[t + 1] ?? end
  const t = starts.findIndex((_, period) => period < count && closeOf(period) > arrival)
  const start = starts[t]
  if (start === undefined || arrival <= start) return undefined
  const { power, whole } = gridOf(facts.items.get(itemId))
  const before = facts.stock.get(itemId)
  const [opening, late] = t === 0 ? [whole(before?.onHand), whole(before?.backlog)] : [whole(record.closing[t - 1]), 0]
  const demand = whole(record.demand[t]) + late
  const after = (demand * (closeOf(t) - arrival)) / (closeOf(t) - start)
  const canWait = Math.floor(after + Math.min(NOISE.most, NOISE.units + NOISE.share * after))
  return { t, most: (canWait + opening + whole(record.scheduledReceipts[t])) / power }
}

/**
 * In the period of the first arrival, demand that is lost where it must wait is met from what is there, as far as it falls
 * on the days before: no more is shipped than the demand of the days from the arrival on, opening stock and scheduled receipts.
 */
export function checkArrival(check: Checker, facts: Facts, { row: record, name }: Placed<ProductionRecord>): void {
  const limit = arrivalLimit(facts, record)
  if (limit === undefined) return
  const { t, most } = limit
  const shipped = record.shipped[t] ?? Number.NaN
  check.claim(shipped <= most, () => {
    const path = `${name}.shipped[${t}]`
    const message = `${path} is ${shipped}, of which at most ${most} can be there in time: the first supply arrives within the period.`
    return { path, actual: shipped, expected: most, message }
  })
}
