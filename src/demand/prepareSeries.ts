import { createNotice, type Notice } from '../core/notices/notices.js'
import { leadingGap, missingValues } from './notices.js'

/**
 * Periods in a season from which on it is taken out by decomposition, and from which on two seasons do not tell what the
 * values grow by: two years of weeks are worse filled with it.
 */
export const LONG_SEASON = 24

/** A history made ready for the models: no gaps, and scaled to about one. */
export interface PreparedSeries {
  /** Values by the scale, gaps filled; from the first observation on. */
  readonly values: Float64Array
  readonly count: number
  /** Periods of the caller's history that stand before the first value. */
  readonly start: number
  /** The same, in the unit of the history, with `null` where nothing was observed. */
  readonly actual: readonly (number | null)[]
  /** Number of observed values. */
  readonly observed: number
  /** Power of two, so that dividing by it loses nothing. */
  readonly scale: number
  /** Every observed value is the same. */
  readonly constant: boolean
  /** Every scaled value is above zero. */
  readonly positive: boolean
  /** No observed value is below zero. */
  readonly nonNegative: boolean
  /** Number of observed zeros. */
  readonly zeros: number
}

/**
 * Drops what stands before the first observation, fills gaps, and scales; each of these leaves a warning.
 *
 * @param offset - periods of the caller's history before the source
 */
export function prepareSeries(
  source: readonly (number | null)[],
  seasonLength: number,
  path: string,
  warnings: Notice[],
  offset = 0,
): PreparedSeries {
  const first = source.findIndex((value) => value !== null)
  const actual = first < 0 ? [] : source.slice(first)
  const count = actual.length
  const values = new Float64Array(count)
  let observed = 0
  let zeros = 0
  let total = 0
  let nonNegative = true
  let constant = true
  for (let t = 0; t < count; t += 1) {
    const value = actual[t]
    if (value === null) continue
    observed += 1
    if (value === 0) zeros += 1
    if (value < 0) nonNegative = false
    if (value !== actual[0]) constant = false
    total += Math.abs(value)
  }
  const scale = powerOfTwoBelow(observed > 0 ? total / observed : 1)
  for (let t = 0; t < count; t += 1) {
    const value = actual[t]
    values[t] = value === null ? Number.NaN : value / scale
  }
  if (first > 0) {
    warnings.push(createNotice(leadingGap, { path, value: first }))
  }
  if (observed < count) {
    fillGaps(values, count, seasonLength)
    warnings.push(createNotice(missingValues, { path, value: { missing: count - observed, of: count } }))
  }
  const positive = values.every((value) => value > 0)
  return {
    values,
    count,
    start: offset + Math.max(0, first),
    actual,
    observed,
    scale,
    constant,
    positive,
    nonNegative,
    zeros,
  }
}

/** The largest power of two not above a positive number; 1 for zero. Stops where its inverse would overflow. */
function powerOfTwoBelow(size: number): number {
  if (!(size > 0)) return 1
  let scale = 1
  while (scale * 2 <= size) scale *= 2
  while (scale > size && scale > 1e-300) scale /= 2
  return scale
}

/**
 * Fills NaN: with two seasons of history by the mean of the nearest values of the same season before and after, each moved
 * by the growth of the seasons between; else on the straight line between the neighbors, or level beyond the last one. The
 * first value is never missing.
 */
function fillGaps(values: Float64Array, count: number, seasonLength: number): void {
  const known = values.slice()
  const m = seasonLength > 1 && count >= 2 * seasonLength ? seasonLength : 0
  for (let t = 0; t < count; t += 1) {
    if (!Number.isNaN(known[t])) continue
    if (m > 0) {
      const before = nearest(known, count, t, -m)
      const after = nearest(known, count, t, m)
      if (before >= 0 || after >= 0) {
        const left = before >= 0 ? moveSeasons(known, count, before, t, m) : undefined
        const right = after >= 0 ? moveSeasons(known, count, after, t, m) : undefined
        values[t] = ((left ?? right) as number) / 2 + ((right ?? left) as number) / 2
        continue
      }
    }
    const before = nearest(known, count, t, -1)
    const after = nearest(known, count, t, 1)
    const left = known[before]
    values[t] = after < 0 ? left : left + ((known[after] - left) * (t - before)) / (after - before)
  }
}

/**
 * A value of another season as it would be in this one: moved by what the nearest pairs so far apart grew by, half a
 * season of them at the most; by an amount, or by a factor where all of them are above zero and it leaves smaller errors. As much of
 * the growth is believed as stands out of its own error.
 */
function moveSeasons(values: Float64Array, count: number, from: number, to: number, m: number): number {
  const shift = to - from
  let [pairs, before, after] = [0, 0, 0]
  let positive = true
  const places: number[] = []
  for (let distance = 1; places.length < m / 2 && distance < count; distance += 1) {
    for (const place of [from - distance, from + distance]) {
      const [earlier, later] = [values[place], values[place + shift]]
      if (earlier === undefined || later === undefined || Number.isNaN(earlier) || Number.isNaN(later)) continue
      places.push(place)
      pairs += 1
      before += earlier
      after += later
      if (!(earlier > 0 && later > 0)) positive = false
    }
  }
  const value = values[from]
  if (pairs < 2 || m >= LONG_SEASON) return value
  const amount = (after - before) / pairs
  const factor = after / before
  let [added, multiplied] = [0, 0]
  for (const place of places) {
    const [earlier, later] = [values[place], values[place + shift]]
    added += (later - earlier - amount) * (later - earlier - amount)
    multiplied += (later - earlier * factor) * (later - earlier * factor)
  }
  if (positive && multiplied < added) {
    return value * (1 + (factor - 1) * standingOut(factor - 1, multiplied / before / before))
  }
  return value + amount * standingOut(amount, added / pairs / pairs)
}

/** Standard errors below which an estimate is not believed. */
const LEAST_ERRORS = 2

/** How much of an estimate to believe: as far as it stands out of its own variance. */
function standingOut(estimate: number, variance: number): number {
  const square = estimate * estimate
  return square > 0 ? Math.max(0, 1 - (LEAST_ERRORS * LEAST_ERRORS * variance) / square) : 0
}

/** Place of the next known value from t on in steps; -1 where there is none. */
function nearest(values: Float64Array, count: number, t: number, step: number): number {
  for (let place = t + step; place >= 0 && place < count; place += step) {
    if (!Number.isNaN(values[place])) return place
  }
  return -1
}
