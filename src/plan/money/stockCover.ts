import type { Calendar } from '../../core/time/calendar.js'
import type { InventoryRecord } from '../../inventory/types.js'

/** Units up to this are none. */
export const NO_UNITS = 1e-9
/** What adding up shares of periods may leave of a unit. */
const NOISE = 1e-6

/** Whether anybody asks for an item, or anything is made of it, in the whole plan. */
export const isUsed = ({ demand, dependentDemand, shipped }: InventoryRecord): boolean =>
  [demand, dependentDemand, shipped].some((values) => values.some((value) => value > NO_UNITS))

/**
 * Whole units of the stock at the close of a period, -1 for the opening stock, that are neither safety stock nor shipped or used
 * within some days after it: as the plan says, and beyond its end by its mean.
 */
export function unitsBeyond(
  record: InventoryRecord,
  { periods }: Calendar,
  { days: most, after = -1 }: { readonly days: number; readonly after?: number },
): number {
  const out = (t: number): number => (record.shipped[t] ?? 0) + (record.dependentDemand[t] ?? 0)
  let use = 0
  let left = most
  for (let t = after + 1; t < periods.length && left > 0; t++) {
    const { days } = periods[t] as Calendar['periods'][number]
    const taken = Math.min(left, days)
    use += (out(t) * taken) / days
    left -= taken
  }
  if (left > 0) {
    const days = periods.reduce((sum, period) => sum + period.days, 0)
    const inPlan = periods.reduce((sum, _, t) => sum + out(t), 0)
    use += (inPlan * left) / days
  }
  const there = (after < 0 ? record.opening[0] : record.closing[after]) ?? 0
  return Math.floor(there - (record.safetyStock[Math.max(0, after)] ?? 0) - use + NOISE)
}
