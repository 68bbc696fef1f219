import { logGamma } from './logGamma.js'
import { normalCdf, normalQuantile } from './normal.js'

/** Shape from which on a gamma distribution hardly leans, and the expansion about the normal one is exact enough. */
const NEARLY_NORMAL = 1e5
/** A term this small beside its sum changes nothing. */
const NEGLIGIBLE = 1e-16
const MOST_TERMS = 10_000
const MOST_STEPS = 200

/** Share of a gamma distribution of scale one at or below a point, and above it, to about 1e-12. */
export interface GammaShares {
  readonly below: number
  readonly above: number
}

/**
 * Shares of the gamma distribution with the given shape and scale one (mean and variance are the shape).
 *
 * The power series below the mean, Legendre's continued fraction above it, by Lentz's method; from a shape of 100,000 on, the
 * cube root as a normal variable (Wilson and Hilferty 1931).
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29 and 6.5.31.
 */
export function gammaShares(shape: number, x: number): GammaShares {
  if (!(x > 0)) return { below: 0, above: 1 }
  if (shape >= NEARLY_NORMAL) {
    const cube = Math.exp(Math.log(x / shape) / 3)
    const z = 3 * Math.sqrt(shape) * (cube - 1 + 1 / (9 * shape))
    return { below: normalCdf(z), above: normalCdf(-z) }
  }
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  if (x < shape + 1) {
    let term = 1 / shape
    let sum = term
    for (let n = 1; n < MOST_TERMS && term > sum * NEGLIGIBLE; n += 1) {
      term *= x / (shape + n)
      sum += term
    }
    const below = Math.min(1, front * sum)
    return { below, above: 1 - below }
  }
  let b = x + 1 - shape
  let c = Number.MAX_VALUE
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const a = n * (shape - n)
    b += 2
    d = 1 / (b + a * d)
    c = b + a / c
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) <= NEGLIGIBLE * 10) break
  }
  const above = Math.min(1, front * fraction)
  return { below: 1 - above, above }
}

/**
 * The point that a gamma variable of scale one stays at or below with the given probability.
 *
 * Newton's method on the distribution, kept between two bounds, from the cube of a normal variable (Wilson and Hilferty
 * 1931); from a shape of 100,000 on the expansion by skewness and kurtosis about the normal quantile (Cornish and Fisher
 * 1937), which is within 1e-9 of it relative.
 *
 * @param shape - above zero
 * @param probability - share, 0 to 1; 0 gives 0 and 1 infinity
 */
export function gammaQuantile(shape: number, probability: number): number {
  if (!(probability > 0)) return probability === 0 ? 0 : Number.NaN
  const z = normalQuantile(probability)
  if (!(z < Number.POSITIVE_INFINITY)) return z
  if (shape >= NEARLY_NORMAL) {
    const root = Math.sqrt(shape)
    const z2 = z * z
    return shape + root * z + (z2 - 1) / 3 + (z * (z2 - 7)) / (36 * root) - (z2 * (3 * z2 + 7) - 16) / (810 * shape)
  }
  const cube = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))
  // near zero the distribution is a power of x
  const power = Math.exp((Math.log(probability) + logGamma(shape + 1)) / shape)
  let x = cube > 0.3 ? shape * cube * cube * cube : power
  let low = 0
  let high = Number.POSITIVE_INFINITY
  for (let step = 0; step < MOST_STEPS && x > 0; step += 1) {
    const { below, above } = gammaShares(shape, x)
    const miss = probability < 0.5 ? below - probability : 1 - probability - above
    if (miss > 0) high = x
    else low = x
    const density = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape))
    let next = x - miss / density
    if (!(next > low && next < high)) next = high < Number.POSITIVE_INFINITY ? (low + high) / 2 : 2 * x
    if (Math.abs(next - x) <= 1e-14 * x) return next
    x = next
  }
  return x
}

/**
 * Expected excess over a point, E[(X - x)+], of a gamma variable of scale one.
 *
 * From the partial mean of the distribution: shape x (share of shape + 1 above x) - x x (share above x); source: Burgin,
 * "The gamma distribution and inventory control", Operational Research Quarterly 26 (1975).
 */
export function gammaLoss(shape: number, x: number): number {
  if (!(x > 0)) return shape - x
  const { above } = gammaShares(shape, x)
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  return Math.max(0, (shape - x) * above + front)
}

/**
 * The point over which a gamma variable of scale one has the given expected excess.
 *
 * Newton's method from zero: the excess is convex and falls, so that no step goes too far.
 *
 * @param loss - above zero; 0 gives infinity
 */
export function gammaLossInverse(shape: number, loss: number): number {
  if (!(loss > 0)) return loss === 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (loss >= shape) return shape - loss
  let x = 0
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { above } = gammaShares(shape, x)
    const change = (gammaLoss(shape, x) - loss) / above
    // beyond what the numbers hold, nothing is left to step by
    if (!(change > 0 && change < Number.POSITIVE_INFINITY)) break
    x += change
    if (change <= 1e-14 * x) break
  }
  return x
}
