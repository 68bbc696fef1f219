import { compensatedSum } from '../../math/sum.js'
import { cumulativeStdDeviations, type FittedModel } from '../fittedModel.js'
import { rollForecasts, type RollingRequest } from '../rollForecasts.js'

/** A simple model's raw material: everything else follows from its errors and its weights. */
interface SimpleModel {
  readonly name: string
  readonly point: Float64Array
  readonly fitted: Float64Array
  readonly variance: number
  readonly estimated: number
  /** Effect of an innovation on later periods; place 0 is not read. */
  readonly coefficients: Float64Array
  /** Variance of an error in the forecast line that all periods share, by period and cumulated. */
  readonly shared?: { readonly byPeriod: Float64Array; readonly cumulative: Float64Array }
  readonly levels: Readonly<Record<string, number | number[]>>
  /** The forecast when only the first periods are known; step 0 is the next one. */
  readonly forecastAt: (known: number, step: number) => number
}

function finish(model: SimpleModel, request: RollingRequest | undefined): FittedModel {
  const { point, variance, coefficients, shared } = model
  const horizon = point.length
  const stdDev = new Float64Array(horizon)
  let sum = 1
  for (let h = 0; h < horizon; h += 1) {
    if (h > 0) sum += coefficients[h] * coefficients[h]
    stdDev[h] = Math.sqrt(variance * sum + (shared?.byPeriod[h] ?? 0))
  }
  const cumulativeStdDev = cumulativeStdDeviations(coefficients, new Float64Array(horizon).fill(variance))
  if (shared !== undefined) {
    for (let h = 0; h < horizon; h += 1) {
      const own = cumulativeStdDev[h]
      cumulativeStdDev[h] = Math.sqrt(own * own + shared.cumulative[h])
    }
  }
  return {
    name: model.name,
    point,
    stdDev,
    cumulativeStdDev,
    fitted: model.fitted,
    estimated: model.estimated,
    ...(request === undefined
      ? {}
      : {
          rolling: rollForecasts(request, (known, points, deviations) => {
            for (let s = 0; s < points.length; s += 1) {
              points[s] = model.forecastAt(known, s)
              deviations[s] = stdDev[s]
            }
          }),
        }),
    ratios: {},
    levels: { ...model.levels, residualStdDev: Math.sqrt(variance) },
    criteria: {},
  }
}

/**
 * The last season again: each period gets the latest value of its season; with a season of one, the last value.
 *
 * The variance grows by one mean squared seasonal difference a season (Hyndman and Athanasopoulos, Forecasting:
 * Principles and Practice, 3rd ed., section 5.5). The history must be at least one season long.
 */
export function seasonalNaiveModel(
  values: Float64Array,
  count: number,
  seasonLength: number,
  horizon: number,
  request?: RollingRequest,
): FittedModel {
  const m = seasonLength
  const fitted = new Float64Array(count).fill(Number.NaN)
  let squares = 0
  for (let t = m; t < count; t += 1) {
    fitted[t] = values[t - m]
    const e = values[t] - fitted[t]
    squares += e * e
  }
  const coefficients = new Float64Array(horizon)
  for (let j = m; j < horizon; j += m) coefficients[j] = 1
  return finish(
    {
      name: m > 1 ? 'SeasonalNaive' : 'Naive',
      point: Float64Array.from({ length: horizon }, (_, h) => values[count - m + (h % m)]),
      fitted,
      variance: count > m ? squares / (count - m) : 0,
      estimated: 0,
      coefficients,
      levels: {},
      forecastAt: (known, step) => values[known - m + (step % m)],
    },
    request,
  )
}

/**
 * The last value and the mean change of the history (random walk with drift; Hyndman and Athanasopoulos, section 5.2).
 *
 * The error of the drift itself is part of the variance: h variance (1 + h / (n - 1)).
 */
export function driftModel(
  values: Float64Array,
  count: number,
  horizon: number,
  request?: RollingRequest,
): FittedModel {
  const last = values[count - 1]
  const changes = count - 1
  const drift = changes > 0 ? (last - values[0]) / changes : 0
  const fitted = new Float64Array(count).fill(Number.NaN)
  let squares = 0
  for (let t = 1; t < count; t += 1) {
    fitted[t] = values[t - 1] + drift
    const e = values[t] - fitted[t]
    squares += e * e
  }
  const variance = changes > 1 ? squares / (changes - 1) : 0
  const byPeriod = new Float64Array(horizon)
  const cumulative = new Float64Array(horizon)
  for (let h = 1; h <= horizon && changes > 0; h += 1) {
    const steps = (h * (h + 1)) / 2
    byPeriod[h - 1] = (variance * h * h) / changes
    cumulative[h - 1] = (variance * steps * steps) / changes
  }
  return finish(
    {
      name: 'Drift',
      point: Float64Array.from({ length: horizon }, (_, h) => last + (h + 1) * drift),
      fitted,
      variance,
      estimated: 1,
      coefficients: new Float64Array(horizon).fill(1),
      shared: { byPeriod, cumulative },
      levels: { drift },
      forecastAt: (known, step) => {
        const latest = values[known - 1]
        return known < 2 ? latest : latest + ((step + 1) * (latest - values[0])) / (known - 1)
      },
    },
    request,
  )
}

/** The mean of the history, with variance (1 + 1 / n) times that of the history (Hyndman and Athanasopoulos, 5.5). */
export function meanModel(values: Float64Array, count: number, horizon: number, request?: RollingRequest): FittedModel {
  const mean = compensatedSum(values, count) / count
  let squares = 0
  for (let t = 0; t < count; t += 1) squares += (values[t] - mean) * (values[t] - mean)
  const variance = count > 1 ? squares / (count - 1) : 0
  const byPeriod = new Float64Array(horizon).fill(variance / count)
  const cumulative = Float64Array.from({ length: horizon }, (_, h) => (variance * (h + 1) * (h + 1)) / count)
  return finish(
    {
      name: 'Mean',
      point: new Float64Array(horizon).fill(mean),
      fitted: new Float64Array(count).fill(mean),
      variance,
      estimated: 1,
      coefficients: new Float64Array(horizon),
      shared: { byPeriod, cumulative },
      levels: { level: mean },
      forecastAt: (known) => compensatedSum(values, known) / known,
    },
    request,
  )
}
