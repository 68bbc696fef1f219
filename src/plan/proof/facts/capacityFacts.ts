import type { NormalInput } from '../../../schema/normalForm/normalInput.js'
import { dayNumber, weekdayOf } from '../civilDays.js'
import type { Facts } from './facts.js'
import { fraction, nearest, plus, times, ZERO } from '../fraction.js'

type Resource = NormalInput['resources'][number]

/** Regular hours of a resource by period, its days counted one by one and its hours multiplied as fractions. */
export function capacityOf(facts: Facts, resource: Resource): readonly number[] {
  const { capacityHours, hoursPerWorkingDay, machines = 1, efficiencyShare = 1 } = resource
  if (capacityHours !== undefined) return facts.flow(capacityHours)
  const [hours, at, share] = [hoursPerWorkingDay ?? 0, machines, efficiencyShare].map((value) => facts.level(value))
  const counted = daysOf(facts, resource)
  return facts.starts.map((_, t) =>
    nearest(
      [hours, at, share].reduce((product, factor) => times(product, fraction(factor?.[t] ?? 0)), counted[t] ?? ZERO),
    ),
  )
}

function daysOf(facts: Facts, resource: Resource): ReturnType<typeof fraction>[] {
  const countOf = dayCounts(facts, resource)
  return facts.starts.map((start, t) => {
    let sum = ZERO
    for (let day = start; day < start + (facts.days[t] ?? 0); day++) sum = plus(sum, fraction(countOf(day)))
    return sum
  })
}

/** The days on which a resource works at all. */
export function openDays(facts: Facts, resource: Resource): ReadonlySet<number> {
  const countOf = dayCounts(facts, resource)
  const first = facts.starts[0] ?? facts.end
  const all = Array.from({ length: facts.end - first }, (_, k) => first + k)
  return new Set(all.filter((day) => countOf(day) > 0))
}

/** What each day counts in working days. */
function dayCounts({ plan }: Facts, { calendarId }: Resource): (day: number) => number {
  const { calendar, workCalendars } = plan.input
  const own = calendarId === undefined ? undefined : workCalendars.find(({ id }) => id === calendarId)
  const week = new Set(own?.workWeek ?? calendar.workWeek ?? [1, 2, 3, 4, 5])
  const off = new Set((own?.holidays ?? calendar.holidays ?? []).map(dayNumber))
  const counts = new Map((own?.exceptions ?? []).map(({ date, workingDays }) => [dayNumber(date), workingDays]))
  return (day) => counts.get(day) ?? (week.has(weekdayOf(day)) && !off.has(day) ? 1 : 0)
}
