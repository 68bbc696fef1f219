const HALF_LOG_TWO_PI = 0.9189385332046728

/** Logarithm of the gamma function above zero: Stirling's series from ten on, the recurrence below. */
export function logGamma(value: number): number {
  let x = value
  let product = 1
  while (x < 10) {
    product *= x
    x += 1
  }
  const inverse = 1 / x
  const square = inverse * inverse
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series - Math.log(product)
}
