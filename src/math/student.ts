import { normalQuantile } from './normal.js'

/** ln Gamma(x + 1/2) - ln Gamma(x), for x > 0. */
function logGammaHalfStep(x: number): number {
  // the difference of two neighbors by recursion, up to where the asymptotic series is exact to the last digits
  let shift = 0
  let y = x
  while (y < 20) {
    shift += Math.log((y + 0.5) / y)
    y += 1
  }
  const u = 1 / y
  const v = u * u
  const series = u * (-1 / 8 + v * (1 / 192 + v * (-1 / 640 + v * (17 / 14336 + (v * -31) / 18432))))
  return 0.5 * Math.log(y) + series - shift
}

/** Continued fraction of the incomplete beta function, by Lentz's method. */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  if (Math.abs(d) < tiny) d = tiny
  d = 1 / d
  let result = d
  for (let k = 1; k <= 300; k += 1) {
    const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k))
    d = 1 + even * d
    c = 1 + even / c
    if (Math.abs(d) < tiny) d = tiny
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    result *= d * c
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1))
    d = 1 + odd * d
    c = 1 + odd / c
    if (Math.abs(d) < tiny) d = tiny
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const change = d * c
    result *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return result
}

/** ln of the constant of Student's density: Gamma((n + 1) / 2) / (sqrt(pi n) Gamma(n / 2)). */
function logConstant(degrees: number): number {
  return logGammaHalfStep(degrees / 2) - 0.5 * Math.log(Math.PI * degrees)
}

/**
 * Probability that a variable of Student's t distribution lies above t.
 *
 * By the incomplete beta function, I(x; n / 2, 1 / 2) / 2 at x = n / (n + t^2) (Abramowitz and Stegun 26.7.1), whose
 * continued fraction (26.5.8) is summed from whichever end converges.
 *
 * @param t - any finite number
 * @param degrees - degrees of freedom, above zero, not only whole ones
 */
export function studentTail(t: number, degrees: number): number {
  const square = t * t
  const x = degrees / (degrees + square)
  const y = square / (degrees + square)
  const half = degrees / 2
  // x^(n/2) y^(1/2) / B(n/2, 1/2), where B = Gamma(1/2) Gamma(n/2) / Gamma((n+1)/2)
  const logFront = logConstant(degrees) + 0.5 * Math.log(degrees) - half * Math.log(1 + square / degrees)
  const front = Math.exp(logFront) * Math.sqrt(y)
  const upper =
    x < (half + 1) / (half + 2.5)
      ? (front * betaFraction(half, 0.5, x)) / half / 2
      : 0.5 - front * betaFraction(0.5, half, y)
  return t >= 0 ? upper : 1 - upper
}

/**
 * The point that a variable of Student's t distribution stays at or below with the given probability.
 *
 * Newton's method on the logarithm of the tail, from the expansion about the normal quantile (Abramowitz and Stegun
 * 26.7.5), to about 1e-12 relative.
 *
 * @param probability - share, 0 to 1; 0 and 1 give the infinities, anything outside NaN
 * @param degrees - degrees of freedom, above zero, not only whole ones; infinity gives the normal distribution
 */
export function studentQuantile(probability: number, degrees: number): number {
  const normal = normalQuantile(probability)
  if (!Number.isFinite(normal) || degrees === Number.POSITIVE_INFINITY) return normal
  if (probability === 0.5) return 0
  const tail = probability < 0.5 ? probability : 1 - probability
  const z = Math.abs(normal)
  const s = z * z
  const inverse = 1 / degrees
  const first = (z * (s + 1)) / 4
  const second = (z * ((5 * s + 16) * s + 3)) / 96
  const third = (z * (((3 * s + 19) * s + 17) * s - 15)) / 384
  let t = z + inverse * (first + inverse * (second + inverse * Math.max(0, third)))
  const constant = logConstant(degrees)
  for (let step = 0; step < 100; step += 1) {
    const upper = studentTail(t, degrees)
    const density = Math.exp(constant - ((degrees + 1) / 2) * Math.log(1 + (t * t) / degrees))
    // in ln t the logarithm of the tail is close to a line far out, and nearly flat close in
    const change = ((Math.log(upper) - Math.log(tail)) * upper) / (density * t)
    const factor = Math.exp(Math.max(-1, Math.min(1, change)))
    t *= factor
    if (Math.abs(change) <= 1e-13) break
  }
  return probability < 0.5 ? -t : t
}
