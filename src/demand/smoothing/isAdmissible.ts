import type { EtsForm, EtsParameters } from './etsModel.js'

/**
 * Tells whether a model forgets its start: the admissible region, in which forecasts depend ever less on the distant
 * past.
 *
 * The roots of the characteristic equation, but for the one of a common shift between level and seasons, lie inside the
 * unit circle. With b = beta phi and c = alpha + b - alpha phi the equation is
 *
 *   z^2 + (alpha + b - 1 - phi) z + phi (1 - alpha) = 0   without a season, and
 *   z^(m+1) + (alpha + b - phi) z^m + c (z^(m-1) + ... + z^2) + (c + gamma - 1) z + phi (1 - alpha - gamma) = 0   with one.
 *
 * Source: Hyndman, Koehler, Ord and Snyder (2008), chapter 10; multiplicative models are held to the region of the
 * additive one, as there. The test is the recursion of Schur, Cohn and Jury (Jury, Theory and Application of the
 * z-Transform Method, 1964), which needs no root.
 */
export function isAdmissible(form: EtsForm, parameters: EtsParameters, seasonLength: number): boolean {
  const { alpha } = parameters
  const gamma = form.season === 0 ? 0 : parameters.gamma
  if (form.trend === 0) {
    if (form.season === 0) return alpha > 0 && alpha < 2
    // the equation with phi = b = 0, divided by z
    const polynomial = new Float64Array(seasonLength + 1).fill(alpha)
    polynomial[0] = 1
    polynomial[seasonLength] = alpha + gamma - 1
    return hasRootsInside(polynomial)
  }
  const phi = form.trend === 1 ? 1 : parameters.phi
  const b = parameters.beta * phi
  if (form.season === 0) return hasRootsInside(Float64Array.of(1, alpha + b - 1 - phi, phi * (1 - alpha)))
  const common = alpha + b - alpha * phi
  const polynomial = new Float64Array(seasonLength + 2).fill(common)
  polynomial[0] = 1
  polynomial[1] = alpha + b - phi
  polynomial[seasonLength] = common + gamma - 1
  polynomial[seasonLength + 1] = phi * (1 - alpha - gamma)
  return hasRootsInside(polynomial)
}

/** Tells whether all roots lie inside the unit circle; coefficients from the highest power down, changed on the way. */
function hasRootsInside(polynomial: Float64Array): boolean {
  for (let degree = polynomial.length - 1; degree > 0; degree -= 1) {
    const first = polynomial[0]
    const ratio = polynomial[degree] / first
    if (!(Math.abs(ratio) < 1)) return false
    for (let low = 0, high = degree; low <= high; low += 1, high -= 1) {
      const left = polynomial[low]
      const right = polynomial[high]
      polynomial[low] = left - ratio * right
      polynomial[high] = right - ratio * left
    }
  }
  return true
}
