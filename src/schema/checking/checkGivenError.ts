import { checkStatedQuantiles } from '../../demand/stated/checkStated.js'
import type { GivenForecast } from '../rows/demandTypes.js'
import { checkLength, type Context } from '../reading/referenceChecks.js'

/** Adds every mistake in how far off a forecast that was made elsewhere is said to be. */
export function checkGivenError(row: GivenForecast, at: string, context: Context): void {
  const { quantities, stdDev, quantiles } = row
  const { issues, refused } = context
  if (!Array.isArray(quantiles)) return
  if (stdDev !== undefined) {
    issues.add(
      'CONFLICT',
      `${at}.stdDev`,
      stdDev,
      'How far off a forecast may be is told by a standard deviation or by quantiles.',
      'Give one of stdDev and quantiles.',
    )
  }
  const path = `${at}.quantiles`
  // What was refused is not there; the rest can only be compared with all of it.
  if ([...refused].some((place) => place.startsWith(path) || place.startsWith(`${at}.quantities`))) return
  quantiles.forEach((one, n) => checkLength(one.quantities, `${path}[${n}].quantities`, context, false))
  if (!quantiles.every((one) => one.quantities.length === quantities.length)) return
  const read = quantiles.map(({ probability, quantities: values }, n) => ({
    probability,
    values,
    path: `${path}[${n}].quantities`,
  }))
  checkStatedQuantiles(quantities, read, path, issues)
}
