import { checkObject } from '../checkPlannerInput.js'
import { createIssueList } from '../../core/checking/errors.js'
import { checkActual, checkAligned, checkScale } from './accuracy.js'
import { type IntervalMeasures, measureInterval, naiveErrors } from './measureErrors.js'

/** Actuals and the intervals that were to hold them, with the history that scales the score. */
export interface IntervalScoreInput {
  /** What was asked for, by period; `null` where not observed: the period is left out. */
  readonly actual: readonly (number | null)[]
  /** Lower end by period, aligned with `actual`; `null` where there was no forecast. */
  readonly lower: readonly (number | null)[]
  /** Upper end by period, aligned with `actual`; `null` where there was no forecast. */
  readonly upper: readonly (number | null)[]
  /** Probability that the interval was to hold, as a share between 0 and 1. */
  readonly level: number
  /** The values before the forecast, by which `msis` is scaled. Without it that is `null`. */
  readonly history?: readonly (number | null)[]
  /** Periods in one season of the history, for `msis`. Default 1. */
  readonly seasonLength?: number
}

/** How well an interval held. A measure is `null` where it is not defined, as where it would divide by zero. */
export interface IntervalScore extends IntervalMeasures {
  /** Number of periods in which the actual and both ends are known. */
  readonly periodCount: number
}

/**
 * Judges intervals by how much they hold and how wide they are.
 *
 * The interval score of a period is (upper - lower) + 2 / a times the distance by which the actual lies outside, where
 * a = 1 - level; lower is better, and its expected value is least for the true quantiles. MSIS divides its mean by the
 * mean absolute seasonal difference of the history.
 * Sources: Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation", Journal of the American
 * Statistical Association 102 (2007); Makridakis, Spiliotis and Assimakopoulos, "The M4 competition", International
 * Journal of Forecasting 36 (2020), for MSIS.
 *
 * @param input - actuals and both ends, aligned by period, in one unit; the level as a share
 * @throws SopError where the arrays differ in length, are empty or hold anything but finite numbers and null, where a
 *   lower end lies above its upper one, and where the level is no share
 * @example
 * ```ts
 * import { intervalScore } from 'sop-engine/demand'
 * const result = intervalScore({ actual: [100, 130], lower: [90, 90], upper: [120, 120], level: 0.8, history: [90, 100] })
 * result.coverage // => 0.5
 * result.intervalScore // => 80
 * result.msis // => 8
 * ```
 */
export function intervalScore(input: IntervalScoreInput): IntervalScore {
  const issues = createIssueList()
  const names = { actual: true, lower: true, upper: true, level: true, history: true, seasonLength: true }
  if (!checkObject<IntervalScoreInput>(input, '', issues, names)) issues.throwIfAny()
  const { actual, lower, upper, level, history, seasonLength = 1 } = input
  const periods = checkActual(actual, issues)
  const [lowerAligned, upperAligned] = [
    checkAligned(lower, 'lower', periods, issues),
    checkAligned(upper, 'upper', periods, issues),
  ]
  if (!(typeof level === 'number' && level > 0 && level < 1)) {
    const remedy = 'Pass a share between 0 and 1, as 0.95 for 95 %.'
    issues.add('OUT_OF_RANGE', 'level', level, 'The level is no share.', remedy)
  }
  checkScale(input, issues)
  for (let t = 0; lowerAligned && upperAligned && t < actual.length; t += 1) {
    const [low, high] = [lower[t], upper[t]]
    if (low == null || high == null || low <= high) continue
    issues.add('CONFLICT', `lower[${t}]`, low, `The lower end lies above the upper one, ${high}.`, 'Swap the two ends.')
  }
  issues.throwIfAny()
  const scale = history === undefined ? null : naiveErrors(history, seasonLength).absolute
  const { pairs, ...measures } = measureInterval(actual, lower, upper, level, scale)
  return { periodCount: pairs, ...measures }
}
