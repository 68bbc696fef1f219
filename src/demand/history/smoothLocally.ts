/**
 * Local line through the values by weighted least squares, tricube weights over a window of neighbors (loess).
 *
 * Source: Cleveland, "Robust locally weighted regression and smoothing scatterplots", Journal of the American Statistical
 * Association 74 (1979). At the ends the window is moved inward; where a period lies beyond every value with a weight,
 * the line is not carried on past the last of them.
 *
 * @param weights - zero leaves a value out
 * @param window - periods whose values take part; more where too few of them have a weight
 * @param smooth - receives the line's height
 */
export function smoothLocally(
  values: Float64Array,
  weights: Float64Array,
  count: number,
  window: number,
  smooth: Float64Array,
): void {
  const points = { values, weights, count, smooth }
  for (let t = 0; t < count; t += 1) {
    let width = Math.min(window, count)
    while (!heightAt(points, width, t) && width < count) width = Math.min(2 * width, count)
  }
}

/** Weight below which a window says nothing. */
const LEAST_WEIGHT = 1

interface SmoothedPoints {
  readonly values: Float64Array
  readonly weights: Float64Array
  readonly count: number
  readonly smooth: Float64Array
}

function heightAt({ values, weights, count, smooth }: SmoothedPoints, width: number, t: number): boolean {
  const from = Math.min(Math.max(0, t - (width >> 1)), count - width)
  const to = from + width
  const reach = Math.max(t - from, to - 1 - t) + 1
  let sum = 0
  let first = 0
  let total = 0
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = from; i < to; i += 1) {
    const own = weights[i]
    if (!(own > 0)) continue
    const weight = own * tricube((i - t) / reach)
    sum += weight
    first += weight * (i - t)
    total += weight * values[i]
    if (i < low) low = i
    high = i
  }
  if (!(sum > 0)) {
    smooth[t] = 0
    return false
  }
  const center = first / sum
  const mean = total / sum
  let square = 0
  let product = 0
  for (let i = from; i < to; i += 1) {
    const own = weights[i]
    if (!(own > 0)) continue
    const weight = own * tricube((i - t) / reach)
    const distance = i - t - center
    square += weight * distance * distance
    product += weight * distance * (values[i] - mean)
  }
  const at = Math.min(Math.max(t, low), high) - t
  const slope = square > 1e-9 * sum ? product / square : 0
  smooth[t] = mean + slope * (at - center)
  return sum >= LEAST_WEIGHT
}

function tricube(u: number): number {
  const v = 1 - Math.abs(u * u * u)
  return v * v * v
}
