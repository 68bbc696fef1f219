/**
 * Places of the cycle that were seen twice, and had demand at least once.
 *
 * @param count - one to two seasons of values
 */
export function placesWithDemand(values: Float64Array, count: number, seasonLength: number): number {
  let places = 0
  for (let t = seasonLength; t < count; t += 1) {
    if (values[t] !== 0 || values[t - seasonLength] !== 0) places += 1
  }
  return places
}
