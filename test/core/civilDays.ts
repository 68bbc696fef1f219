/**
 * Days, months and ISO weeks by whole-number arithmetic alone, as an oracle that no time zone and no Date can sway.
 *
 * Proleptic Gregorian calendar; day 0 is 1970-01-01, a Thursday.
 */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Day number of a date; the month may run beyond 12. */
export function dayNumber(year: number, month: number, day: number): number {
  const fullYear = year + Math.floor((month - 1) / 12)
  const before = fullYear - 1
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  for (let m = 1; m < ((month - 1) % 12) + 1; m++) days += daysInMonth(fullYear, m)
  return days + day - 1 - 719_162
}

export function civilDate(day: number): { year: number; month: number; day: number } {
  let year = 1969 + Math.floor(day / 365.2425)
  while (dayNumber(year + 1, 1, 1) <= day) year++
  let month = 1
  while (dayNumber(year, month + 1, 1) <= day) month++
  return { year, month, day: day - dayNumber(year, month, 1) + 1 }
}

/** 1 Monday to 7 Sunday. */
export function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

export function isoDate(day: number): string {
  const { year, month, day: dayOfMonth } = civilDate(day)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`
}

/** ISO 8601: the week belongs to the year of its Thursday. */
export function isoWeekId(day: number): string {
  const thursday = day - weekday(day) + 4
  const { year } = civilDate(thursday)
  return `${pad(year, 4)}-W${pad(Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1, 2)}`
}
