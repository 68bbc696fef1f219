/**
 * Quantile of the first `count` numbers of an array sorted upward, by linear interpolation between the two neighbors.
 *
 * Source: type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996).
 *
 * @param sorted - at least one number, in rising order
 * @param probability - share, 0 to 1
 */
export function sortedQuantile(sorted: ArrayLike<number>, probability: number, count: number = sorted.length): number {
  const place = (count - 1) * probability
  const below = Math.floor(place)
  const low = sorted[below]
  const high = sorted[Math.min(below + 1, count - 1)]
  return low + (place - below) * (high - low)
}
