/** Steps that the largest value is cut into where the values are multiples of no unit that is large enough. */
const STEPS = 256
/** Values that lie this share of a step from a multiple of it are multiples. */
const NOISE = 1e-6

/** A draw that is zero, or one of some values, each as likely. */
export interface Draw {
  /** Probability that it is not zero. */
  readonly probability: number
  /** Above zero. */
  readonly values: readonly number[]
}

/**
 * Sums of 0, 1, 2, ... independent draws: for each the expected excess over a level, E max(0, sum - level).
 *
 * The distribution of the sum is that of one draw folded with itself, on a grid: the values' own where they are multiples of a step of at least a
 * 256th of the largest, else that one, a value between two of its points being shared by them so that its mean stays.
 * Where the level lies on the grid the excess is exact, between its points linear.
 *
 * @param most - draws in the longest sum
 * @returns one function of the level for each number of draws
 */
export function excessOfSums({ probability, values }: Draw, most: number): ((level: number) => number)[] {
  const largest = Math.max(...values)
  const step = stepOf(values, largest)
  const one = new Map<number, number>([[0, 1 - probability]])
  const add = (place: number, weight: number): void => {
    if (weight > 0) one.set(place, (one.get(place) ?? 0) + weight)
  }
  for (const value of values) {
    const at = value / step
    const low = Math.floor(at + NOISE)
    const share = Math.max(0, at - low) < NOISE ? 0 : at - low
    add(low, ((1 - share) * probability) / values.length)
    add(low + 1, (share * probability) / values.length)
  }
  const width = Math.max(...one.keys())
  const sums = [new Float64Array([1])]
  for (let n = 1; n <= most; n += 1) {
    const before = sums[n - 1] as Float64Array
    const next = new Float64Array(before.length + width)
    for (const [place, weight] of one) for (let k = 0; k < before.length; k += 1) next[k + place] += weight * before[k]
    sums.push(next)
  }
  return sums.map((shares) => excessOf(shares, step))
}

/** The step that the values are multiples of by a small whole number, tried from the largest down. */
function stepOf(values: readonly number[], largest: number): number {
  const fits = (step: number): boolean =>
    values.every((value) => Math.abs(value / step - Math.round(value / step)) < NOISE)
  for (let n = 1; n <= STEPS; n += 1) if (fits(largest / n)) return largest / n
  return largest / STEPS
}

function excessOf(shares: Float64Array, step: number): (level: number) => number {
  // at each point of the grid the excess is that of the next one, and a step for all that lies above this
  const at = new Float64Array(shares.length)
  let above = 0
  for (let k = shares.length - 2; k >= 0; k -= 1) {
    above += shares[k + 1]
    at[k] = at[k + 1] + above * step
  }
  return (level) => {
    const place = level / step
    if (place >= shares.length - 1) return 0
    if (place <= 0) return at[0] - level
    const low = Math.floor(place)
    return at[low] + (place - low) * (at[low + 1] - at[low])
  }
}
