const DAY = 86_400_000

export const two = (value: number): string => String(value).padStart(2, '0')
export const four = (value: number): string => String(value).padStart(4, '0')

/** Day number of `YYYY-MM-DD`. */
export const dayNumber = (text: string): number =>
  Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / DAY

/** Weekday of a day number, 1 Monday to 7 Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/**
 * Year, month and day of the month of a day number. Source: Howard Hinnant, "chrono-compatible low-level date algorithms": eras of
 * 400 years.
 */
export function dateOf(day: number): { readonly year: number; readonly month: number; readonly date: number } {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  // Months counted from March, so that the leap day is the last of its year.
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  }
}

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  const { year, month, date } = dateOf(day)
  return `${four(year)}-${two(month)}-${two(date)}`
}
