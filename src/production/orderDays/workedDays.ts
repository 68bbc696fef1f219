/** The days of a plan on which work is done. */
export interface WorkedDays {
  /** Day number of the first day of the plan. */
  readonly first: number
  /** Day numbers, rising. */
  readonly days: readonly number[]
  /** How many of them lie before each day of the plan, and before its end. */
  readonly before: readonly number[]
}

/** Lays out the worked days from one day number until before another. */
export function workedDays(first: number, end: number, isWorked: (day: number) => boolean): WorkedDays {
  const days: number[] = []
  const before = [0]
  for (let day = first; day < end; day += 1) {
    if (isWorked(day)) days.push(day)
    before.push(days.length)
  }
  return { first, days, before }
}

/** The place of the first worked day that is not before a day: the day itself where every day is worked. */
export function placeOfDay(worked: WorkedDays | undefined, day: number): number {
  if (worked === undefined) return day
  const { first, before } = worked
  return before[Math.max(0, Math.min(before.length - 1, day - first))]
}

/** The worked day at a place; behind the last one, the days that follow it. */
export function dayAtPlace(worked: WorkedDays | undefined, place: number): number {
  if (worked === undefined) return place
  const { days, first } = worked
  return days[place] ?? (days.at(-1) ?? first - 1) + 1 + place - days.length
}

/** The first worked day from a day on, where it is not behind the last that is allowed; else the day. */
export function workedFrom(worked: WorkedDays | undefined, day: number, last: number): number {
  if (worked === undefined) return day
  const next = worked.days[placeOfDay(worked, day)]
  return next === undefined || next > last ? day : next
}

/** The last worked day up to a day; the day where there is none. */
export function workedUntil(worked: WorkedDays | undefined, day: number): number {
  if (worked === undefined) return day
  return worked.days[placeOfDay(worked, day + 1) - 1] ?? day
}
