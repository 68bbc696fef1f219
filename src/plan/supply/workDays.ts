import type { Calendar } from '../../core/time/calendar.js'
import { groupBy, indexById, keyOf } from '../../core/keys/keys.js'
import { periodDays } from '../../core/time/series.js'
import { hoursPerUnit } from '../../core/structure/standardHours.js'
import { workedOn } from '../../core/time/workingDays.js'
import type { ResourceRecord } from '../../production/types.js'
import { ceilShare } from '../../production/orderDays/wholeShares.js'
import { placeOfDay, type WorkedDays, workedDays } from '../../production/orderDays/workedDays.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { workTimeOf } from '../../schema/reading/regularHours.js'

/** Hours of a resource are kept to six decimals. */
const HOUR_PARTS = 1e6

const parts = (hours: number | undefined): number => Math.round((hours ?? 0) * HOUR_PARTS)

/** When an item is worked on. */
export interface ItemWork {
  /** Days of work by period; 0 where it takes no hours. */
  readonly workDays: readonly number[]
  /** The days on which all of its resources work; left out where these are all days. */
  readonly worked?: WorkedDays
}

/**
 * Days that the work on an item takes in each period. Nobody has planned in which order a resource works, so it is taken to work at all
 * its orders evenly: for as large a share of the period's days as its hours are used, regular and overtime over the regular
 * ones, the whole period where overtime is worked. Of several resources that with the most days.
 *
 * Its days are those on which all of its resources work whose hours are counted by working days; each day of a period that has none
 * such. Hours that are given for a period name no days.
 */
export function workDays(
  input: NormalInput,
  { periods }: Calendar,
  resources: readonly ResourceRecord[],
): (itemId: string) => ItemWork {
  const { starts, end } = periodDays(periods)
  const byResource = new Map(
    resources.map((record) => [
      record.resourceId,
      periods.map((_, t) => {
        const used = parts(record.regularHours[t]) + parts(record.overtimeHours[t])
        return { used, all: Math.max(used, parts(record.capacityHours[t])) }
      }),
    ]),
  )
  const worked = daysOfResources(input, { starts, end })
  const routings = groupBy(input.operations, ['itemId'])
  return (itemId) => {
    const rows = (routings.get(keyOf({ itemId }, ['itemId'])) ?? []).filter((row) => hoursPerUnit(row) > 0)
    const own = worked(rows.map(({ resourceId }) => resourceId))
    const days = periods.map((_, t) => daysBetween(own, starts[t] ?? end, starts[t + 1] ?? end))
    return {
      workDays: days.map((most, t) =>
        Math.max(
          0,
          ...rows.map(({ resourceId }) => {
            const { used, all } = byResource.get(resourceId)?.[t] ?? { used: 0, all: 0 }
            return used === 0 ? 0 : ceilShare(most, used, all)
          }),
        ),
      ),
      ...(own !== undefined && { worked: own }),
    }
  }
}

/** Worked days from one day number until before another. */
export const daysBetween = (worked: WorkedDays | undefined, from: number, until: number): number =>
  placeOfDay(worked, until) - placeOfDay(worked, from)

/** The days on which all of some resources work, laid out once for those with the same calendars. */
export function daysOfResources(
  input: NormalInput,
  { starts, end }: ReturnType<typeof periodDays>,
): (resourceIds: readonly string[]) => WorkedDays | undefined {
  const resources = indexById(input.resources, 'id')
  const known = new Map<string, WorkedDays>()
  return (resourceIds) => {
    const byCalendar = new Map(
      resourceIds.flatMap((id) => {
        const resource = resources.get(id)
        return resource === undefined || resource.capacityHours !== undefined
          ? []
          : [[JSON.stringify([resource.calendarId]), resource] as const]
      }),
    )
    if (byCalendar.size === 0) return undefined
    const key = [...byCalendar.keys()].sort().join()
    const before = known.get(key)
    if (before !== undefined) return before
    const works = [...byCalendar.values()].map((resource) => workedOn(workTimeOf(resource, input)))
    const areAll = (day: number): boolean => works.every((isWorked) => isWorked(day))
    const common = workedDays(starts[0] ?? end, end, areAll)
    const without = Array.from(starts, (start, t) => daysBetween(common, start, starts[t + 1] ?? end) === 0)
    const isIn = (day: number, t: number): boolean => day >= (starts[t] ?? end) && day < (starts[t + 1] ?? end)
    const made = without.includes(true)
      ? workedDays(starts[0] ?? end, end, (day) => areAll(day) || without.some((none, t) => none && isIn(day, t)))
      : common
    known.set(key, made)
    return made
  }
}

/** Hours that a resource can work in a period with the overtime that it does. */
export const workableHours = ({ capacityHours, regularHours, overtimeHours }: ResourceRecord, t: number): number =>
  Math.max(capacityHours[t] ?? 0, (regularHours[t] ?? 0) + (overtimeHours[t] ?? 0))
