import { createNotice, type Notice } from '../../core/notices/notices.js'
import { beforeLaunch, demandStopped, loneZeros, trailingGap } from '../notices.js'
import { judgeZeros } from './judgeZeros.js'

/** Chance that zeros at the start would have of being chance, below which they are no demand. */
const NOT_CHANCE = 0.01
/** Demands, and periods from the first to the last of them, that tell what is usual. */
const LEAST_DEMANDS = 3
const LEAST_SEEN = 5
/** Own intervals without demand after which the return of demand is half as likely. */
const HALF_LIFE = 2.5

/** What a history says of when demand began, whether it still goes on, and which periods tell nothing. */
export interface HistoryReading {
  /** What the model is fitted to. */
  readonly values: readonly (number | null)[]
  /** Periods of the history given that stand before these. */
  readonly before: number
  /** Periods from the end of these to the first forecast; where only zeros stand between, less whole seasons. */
  readonly ahead: number
  /** Probability that demand goes on, 0 to 1. */
  readonly alive: number
}

/**
 * Reads the zeros and the gaps at both ends of a history, and those that stand alone; each finding leaves a notice.
 *
 * - Zeros before the first demand are taken as before the launch, where they are more in a row than ever later and chance
 *   would show so many, by the share of later periods with demand, once in a hundred times at most.
 * - A zero that stands alone in a flow far too steady for it is no demand of zero (`judgeZeros`).
 * - Zeros at the end, beyond the longest run of them between two demands, put the return of demand in doubt: it is half as
 *   likely after every two and a half mean intervals between demands. What comes if it does return is forecast from the
 *   history before. The method of Teunter, Syntetos and Babai (European Journal of Operational Research 214, 2011), with a
 *   constant of a quarter, falls at nearly the same pace, but from the first period without demand on.
 * - Periods without observation at the end are forecast too, and left out.
 *
 * @param zeros - `keep`: every zero is a demand of zero
 */
export function readHistory(
  values: readonly (number | null)[],
  {
    seasonLength,
    zeros,
    path,
  }: { readonly seasonLength: number; readonly zeros: 'judge' | 'keep'; readonly path: string },
  warnings: Notice[],
): HistoryReading {
  const end = lastIndexWhere(values, (value) => value !== null) + 1
  const gap = end > 0 ? values.length - end : 0
  if (gap > 0) warnings.push(createNotice(trailingGap, { path, value: gap }))
  const known = gap > 0 ? values.slice(0, end) : values
  const plain = { values: known, before: 0, ahead: gap, alive: 1 }
  if (zeros === 'keep' || !known.includes(0)) return plain
  if (known.some((value) => value !== null && value < 0)) return plain
  const pattern = describeZeros(known)
  if (pattern === undefined) return plain
  const { first, last, leading, trailing, longest, observed, demands } = pattern

  const share = (demands - 0.5) / observed
  const isLaunch =
    demands >= LEAST_DEMANDS &&
    leading > Math.max(longest, trailing) &&
    (demands === observed || Math.pow(1 - share, leading) < NOT_CHANCE)
  const before = isLaunch ? first : 0
  if (isLaunch) warnings.push(createNotice(beforeLaunch, { path, value: { zeros: leading } }))

  const excess = observed >= LEAST_SEEN ? trailing - longest : 0
  const kept = excess > 0 ? keepZeros(known, last, longest) : known.length
  const steady = judgeZeros(known.slice(before, kept), seasonLength)
  if (steady.replaced > 0) warnings.push(createNotice(loneZeros, { path, value: { zeros: steady.replaced } }))
  const own = { values: steady.values, before }
  if (excess <= 0) return { ...own, ahead: gap, alive: 1 }

  const interval = observed / demands
  const alive = Math.pow(2, -excess / interval / HALF_LIFE)
  warnings.push(createNotice(demandStopped, { path, value: { zeros: trailing, longest, alive } }))
  const skipped = known.length - kept
  const isSeasonal = seasonLength > 1 && kept - before > seasonLength
  return { ...own, ahead: gap + (isSeasonal ? skipped % seasonLength : 0), alive }
}

/** Where demand and its absence stand in a history; zeros are counted, gaps are not. */
interface ZeroPattern {
  /** Places of the first and the last demand. */
  readonly first: number
  readonly last: number
  readonly leading: number
  readonly trailing: number
  /** The longest run of zeros between two demands. */
  readonly longest: number
  /** Observed periods from the first demand to the last. */
  readonly observed: number
  readonly demands: number
}

/** Nothing where there are not two demands to tell an interval. */
function describeZeros(values: readonly (number | null)[]): ZeroPattern | undefined {
  const first = values.findIndex((value) => value !== null && value > 0)
  const last = lastIndexWhere(values, (value) => value !== null && value > 0)
  if (first === last) return undefined
  const zerosIn = (from: number, to: number): number => values.slice(from, to).filter((value) => value === 0).length
  let [run, longest, observed, demands] = [0, 0, 0, 0]
  for (let t = first; t <= last; t += 1) {
    const value = values[t]
    if (value === null) continue
    observed += 1
    run = value === 0 ? run + 1 : 0
    longest = Math.max(longest, run)
    if (value > 0) demands += 1
  }
  const [leading, trailing] = [zerosIn(0, first), zerosIn(last + 1, values.length)]
  return { first, last, leading, trailing, longest, observed, demands }
}

/** The end of the history with so many zeros after the last demand. */
function keepZeros(values: readonly (number | null)[], last: number, zeros: number): number {
  let end = last + 1
  for (let left = zeros; left > 0; end += 1) if (values[end] === 0) left -= 1
  return end
}

function lastIndexWhere<T>(values: readonly T[], isWanted: (value: T) => boolean): number {
  let place = values.length - 1
  while (place >= 0 && !isWanted(values[place])) place -= 1
  return place
}
