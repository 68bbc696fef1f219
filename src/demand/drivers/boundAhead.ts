import { createNotice, type Notice } from '../../core/notices/notices.js'
import { driverExtrapolated } from './notices.js'

/** Share of the range that was seen by which a driver may be taken for another value without a word. */
const TOLD_FROM = 0.1

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
 * @param bound - `saturate`, or `cutOff`
 */
export function boundAhead(
  ahead: Float64Array,
  given: ArrayLike<number | null>,
  bound: (value: number, low: number, high: number) => number,
  { driverId, path, low, high, inUnits }: SeenRange,
  warnings: Notice[],
): Float64Array {
  const taken = ahead.map((value) => bound(value, low, high))
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
