import { createNotice, type Notice } from '../../core/notices/notices.js'
import { driverExtrapolated } from './notices.js'

/** Share of the range that was seen by which a driver may be taken for another value without a word. */
const TOLD_FROM = 0.1

/**
 * How a driver goes on beyond the range in which demand was observed: `saturate`, or `cutOff`.
 *
 * @param value - what it is to be, in the unit of the range, which may be a logarithm
 * @param low - the least value that was seen
 * @param high - the largest value that was seen
 * @returns what is taken for it, in the same unit
 */
export type GoOn = (value: number, low: number, high: number) => number

/** What a driver was where demand was observed, and how to say so. */
export interface SeenRange {
  readonly driverId: string
  readonly path: string
  readonly low: number
  readonly high: number
  /** A value of the range in the unit of the driver. */
  readonly inUnits: (value: number) => number
}

/**
 * Bounds a driver ahead by what was seen of it, and tells in one notice where that changes a value by more than a tenth of the
 * range: the period in which it does so most, and of how many.
 *
 * @param ahead - its values by period ahead, in the unit of the range
 * @param given - the same as the caller gave them
 * @param goOn - `saturate`, or `cutOff`
 */
export function boundAhead(
  ahead: Float64Array,
  given: ArrayLike<number | null>,
  goOn: GoOn,
  { driverId, path, low, high, inUnits }: SeenRange,
  warnings: Notice[],
): Float64Array {
  const taken = ahead.map((value) => goOn(value, low, high))
  const least = TOLD_FROM * (high - low)
  let [worst, periods, most] = [-1, 0, least]
  ahead.forEach((value, h) => {
    const gap = Math.abs(value - (taken[h] as number))
    if (!(gap > least)) return
    periods += 1
    if (gap > most) [worst, most] = [h, gap]
  })
  if (worst < 0) return taken
  const value = {
    driverId,
    stepsAhead: worst + 1,
    given: given[worst] as number,
    taken: inUnits(taken[worst] as number),
    low: inUnits(low),
    high: inUnits(high),
    periods,
  }
  warnings.push(createNotice(driverExtrapolated, { path: `${path}: ${driverId}`, value }))
  return taken
}

/** A value as it is up to the width of the range that was seen beyond it, and no further. */
export function cutOff(value: number, low: number, high: number): number {
  const width = high - low
  return Math.max(low - width, Math.min(high + width, value))
}

/**
 * A value that goes on ever more slowly beyond the range that was seen, and never further than by that range once more: of
 * what lies outside, nothing was learned.
 */
export function saturate(value: number, low: number, high: number): number {
  const width = high - low
  const beyond = value > high ? value - high : value < low ? low - value : 0
  if (beyond === 0) return value
  const added = width > 0 ? (Number.isFinite(beyond) ? (beyond * width) / (beyond + width) : width) : 0
  return value > high ? high + added : low - added
}
