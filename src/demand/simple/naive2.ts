import { hasSeason, seasonalIndices } from '../season/seasonalIndices.js'

/**
 * The benchmark of the M competitions: the last value, with the season taken out before and put back after, where the
 * autocorrelation test finds one.
 *
 * The decomposition is multiplicative; additive where a value is below zero or an index is zero, which cannot be taken
 * out. Source: Makridakis, Spiliotis and Assimakopoulos, "The M4 competition", International Journal of Forecasting 36
 * (2020).
 */
export function naive2(values: Float64Array, count: number, seasonLength: number, horizon: number): Float64Array {
  const last = values[count - 1]
  const result = new Float64Array(horizon)
  if (!hasSeason(values, count, seasonLength)) return result.fill(last)
  const indices = new Float64Array(seasonLength)
  let multiplicative = values.every((value) => value >= 0)
  seasonalIndices(values, count, seasonLength, multiplicative, indices)
  if (multiplicative && indices.some((index) => index < 1e-4)) {
    multiplicative = false
    seasonalIndices(values, count, seasonLength, false, indices)
  }
  const lastIndex = indices[(count - 1) % seasonLength]
  for (let h = 0; h < horizon; h += 1) {
    const index = indices[(count + h) % seasonLength]
    result[h] = multiplicative ? (last / lastIndex) * index : last - lastIndex + index
  }
  return result
}
