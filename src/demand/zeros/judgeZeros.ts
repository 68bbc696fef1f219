import { sortedQuantile } from '../../math/quantile.js'

/** How many times the usual relative error the whole of a value must be for its absence to be no part of the flow. */
const TIMES_USUAL = 5
/** Share of periods that may be zeros where one stands alone, and in a row; where there are more, they are a part of the flow. */
const MOST_SHARE = 0.1
const MOST_SHARE_IN_RUNS = 0.2
/** Share of what is usual that demand beside a run must reach: a launch begins, and an item ends, with less. */
const LEAST_BESIDE = 0.5

/** Zeros in a row, in a flow too steady for them. */
export interface ZeroRun {
  /** Place of the first, from 0. */
  readonly periodIndex: number
  readonly given: 0
  readonly periods: number
  /** What is usual there. */
  readonly usual: number
}

/** The zeros of a flow that are no demand of zero. */
interface JudgedZeros {
  /** The values with what is usual in place of each zero that stands alone. */
  readonly values: readonly (number | null)[]
  readonly replaced: number
  /** Two zeros and more in a row, up to half a season; they stay. */
  readonly runs: readonly ZeroRun[]
}

/**
 * Finds zeros in a flow too steady for them: of a strike, a stock that was out, months that were not recorded, and no demand of zero.
 *
 * What a period is expected to be is the value a season earlier and that a season later, moved by the mean factor of growth
 * between seasons, or without a season the mean of its neighbors. A zero is no part of the flow where these are all above zero, and
 * where the flow is usually nearer to what is expected than a fifth of it. So places of a run that were not seen with demand in the
 * seasons beside may be an off-season, and without a season a second run would be a pattern.
 *
 * @param values - with some below zero, no value is judged by these
 */
export function judgeZeros(values: readonly (number | null)[], seasonLength: number): JudgedZeros {
  const zeros = values.flatMap((value, t) => (value === 0 ? [t] : []))
  const untouched = { values, replaced: 0, runs: [] }
  if (zeros.length === 0 || zeros.length > MOST_SHARE_IN_RUNS * values.length) return untouched
  const lag = seasonLength > 1 && values.length > seasonLength + 2 ? seasonLength : 1
  const growth = lag > 1 ? growthOf(values, lag) : 1
  // NaN where the others do not tell
  const expectedAt = (t: number, before = t - lag, after = t + lag): number => {
    const around = [
      [before, growth],
      [after, 1 / growth],
    ].flatMap(([place, factor]) => {
      const value = values[place] ?? null
      return value === null ? [] : [value * factor]
    })
    const needed = lag > 1 ? 1 : 2
    const isOpen = around.length >= needed && around.every((value) => value > 0)
    return isOpen ? around.reduce((sum, value) => sum + value, 0) / around.length : Number.NaN
  }
  const errors = values
    .flatMap((value, t) => (value === null || value === 0 ? [] : [Math.abs(value / expectedAt(t) - 1)]))
    .filter((error) => error >= 0)
    .sort((a, b) => a - b)
  if (errors.length < Math.max(4, lag / 2) || sortedQuantile(errors, 0.5) * TIMES_USUAL > 1) return untouched
  const replaced = [...values]
  const runs: ZeroRun[] = []
  let count = 0
  let end = 0
  for (const t of zeros) {
    if (t < end) continue
    end = t
    while (values[end] === 0) end += 1
    const periods = end - t
    let usual = 0
    for (let k = t; k < end; k += 1) usual += (lag > 1 ? expectedAt(k) : expectedAt(k, t - 1, end)) / periods
    const least = periods > 1 ? LEAST_BESIDE : 0
    const isBeside = (place: number): boolean => (values[place] ?? 0) > least * (expectedAt(place) || usual)
    if (!(usual > 0 && isBeside(t - 1) && isBeside(end))) continue
    if (periods > 1) {
      if (lag < 2 || 2 * periods <= lag) runs.push({ periodIndex: t, given: 0, periods, usual })
    } else if (zeros.length <= MOST_SHARE * values.length) {
      replaced[t] = usual
      count += 1
    }
  }
  const isPattern = lag < seasonLength || (lag < 2 && runs.length > 1)
  return { values: replaced, replaced: count, runs: isPattern ? [] : runs }
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
