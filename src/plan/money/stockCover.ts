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
 * within some days after it: as the plan says, and beyond its end by its mean. Of what is `wanted` those are left, too, that are not
 * shipped though somebody asks for them, as where he pays less than they cost and the policy keeps them.
 */
export function unitsBeyond(
  record: InventoryRecord,
  { periods }: Calendar,
  {
    days: most,
    after = -1,
    leaving = 'shipped',
  }: { readonly days: number; readonly after?: number; readonly leaving?: 'shipped' | 'wanted' },
): number {
  const within = (out: readonly number[]): number => {
    let [use, left] = [0, most]
    for (let t = after + 1; t < periods.length && left > 0; t++) {
      const { days } = periods[t] as Calendar['periods'][number]
      const taken = Math.min(left, days)
      use += ((out[t] ?? 0) * taken) / days
      left -= taken
    }
    if (left <= 0) return use
    const days = periods.reduce((sum, period) => sum + period.days, 0)
    return use + (out.reduce((sum, units) => sum + units, 0) * left) / days
  }
  const shipped = within(record.shipped)
  const use = leaving === 'wanted' ? Math.max(shipped, within(record.demand)) : shipped
  const there = (after < 0 ? record.opening[0] : record.closing[after]) ?? 0
  const safety = record.safetyStock[Math.max(0, after)] ?? 0
  return Math.floor(there - safety - use - within(record.dependentDemand) + NOISE)
}
