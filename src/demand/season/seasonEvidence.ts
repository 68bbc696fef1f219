import { fisherDeviate } from '../../math/fisherDeviate.js'

/** What speaks for a season of one length. */
export interface SeasonEvidence {
  /** Standard normal deviate as unlikely, without a season, as what was seen; far below zero where there is nothing to see. */
  readonly deviate: number
  /** 1 - variance of the remainder / variance of season and remainder, on the values without their moving average. */
  readonly strength: number
  /** Mean square of the indices, less what noise has put into them. */
  readonly swing: number
  /** Mean of each season, period t at t modulo the season length. */
  readonly indices: Float64Array
}

/** The deviate where there is nothing to see. */
const NOTHING = -10

/**
 * Weighs the evidence for a season: does what is left of a centered moving average differ by season?
 *
 * The test is that of the analysis of variance. Neighboring errors are alike, which makes both of its mean squares less
 * certain than so many values would: their degrees of freedom are divided by 1 + 2 (sum of the squared autocorrelations
 * of the remainder), after Box, "Some theorems on quadratic forms applied in the study of analysis of variance problems",
 * Annals of Mathematical Statistics 25 (1954). The ratio is turned into a normal deviate (see `fisherDeviate`). Needs two
 * cycles and two periods.
 */
export function seasonEvidence(values: Float64Array, count: number, seasonLength: number): SeasonEvidence {
  const m = seasonLength
  const indices = new Float64Array(m)
  const half = m >> 1
  const size = count - 2 * half
  const nothing = { deviate: NOTHING, strength: 0, swing: 0, indices }
  if (m < 2 || size < m + 2) return nothing
  const rest = new Float64Array(size)
  const cycles = new Float64Array(m)
  for (let t = half; t < count - half; t += 1) {
    let mean = 0
    for (let k = t - half; k <= t + half; k += 1) mean += values[k]
    if (m % 2 === 0) mean -= (values[t - half] + values[t + half]) / 2
    const place = t % m
    rest[t - half] = values[t] - mean / m
    indices[place] = indices[place] + rest[t - half]
    cycles[place] = cycles[place] + 1
  }
  for (let j = 0; j < m; j += 1) indices[j] = indices[j] / cycles[j]
  let level = 0
  for (let j = 0; j < m; j += 1) level += indices[j] / m
  let between = 0
  let within = 0
  for (let i = 0; i < size; i += 1) {
    const effect = indices[(i + half) % m] - level
    between += effect * effect
    const error = rest[i] - effect - level
    within += error * error
    rest[i] = error
  }
  for (let j = 0; j < m; j += 1) indices[j] = indices[j] - level
  if (!(between > 0)) return nothing
  const alike = 1 + 2 * Math.max(0, squaredCorrelations(rest, within, m))
  const a = (m - 1) / alike
  // the moving average takes up one value in m
  const errors = (size - m) * (1 - 1 / m)
  const b = errors / alike
  const ratio = between / (m - 1) / (within / errors)
  const deviate = fisherDeviate(ratio, a, b)
  const swing = (between / size) * Math.max(0, 1 - 1 / ratio)
  return { deviate, strength: between / (between + within), swing, indices }
}

/** Sum of the squared autocorrelations below a lag, less what they would be by chance. */
function squaredCorrelations(errors: Float64Array, squares: number, lags: number): number {
  const size = errors.length
  let sum = 0
  for (let lag = 1; lag < lags && lag < size && squares > 0; lag += 1) {
    let product = 0
    for (let i = lag; i < size; i += 1) product += errors[i] * errors[i - lag]
    const correlation = product / squares
    sum += correlation * correlation - 1 / size
  }
  return sum
}
