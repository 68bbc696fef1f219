import type { Calendar } from '../../core/time/calendar.js'
import { periodDays } from '../../core/time/series.js'
import type { SupplyDays } from '../../production/orderDays/supplyDays.js'
import { workedOn } from '../../production/orderDays/workedOn.js'
import type { ResourceRecord } from '../../production/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { unitHours } from './unitHours.js'
import { daysBetween, daysOfResources, workableHours } from './workDays.js'

/** Units of an item's supply of a period whose work is done by the end of each day; undefined where it takes no hours. */
export type WorkByDay = (item: number, periodIndex: number) => readonly number[] | undefined

/**
 * When the work of each period can be done at the earliest: a resource works the same hours on each of its days, first at what is
 * called for first. Hours of what is worked on over several periods are spread over all its days. Who needs several resources is as
 * far as the one that is behind.
 */
export function workByDay(
  {
    input,
    calendar,
    resources,
  }: { readonly input: NormalInput; readonly calendar: Calendar; readonly resources: readonly ResourceRecord[] },
  items: readonly { readonly itemId: string; readonly scale: number }[],
  days: SupplyDays,
): WorkByDay {
  const { starts, end } = periodDays(calendar.periods)
  const hoursOf = unitHours(input)
  const daysOf = daysOfResources(input, { starts, end })
  const users = new Map<string, { readonly i: number; readonly hours: number }[]>()
  items.forEach(({ itemId, scale }, i) => {
    for (const [resourceId, hours] of hoursOf(itemId)) {
      const known = users.get(resourceId) ?? []
      users.set(resourceId, known)
      known.push({ i, hours: hours / scale })
    }
  })
  const done = new Map<number, readonly number[]>()
  for (const resource of resources) {
    const worked = daysOf([resource.resourceId])
    for (let t = 0; t < starts.length; t++) {
      const [start, next] = [starts[t] ?? end, starts[t + 1] ?? end]
      const work: { readonly i: number; readonly hours: number; readonly called: readonly number[] }[] = []
      for (const { i, hours } of users.get(resource.resourceId) ?? []) {
        const called = days.called(i, t)
        if (called !== undefined) work.push({ i, hours, called })
      }
      if (work.length === 0) continue
      const own = work.reduce((sum, { hours, called }) => sum + hours * (called.at(-1) ?? 0), 0)
      const used = (resource.regularHours[t] ?? 0) + (resource.overtimeHours[t] ?? 0)
      const room = workableHours(resource, t) - Math.max(0, used - own)
      const all = daysBetween(worked, start, next)
      const hoursByDay: number[] = []
      for (let day = start; day < next; day += 1) hoursByDay.push((room * daysBetween(worked, start, day + 1)) / all)
      workedOn(work, hoursByDay).forEach((units, n) => {
        const key = (work[n]?.i ?? 0) * starts.length + t
        const before = done.get(key)
        done.set(key, before === undefined ? units : units.map((one, k) => Math.min(one, before[k] ?? one)))
      })
    }
  }
  return (item, t) => done.get(item * starts.length + t)
}
