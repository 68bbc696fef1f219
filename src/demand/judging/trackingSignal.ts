import { checkObject } from '../checkPlannerInput.js'
import { createIssueList } from '../../core/checking/errors.js'
import { type AccuracyInput, checkPairs } from './accuracy.js'

/** Running errors of a forecast, one entry a period. */
export interface TrackingSignal {
  /** Sum of actual - forecast up to each period, in the unit of the values. */
  readonly cumulativeError: number[]
  /** Mean absolute deviation up to each period, in the unit of the values; `null` before the first known pair. */
  readonly mad: (number | null)[]
  /** Cumulative error by mean absolute deviation; `null` while the latter is zero or not known. */
  readonly trackingSignal: (number | null)[]
}

/**
 * Follows by period whether a forecast has drifted to one side: cumulative error by mean absolute deviation.
 *
 * The error is actual - forecast, so a signal above zero says that demand runs ABOVE the forecast. Beyond about 4 on
 * either side a forecast is usually taken for biased. A period with a `null` leaves the signal as it was.
 * Source: Heizer, Render and Munson, Operations Management, section "Monitoring and controlling forecasts".
 *
 * @param input - actuals and forecasts, aligned by period, in one unit
 * @throws SopError where the arrays differ in length, are empty, or hold anything but finite numbers and null
 * @example
 * ```ts
 * import { trackingSignal } from 'sop-engine/demand'
 * trackingSignal({ actual: [90, 95, 115], forecast: [100, 100, 100] }).trackingSignal // => [-1, -2, 0]
 * ```
 */
export function trackingSignal(input: Pick<AccuracyInput, 'actual' | 'forecast'>): TrackingSignal {
  const issues = createIssueList()
  const names = { actual: true, forecast: true }
  if (!checkObject<Pick<AccuracyInput, 'actual' | 'forecast'>>(input, '', issues, names)) issues.throwIfAny()
  checkPairs(input, issues)
  issues.throwIfAny()
  const result: TrackingSignal = { cumulativeError: [], mad: [], trackingSignal: [] }
  let cumulative = 0
  let absolute = 0
  let pairs = 0
  for (let t = 0; t < input.actual.length; t += 1) {
    const actual = input.actual[t]
    const forecast = input.forecast[t]
    if (actual !== null && forecast !== null) {
      cumulative += actual - forecast
      absolute += Math.abs(actual - forecast)
      pairs += 1
    }
    result.cumulativeError.push(cumulative)
    result.mad.push(pairs > 0 ? absolute / pairs : null)
    result.trackingSignal.push(absolute > 0 ? (cumulative * pairs) / absolute + 0 : null)
  }
  return result
}
