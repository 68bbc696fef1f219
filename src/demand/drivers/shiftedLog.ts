/** Share of the mean demand that is added to all of it before its logarithm is taken, where there are zeros. */
const SHIFT = 0.5
/** The least that is left of demand by one driver, where a shifted logarithm says less. */
const LEAST_RATIO = 0.05

/** What is added to demand before its logarithm is taken: half of its mean where there are zeros, else nothing. */
export function shiftOf(known: ArrayLike<number>): number {
  let [sum, hasZeros] = [0, false]
  for (let t = 0; t < known.length; t += 1) {
    sum += known[t]
    if (known[t] === 0) hasZeros = true
  }
  return hasZeros ? (SHIFT * sum) / known.length : 0
}

/**
 * The effect on y of one on the logarithm of y + c, at the mean of y and where the driver departs by `reach`, so that one zero
 * in a history does not change what an effect means.
 */
export function withoutShift(effect: number, reach: number): number {
  if (effect === 0 || reach === 0) return effect
  const ratio = (1 + SHIFT) * Math.exp(effect * reach) - SHIFT
  return Math.log(Math.max(LEAST_RATIO, ratio)) / reach
}

/** The effect on the logarithm of y + c of one on y: the inverse of `withoutShift`. */
export function withShift(effect: number, reach: number): number {
  if (effect === 0 || reach === 0) return effect
  return Math.log((Math.exp(effect * reach) + SHIFT) / (1 + SHIFT)) / reach
}
