/** Partial autocorrelations stay this far from one: beyond it, the variance of the process is lost to rounding. */
const CLOSEST = 1e-9

/**
 * Coefficients of a stationary autoregression from any real numbers, one for each lag.
 *
 * x / sqrt(1 + x^2) takes each number to a partial autocorrelation inside (-1, 1), and the Durbin-Levinson recursion
 * these to coefficients; every stationary autoregression has exactly one such row of numbers. Negated coefficients make
 * an invertible moving average. Sources: Barndorff-Nielsen and Schou, "On the parametrization of autoregressive models by
 * partial autocorrelations", Journal of Multivariate Analysis 3 (1973); Monahan, "A note on enforcing stationarity in
 * autoregressive-moving average models", Biometrika 71 (1984).
 */
export function stationaryCoefficients(
  free: ArrayLike<number>,
  from: number,
  count: number,
  target: Float64Array,
): void {
  for (let k = 0; k < count; k += 1) {
    const x = free[from + k]
    const r = ((1 - CLOSEST) * x) / Math.sqrt(1 + x * x)
    // φ(k, j) = φ(k - 1, j) - r φ(k - 1, k - j), in pairs from both ends
    for (let i = 0, j = k - 1; i <= j; i += 1, j -= 1) {
      const left = target[i]
      const right = target[j]
      target[i] = left - r * right
      if (i < j) target[j] = right - r * left
    }
    target[k] = r
  }
}

/**
 * Runs the recursion backwards, from coefficients to those of every lower order.
 *
 * @param orders - receives the coefficients of the autoregression of order k from place (k - 1) k / 2 on, for k from 1
 * @returns the variance of the process with innovations of variance one; NaN where it is not stationary
 */
export function stepDown(coefficients: Float64Array, count: number, orders: Float64Array): number {
  let variance = 1
  let from = ((count - 1) * count) / 2
  for (let j = 0; j < count; j += 1) orders[from + j] = coefficients[j]
  for (let k = count; k >= 1; k -= 1) {
    const r = orders[from + k - 1]
    const left = 1 - r * r
    if (!(left > 0)) return Number.NaN
    variance /= left
    const lower = from - (k - 1)
    for (let j = 0; j < k - 1; j += 1) {
      orders[lower + j] = (orders[from + j] + r * orders[from + k - 2 - j]) / left
    }
    from = lower
  }
  return variance
}

/**
 * Tells whether all roots of 1 - c(1) z - c(2) z^2 - ... lie beyond a distance from zero.
 *
 * They do exactly if the autoregression with c(j) distance^j is stationary, which needs no root (Schur and Cohn).
 */
export function rootsBeyond(coefficients: ArrayLike<number>, count: number, distance: number): boolean {
  const scaled = new Float64Array(count)
  let power = 1
  for (let j = 0; j < count; j += 1) {
    power *= distance
    scaled[j] = coefficients[j] * power
  }
  return count === 0 || stepDown(scaled, count, new Float64Array((count * (count + 1)) / 2)) > 0
}
