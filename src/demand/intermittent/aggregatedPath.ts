import { levelPath } from './levelPath.js'
import { describeDemands, type RatePath } from './ratePath.js'

/** Levels of aggregation beyond which a mean over more of them says nothing new. */
const MOST_LEVELS = 24

/**
 * Smoothing over buckets of several periods: one width of bucket (`adida`) or the mean over all widths up to it (`imapa`).
 *
 * Buckets as wide as the mean interval between demands hold about one demand each, so that few are empty. Each width k is
 * smoothed by simple exponential smoothing of the bucket sums, which end with the last period; its forecast by k is the
 * rate of a period. With `alpha` left out each width has its own, of the least mean squared rate. The width is the mean
 * interval, rounded, and at most half of the history.
 *
 * Inside the history a rate is known before every period: the buckets that end there are smoothed with the same constant.
 *
 * Sources: Nikolopoulos, Syntetos, Boylan, Petropoulos and Assimakopoulos (ADIDA), Journal of the Operational Research
 * Society 62 (2011); Petropoulos and Kourentzes (IMAPA), Journal of the Operational Research Society 66 (2015).
 */
export function aggregatedPath(
  values: Float64Array,
  count: number,
  method: 'adida' | 'imapa',
  alpha?: number,
): RatePath {
  const interval = Math.round(describeDemands(values, count).meanInterval)
  const widest = Math.max(1, Math.min(interval, count >> 1, method === 'imapa' ? MOST_LEVELS : count))
  const narrowest = method === 'adida' ? widest : 1
  const fitted = new Float64Array(count)
  const alphas: number[] = []
  let rate = 0
  for (let width = narrowest; width <= widest; width += 1) {
    const sums = bucketSums(values, count, width)
    const path = levelPath(sums, sums.length, alpha)
    const constant = path.ratios['alpha'] as number
    alphas.push(constant)
    rate += path.rate / width
    const start = path.levels['initialLevel'] as number
    addRates(values, count, { width, alpha: constant, start }, fitted)
  }
  const widths = alphas.length
  for (let t = 0; t < count; t += 1) fitted[t] = fitted[t] / widths
  return {
    rate: rate / widths,
    fitted,
    ratios: { alpha: method === 'adida' ? alphas[0] : alphas, bucketPeriods: widest },
    levels: {},
  }
}

/** Sums of buckets that end with the last value; what does not fill a bucket at the beginning is left out. */
function bucketSums(values: Float64Array, count: number, width: number): Float64Array {
  const buckets = Math.floor(count / width)
  const first = count - buckets * width
  const sums = new Float64Array(buckets)
  for (let t = first; t < count; t += 1) {
    const place = Math.floor((t - first) / width)
    sums[place] = sums[place] + values[t]
  }
  return sums
}

/** Adds the rate known before each period: one level for each phase of the buckets, from the same start. */
function addRates(
  values: Float64Array,
  count: number,
  { width, alpha, start }: { readonly width: number; readonly alpha: number; readonly start: number },
  fitted: Float64Array,
): void {
  const levels = new Float64Array(width).fill(start)
  let sum = 0
  for (let t = 0; t < count; t += 1) {
    const phase = t % width
    if (t >= width) levels[phase] = levels[phase] + alpha * (sum - levels[phase])
    fitted[t] = fitted[t] + levels[phase] / width
    sum += values[t]
    // what rounding leaves of a difference must not turn a rate negative
    if (t >= width) sum = Math.max(0, sum - values[t - width])
  }
}
