import { leastSquaresQr } from '../../math/leastSquaresQr.js'

/** Effects of the columns on the values, drawn to zero by a prior. */
export interface EffectFit {
  readonly coefficients: Float64Array
  /** Covariance of the coefficients, by rows. */
  readonly covariance: Float64Array
  /** Columns whose effect cannot be told from that of others. */
  readonly dropped: readonly number[]
}

/**
 * Regression of innovations on innovations, with a normal prior about zero for each coefficient: rows of sqrt(variance) /
 * prior deviation are added below the data (ridge regression as the mode of the posterior distribution). The variance of
 * the errors, which the weight of the prior depends on, is that of the fit without it.
 *
 * @param priors - deviation of each coefficient before anything was seen; `null` for no prior
 */
export function regressInnovations(
  values: Float64Array,
  columns: readonly Float64Array[],
  seen: readonly boolean[],
  priors: readonly (number | null)[],
): EffectFit {
  const rows: number[] = []
  seen.forEach((flag, t) => {
    if (flag) rows.push(t)
  })
  const n = rows.length
  const right = Float64Array.from({ length: n + columns.length }, (_, i) => (i < n ? values[rows[i]] : 0))
  let variance = 0
  let fit = leastSquaresQr([], right)
  for (const withPrior of [false, true]) {
    const tall = columns.map((column, j) => {
      const prior = priors[j] ?? null
      const weight = !withPrior || prior === null || !(prior > 0) ? 0 : Math.sqrt(variance) / prior
      return Float64Array.from({ length: n + columns.length }, (_, i) =>
        i < n ? column[rows[i]] : i === n + j ? weight : 0,
      )
    })
    fit = leastSquaresQr(tall, right)
    if (withPrior) break
    let squares = 0
    for (let i = 0; i < n; i += 1) {
      const t = rows[i]
      const error = columns.reduce((left, column, j) => left - fit.coefficients[j] * column[t], right[i])
      squares += error * error
    }
    variance = squares / Math.max(1, n - fit.rank)
  }
  return {
    coefficients: fit.coefficients,
    covariance: fit.inverse.map((value) => value * variance),
    dropped: fit.dropped,
  }
}
