import { createNotice, type Notice } from '../../core/notices/notices.js'
import { fillStockOuts } from './fillStockOuts.js'
import { decomposeRobustly, type RobustDecomposition } from './decomposeRobustly.js'
import { findLevelShifts, type LevelStep } from './findLevelShifts.js'
import { lowerBound, raiseBounds } from './raiseBounds.js'
import { chooseScale, firstScale, type SteadyScale } from './steadyScale.js'
import type { CleanHistoryOptions, LevelShift, Replacement } from './types.js'
import { mostlyStockOuts, onlyStockOuts, tooShortToJudge } from './notices.js'

/** What a history leads one to expect, period by period. */
export interface ExpectedDemand {
  /** Remainders by period on the scale of the rules; NaN where the period does not count. */
  readonly remainder: Float64Array
  readonly fit: RobustDecomposition
  /** The scale of the remainders. */
  readonly scale: SteadyScale
  /** So many zeros that there is no remainder to judge by. */
  readonly sparse: boolean
  readonly stockOuts: readonly Replacement[]
  readonly shifts: readonly LevelShift[]
  /** Middle of what is expected of a period, in the unit of the history. */
  readonly demandAt: (period: number) => number
}

/** Periods in use below which nothing is told from chance. */
const LEAST_USED = 10
/** Share of zeros from which demand is too sparse for a level with a spread about it. */
const SPARSE = 0.2
const LEAST_SEGMENT = 6

/** Finds level, season, steps and the demand behind stock-outs; nothing where the history is too short to expect anything. */
export function expectDemand(
  source: readonly (number | null)[],
  options: CleanHistoryOptions,
  path: string,
  warnings: Notice[],
): ExpectedDemand | undefined {
  const { seasonLength: m = 1, stockOut, availableShare, events = [] } = options
  const count = source.length
  const inEvent = new Set(events.flatMap(({ periodIndexes }) => periodIndexes))
  const use = new Float64Array(count)
  const censored: boolean[] = []
  const partly: boolean[] = []
  let used = 0
  let zeros = 0
  let bounds = 0
  for (let t = 0; t < count; t += 1) {
    const value = source[t]
    censored.push(value !== null && stockOut?.[t] === true)
    partly.push(value !== null && (availableShare?.[t] ?? 1) < 1)
    if (value === null) continue
    if (inEvent.has(t) || partly[t] === true) continue
    use[t] = 1
    if (censored[t] === true) bounds += 1
    else {
      used += 1
      if (value === 0) zeros += 1
    }
  }
  const observed = source.filter((value) => value !== null)
  const isCount = observed.every((value) => Number.isInteger(value))
  const roots = firstScale(observed, isCount)
  const isShort = used < LEAST_USED
  const sparse = zeros >= SPARSE * used
  if (isShort) {
    warnings.push(createNotice(tooShortToJudge, { path, value: { usable: used } }))
  }
  if (isShort || sparse || bounds > used) {
    if (bounds > used && !isShort) {
      warnings.push(createNotice(mostlyStockOuts, { path, value: { stockOuts: bounds, of: bounds + used } }))
    }
    return plainExpectation(
      source,
      { censored, partly, use, availableShare, path, scale: roots, sparse: sparse && !isShort },
      warnings,
    )
  }

  const onScale = (scale: SteadyScale): Float64Array =>
    Float64Array.from(source, (value) => (value === null ? 0 : scale.from(value)))
  const uncensored = use.map((weight, t) => (censored[t] === true ? 0 : weight))
  const rooted = onScale(roots)
  const onRoots = decomposeRobustly(rooted, uncensored, count, m)
  const scale = chooseScale(
    onRoots,
    rooted,
    uncensored,
    roots,
    observed.every((value) => value > 0),
  )
  const values = scale === roots ? rooted : onScale(scale)
  const first = scale === roots ? onRoots : decomposeRobustly(values, uncensored, count, m)
  const adjusted = values.map((value, t) => value - (first.season.length > 0 ? first.season[t % m] : 0))
  const steps = findLevelShifts(adjusted, uncensored, count, Math.max(LEAST_SEGMENT, first.season.length > 0 ? m : 1))
  const lift = stepsAhead(steps, count)
  // a piece more was asked for than was sold from half a piece on
  const floor = source.map((value) => scale.from(lowerBound(value ?? 0, isCount && scale.name !== 'logarithm')))
  const level = values.map((value, t) => (censored[t] === true ? floor[t] : value) + lift[t])
  const { fit, deviation } = fillStockOuts({ values: level, use, count, seasonLength: m, censored })
  const expected = fit.expected.map((value, t) => value - lift[t])
  const demandAt = (t: number): number => scale.to(expected[t])
  const stockOuts = raiseBounds({
    source,
    censored,
    availableShare,
    scale,
    isCount,
    deviation,
    expectedAt: (t) => expected[t],
  })
  const season = (t: number): number => (fit.season.length > 0 ? fit.season[t % m] : 0)
  const shifts = steps.map(({ period, size, tValue }): LevelShift => {
    const after = expected[period] - season(period)
    return { periodIndex: period, before: scale.to(after - size) + 0, after: scale.to(after) + 0, tValue }
  })
  const remainder = values.map((value, t) => (use[t] > 0 && censored[t] !== true ? value - expected[t] : Number.NaN))
  return { remainder, fit, scale, sparse, stockOuts, shifts, demandAt }
}

