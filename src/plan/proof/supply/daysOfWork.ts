import { openDays } from '../facts/capacityFacts.js'
import type { Facts } from '../facts/facts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'

/** The days of an item's work, counted one by one. */
export interface DaysOfWork {
  /** Days of work from one day until before another. */
  between(from: number, until: number): number
  /** The day of work behind so many others, from a day on; all days count behind the end of the plan. */
  after(from: number, count: number): number
  /** The first day of work from a day on, if it is not behind the last one; else the day. */
  from(day: number, last?: number): number
  /** The last day of work up to a day; the day itself where there is none. */
  until(day: number): number
}

/** Where no resource counts its hours by working days, each day is one, before and behind the plan too. */
const EVERY_DAY: DaysOfWork = {
  between: (from, until) => until - from,
  after: (from, count) => from + count,
  from: (day) => day,
  until: (day) => day,
}

/** By item: the days that all of its resources with counted days have open; every day of a period without such. */
export const readDaysOfWork: (facts: Facts) => (itemId: string) => DaysOfWork = oncePerPlan((facts) => {
  const { starts, end, resources, routings } = facts
  const first = starts[0] ?? end
  const known = new Map<string, DaysOfWork>()
  return (itemId) => {
    const counted = (routings.get(itemId) ?? []).flatMap(({ resourceId, hours }) => {
      const resource = resources.get(resourceId)
      return hours > 0 && resource !== undefined && resource.capacityHours === undefined ? [resource] : []
    })
    if (counted.length === 0) return EVERY_DAY
    const key = JSON.stringify([...new Set(counted.map(({ calendarId }) => calendarId ?? null))])
    const before = known.get(key)
    if (before !== undefined) return before
    const open = counted.map((resource) => openDays(facts, resource))
    const isOpen = starts.flatMap((start, t) => {
      const days = Array.from({ length: (starts[t + 1] ?? end) - start }, (_, k) =>
        open.every((days) => days.has(start + k)),
      )
      return days.includes(true) ? days : days.map(() => true)
    })
    const made = walkDays(isOpen, first)
    known.set(key, made)
    return made
  }
})

function walkDays(isOpen: readonly boolean[], first: number): DaysOfWork {
  const is = (day: number): boolean => isOpen[day - first] === true
  const end = first + isOpen.length
  const next = (day: number): number => {
    let n = Math.max(day, first)
    while (n < end && !is(n)) n++
    return n
  }
  const count = (from: number, until: number): number => {
    let days = 0
    for (let day = Math.max(from, first); day < Math.min(until, end); day++) if (is(day)) days++
    return days
  }
  return {
    between: (from, until) => (from <= until ? count(from, until) : -count(until, from)),
    after: (from, skipped) => {
      let day = next(from)
      for (let n = 0; n < skipped; n++) day = next(day + 1) === end && day >= end ? day + 1 : next(day + 1)
      return day
    },
    from: (day, last = end - 1) => {
      const found = next(day)
      return found < end && found <= last ? found : day
    },
    until: (day) => {
      for (let n = Math.min(day, end - 1); n >= first; n--) if (is(n)) return n
      return day
    },
  }
}
