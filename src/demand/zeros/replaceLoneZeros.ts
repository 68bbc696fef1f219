import { sortedQuantile } from '../../math/quantile.js'

/** How many times the usual relative error the whole of a value must be for its absence to be no part of the flow. */
const TIMES_USUAL = 5
/** Share of periods that may be lone zeros; where there are more, they are a part of the flow. */
const MOST_SHARE = 0.1

/**
 * Replaces each zero that stands alone in a flow too steady for it by what the periods around it say: of a strike, a stock
 * that was out, a month that was not recorded, and no demand of zero.
 *
 * What a period is expected to be is the value a season earlier and that a season later, moved by the mean factor of growth
 * between seasons, or without a season the mean of its neighbors. A zero stands alone where these are all above zero, and
 * where the flow is usually nearer to what is expected than a fifth of it.
 *
 * @param values - none below zero
 */
export function replaceLoneZeros(
  values: readonly (number | null)[],
  seasonLength: number,
): { readonly values: readonly (number | null)[]; readonly replaced: number } {
  const zeros = values.flatMap((value, t) => (value === 0 ? [t] : []))
  const untouched = { values, replaced: 0 }
  if (zeros.length === 0 || zeros.length > MOST_SHARE * values.length) return untouched
  const lag = seasonLength > 1 && values.length > seasonLength + 2 ? seasonLength : 1
  const growth = lag > 1 ? growthOf(values, lag) : 1
  const expectedAt = (t: number): number | undefined => {
    const around = [
      [t - lag, growth],
      [t + lag, 1 / growth],
    ].flatMap(([place, factor]) => {
      const value = values[place] ?? null
      return value === null ? [] : [value * factor]
    })
    const needed = lag > 1 ? 1 : 2
    const isOpen = around.length >= needed && around.every((value) => value > 0)
    return isOpen ? around.reduce((sum, value) => sum + value, 0) / around.length : undefined
  }
  const errors: number[] = []
  values.forEach((value, t) => {
    if (value === null || value === 0) return
    const expected = expectedAt(t)
    if (expected !== undefined) errors.push(Math.abs(value / expected - 1))
  })
  errors.sort((a, b) => a - b)
  if (errors.length < Math.max(4, lag / 2) || sortedQuantile(errors, 0.5) * TIMES_USUAL > 1) return untouched
  const replaced = [...values]
  let count = 0
  for (const t of zeros) {
    const expected = expectedAt(t)
    const isAlone = (values[t - 1] ?? 0) > 0 && (values[t + 1] ?? 0) > 0
    if (!isAlone || expected === undefined) continue
    replaced[t] = expected
    count += 1
  }
  return { values: replaced, replaced: count }
}

/** Factor from one season to the next, of the periods that were seen with demand in both. */
function growthOf(values: readonly (number | null)[], lag: number): number {
  let [before, after] = [0, 0]
  for (let t = lag; t < values.length; t += 1) {
    const [earlier, later] = [values[t - lag] ?? 0, values[t] ?? 0]
    if (!(earlier > 0 && later > 0)) continue
    before += earlier
    after += later
  }
  return before > 0 ? after / before : 1
}
