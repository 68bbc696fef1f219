/**
 * Precision of the belief that errors follow the level as stated: one of half a power either way is not unusual, and four errors
 * whose levels lie a factor of e apart say as much.
 */
const PRIOR_PRECISION = 4
/** Exponents searched, either way. */
const MOST = 1
/** How far off the exponent may be, and steps of the search at most. */
const NEAR = 1e-6
const MOST_STEPS = 40
/** A level below this share of the mean one counts as this share: near zero a logarithm says nothing. */
const LEAST_LEVEL = 0.02

/**
 * Exponent by which sizes of errors follow the level of demand, beyond what was stated of them: |error| ~ level^exponent.
 *
 * The absolute errors about a power of the level are taken as double exponential, which outliers move less than squares
 * would, and the exponent as normal about zero beforehand; the most likely one is found by Newton's steps from zero, halved where
 * they leave what is still open, since the slope of the logarithm of the likelihood falls all the way. A history without a season says nothing, and keeps zero.
 *
 * Source: Davidian and Carroll, "Variance function estimation", Journal of the American Statistical Association 82 (1987).
 *
 * @param errors - sizes of errors, each over the deviation that was stated for it
 * @param levels - logarithms of the levels that they belong to
 */
export function levelExponent(errors: readonly number[], levels: readonly number[]): number {
  const count = errors.length
  let mean = 0
  for (const level of levels) mean += level / count
  const apart = Float64Array.from(errors, (_, k) => (levels[k] ?? 0) - mean)
  let [low, high] = [-MOST, MOST]
  let exponent = 0
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let [total, moment, second] = [0, 0, 0]
    for (let k = 0; k < count; k += 1) {
      const level = apart[k]
      const size = errors[k] * Math.exp(-exponent * level)
      total += size
      moment += size * level
      second += size * level * level
    }
    // slope of the logarithm of the likelihood, and how fast it falls
    const middle = total > 0 ? moment / total : 0
    const slope = count * middle - PRIOR_PRECISION * exponent
    const fall = count * Math.max(0, total > 0 ? second / total - middle * middle : 0) + PRIOR_PRECISION
    if (slope > 0) low = exponent
    else high = exponent
    if (slope === 0) return exponent
    const newton = exponent + slope / fall
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - exponent) < NEAR) return next
    exponent = next
  }
  return exponent
}

/** Factors of the deviations of places, brought to where the variance of a whole season stays what is stated. */
export function keepVariance(factors: Float64Array, stated: Float64Array): Float64Array {
  let [before, after] = [0, 0]
  for (const [j, factor] of factors.entries()) {
    const deviation = stated[j] ?? 0
    before += deviation * deviation
    after += (deviation * factor) ** 2
  }
  const size = before > 0 && after > 0 ? Math.sqrt(before / after) : 1
  return factors.map((factor) => factor * size)
}

/** Logarithms of levels, by their mean; undefined where that is not above zero. */
export function logLevels(levels: Float64Array): Float64Array | undefined {
  let mean = 0
  for (const level of levels) mean += level / levels.length
  return mean > 0 && Number.isFinite(mean)
    ? levels.map((level) => Math.log(Math.max(LEAST_LEVEL, level / mean)))
    : undefined
}
