import { normalQuantile } from '../../math/normal.js'

/** Exponents nearer to zero than this are the logarithm, which the power would reach only with a loss of digits. */
const NEARLY_ZERO = 1e-8

/** Box and Cox's transform (y^lambda - 1) / lambda, or log y at lambda = 0, of a value at or above zero. */
export function powerTransform(value: number, lambda: number): number {
  if (Math.abs(lambda) < NEARLY_ZERO) return Math.log(value)
  if (value === 0) return lambda > 0 ? -1 / lambda : Number.NEGATIVE_INFINITY
  return (Math.exp(lambda * Math.log(value)) - 1) / lambda
}

/** The value that a transformed one stands for: zero or infinite beyond what the transform can reach. */
export function powerInverse(transformed: number, lambda: number): number {
  if (Math.abs(lambda) < NEARLY_ZERO) return Math.exp(transformed)
  const base = lambda * transformed + 1
  if (base > 0) return Math.exp(Math.log(base) / lambda)
  return lambda > 0 ? 0 : Number.POSITIVE_INFINITY
}

/** Deviations between the middle and zero within which the curve is too bent for two of its derivatives. */
const NEAR_ZERO = 2
/** Parts of equal probability, each by its middle, that stand for a distribution near zero. */
const PARTS = 50

/**
 * Mean and standard deviation of the values, to the second order of the spread of the transformed ones.
 *
 * With g the inverse: mean = g + g'' s^2 / 2, variance = (g' s)^2 + (g'' s^2)^2 / 2. The mean is that of Hyndman and
 * Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.6: g (1 + s^2 (1 - lambda) / (2 (lambda w +
 * 1)^2)). Where zero is within two deviations, they are those of the normal distribution turned back, cut at zero.
 *
 * @param transformed - middle of the transformed values
 * @param deviation - their standard deviation
 */
export function powerMoments(
  transformed: number,
  deviation: number,
  lambda: number,
): { readonly mean: number; readonly stdDev: number } {
  const base = Math.abs(lambda) < NEARLY_ZERO ? 1 : lambda * transformed + 1
  if (lambda >= NEARLY_ZERO && base < NEAR_ZERO * lambda * deviation) {
    let sum = 0
    let squares = 0
    for (let k = 0; k < PARTS; k += 1) {
      const value = powerInverse(transformed + deviation * normalQuantile((k + 0.5) / PARTS), lambda)
      sum += value / PARTS
      squares += (value * value) / PARTS
    }
    return { mean: sum, stdDev: Math.sqrt(Math.max(0, squares - sum * sum)) }
  }
  const middle = powerInverse(transformed, lambda)
  if (middle === 0) return { mean: 0, stdDev: 0 }
  const first = deviation / base
  const second = ((1 - lambda) * first * first) / 2
  return {
    mean: middle * (1 + second),
    stdDev: middle * Math.sqrt(first * first + 2 * second * second),
  }
}
