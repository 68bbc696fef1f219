import type { DemandDistribution, DemandQuantile, DemandSizes } from '../core/numbers/distribution.js'
import { createNotice, type Notice } from '../core/notices/notices.js'
import { deviationsAt } from './calibrateSpread.js'
import { rollingError } from './combination/weighByErrors.js'
import type { DriverEffect } from './drivers/types.js'
import { fitSeries } from './fitSeries.js'
import type { SeriesFit, SeriesInput } from './seriesFit.js'
import type { FittedModel, ModelPart } from './fittedModel.js'
import { measureErrors } from './judging/measureErrors.js'
import type { PreparedSeries } from './prepareSeries.js'
import type { Forecast, ForecastInterval, ForecastOptions, ForecastPart } from './types.js'
import { raisedToZero } from './notices.js'

const DEFAULT_LEVELS: readonly number[] = [0.8, 0.95]
/** Probabilities of the quantiles in the distribution, where the model knows them better than by the normal one. */
const SERVICE_LEVELS: readonly number[] = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99]
/** Rates closer than this share of them are one. */
const SAME_RATE = 1e-9
/** Figures beyond this size are cut to it: a spread that large says only that nothing is known. */
const LARGEST = 1e150

/** Forecasts one series whose values and options have been checked. */
export function forecastSeries(series: SeriesInput, id: string | undefined, options: ForecastOptions): Forecast {
  const warnings: Notice[] = []
  const fit = fitSeries(series, options, id ?? 'series', warnings)
  return describeFit(fit, series, { id, options, warnings })
}

/** What a fit says, in the unit of the history. */
export function describeFit(
  fit: SeriesFit,
  { values, offset = 0 }: SeriesInput,
  request: { readonly id: string | undefined; readonly options: ForecastOptions; readonly warnings: Notice[] },
): Forecast {
  const { id, options, warnings } = request
  const path = id ?? 'series'
  const { history, seasonLength, model, spread, nonNegative } = fit
  const { scale } = history

  const back = (scaled: number): number => bounded(scaled * scale)
  const point = Array.from(model.point, (value) => back(nonNegative ? Math.max(0, value) : value))
  if (nonNegative && model.point.some((value) => value < 0)) {
    warnings.push(createNotice(raisedToZero, { path }))
  }
  const edge = (deviations: Float64Array, sign: 1 | -1): number[] =>
    Array.from(model.point, (value, h) => {
      const scaled = back(value + sign * deviations[h])
      return nonNegative ? Math.max(0, scaled) : scaled
    })
  const intervals = (options.levels ?? DEFAULT_LEVELS).map((level): ForecastInterval => {
    const { quantile } = model
    if (quantile !== undefined) {
      const end = (probability: number): number[] => quantilesOf(quantile, probability, model.point.length, back)
      return { level, lower: end(0.5 - level / 2), upper: end(0.5 + level / 2) }
    }
    const deviations = deviationsAt(spread, 0.5 + level / 2)
    return { level, lower: edge(deviations, -1), upper: edge(deviations, 1) }
  })
  const asked = options.quantiles ?? (model.quantile === undefined ? [] : SERVICE_LEVELS)
  const quantiles = asked.map((probability): DemandQuantile => ({
    probability,
    values:
      model.quantile === undefined
        ? edge(deviationsAt(spread, probability), 1)
        : quantilesOf(model.quantile, probability, model.point.length, back),
  }))
  const { cumulativeQuantile } = model
  const fitted = model.fitted.map((value) => value * scale)
  const { wape, mase, smape, rmsse, bias } = measureErrors(history.actual, fitted, history.actual, seasonLength)
  return {
    ...(id === undefined ? {} : { id }),
    model: model.name,
    point,
    intervals,
    distribution: {
      mean: point.slice(),
      stdDev: Array.from(spread.stdDev, back),
      cumulativeStdDev: Array.from(spread.cumulativeStdDev, back),
      ...(quantiles.length > 0 ? { quantiles } : {}),
      ...(cumulativeQuantile !== undefined && asked.length > 0
        ? {
            cumulativeQuantiles: asked.map((probability) => ({
              probability,
              values: quantilesOf(cumulativeQuantile, probability, model.point.length, back),
            })),
          }
        : {}),
      ...(model.demandSizes !== undefined && sizesOf(model.demandSizes, point)),
    },
    accuracy: { wape, mase, smape, rmsse, bias },
    parameters: describeParameters(model, scale),
    ...(model.effects === undefined ? {} : { effects: model.effects.map(boundedEffect) }),
    ...(model.parts === undefined ? {} : { models: model.parts.map((part) => describePart(part, history)) }),
    ...(options.fitted === true ? insideHistory(values, fitted, history.start - offset) : {}),
    warnings,
  }
}

/** Sizes of demand in the unit of the history, where as much is expected of every period. */
function sizesOf(
  { probability, probabilityStdDev, sizes }: DemandSizes,
  point: readonly number[],
): Pick<DemandDistribution, 'demandSizes'> {
  const [rate = 0] = point
  if (sizes.length === 0 || point.some((value) => Math.abs(value - rate) > SAME_RATE * rate)) return {}
  return { demandSizes: { probability, probabilityStdDev, sizes: sizes.map((size) => bounded(size * rate)) } }
}

/** One-step forecasts and their errors, by period of the history given. */
function insideHistory(
  values: readonly (number | null)[],
  fitted: Float64Array,
  start: number,
): Required<Pick<Forecast, 'fitted' | 'residuals'>> {
  const forecasts = values.map((_, t) => {
    const value = fitted[t - start]
    return value === undefined || Number.isNaN(value) ? null : bounded(value)
  })
  const residuals = values.map((value, t) => {
    const one = forecasts[t]
    return value === null || one === null ? null : bounded(value - one)
  })
  return { fitted: forecasts, residuals }
}

function quantilesOf(
  quantile: NonNullable<FittedModel['quantile']>,
  probability: number,
  horizon: number,
  back: (scaled: number) => number,
): number[] {
  return Array.from({ length: horizon }, (_, h) => back(quantile(probability, h)))
}

/** Cuts a figure to the largest size that a result may have. */
export function bounded(value: number): number {
  if (value > LARGEST || Number.isNaN(value)) return LARGEST
  return value < -LARGEST ? -LARGEST : value + 0
}

function boundedEffect(effect: DriverEffect): DriverEffect {
  const { effect: size, standardError, contribution } = effect
  return {
    ...effect,
    effect: bounded(size),
    standardError: bounded(standardError),
    contribution: contribution.map(bounded),
  }
}

function describePart({ model, weight, error: known }: ModelPart, history: PreparedSeries): ForecastPart {
  const { values, count, scale } = history
  const error = known ?? rollingError(model, values, count)
  return {
    model: model.name,
    weight,
    error: Number.isNaN(error) ? null : bounded(error * scale),
    parameters: describeParameters(model, scale),
  }
}

/** The model's figures in the unit of the history; those without a unit as they are. */
function describeParameters(model: FittedModel, scale: number): Record<string, number | number[]> {
  const result: Record<string, number | number[]> = {}
  const put = (values: FittedModel['levels'], factor: number): void => {
    for (const [key, value] of Object.entries(values)) {
      result[key] = typeof value === 'number' ? bounded(value * factor) : value.map((one) => bounded(one * factor))
    }
  }
  put(model.ratios, 1)
  put(model.levels, scale)
  for (const [key, { value, timesLogScale }] of Object.entries(model.criteria)) {
    result[key] = value + timesLogScale * Math.log(scale)
  }
  return result
}
