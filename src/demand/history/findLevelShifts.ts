import { sortedQuantile } from '../../math/quantile.js'

/** A lasting step in the level of a history. */
export interface LevelStep {
  /** First period on the new level. */
  readonly period: number
  /** Height of the step. */
  readonly size: number
  /** The step by its standard error, with what neighboring errors share taken into account. */
  readonly tValue: number
}

/** Largest |t| over all places that chance is granted; 3.5 is its 1 % limit for errors without memory (Andrews 1993). */
const LEAST_T = 4.5
/** Share of the step that the values right before and after it must show, else it is a slope. */
const LEAST_LOCAL = 0.5

/**
 * Finds lasting steps: at every place the history is held against a line with a step there, and the place with the
 * largest t value is taken, if the step explains more than the bend of a parabola and a cubic would; then each side is
 * searched in the same way (binary segmentation).
 *
 * Single wild values are first drawn in to the running median, which keeps steps as they are. The standard error is
 * widened by (1 + r) / (1 - r), r the correlation of neighboring errors, so that a wandering level is not a row of steps.
 * Sources: Quandt, "Tests of the hypothesis that a linear regression system obeys two separate regimes", Journal of the
 * American Statistical Association 55 (1960); Bai, "Estimating multiple breaks one at a time", Econometric Theory 13
 * (1997).
 *
 * @param values - freed of the season
 * @param use - 0 for periods to leave out
 * @param segment - fewest used periods on either side of a step
 */
export function findLevelShifts(values: Float64Array, use: Float64Array, count: number, segment: number): LevelStep[] {
  const places: number[] = []
  for (let t = 0; t < count; t += 1) if (use[t] > 0) places.push(t)
  const calm = drawIn(places.map((t) => values[t]))
  const steps: LevelStep[] = []
  const search = (from: number, to: number): void => {
    const found = bestStep(calm, places, from, to, segment)
    if (found === undefined) return
    search(from, found.at)
    steps.push({ period: places[found.at], size: found.size, tValue: found.tValue })
    search(found.at, to)
  }
  search(0, places.length)
  return steps
}

/** Draws values in that lie more than four deviations off the median of the seven around them. */
function drawIn(values: readonly number[]): Float64Array {
  const medians = values.map((_, i) => medianOf(values, Math.max(0, i - 3), Math.min(values.length, i + 4)))
  const sizes = values.map((value, i) => Math.abs(value - medians[i])).sort((a, b) => a - b)
  const limit = values.length > 0 ? 4 * 1.4826 * sortedQuantile(sizes, 0.5) : 0
  return Float64Array.from(values, (value, i) => {
    const median = medians[i]
    return Math.min(Math.max(value, median - limit), median + limit)
  })
}

function medianOf(values: ArrayLike<number>, from: number, to: number): number {
  const part = Array.from({ length: to - from }, (_, i) => values[from + i]).sort((a, b) => a - b)
  return sortedQuantile(part, 0.5)
}

/** Columns that are orthogonal to each other, by place; each with its sum of squares. */
interface Curve {
  readonly columns: readonly Float64Array[]
  readonly squares: readonly number[]
}

/** Level, line, parabola and cubic over the places, made orthogonal one after the other. */
function smoothColumns(places: ArrayLike<number>): Curve {
  const n = places.length
  const columns: Float64Array[] = []
  const squares: number[] = []
  const half = (n > 0 ? places[n - 1] - places[0] : 0) / 2 || 1
  let column = new Float64Array(n).fill(1)
  for (let power = 0; power < 4; power += 1) {
    if (power > 0) {
      const last = columns[power - 1]
      column = last.map((value, i) => value * ((places[i] - places[0]) / half - 1))
    }
    columns.forEach((other, j) => {
      const share = dot(column, other) / squares[j]
      column = column.map((value, i) => value - share * other[i])
    })
    columns.push(column)
    squares.push(dot(column, column))
  }
  return { columns, squares }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i]
  return sum
}

function bestStep(
  all: Float64Array,
  places: readonly number[],
  from: number,
  to: number,
  segment: number,
): { at: number; size: number; tValue: number } | undefined {
  const n = to - from
  if (n < 2 * segment) return undefined
  const values = all.subarray(from, to)
  const smooth = smoothColumns(places.slice(from, to))
  const columns = smooth.columns.slice(0, 2)
  const squares = smooth.squares.slice(0, 2)
  const shares = columns.map((column, j) => dot(values, column) / squares[j])
  const rest = values.map((value, i) => columns.reduce((left, column, j) => left - shares[j] * column[i], value))
  // the step column freed of the curve, and what it explains of the rest, by sums from the end
  const sums = columns.map(() => 0)
  let total = 0
  let best: { at: number; gain: number; size: number; sums: readonly number[] } | undefined
  for (let k = n - 1; k >= segment; k -= 1) {
    total += rest[k]
    let own = n - k
    columns.forEach((column, j) => {
      sums[j] = sums[j] + column[k]
      own -= (sums[j] * sums[j]) / squares[j]
    })
    if (n - k < segment || !(own > 1e-6 * n)) continue
    const gain = (total * total) / own
    if (best === undefined || gain > best.gain) best = { at: k, gain, size: total / own, sums: sums.slice() }
  }
  if (best === undefined) return undefined
  const { at, gain, size } = best
  let bend = 0
  for (const power of [2, 3]) {
    const share = dot(rest, smooth.columns[power])
    const own = smooth.squares[power]
    if (own > 1e-9 * n) bend += (share * share) / own
  }
  if (!(gain > bend)) return undefined
  const curve = columns.map((_, j) => shares[j] - (size * best.sums[j]) / squares[j])
  /** Values freed of the curve that goes with the step: the step and the errors. */
  const stepped = values.map((value, i) => columns.reduce((left, column, j) => left - curve[j] * column[i], value))
  const errors = stepped.map((value, i) => (i >= at ? value - size : value))
  // rounding leaves errors of about this size where there are none
  const variance = Math.max(dot(errors, errors), 1e-20 * dot(values, values)) / Math.max(1, n - 3)
  if (!(variance > 0)) return undefined
  const tValue = Math.sqrt(gain / variance / sharedError(errors))
  if (!(tValue >= LEAST_T)) return undefined
  const local = medianOf(stepped, at, Math.min(at + segment, n)) - medianOf(stepped, Math.max(at - segment, 0), at)
  if (local * size < LEAST_LOCAL * size * size) return undefined
  return { at: from + at, size, tValue: size < 0 ? -tValue : tValue }
}

/** (1 + r) / (1 - r) for the correlation r of neighboring errors; 1 at the least. */
function sharedError(errors: Float64Array): number {
  const n = errors.length
  const squares = dot(errors, errors)
  if (!(squares > 0)) return 1
  const raw = dot(errors.subarray(1), errors.subarray(0, n - 1)) / squares
  // about a curve and a step that were fitted, a correlation comes out too low by about (3 + 4 r) / n
  const r = Math.min(0.98, raw + (3 + 4 * Math.max(0, raw)) / n)
  return r > 0 ? (1 + r) / (1 - r) : 1
}
