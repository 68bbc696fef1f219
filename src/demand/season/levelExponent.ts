/**
 * Precision of the belief that errors follow the level as stated: one of half a power either way is not unusual, and four errors
 * whose levels lie a factor of e apart say as much.
 */
const PRIOR_PRECISION = 4
/** Exponents searched, either way. */
const MOST = 1
const HALVINGS = 40
/** A level below this share of the mean one counts as this share: near zero a logarithm says nothing. */
const LEAST_LEVEL = 0.02

/**
 * Exponent by which sizes of errors follow the level of demand, beyond what was stated of them: |error| ~ level^exponent.
 *
 * The absolute errors about a power of the level are taken as double exponential, which outliers move less than squares
 * would, and the exponent as normal about zero beforehand; the most likely one is found by halving, since the slope of the
 * logarithm of the likelihood falls all the way. A history without a season says nothing, and keeps zero.
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
  /** Slope of the logarithm of the likelihood. */
  const slope = (exponent: number): number => {
    let [total, moment] = [0, 0]
    for (let k = 0; k < count; k += 1) {
      const level = apart[k] ?? 0
      const size = (errors[k] ?? 0) * Math.exp(-exponent * level)
      total += size
      moment += size * level
    }
    return (total > 0 ? (count * moment) / total : 0) - PRIOR_PRECISION * exponent
  }
  let [low, high] = [-MOST, MOST]
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2
    if (slope(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
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
