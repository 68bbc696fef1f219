import { formatDay, parseDay } from '../../../src/core/numbers/days.js'
import { HISTORY_MONTHS } from './company.js'

const FIRST_YEAR = 2024

/** `2027-04` of a place in the demand of a company. */
export function monthId(place: number): string {
  return `${FIRST_YEAR + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`
}

/** First day of a month, as a day number. */
export function monthStart(place: number): number {
  return parseDay(`${monthId(place)}-01`) as number
}

/** The month in which a day lies. */
export function monthOf(day: number): number {
  const [year, month] = formatDay(day).split('-').map(Number) as [number, number]
  return (year - FIRST_YEAR) * 12 + month - 1
}

/** Place in the demand of the month that is planned and executed in this step of the loop. */
export const placeOf = (step: number): number => HISTORY_MONTHS + step

/**
 * The day for which an order for use in a month is due, and whether it must be released before the next plan: the first
 * day of that month, or the first that can be reached.
 */
export function orderFor(
  place: number,
  {
    today,
    nextPlan,
    leadTimeDays,
  }: { readonly today: number; readonly nextPlan: number; readonly leadTimeDays: number },
): { readonly due: number; readonly isNow: boolean; readonly canArrive: boolean } {
  const start = monthStart(place)
  const due = Math.max(start, today + leadTimeDays)
  return { due, isNow: due - leadTimeDays < nextPlan, canArrive: due < monthStart(place + 1) }
}
