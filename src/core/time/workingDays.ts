import type { Period } from './calendar.js'
import { parseDay } from '../numbers/days.js'
import { sumDecimals } from '../numbers/sumDecimals.js'
import { countWorkingDays, isWorked, readWorkWeek } from './workWeek.js'

/** When is worked. */
export interface WorkTime {
  /** Working days as ISO weekdays, 1 Monday to 7 Sunday; default Monday to Friday. */
  readonly workWeek?: readonly number[]
  /** Days without work, `YYYY-MM-DD`; default none. */
  readonly holidays?: readonly string[]
  /** Days that count otherwise, in working days; they outrank both. Default none. */
  readonly exceptions?: readonly { readonly date: string; readonly workingDays: number }[]
}

/** Working days in each period: those of the week that are no holidays, and of each exception what it counts. */
export function workingDaysIn(periods: readonly Period[], time: WorkTime): number[] {
  const week = readWorkWeek(time)
  const extra = (time.exceptions ?? []).map(({ date, workingDays }) => {
    const day = parseDay(date) as number
    return { day, counts: [workingDays, isWorked(day, week) ? -1 : 0] }
  })
  return periods.map((period) => {
    const [start, end] = [parseDay(period.start) as number, parseDay(period.end) as number]
    const own = extra.filter(({ day }) => day >= start && day < end).flatMap(({ counts }) => counts)
    return sumDecimals([countWorkingDays(start, end, week), ...own])
  })
}

/** Whether anything is worked on a day, by its day number; a day that counts for a part of one is worked. */
export function workedOn(time: WorkTime): (day: number) => boolean {
  const week = readWorkWeek(time)
  const counts = new Map((time.exceptions ?? []).map(({ date, workingDays }) => [parseDay(date), workingDays]))
  return (day) => {
    const count = counts.get(day)
    return count === undefined ? isWorked(day, week) : count > 0
  }
}
