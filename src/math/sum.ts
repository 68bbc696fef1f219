/**
 * Sum of the first `count` values with Neumaier's correction, so that the order of large and small values hardly matters.
 *
 * Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
 */
export function compensatedSum(values: ArrayLike<number>, count: number = values.length): number {
  let sum = 0
  let correction = 0
  for (let index = 0; index < count; index += 1) {
    const value = values[index]
    const next = sum + value
    correction += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + correction
}
