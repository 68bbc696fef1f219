import { createIssueList } from '../../core/checking/errors.js'
import { checkNumber, checkNumbers, checkObject } from '../checkPlannerInput.js'
import { measureErrors } from '../judging/measureErrors.js'

/** A forecast as it stood at some time. */
export interface ForecastVintage {
  /** Place, among the actuals, of the last period known when it was made; -1 where none was. */
  readonly origin: number
  /** Forecast of the periods after it, the next one first, in the unit of the actuals. */
  readonly forecast: readonly (number | null)[]
}

/** Accuracy of all forecasts made the same number of periods ahead. A measure is `null` where it is not defined. */
export interface LagAccuracy {
  /** Periods between making the forecast and what it speaks of; 1 for the next period. */
  readonly lag: number
  /** Number of periods in which both actual and forecast are known. */
  readonly periodCount: number
  /** Sum of |forecast - actual| by sum of |actual|: a ratio. */
  readonly wape: number | null
  /** Mean of |forecast - actual|, in the unit of the actuals. */
  readonly mae: number | null
  /** Root of the mean squared error, in the unit of the actuals. */
  readonly rmse: number | null
  /** Mean of forecast - actual, in the unit of the actuals: above zero means forecast too high. */
  readonly bias: number | null
  /** Sum of forecast - actual by sum of actual: a ratio with the sign of `bias` where the total is above zero. */
  readonly biasRatio: number | null
  /** Sum of actual - forecast by the mean absolute error: above zero means forecast too LOW. */
  readonly trackingSignal: number | null
  /** WAPE of repeating the last actual known at each origin, over the same periods as far as it is known. */
  readonly naiveWape: number | null
  /** `naiveWape` less the WAPE over those periods: above zero means that the forecast beat the naive one. */
  readonly valueAddedVsNaive: number | null
}

/**
 * Measures forecasts by how long before the period they were made.
 *
 * Source: Vandeput, Demand Forecasting Best Practices (2023), on lags; the naive comparison is the first stair of
 * Gilliland, The Business Forecasting Deal (2010), at each lag.
 *
 * @param vintages - forecasts as they stood, in any order
 * @param options - `actual`: what happened by period, `null` where not known
 * @returns one entry for each lag from 1 to the longest, in that order
 * @throws SopError where there is no vintage, an origin is no place among the actuals (or -1), or a value is neither a
 * finite number nor null
 * @example
 * ```ts
 * import { accuracyByLag } from 'sop-engine'
 * const vintages = [{ origin: 0, forecast: [110, 120] }, { origin: 1, forecast: [90] }]
 * const byLag = accuracyByLag(vintages, { actual: [100, 100, 100] })
 * byLag[0]?.mae // => 10
 * byLag[1]?.bias // => 20
 * ```
 */
export function accuracyByLag(
  vintages: readonly ForecastVintage[],
  options: { readonly actual: readonly (number | null)[] },
): LagAccuracy[] {
  const issues = createIssueList()
  checkObject<{ actual: unknown }>(options, 'options', issues, { actual: true })
  const actuals = options?.actual
  const known = (values: unknown): unknown =>
    Array.isArray(values) ? values.map((value: unknown) => (value === null ? 0 : value)) : values
  const isKnown = checkNumbers(known(actuals), 'options.actual', issues)
  const list: readonly unknown[] = Array.isArray(vintages) ? vintages : []
  if (list.length === 0) {
    issues.add('EMPTY', 'vintages', vintages, 'There is no forecast to measure.', 'Pass at least one vintage.')
  }
  list.forEach((vintage, place) => {
    const path = `vintages[${place}]`
    if (!checkObject<ForecastVintage>(vintage, path, issues, { origin: true, forecast: true })) return
    const { origin, forecast } = vintage as Partial<ForecastVintage>
    const max = isKnown ? actuals.length - 1 : Number.MAX_SAFE_INTEGER
    checkNumber(origin, `${path}.origin`, issues, { min: -1, max, whole: true })
    checkNumbers(known(forecast), `${path}.forecast`, issues)
  })
  issues.throwIfAny()
  // By origin, so that sums, and with them results, do not depend on the order in which vintages are given.
  const sorted = [...vintages].sort((a, b) => a.origin - b.origin)
  const longest = sorted.reduce((most, { forecast }) => Math.max(most, forecast.length), 0)
  return Array.from({ length: longest }, (_, step) => measureLag(sorted, actuals, step + 1))
}

function measureLag(
  vintages: readonly ForecastVintage[],
  actuals: readonly (number | null)[],
  lag: number,
): LagAccuracy {
  const actual: (number | null)[] = []
  const forecast: (number | null)[] = []
  const naive: (number | null)[] = []
  for (const vintage of vintages) {
    const happened = actuals[vintage.origin + lag] ?? null
    const foreseen = vintage.forecast[lag - 1] ?? null
    if (happened === null || foreseen === null) continue
    actual.push(happened)
    forecast.push(foreseen)
    naive.push(actuals[vintage.origin] ?? null)
  }
  const { pairs, wape, mae, rmse, bias, biasRatio, trackingSignal } = measureErrors(actual, forecast, undefined, 1)
  const naiveWape = measureErrors(actual, naive, undefined, 1).wape
  const compared = measureErrors(
    actual,
    forecast.map((value, place) => (naive[place] === null ? null : value)),
    undefined,
    1,
  ).wape
  const valueAddedVsNaive = naiveWape === null || compared === null ? null : naiveWape - compared
  return { lag, periodCount: pairs, wape, mae, rmse, bias, biasRatio, trackingSignal, naiveWape, valueAddedVsNaive }
}
