import type { Calendar } from '../../core/time/calendar.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { weekLeftOut } from '../../demand/notices.js'
import { foldOfWeeks, isExtraWeek, type WeekFold } from '../../demand/season/foldWeeks.js'
import type { HistoryFrame } from './frameBuckets.js'

/** The weeks 53 of a history and of its forecast. */
export function foldOf({ past, calendar, seasonLength }: HistoryFrame): WeekFold | undefined {
  return foldOfWeeks(past.periods, calendar.periods, seasonLength)
}

/** Says once which weeks of all histories were left out. */
export function noteWeeksLeftOut(frames: readonly HistoryFrame[], warnings: Notice[]): void {
  const weeksOf = ({ periods }: Calendar): string[] => periods.filter(isExtraWeek).map(({ id }) => id)
  const weeks = frames.flatMap((frame) => (foldOf(frame) === undefined ? [] : weeksOf(frame.past)))
  if (weeks.length === 0) return
  warnings.push(createNotice(weekLeftOut, { path: 'history', value: { weeks: [...new Set(weeks)].sort() } }))
}