/** Sum of the steps that are still to come, by period: it brings every period to the last level. */
function stepsAhead(steps: readonly LevelStep[], count: number): Float64Array {
  const lift = new Float64Array(count)
  for (const { period, size } of steps) for (let t = 0; t < period; t += 1) lift[t] = lift[t] + size
  return lift
}

interface PlainHistory {
  readonly censored: readonly boolean[]
  readonly partly: readonly boolean[]
  readonly use: Float64Array
  readonly availableShare: readonly number[] | undefined
  readonly path: string
  readonly scale: SteadyScale
  readonly sparse: boolean
}

/**
 * One mean for all periods, and for a lower bound the mean of the full observations at or above it: the values
 * themselves stand for the distribution where there is no other to be had.
 */
function plainExpectation(
  source: readonly (number | null)[],
  history: PlainHistory,
  warnings: Notice[],
): ExpectedDemand | undefined {
  const { censored, partly, use, availableShare, path, scale, sparse } = history
  const full = source.filter((value, t): value is number => use[t] > 0 && censored[t] !== true && value !== null)
  if (full.length === 0) {
    if (censored.includes(true) || partly.includes(true)) {
      warnings.push(createNotice(onlyStockOuts, { path }))
    }
    return undefined
  }
  const mean = full.reduce((sum, value) => sum + value / full.length, 0)
  const stockOuts: Replacement[] = []
  source.forEach((value, period) => {
    if (value === null) return
    const share = availableShare?.[period] ?? 1
    if (share < 1) {
      const replacement = value + (1 - share) * Math.max(0, mean)
      stockOuts.push({
        period,
        replacement,
        reason: 'Part of the period was without stock; the mean was added for it.',
      })
    } else if (censored[period] === true) {
      const above = full.filter((other) => other >= value)
      const replacement = above.length > 0 ? above.reduce((sum, other) => sum + other / above.length, 0) : value
      const reason = 'The item ran out; this is the mean of the periods with as much demand or more.'
      stockOuts.push({ period, replacement: Math.max(value, replacement), reason })
    }
  })
  const none = new Float64Array(source.length)
  const fit = { expected: none, season: none.subarray(0, 0), lowerQuartile: 0, upperQuartile: 0, degrees: 1 }
  return { remainder: none.map(() => Number.NaN), fit, scale, sparse, stockOuts, shifts: [], demandAt: () => mean }
}
