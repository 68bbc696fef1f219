import { normalPdf, normalCdf } from './normal.js'

/** Mean and variance of a variable that is known to lie above a limit. */
export interface TruncatedMoments {
  readonly mean: number
  readonly variance: number
}

/**
 * Density over upper tail of the standard normal distribution (the inverse of Mills' ratio): E[Z | Z > z].
 *
 * Beyond z = 3 the tail loses digits, and Laplace's continued fraction of Mills' ratio is used instead.
 */
export function inverseMills(z: number): number {
  if (z < 3) return normalPdf(z) / normalCdf(-z)
  let fraction = z
  for (let k = 60; k > 0; k -= 1) fraction = z + k / fraction
  return fraction
}

/**
 * Mean and variance of a normal variable given that it is at least `lower`.
 *
 * With a = (lower - mean) / stdDev and r = inverseMills(a): mean + stdDev r, and stdDev^2 (1 + a r - r^2).
 * Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, 2nd ed. (1994), section 13.10.1.
 *
 * @param stdDev - zero or more; with zero the result is the larger of mean and lower, without variance
 */
export function truncatedNormal(mean: number, stdDev: number, lower: number): TruncatedMoments {
  const a = (lower - mean) / stdDev
  // so far above the mean that nothing lies beyond the limit, or no spread at all
  if (!(stdDev > 0) || !(a < 1e7)) return { mean: Math.max(mean, lower), variance: 0 }
  const r = inverseMills(a)
  // the difference cancels where the limit is far out: there the excess is all but exponential
  const shrink = a > 1e3 ? 1 / (a * a) : Math.max(0, 1 + a * r - r * r)
  return { mean: Math.max(lower, mean + stdDev * r), variance: stdDev * stdDev * shrink }
}
