import type { Calendar } from '../../core/calendar.js'
import { groupBy, keyOf } from '../../core/keys.js'
import { hoursPerUnit } from '../../core/standardHours.js'
import type { ResourceRecord } from '../../production/types.js'
import { ceilShare } from '../../production/wholeShares.js'
import type { NormalInput } from '../../schema/normalInput.js'

/** Hours of a resource are kept to six decimals. */
const HOUR_PARTS = 1e6

const parts = (hours: number | undefined): number => Math.round((hours ?? 0) * HOUR_PARTS)

/**
 * Days that the work on an item takes in each period. Nobody has planned in which order a resource works, so it is taken to work at all
 * its orders evenly: for as large a share of the period's days as its hours are used, regular and overtime over the regular
 * ones, the whole period where overtime is worked. Of several resources that with the most days.
 */
export function workDays(
  { operations }: NormalInput,
  { periods }: Calendar,
  resources: readonly ResourceRecord[],
): (itemId: string) => number[] {
  const byResource = new Map(
    resources.map((record) => [
      record.resourceId,
      periods.map(({ days }, t) => {
        const used = parts(record.regularHours[t]) + parts(record.overtimeHours[t])
        return used === 0 ? 0 : ceilShare(days, used, Math.max(used, parts(record.capacityHours[t])))
      }),
    ]),
  )
  const routings = groupBy(operations, ['itemId'])
  return (itemId) => {
    const rows = (routings.get(keyOf({ itemId }, ['itemId'])) ?? []).filter((row) => hoursPerUnit(row) > 0)
    return periods.map((_, t) => Math.max(0, ...rows.map(({ resourceId }) => byResource.get(resourceId)?.[t] ?? 0)))
  }
}

/** Hours that a resource can work in a period with the overtime that it does. */
export const workableHours = ({ capacityHours, regularHours, overtimeHours }: ResourceRecord, t: number): number =>
  Math.max(capacityHours[t] ?? 0, (regularHours[t] ?? 0) + (overtimeHours[t] ?? 0))
