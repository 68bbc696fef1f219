/** A straight line through values that stand at 0, 1, 2, ... */
export interface Line {
  readonly intercept: number
  readonly slope: number
}

/**
 * Least-squares line through the first `count` values, standing at the abscissas 0, 1, 2, ...
 *
 * One value gives a level line; the sums are taken about the middle, where they cannot cancel.
 */
export function fitLine(values: ArrayLike<number>, count: number = values.length): Line {
  if (count < 1) return { intercept: 0, slope: 0 }
  const middle = (count - 1) / 2
  let sum = 0
  let product = 0
  for (let index = 0; index < count; index += 1) {
    const value = values[index]
    sum += value
    product += (index - middle) * value
  }
  const mean = sum / count
  const square = (count * (count * count - 1)) / 12
  const slope = square > 0 ? product / square : 0
  return { intercept: mean - slope * middle, slope }
}
