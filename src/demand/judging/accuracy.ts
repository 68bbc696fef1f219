import { checkObject } from '../checkPlannerInput.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { measureErrors } from './measureErrors.js'

/** Actuals and the forecasts of the same periods, with the history that scales their errors. */
export interface AccuracyInput {
  /** What was asked for, by period; `null` where not observed: the pair is left out. */
  readonly actual: readonly (number | null)[]
  /** What was forecast, by period, aligned with `actual`; `null` where there was no forecast. */
  readonly forecast: readonly (number | null)[]
  /** The values before the forecast, by which `mase` and `rmsse` are scaled. Without it both are `null`. */
  readonly history?: readonly (number | null)[]
  /** Periods in one season of the history, for `mase`. Default 1. */
  readonly seasonLength?: number
}

/** Errors of a forecast. A measure is `null` where it is not defined, as where it would divide by zero. */
export interface Accuracy {
  /** Number of periods in which both actual and forecast are known. */
  readonly periodCount: number
  /** Sum of |forecast - actual| by sum of |actual|: a ratio. */
  readonly wape: number | null
  /** Mean absolute error by the mean absolute seasonal difference of the history: a ratio. */
  readonly mase: number | null
  /** Mean of 2 |forecast - actual| / (|actual| + |forecast|): a ratio, 0 to 2; a pair of zeros counts 0. */
  readonly smape: number | null
  /** Root of the mean squared error by the mean squared one-step difference of the history: a ratio. */
  readonly rmsse: number | null
  /** Mean of forecast - actual, in the unit of the values: above zero means forecast too high. */
  readonly bias: number | null
  /** Sum of forecast - actual by sum of actual: a ratio with the sign of `bias` where the total is above zero. */
  readonly biasRatio: number | null
  /** Mean of |forecast - actual|, in the unit of the values. */
  readonly mae: number | null
  /** Root of the mean squared error, in the unit of the values. */
  readonly rmse: number | null
  /** Mean of |forecast - actual| / |actual|: a ratio; `null` where an actual is zero. */
  readonly mape: number | null
  /** Sum of actual - forecast by the mean absolute error: above zero means forecast too LOW (see `trackingSignal`). */
  readonly trackingSignal: number | null
}

/**
 * Measures how far a forecast was from what happened.
 *
 * Formulas: Hyndman and Koehler, "Another look at measures of forecast accuracy", International Journal of Forecasting
 * 22 (2006), for MASE; Makridakis, Spiliotis and Assimakopoulos, "M5 accuracy competition", International Journal of
 * Forecasting 38 (2022), for RMSSE; Vandeput, Demand Forecasting Best Practices (2023), for WAPE and bias.
 *
 * @param input - actuals and forecasts, aligned by period, in one unit
 * @throws SopError where the arrays differ in length, are empty, or hold anything but finite numbers and null
 * @example
 * ```ts
 * import { accuracy } from 'sop-engine'
 * const result = accuracy({ actual: [100, 120, 80], forecast: [110, 110, 100], history: [90, 100, 95] })
 * result.wape // => 0.13333333333333333
 * result.bias // => 6.666666666666667
 * ```
 */
export function accuracy(input: AccuracyInput): Accuracy {
  const issues = createIssueList()
  const names = { actual: true, forecast: true, history: true, seasonLength: true }
  if (!checkObject<AccuracyInput>(input, '', issues, names)) issues.throwIfAny()
  checkPairs(input, issues)
  checkScale(input, issues)
  issues.throwIfAny()
  const { pairs, ...measures } = measureErrors(input.actual, input.forecast, input.history, input.seasonLength ?? 1)
  return { periodCount: pairs, ...measures }
}

/** Adds every problem of the history and the season length that scale a measure. */
export function checkScale(input: Pick<AccuracyInput, 'history' | 'seasonLength'>, issues: IssueList): void {
  if (input.history !== undefined) checkNumbers(input.history, 'history', issues)
  const seasonLength = input.seasonLength ?? 1
  if (!Number.isSafeInteger(seasonLength) || seasonLength < 1) {
    const remedy = 'Pass a whole number from 1, or leave it out.'
    issues.add('OUT_OF_RANGE', 'seasonLength', seasonLength, 'The season length is a number of periods.', remedy)
  }
}

/** Adds every problem of two arrays that must be aligned. */
export function checkPairs(input: Pick<AccuracyInput, 'actual' | 'forecast'>, issues: IssueList): void {
  const periods = checkActual(input.actual, issues)
  checkAligned(input.forecast, 'forecast', periods, issues)
}

/** Adds every problem of the actuals; their number, or nothing where they are no array of numbers. */
export function checkActual(actual: unknown, issues: IssueList): number | undefined {
  if (!checkNumbers(actual, 'actual', issues)) return undefined
  const periods = (actual as readonly unknown[]).length
  if (periods === 0) {
    issues.add('EMPTY', 'actual', actual, 'There is no period to measure.', 'Pass at least one period.')
  }
  return periods
}

/** Adds every problem of an array that stands beside the actuals, and tells whether there was none. */
export function checkAligned(
  values: unknown,
  name: string,
  periods: number | undefined,
  issues: IssueList,
): values is readonly (number | null)[] {
  if (!checkNumbers(values, name, issues) || periods === undefined) return false
  const { length } = values as readonly unknown[]
  if (length === periods) return true
  const message = `The ${name} has ${length} periods, the actuals have ${periods}.`
  issues.add('MISALIGNED', name, length, message, `Pass one ${name} for each actual.`)
  return false
}

function checkNumbers(values: unknown, path: string, issues: IssueList): boolean {
  if (!Array.isArray(values)) {
    const code = values === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    issues.add(code, path, values, 'There is no array of numbers.', 'Pass an array with one number by period.')
    return false
  }
  for (let t = 0; t < values.length; t += 1) {
    const value: unknown = values[t]
    if (value === null || (typeof value === 'number' && Number.isFinite(value))) continue
    const code = typeof value === 'number' ? 'NOT_FINITE' : 'WRONG_TYPE'
    issues.add(code, `${path}[${t}]`, value, 'A value is not a finite number.', 'Pass a number, or null if not known.')
  }
  return true
}
