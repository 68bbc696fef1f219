const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
/** Days from 0000-03-01, where counted years begin, to 1970-01-01. */
const TO_1970 = 719_468

/** Day number (days since 1970-01-01) of `YYYY-MM-DD`, or undefined where no such day exists. */
export function parseDay(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const longest = month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0)
  // JavaScript reads the years 0 to 99 as 1900 to 1999, so no calendar can begin there.
  if (year < 100 || day < 1 || day > longest) return undefined
  // Years counted from March end with the leap day, and their months follow one rule (Hinnant, "chrono-compatible
  // low-level date algorithms", 2013).
  const counted = month > 2 ? year : year - 1
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const leapDays = Math.floor(counted / 4) - Math.floor(counted / 100) + Math.floor(counted / 400)
  return counted * 365 + leapDays + dayOfYear - TO_1970
}

/** `YYYY-MM-DD` of a day number. */
export function formatDay(day: number): string {
  const counted = day + TO_1970
  const era = Math.floor(counted / 146_097)
  const dayOfEra = counted - era * 146_097
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const yearDays = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  const dayOfYear = dayOfEra - yearDays
  const place = Math.floor((5 * dayOfYear + 2) / 153)
  const month = place < 10 ? place + 3 : place - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  const dayOfMonth = dayOfYear - Math.floor((153 * place + 2) / 5) + 1
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`
}
