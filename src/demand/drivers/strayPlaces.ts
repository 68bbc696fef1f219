/** How many times larger, or smaller, than all others a value is that may be a slip of the pen, or in another unit. */
const FAR = 10
/** Values other than zero that it must stand apart from. */
const LEAST_OTHERS = 2
/** Share of all values that may be slips; one may be. */
const MOST_SHARE = 0.25

/**
 * Places of the few values that stand apart from all others: ten times as large as the largest of them, a tenth of the least where
 * all are above zero, or below zero where no other is.
 *
 * @param values - `null` where not known
 */
export function strayPlaces(values: readonly (number | null)[]): number[] {
  const known = values.flatMap((value, t) => (value === null ? [] : [{ t, value }]))
  const most = Math.max(1, Math.floor(MOST_SHARE * known.length))
  const largest = [...known].sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
  const least = [...known].sort((a, b) => a.value - b.value)
  const high = apart(largest, most, (value, next) => next !== 0 && Math.abs(value) >= FAR * Math.abs(next))
  const low = apart(least, most, (value, next) => (value < 0 ? next >= 0 : next > 0 && FAR * value <= next))
  return [...new Set([...high, ...low])].sort((a, b) => a - b)
}

interface Placed {
  readonly t: number
  readonly value: number
}

/** The places of the first values, at the most so many, that are apart from the one that follows, with enough behind. */
function apart(sorted: readonly Placed[], most: number, isApart: (value: number, next: number) => boolean): number[] {
  for (let count = most; count > 0; count -= 1) {
    const [last, next] = [sorted[count - 1], sorted[count]]
    const others = sorted.slice(count).filter(({ value }) => value !== 0).length
    if (last === undefined || next === undefined || others < LEAST_OTHERS) continue
    if (isApart(last.value, next.value)) return sorted.slice(0, count).map(({ t }) => t)
  }
  return []
}
