import { sortedQuantile } from '../../math/quantile.js'
import { smoothLocally } from './smoothLocally.js'

/** A history split into a smooth level, seasons and a remainder, without being led by single wild values. */
export interface RobustDecomposition {
  /** Level and season together by period: what is expected. */
  readonly expected: Float64Array
  /** Season by period modulo the season length; empty where there is none or it is too weak to tell. */
  readonly season: Float64Array
  /** Quartiles of the remainder, freed of what the fit itself took out of it. */
  readonly lowerQuartile: number
  readonly upperQuartile: number
  /** Parameters that the fit is worth. */
  readonly degrees: number
}

/** Seasons that must have been seen before one is told from chance. */
const LEAST_SEASONS = 3
/** Share of the variance about the level that a season must explain: Forecasting: Principles and Practice, section 4.3. */
const LEAST_STRENGTH = 0.6
const ROUNDS = 5

/**
 * Splits a history by local lines and weighted means by season; values far off in one round count less in the next, and
 * not at all beyond six median deviations (bisquare weights, as in STL: Cleveland et al. 1990).
 *
 * @param values - read only where the use is above zero
 * @param use - weight of each period: 0 for what was not observed or is not to lead
 * @param plain - keep the weights as they are from round to round
 */
export function decomposeRobustly(
  values: Float64Array,
  use: Float64Array,
  count: number,
  seasonLength: number,
  plain = false,
): RobustDecomposition {
  const history = { values, use, count }
  if (seasonLength < 2 || count < LEAST_SEASONS * seasonLength) return decompose(history, 1, plain)
  const seasonal = decompose(history, seasonLength, plain)
  const flat = decompose(history, 1, plain, seasonal.window)
  const left = seasonal.upperQuartile - seasonal.lowerQuartile
  const whole = flat.upperQuartile - flat.lowerQuartile
  return left * left <= (1 - LEAST_STRENGTH) * whole * whole ? seasonal : flat
}

function decompose(
  { values, use, count }: { readonly values: Float64Array; readonly use: Float64Array; readonly count: number },
  m: number,
  plain: boolean,
  window = Math.min(count, Math.max(15, 2 * m + 1)),
): RobustDecomposition & { readonly window: number } {
  const weights = use.slice()
  const season = new Float64Array(m)
  const level = new Float64Array(count)
  const work = new Float64Array(count)
  const expected = new Float64Array(count)
  const remainder: number[] = []
  let used = 0
  for (let t = 0; t < count; t += 1) if (use[t] > 0) used += 1
  // a tricube window of w periods gives the middle one 1.73 / w of the weight; the ends lean on their own values more
  const degrees = Math.min((1.73 * count) / window + 2 + (m - 1), used / 2)
  const widen = used > 0 ? Math.sqrt(used / (used - degrees)) : 1
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let t = 0; t < count; t += 1) work[t] = values[t] - season[t % m]
    smoothLocally(work, weights, count, window, level)
    if (m > 1) {
      for (let t = 0; t < count; t += 1) work[t] = values[t] - level[t]
      meansBySeason(work, weights, count, season, round === 0)
    }
    remainder.length = 0
    for (let t = 0; t < count; t += 1) {
      expected[t] = level[t] + season[t % m]
      if (use[t] > 0) remainder.push(Math.abs(values[t] - expected[t]))
    }
    if (plain || round === ROUNDS - 1) continue
    remainder.sort((a, b) => a - b)
    const reach = 6 * widen * (remainder.length > 0 ? sortedQuantile(remainder, 0.5) : 0)
    for (let t = 0; t < count; t += 1) {
      if (!(use[t] > 0)) continue
      const size = Math.abs(values[t] - expected[t])
      const u = reach > 0 ? size / reach : 0
      weights[t] = u < 1 ? use[t] * (1 - u * u) * (1 - u * u) : 0
    }
  }
  const signed: number[] = []
  for (let t = 0; t < count; t += 1) {
    if (use[t] > 0) signed.push(values[t] - expected[t])
  }
  signed.sort((a, b) => a - b)
  return {
    expected,
    season: m > 1 ? season : new Float64Array(0),
    lowerQuartile: used > 0 ? sortedQuantile(signed, 0.25) * widen : 0,
    upperQuartile: used > 0 ? sortedQuantile(signed, 0.75) * widen : 0,
    degrees,
    window,
  }
}

/** Weighted means of the values by season, or their medians, less their own mean. */
function meansBySeason(
  values: Float64Array,
  weights: Float64Array,
  count: number,
  season: Float64Array,
  median: boolean,
): void {
  const m = season.length
  let center = 0
  for (let j = 0; j < m; j += 1) {
    const seen: number[] = []
    let sum = 0
    let total = 0
    for (let t = j; t < count; t += m) {
      const weight = weights[t]
      if (!(weight > 0)) continue
      seen.push(values[t])
      sum += weight
      total += weight * values[t]
    }
    season[j] =
      sum > 0
        ? median
          ? sortedQuantile(
              seen.sort((a, b) => a - b),
              0.5,
            )
          : total / sum
        : 0
    center += season[j] / m
  }
  for (let j = 0; j < m; j += 1) season[j] = season[j] - center
}
