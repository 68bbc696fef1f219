import { createIssueList } from '../../core/checking/errors.js'
import { checkNumber } from '../checkPlannerInput.js'

/**
 * The day of Easter Sunday in the Gregorian calendar.
 *
 * Whole-number arithmetic for every year from 1583 on, without exceptions: the anonymous algorithm of Nature (1876), in Meeus,
 * Astronomical Algorithms, 2nd ed. (1998), chapter 8.
 *
 * @param year - a whole number from 1583 to 9999
 * @returns the day as `YYYY-MM-DD`
 * @throws SopError where the year is none of these
 * @example
 * ```ts
 * import { easterSunday } from 'sop-engine/demand'
 * easterSunday(2027) // => '2027-03-28'
 * ```
 */
export function easterSunday(year: number): string {
  const issues = createIssueList()
  checkNumber(year, 'year', issues, { min: 1583, max: 9999, whole: true })
  issues.throwIfAny()
  const floor = Math.floor
  const golden = year % 19
  const century = floor(year / 100)
  const inCentury = year % 100
  const shift = floor((century + 8) / 25)
  const correction = floor((century - shift + 1) / 3)
  const moon = (19 * golden + century - floor(century / 4) - correction + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * floor(inCentury / 4) - moon - (inCentury % 4)) % 7
  const late = floor((golden + 11 * moon + 22 * weekday) / 451)
  const place = moon + weekday - 7 * late + 114
  const month = floor(place / 31)
  const day = (place % 31) + 1
  return `${year}-0${month}-${String(day).padStart(2, '0')}`
}
