import { normalQuantile } from './normal.js'

/**
 * The point that a variable of Student's t distribution stays at or below with the given probability.
 *
 * Source: Hill, "Student's t-quantiles", Algorithm 396, Communications of the ACM 13 (1970): an expansion about the normal
 * quantile, or about the power law of the tail far out. Within 1e-5 relative from three degrees of freedom on, which is
 * far inside what an estimated spread can tell.
 *
 * @param probability - share, 0 to 1; 0 and 1 give the infinities, anything outside NaN
 * @param degrees - degrees of freedom, 3 or more, not only whole ones; infinity gives the normal distribution
 */
export function studentQuantile(probability: number, degrees: number): number {
  const normal = normalQuantile(probability)
  if (!Number.isFinite(normal) || degrees > 1e7 || normal === 0) return normal
  const n = degrees
  const a = 1 / (n - 0.5)
  const b = 48 / (a * a)
  let c = ((20700 * a) / b - 98) * a * a - 16 * a + 96.36
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * n
  const x = -Math.abs(normal)
  let y = Math.exp((2 / n) * Math.log(2 * d * Math.min(probability, 1 - probability)))
  if (y > 0.05 + a) {
    y = x * x
    if (n < 5) c += 0.3 * (n - 4.5) * (x + 0.6)
    c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
    y = Math.exp(a * y * y) - 1
  } else {
    const far = 1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)
    y = ((far * y - 1) * (n + 1)) / (n + 2) + 1 / y
  }
  return (normal < 0 ? -1 : 1) * Math.sqrt(n * y)
}
