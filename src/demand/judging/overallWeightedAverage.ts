import { checkObject } from '../checkPlannerInput.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { prepareSeries } from '../prepareSeries.js'
import { naive2 } from '../simple/naive2.js'
import { checkPairs, checkScale } from './accuracy.js'
import { measureErrors, ratio } from './measureErrors.js'

/** One series of a comparison with the benchmark of the M competitions. */
export interface BenchmarkedSeries {
  /** What was asked for in the periods after the history; `null` where not observed. */
  readonly actual: readonly (number | null)[]
  /** What was forecast for them; `null` where there was no forecast. */
  readonly forecast: readonly (number | null)[]
  /** The values before them, from which the benchmark is forecast. */
  readonly history: readonly (number | null)[]
}

/** A forecasting method against the benchmark; measures are `null` where they are not defined. */
export interface OverallWeightedAverage {
  /** Mean of the two ratios to the benchmark, of sMAPE and of MASE: below 1 is better than it. */
  readonly owa: number | null
  /** Mean sMAPE over the series: a ratio, 0 to 2. */
  readonly smape: number | null
  /** Mean MASE over the series: a ratio. */
  readonly mase: number | null
  /** Mean sMAPE of the benchmark. */
  readonly benchmarkSmape: number | null
  /** Mean MASE of the benchmark. */
  readonly benchmarkMase: number | null
  /** Number of series that count. */
  readonly series: number
  /** Places of the series left out, since their history has no seasonal difference to scale by, or no pair is known. */
  readonly leftOut: number[]
}

/**
 * Measures a method over many series against Naive2, as the M4 competition does.
 *
 * OWA = (mean sMAPE / mean sMAPE of Naive2 + mean MASE / mean MASE of Naive2) / 2. Naive2 carries the last value on,
 * with the season taken out and put back where the history has one; gaps are filled for it.
 * Source: Makridakis, Spiliotis and Assimakopoulos, "The M4 competition", International Journal of Forecasting 36 (2020).
 *
 * @param series - actuals, forecasts and histories, aligned by period, each series in its own unit
 * @param options - season length in periods, the same for all; default 1
 * @throws SopError where the arrays of a series differ in length, are empty or hold anything but finite numbers and null
 * @example
 * ```ts
 * import { overallWeightedAverage } from 'sop-engine/demand'
 * const history = [10, 14, 12]
 * const result = overallWeightedAverage([{ actual: [16, 18], forecast: [16, 15], history }])
 * result.mase // => 0.5
 * result.benchmarkMase // => 1.6666666666666667
 * ```
 */
export function overallWeightedAverage(
  series: readonly BenchmarkedSeries[],
  options: { readonly seasonLength?: number } = {},
): OverallWeightedAverage {
  const issues = createIssueList()
  if (!checkObject<{ seasonLength?: number }>(options, 'options', issues, { seasonLength: true })) issues.throwIfAny()
  const { seasonLength = 1 } = options
  if (!Array.isArray(series)) {
    issues.add('WRONG_TYPE', 'series', series, 'The series are not an array.', 'Pass an array of series.')
    issues.throwIfAny()
  }
  checkScale({ seasonLength }, issues)
  series.forEach((one: unknown, place) => {
    const path = `series[${place}]`
    const under: IssueList = {
      ...issues,
      add: (code, name, value, message, remedy) => issues.add(code, `${path}.${name}`, value, message, remedy),
    }
    const names = { actual: true, forecast: true, history: true }
    if (!checkObject<BenchmarkedSeries>(one, path, issues, names)) return
    const { history } = one as Partial<BenchmarkedSeries>
    checkPairs(one as BenchmarkedSeries, under)
    if (history === undefined) under.add('MISSING_VALUE', 'history', history, 'There is no history.', 'Pass it.')
    else checkScale({ history }, under)
  })
  issues.throwIfAny()

  const leftOut: number[] = []
  const sums = { smape: 0, mase: 0, benchmarkSmape: 0, benchmarkMase: 0 }
  series.forEach(({ actual, forecast, history }, place) => {
    const prepared = prepareSeries(history, seasonLength, 'history', [])
    const { values, count, scale } = prepared
    const known = count > 0 ? naive2(values, count, seasonLength, actual.length) : new Float64Array(actual.length)
    // judged in the same periods as the forecast
    const reference = Array.from(known, (value, h) => (forecast[h] === null ? null : value * scale))
    const own = measureErrors(actual, forecast, history, seasonLength)
    const other = measureErrors(actual, reference, history, seasonLength)
    if (own.mase === null || own.smape === null || other.mase === null || other.smape === null) {
      leftOut.push(place)
      return
    }
    sums.smape += own.smape
    sums.mase += own.mase
    sums.benchmarkSmape += other.smape
    sums.benchmarkMase += other.mase
  })
  const counted = series.length - leftOut.length
  const smapeRatio = ratio(sums.smape, sums.benchmarkSmape)
  const maseRatio = ratio(sums.mase, sums.benchmarkMase)
  return {
    owa: smapeRatio === null || maseRatio === null ? null : (smapeRatio + maseRatio) / 2,
    smape: ratio(sums.smape, counted),
    mase: ratio(sums.mase, counted),
    benchmarkSmape: ratio(sums.benchmarkSmape, counted),
    benchmarkMase: ratio(sums.benchmarkMase, counted),
    series: counted,
    leftOut,
  }
}
