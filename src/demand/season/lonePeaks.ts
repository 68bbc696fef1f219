import { sortedQuantile } from '../../math/quantile.js'
import { LONG_SEASON } from '../prepareSeries.js'

/** Periods of a season from which on the others tell what is usual. */
const LEAST_PLACES = 6
/** Share of the season that may stand out of it: two months of a year. */
const MOST_SHARE = 0.17
/** Quartile distances outside the quartiles; with three, summers of two months are peaks. */
const FENCES = 4

/**
 * Periods of the last cycle that stand far out of it, and that no other cycle has shown: a Christmas that was seen once.
 *
 * Far out is by Tukey's fences (Exploratory Data Analysis, 1977, chapter 2), a quartile distance beyond the outer ones. A season of many high
 * months has wide quartiles, and no peak that stands alone; nor has one of weeks, where promotions look so.
 *
 * @param values - at least one season of values
 * @returns places in the values, rising
 */
export function lonePeaks(values: Float64Array, count: number, seasonLength: number): number[] {
  const m = seasonLength
  if (m < LEAST_PLACES || m >= LONG_SEASON || count >= 2 * m) return []
  const cycle = values.slice(count - m, count).sort()
  const [lower, upper] = [sortedQuantile(cycle, 0.25), sortedQuantile(cycle, 0.75)]
  const reach = FENCES * (upper - lower)
  const peaks: number[] = []
  for (let t = count - m; t < m; t += 1) {
    if (values[t] > upper + reach || values[t] < lower - reach) peaks.push(t)
  }
  return peaks.length <= MOST_SHARE * m ? peaks : []
}

/** The values with those at some places replaced by what lies between their neighbors. */
export function withoutPeaks(values: Float64Array, peaks: readonly number[]): Float64Array {
  if (peaks.length === 0) return values
  const calm = values.slice()
  for (const t of peaks) {
    let [before, after] = [t - 1, t + 1]
    while (peaks.includes(before)) before -= 1
    while (peaks.includes(after)) after += 1
    const left = values[before] ?? values[after]
    const right = values[after] ?? left
    calm[t] = left + ((right - left) * (t - before)) / (after - before)
  }
  return calm
}
