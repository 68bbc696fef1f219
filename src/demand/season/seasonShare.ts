import { againstAverage, seasonalIndices } from './seasonalIndices.js'

/**
 * How much of a season to believe: the share of the indices of classical decomposition that is more than noise.
 *
 * Where a test takes all of a season or nothing, this is A / (A + V): of the variance of m indices, V is what the noise of
 * the remainder leaves in a mean of so many cycles, A the rest. With m - 1 free indices, V counts (m - 3) / (m - 1) times; at
 * m = 3 and 2, where that rule ends, once. Indices that vary less than their noise are worth nothing.
 *
 * Source: Miller and Williams, "Shrinkage estimators of time series seasonal factors and their effect on forecasting
 * accuracy", International Journal of Forecasting 19 (2003), the James-Stein form. Needs two full seasons; with no more than
 * that each index is seen once, nothing tells its noise, and all of it is believed.
 *
 * @param multiplicative - whether the season is a factor
 * @returns 0 to 1
 */
export function seasonShare(
  values: Float64Array,
  count: number,
  seasonLength: number,
  multiplicative: boolean,
): number {
  const m = seasonLength
  const indices = new Float64Array(m)
  seasonalIndices(values, count, m, multiplicative, indices)
  const half = m >> 1
  const none = multiplicative ? 1 : 0
  let squares = 0
  let terms = 0
  for (let t = half; t < count - half; t += 1) {
    const rest = againstAverage(values, t, m, multiplicative) - indices[t % m]
    squares += rest * rest
    terms += 1
  }
  let swing = 0
  for (let j = 0; j < m; j += 1) swing += (indices[j] - none) * (indices[j] - none)
  // the moving average takes up one value in m
  const degrees = Math.max(1, (terms - m) * (1 - 1 / m))
  const noise = ((squares / degrees) * m) / terms
  const doubt = (noise * (m - 1)) / swing
  return swing > 0 ? Math.max(0, 1 - (m > 3 ? (m - 3) / (m - 1) : 1) * doubt) : 0
}
