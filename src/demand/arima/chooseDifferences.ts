import { componentStrength } from '../season/componentStrength.js'
import { decomposeStl } from '../season/decomposeStl.js'
import { difference } from './differences.js'

/** Strength of season above which the season is taken out by a difference (Hyndman and Athanasopoulos, section 9.7). */
const STRONG_SEASON = 0.64
/** Seasons over which a season may change: the window of R's `mstl`, from which the limit was found. */
const SEASONAL_WINDOW = 11
/** Limit of the statistic at 5 % for a level (Kwiatkowski et al. 1992, table 1). */
const KPSS_LIMIT = 0.463
const MOST_DIFFERENCES = 2
/** Values that must be left to estimate from. */
const LEAST_LEFT = 5

/** Number of seasonal differences: one where the season of the decomposition by STL is strong. */
export function chooseSeasonalDifferences(values: Float64Array, count: number, m: number): number {
  if (m < 2 || count < 2 * m || count - m < LEAST_LEFT) return 0
  const { trend, seasonal } = decomposeStl(values, count, { seasonLength: m, seasonalWindow: SEASONAL_WINDOW })
  const remainder = seasonal.map((season, t) => values[t] - trend[t] - season)
  return componentStrength(seasonal, remainder) > STRONG_SEASON ? 1 : 0
}

/**
 * Number of differences: as many, up to two, as it takes until the test of Kwiatkowski, Phillips, Schmidt and Shin (1992)
 * no longer refuses a stationary level at 5 %.
 *
 * @param values - the values after seasonal differences
 */
export function chooseDifferences(values: Float64Array): number {
  let left = values
  let d = 0
  while (d < MOST_DIFFERENCES && left.length > LEAST_LEFT && kpssStatistic(left) > KPSS_LIMIT) {
    d += 1
    left = difference(left, left.length, 1, 0, 1)
  }
  return d
}

/**
 * Statistic of the KPSS test of a stationary level, with the lags 3 sqrt(n) / 13; zero where the values do not vary.
 */
export function kpssStatistic(values: Float64Array): number {
  const count = values.length
  let mean = 0
  let largest = 0
  for (let t = 0; t < count; t += 1) {
    mean += values[t] / count
    largest = Math.max(largest, Math.abs(values[t]))
  }
  const errors = values.map((value) => value - mean)
  let variance = product(errors, 0)
  // what rounding leaves of a constant
  if (!(variance > count * (1e-14 * largest) * (1e-14 * largest))) return 0
  const lags = Math.floor((3 * Math.sqrt(count)) / 13)
  for (let lag = 1; lag <= lags; lag += 1) variance += 2 * (1 - lag / (lags + 1)) * product(errors, lag)
  let partial = 0
  let squares = 0
  for (let t = 0; t < count; t += 1) {
    partial += errors[t]
    squares += partial * partial
  }
  return variance > 0 ? squares / (count * variance) : 0
}

function product(errors: Float64Array, lag: number): number {
  let sum = 0
  for (let t = lag; t < errors.length; t += 1) sum += errors[t] * errors[t - lag]
  return sum
}
