import type { ArmaPolynomials } from './armaPolynomials.js'

/**
 * Shocks of the columns given that those before them were zero: the errors of conditional least squares.
 *
 * The first shock is that after as many values as the autoregression reaches back.
 * Source: Box, Jenkins and Reinsel, Time Series Analysis, 3rd ed. (1994), section 7.1.2.
 *
 * @param shocks - receives the shocks by column; zero before the first
 * @param products - receives the sums of e(i) e(j) for columns i >= j, by rows
 * @returns the number of shocks
 */
export function runConditionalFilter(
  { ar, ma }: ArmaPolynomials,
  columns: readonly Float64Array[],
  count: number,
  shocks: readonly Float64Array[],
  products: Float64Array,
): number {
  const arLags = lagsOf(ar)
  const maLags = lagsOf(ma)
  const first = ar.length
  products.fill(0)
  for (let c = 0; c < columns.length; c += 1) {
    const values = columns[c]
    const errors = shocks[c]
    errors.fill(0, 0, Math.min(first, count))
    for (let t = first; t < count; t += 1) {
      let error = values[t]
      for (let k = 0; k < arLags.length; k += 1) {
        const lag = arLags[k]
        error -= ar[lag - 1] * values[t - lag]
      }
      for (let k = 0; k < maLags.length; k += 1) {
        const lag = maLags[k]
        if (lag > t - first) break
        error -= ma[lag - 1] * errors[t - lag]
      }
      errors[t] = error
      for (let b = 0; b <= c; b += 1) {
        const place = (c * (c + 1)) / 2 + b
        products[place] = products[place] + error * shocks[b][t]
      }
    }
  }
  return Math.max(0, count - first)
}

/** Lags with a coefficient, in rising order; most of a seasonal product have none. */
function lagsOf(coefficients: Float64Array): number[] {
  const lags: number[] = []
  for (let j = 0; j < coefficients.length; j += 1) if (coefficients[j] !== 0) lags.push(j + 1)
  return lags
}
