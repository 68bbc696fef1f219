import { type Check, refuse } from '../checking/checks.js'
import { parseDay } from '../numbers/days.js'

/** A day that exists, `YYYY-MM-DD`. */
export const day: Check = (value, path, issues) => {
  if (parseDay(value) !== undefined) return true
  const code = value === undefined ? 'MISSING_VALUE' : 'INVALID_DATE'
  return refuse(issues, code, path, value, "a day that exists, written 'YYYY-MM-DD'", "Write it as '2027-01-31'.")
}
