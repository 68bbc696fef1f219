import { parseDay } from '../numbers/days.js'

/** Which days are worked. */
export interface WorkWeek {
  /** By ISO weekday less one. */
  readonly weekdays: readonly boolean[]
  readonly perWeek: number
  /** Sorted day numbers of holidays that fall on days of the week that are worked. */
  readonly holidays: readonly number[]
}

/** ISO weekday of a day number less one: 0 Monday to 6 Sunday. 1970-01-01 was a Thursday. */
const weekdayIndex = (day: number): number => (((day + 3) % 7) + 7) % 7

/** Whether a day is one of those that are worked. */
export const isWorked = (day: number, { weekdays, holidays }: WorkWeek): boolean =>
  weekdays[weekdayIndex(day)] === true && !holidays.includes(day)

/** Days that are worked from one day number until before another. */
export function countWorkingDays(start: number, end: number, week: WorkWeek): number {
  const fullWeeks = Math.floor((end - start) / 7)
  let count = fullWeeks * week.perWeek
  for (let day = start + fullWeeks * 7; day < end; day++) if (week.weekdays[weekdayIndex(day)] === true) count++
  for (const holiday of week.holidays) if (holiday >= start && holiday < end) count--
  return count
}

/** Reads weekdays, 1 Monday to 7 Sunday, and days without work; Monday to Friday where the week is not given. */
export function readWorkWeek({
  workWeek = [1, 2, 3, 4, 5],
  holidays = [],
}: {
  readonly workWeek?: readonly number[]
  readonly holidays?: readonly string[]
}): WorkWeek {
  const weekdays = Array.from({ length: 7 }, (_, i) => workWeek.includes(i + 1))
  const off = new Set(holidays.map((text) => parseDay(text) as number))
  const onWorkdays = [...off].filter((day) => weekdays[weekdayIndex(day)])
  return { weekdays, perWeek: weekdays.filter(Boolean).length, holidays: onWorkdays.sort((a, b) => a - b) }
}
