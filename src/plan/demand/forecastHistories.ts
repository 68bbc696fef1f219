import type { RunOptions } from '../../core/progress.js'
import { forecastMany } from '../../demand/forecastMany.js'
import type { Forecast, ForecastOptions, TimeSeries } from '../../demand/types.js'
import type { NormalInput } from '../../schema/normalInput.js'
import { foldHistory, foldOf, unfoldForecast } from './foldWeeks.js'
import { modelValues, type PreparedHistory } from './prepareHistory.js'

type ModelOptions = Pick<ForecastOptions, 'model' | 'profile' | 'selection' | 'zeros' | 'levels' | 'quantiles'>

/** What the policy says of the model, as `forecast` takes it, with the quantiles that safety stock will ask for. */
export function modelOptions({ forecasting, stockPolicies }: NormalInput): ModelOptions {
  const { model, profile, selection, zeros, levels } = forecasting
  const shares = stockPolicies.flatMap(({ serviceLevelShare }) => serviceLevelShare ?? [])
  const quantiles = [...new Set(shares)].sort((a, b) => a - b)
  return { model, profile, selection, zeros, levels, ...(quantiles.length > 0 && { quantiles }) }
}

/**
 * Forecasts in order of input, in the buckets of each history; series with the same horizon and season go together.
 * Residuals, where they are asked for, are in the unit that the model sees.
 */
export function forecastHistories(
  histories: readonly PreparedHistory[],
  input: NormalInput,
  options: RunOptions & { readonly fitted?: boolean },
): Forecast[] {
  const groups = new Map<string, number[]>()
  histories.forEach(({ frame }, n) => {
    const key = `${frame.horizon} ${frame.seasonLength}`
    groups.set(key, [...(groups.get(key) ?? []), n])
  })
  const forecasts = new Array<Forecast>(histories.length)
  let done = 0
  for (const places of groups.values()) {
    const { frame } = histories[places[0] as number] as PreparedHistory
    const series = places.map((n): TimeSeries => {
      const history = histories[n] as PreparedHistory
      return { id: history.name, values: foldHistory(modelValues(history), foldOf(history.frame)) }
    })
    const before = done
    const results = forecastMany(series, {
      horizon: frame.horizon,
      seasonLength: frame.seasonLength,
      ...modelOptions(input),
      ...(options.fitted !== undefined && { fitted: options.fitted }),
      ...(options.signal !== undefined && { signal: options.signal }),
      onProgress: (progress) =>
        options.onProgress?.({ stage: progress.stage, done: before + progress.done, total: histories.length }),
    })
    places.forEach((n, i) => {
      const { frame: own, workingDays } = histories[n] as PreparedHistory
      forecasts[n] = perBucket(unfoldForecast(results[i] as Forecast, foldOf(own)), workingDays?.future)
    })
    done += places.length
  }
  return forecasts
}

/** A forecast of usual numbers of working days, in those of each bucket: everything by bucket times its factor. */
function perBucket(forecast: Forecast, factors: readonly number[] | undefined): Forecast {
  if (factors === undefined) return forecast
  const times = (values: readonly number[]): number[] => values.map((value, t) => value * (factors[t] as number))
  const { mean, stdDev, cumulativeStdDev } = forecast.distribution
  let before = 0
  let variance = 0
  return {
    ...forecast,
    point: times(forecast.point),
    intervals: forecast.intervals.map(({ level, lower, upper }) => ({
      level,
      lower: times(lower),
      upper: times(upper),
    })),
    distribution: {
      mean: times(mean),
      stdDev: times(stdDev),
      cumulativeStdDev: cumulativeStdDev.map((value, t) => {
        // What a bucket adds to the variance of the running total changes with the square of its factor.
        const factor = factors[t] as number
        variance += Math.max(0, value * value - before) * factor * factor
        before = value * value
        return Math.sqrt(variance)
      }),
    },
  }
}
