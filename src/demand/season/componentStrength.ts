/**
 * How much of what is not explained otherwise a component explains: 1 - Var(remainder) / Var(component + remainder), not
 * below zero. Periods whose remainder is NaN do not count.
 *
 * Source: Wang, Smith and Hyndman, "Characteristic-based clustering for time series data", Data Mining and Knowledge
 * Discovery 13 (2006); Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 4.3.
 */
export function componentStrength(component: Float64Array, remainder: Float64Array): number {
  const alone = variance(remainder, undefined)
  const joint = variance(remainder, component)
  return joint > 0 ? Math.max(0, 1 - alone / joint) : 0
}

function variance(remainder: Float64Array, component: Float64Array | undefined): number {
  const at = (t: number): number => remainder[t] + (component === undefined ? 0 : component[t])
  let sum = 0
  let size = 0
  for (let t = 0; t < remainder.length; t += 1) {
    if (Number.isNaN(remainder[t])) continue
    sum += at(t)
    size += 1
  }
  let squares = 0
  for (let t = 0; t < remainder.length; t += 1) {
    if (Number.isNaN(remainder[t])) continue
    squares += (at(t) - sum / size) * (at(t) - sum / size)
  }
  return size > 0 ? squares / size : 0
}
