import { checkObject } from '../checkPlannerInput.js'
import { createIssueList } from '../../core/checking/errors.js'
import { type AccuracyInput, checkPairs, checkScale } from './accuracy.js'
import { naiveErrors, ratio } from './measureErrors.js'

/** Actuals and the quantile that was forecast for the same periods. */
export interface PinballLossInput extends AccuracyInput {
  /** Probability, as a share between 0 and 1, with which the actual was to stay at or below the forecast. */
  readonly probability: number
}

/** How well a quantile was forecast. A measure is `null` where it is not defined. */
export interface PinballLoss {
  /** Number of periods in which both values are known. */
  readonly periodCount: number
  /** Mean loss, in the unit of the values: lower is better. */
  readonly loss: number | null
  /** The loss by the mean absolute seasonal difference of the history: a ratio. */
  readonly scaledLoss: number | null
  /** Share of periods in which the actual stayed at or below the forecast: `probability` for a good one. */
  readonly coverage: number | null
}

/**
 * Judges the forecast of a quantile, as a stock level that is to serve 98 % of periods.
 *
 * The loss of a period is p (actual - forecast) where the actual lies above and (1 - p) (forecast - actual) where it
 * lies below; its expected value is least for the true quantile. With a season length of 1 the loss is scaled as in
 * the M5 competition, where a history begins with its first sale.
 * Sources: Koenker and Bassett, "Regression quantiles", Econometrica 46 (1978); Makridakis et al., "The M5 uncertainty
 * competition", International Journal of Forecasting 38 (2022).
 *
 * @param input - actuals and forecast quantiles, aligned by period, in one unit; the probability as a share
 * @throws SopError where the arrays differ in length, are empty or hold anything but finite numbers and null, and where
 *   the probability is no share
 * @example
 * ```ts
 * import { pinballLoss } from 'sop-engine/demand'
 * const result = pinballLoss({ actual: [100, 140], forecast: [120, 120], probability: 0.75 })
 * result.loss // => 10
 * result.coverage // => 0.5
 * ```
 */
export function pinballLoss(input: PinballLossInput): PinballLoss {
  const issues = createIssueList()
  const names = { actual: true, forecast: true, probability: true, history: true, seasonLength: true }
  if (!checkObject<PinballLossInput>(input, '', issues, names)) issues.throwIfAny()
  const { actual, forecast, probability, history, seasonLength = 1 } = input
  checkPairs(input, issues)
  if (!(typeof probability === 'number' && probability > 0 && probability < 1)) {
    const remedy = 'Pass a share between 0 and 1, as 0.98 for 98 %.'
    issues.add('OUT_OF_RANGE', 'probability', probability, 'The probability is no share.', remedy)
  }
  checkScale(input, issues)
  issues.throwIfAny()
  let periods = 0
  let total = 0
  let below = 0
  for (let t = 0; t < actual.length; t += 1) {
    const a = actual[t]
    const f = forecast[t]
    if (a === null || f === null) continue
    periods += 1
    if (a <= f) below += 1
    total += a > f ? probability * (a - f) : (1 - probability) * (f - a)
  }
  const loss = ratio(total, periods)
  const scale = history === undefined ? null : naiveErrors(history, seasonLength).absolute
  return {
    periodCount: periods,
    loss,
    scaledLoss: loss === null || scale === null ? null : ratio(loss, scale),
    coverage: ratio(below, periods),
  }
}
