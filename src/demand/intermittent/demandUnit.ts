/** Part of the largest size below which a remainder is float noise. */
const NOISE = 1e-9
/** Units in the largest size beyond which there is no unit to count by. */
const MOST_UNITS = 1e6

/**
 * The unit that every size is a whole multiple of, as the lot in which an item is sold: by Euclid's algorithm. Nothing where
 * there is none worth counting by.
 *
 * Counting by it makes the same demand the same count, whether it is told in pieces, pairs or dozens.
 *
 * @param sizes - above zero, at least one
 */
export function demandUnit(sizes: ArrayLike<number>): number | undefined {
  let largest = 0
  for (let k = 0; k < sizes.length; k += 1) largest = Math.max(largest, sizes[k])
  const noise = NOISE * largest
  let unit = 0
  for (let k = 0; k < sizes.length; k += 1) {
    let [a, b] = [sizes[k], unit]
    while (b > noise) {
      const rest = a % b
      ;[a, b] = [b, b - rest <= noise ? 0 : rest]
    }
    unit = a
    if (unit * MOST_UNITS < largest) return undefined
  }
  // the sum of the sizes by the sum of their multiples, so that noise does not build up
  let [total, units] = [0, 0]
  for (let k = 0; k < sizes.length; k += 1) {
    total += sizes[k]
    units += Math.round(sizes[k] / unit)
  }
  return total / units
}
