import { createIssueList } from '../../core/checking/errors.js'
import { isWhole } from '../checkForecastInput.js'
import { numberCode, refuse, isRecord, refuseUnknown } from '../../core/checking/checks.js'

/** Where to look for the exponent. */
export interface GuerreroOptions {
  /** Periods in one season; the history is cut into groups of as many. Default 2, as without a season. */
  readonly seasonLength?: number
  /** Smallest and largest exponent, from -2 to 2. Default `[-1, 2]`. */
  readonly range?: readonly [number, number]
}

/** Exponents tried before the search closes in. */
const GRID = 60
const REFINEMENTS = 30
const SECTION = 0.6180339887498949

/**
 * The exponent of Box and Cox's transform with which the spread of a series grows least with its level.
 *
 * The history, its incomplete first season left out, is cut into groups of one season (or of two periods); the exponent
 * is that with the least coefficient of variation of (standard deviation / mean^(1 - lambda)) over the groups.
 * Source: V. M. Guerrero, "Time-series analysis supported by power transformations", Journal of Forecasting 12 (1993).
 *
 * @param values - history in any unit, oldest first, every value above zero
 * @param options - season length in periods and range of exponents
 * @returns the exponent; 1, which transforms nothing, where there are not two groups of values that differ
 * @throws SopError where a value is not above zero, or an option is out of its range
 * @example
 * ```ts
 * import { guerreroLambda } from 'sop-engine/demand'
 * // swings of 10 % about a level that doubles: the logarithm makes them alike
 * const lambda = guerreroLambda([90, 110, 180, 220, 360, 440, 720, 880])
 * Math.abs(lambda) < 0.001 // => true
 * ```
 */
export function guerreroLambda(values: readonly number[], options: GuerreroOptions = {}): number {
  const issues = createIssueList()
  if (!isRecord(options, 'options', issues)) issues.throwIfAny()
  refuseUnknown<GuerreroOptions>(options, 'options', { seasonLength: true, range: true }, issues)
  const { seasonLength = 2, range = [-1, 2] } = options
  if (!Array.isArray(values)) refuse(issues, 'WRONG_TYPE', 'values', values, 'an array of numbers above zero')
  else {
    values.forEach((value: unknown, t) => {
      if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return
      refuse(issues, numberCode(value), `values[${t}]`, value, 'a number above zero')
    })
  }
  if (!isWhole(seasonLength)) {
    refuse(issues, numberCode(seasonLength), 'options.seasonLength', seasonLength, 'a whole number of periods from 1')
  }
  checkRange(range, 'options.range', issues)
  issues.throwIfAny()
  return searchLambda(Float64Array.from(values), values.length, seasonLength, range)
}

/** Adds a problem where a range of exponents is none. */
export function checkRange(range: unknown, path: string, issues: ReturnType<typeof createIssueList>): void {
  const [low, high] = Array.isArray(range) && range.length === 2 ? (range as unknown[]) : []
  if (typeof low === 'number' && typeof high === 'number' && low >= -2 && low <= high && high <= 2) return
  refuse(issues, 'OUT_OF_RANGE', path, range, 'two exponents from -2 to 2, the smaller one first, as [-1, 2]')
}

/** The search over the values that are known to be above zero. */
export function searchLambda(
  values: Float64Array,
  count: number,
  seasonLength: number,
  [low, high]: readonly [number, number],
): number {
  const size = Math.max(2, seasonLength)
  const groups = Math.floor(count / size)
  const from = count - groups * size
  const logMeans = new Float64Array(groups)
  const deviations = new Float64Array(groups)
  for (let g = 0; g < groups; g += 1) {
    let mean = 0
    for (let k = 0; k < size; k += 1) mean += values[from + g * size + k] / size
    let squares = 0
    for (let k = 0; k < size; k += 1) {
      const off = values[from + g * size + k] - mean
      squares += off * off
    }
    logMeans[g] = Math.log(mean)
    deviations[g] = Math.sqrt(squares / (size - 1))
  }
  const variation = (lambda: number): number => {
    let sum = 0
    for (let g = 0; g < groups; g += 1) sum += ratio(g, lambda)
    const mean = sum / groups
    let squares = 0
    for (let g = 0; g < groups; g += 1) squares += (ratio(g, lambda) - mean) * (ratio(g, lambda) - mean)
    return Math.sqrt(squares / (groups - 1)) / mean
  }
  const ratio = (g: number, lambda: number): number => deviations[g] * Math.exp((lambda - 1) * logMeans[g])
  const at = (step: number): number => low + ((high - low) * step) / GRID
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (let step = 0; step <= GRID; step += 1) {
    const value = variation(at(step))
    if (value < least) {
      best = step
      least = value
    }
  }
  if (best < 0) return 1
  let left = at(Math.max(0, best - 1))
  let right = at(Math.min(GRID, best + 1))
  for (let k = 0; k < REFINEMENTS; k += 1) {
    const a = right - SECTION * (right - left)
    const b = left + SECTION * (right - left)
    if (variation(a) <= variation(b)) right = b
    else left = a
  }
  return (left + right) / 2
}
