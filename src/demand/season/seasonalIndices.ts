/**
 * Tells whether a series shows a season: its autocorrelation at the season length lies outside the 90 % limit.
 *
 * Source: the test of the M competitions, Makridakis and Hibon (2000), with Bartlett's variance.
 */
export function hasSeason(values: Float64Array, count: number, seasonLength: number): boolean {
  const m = seasonLength
  if (m < 2 || count < 2 * m) return false
  let mean = 0
  for (let t = 0; t < count; t += 1) mean += values[t]
  mean /= count
  let variance = 0
  for (let t = 0; t < count; t += 1) variance += (values[t] - mean) * (values[t] - mean)
  if (!(variance > 0)) return false
  let sum = 0
  let last = 0
  for (let lag = 1; lag <= m; lag += 1) {
    let product = 0
    for (let t = lag; t < count; t += 1) {
      product += (values[t] - mean) * (values[t - lag] - mean)
    }
    last = product / variance
    if (lag < m) sum += last * last
  }
  return Math.abs(last) > 1.6448536269514722 * Math.sqrt((1 + 2 * sum) / count)
}

/**
 * Seasonal indices by classical decomposition: values against a centered moving average, averaged by season.
 *
 * Additive indices sum to zero, multiplicative ones average one. Needs two full seasons.
 * Source: Makridakis, Wheelwright and Hyndman, Forecasting (1998), section 3.
 *
 * @param indices - receives the index of period t at t modulo the season length
 */
export function seasonalIndices(
  values: Float64Array,
  count: number,
  seasonLength: number,
  multiplicative: boolean,
  indices: Float64Array,
): void {
  const m = seasonLength
  const half = m >> 1
  indices.fill(0, 0, m)
  const counts = new Float64Array(m)
  for (let t = half; t < count - half; t += 1) {
    const place = t % m
    indices[place] = indices[place] + againstAverage(values, t, m, multiplicative)
    counts[place] = counts[place] + 1
  }
  let mean = 0
  for (let j = 0; j < m; j += 1) {
    const n = counts[j]
    indices[j] = n > 0 ? indices[j] / n : multiplicative ? 1 : 0
    mean += indices[j] / m
  }
  for (let j = 0; j < m; j += 1) {
    indices[j] = multiplicative ? (mean > 0 ? indices[j] / mean : 1) : indices[j] - mean
  }
}

/** A value against the moving average centered on it, which reaches half a season to either side. */
export function againstAverage(values: Float64Array, t: number, seasonLength: number, multiplicative: boolean): number {
  const half = seasonLength >> 1
  let sum = 0
  for (let k = t - half; k <= t + half; k += 1) sum += values[k]
  if (seasonLength % 2 === 0) sum -= (values[t - half] + values[t + half]) / 2
  const average = sum / seasonLength
  const y = values[t]
  return multiplicative ? (average > 0 ? y / average : 1) : y - average
}
