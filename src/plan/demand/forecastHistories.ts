import type { RunOptions, Steps } from '../../core/running/progress.js'
import { forecastManyInSteps } from '../../demand/forecastMany.js'
import { namePeriods } from '../../demand/drivers/namePeriods.js'
import type { Driver } from '../../demand/drivers/types.js'
import { forecastTogether } from '../../demand/panel/forecastTogether.js'
import type { PanelSeries } from '../../demand/panel/poolEffects.js'
import type { Forecast, ForecastOptions } from '../../demand/types.js'
import { foldDrivers, foldHistory, foldPeriods, unfoldForecast } from '../../demand/season/foldWeeks.js'
import { isNamedMethod, namedMethod } from '../../demand/namedMethod.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { ForecastMemory, ForecastRun } from './forecastMemory.js'
import { foldOf } from './foldWeeks.js'
import { modelValues, type PreparedHistory } from './prepareHistory.js'

type ModelOptions = Pick<ForecastOptions, 'model' | 'profile' | 'selection' | 'zeros' | 'levels' | 'quantiles'>

/** What the policy says of the model, as `forecast` takes it, with the quantiles that safety stock will ask for. */
export function modelOptions({ forecasting, stockPolicies }: NormalInput): ModelOptions {
  const { profile, selection, zeros, levels } = forecasting
  const model = isNamedMethod(forecasting.model) ? namedMethod(forecasting.model) : forecasting.model
  const shares = stockPolicies.flatMap(({ serviceLevelShare }) => serviceLevelShare ?? [])
  const quantiles = [...new Set(shares)].sort((a, b) => a - b)
  return { model, profile, selection, zeros, levels, ...(quantiles.length > 0 && { quantiles }) }
}

/**
 * Forecasts in order of input, in the buckets of each history; series with the same horizon and season go together.
 * Residuals, where they are asked for, are in the unit that the model sees. A step for each series.
 */
export function* forecastHistories(
  histories: readonly PreparedHistory[],
  input: NormalInput,
  options: ForecastRun & { readonly fitted?: boolean },
): Steps<Forecast[]> {
  const groups = new Map<string, number[]>()
  histories.forEach(({ frame }, n) => {
    const key = `${frame.horizon} ${frame.seasonLength}`
    groups.set(key, [...(groups.get(key) ?? []), n])
  })
  const forecasts = new Array<Forecast>(histories.length)
  let done = 0
  for (const places of groups.values()) {
    const { frame } = histories[places[0] as number] as PreparedHistory
    const series = places.map((n): PanelSeries => {
      const history = histories[n] as PreparedHistory
      const values = foldHistory(modelValues(history), foldOf(history.frame))
      return { id: history.name, groupId: '', values, drivers: modelDrivers(history) }
    })
    const before = done
    const { horizon, seasonLength } = frame
    const { memory, fitted = false } = options
    const model = modelOptions(input)
    const made = memory && {
      memory,
      policy: JSON.stringify([horizon, seasonLength, fitted, input.forecasting, model.quantiles]),
    }
    const results = yield* forecastAll(
      series,
      {
        horizon,
        seasonLength,
        ...model,
        ...(options.fitted !== undefined && { fitted: options.fitted }),
        ...(options.signal !== undefined && { signal: options.signal }),
        onProgress: (progress) =>
          options.onProgress?.({ stage: progress.stage, done: before + progress.done, total: histories.length }),
      },
      made,
    )
    places.forEach((n, i) => {
      const { frame: own, workingDays } = histories[n] as PreparedHistory
      const fold = foldOf(own)
      const result = results[i] as Forecast
      const periods = foldPeriods(own.past.periods, own.calendar.periods, fold)
      const warnings = result.warnings.map((notice) => namePeriods(notice, periods))
      forecasts[n] = perBucket(unfoldForecast({ ...result, warnings }, fold), workingDays?.future)
    })
    done += places.length
  }
  return forecasts
}

/** A memory of forecasts, and all but the series that they are made from. */
interface MadeBefore {
  readonly memory: ForecastMemory
  readonly policy: string
}

/**
 * Series without drivers each for itself, so that each is remembered by itself; with drivers they learn the effects from each other,
 * and are remembered together.
 */
function* forecastAll(
  series: readonly PanelSeries[],
  options: ForecastOptions & RunOptions,
  made: MadeBefore | undefined,
): Steps<readonly Forecast[]> {
  const isDriven = series.some(({ drivers = [] }) => drivers.length > 0)
  // a method of its own may read drivers, and forecasts a series without them, too
  if (isDriven || typeof options.model === 'object') {
    const key = made === undefined ? '' : `${made.policy}${JSON.stringify(series)}`
    const known = made?.memory.get(key)
    if (known !== undefined) return known
    const { forecasts } = yield* forecastTogether(series, options, { lendLevels: false })
    made?.memory.set(key, forecasts)
    return forecasts
  }
  const alone = series.map(({ id, values }) => ({ id, values }))
  if (made === undefined) return yield* forecastManyInSteps(alone, options)
  const keys = alone.map((one) => `${made.policy}${JSON.stringify(one)}`)
  const found = keys.map((key) => made.memory.get(key)?.[0])
  const missing = yield* forecastManyInSteps(
    alone.filter((_, n) => found[n] === undefined),
    options,
  )
  let next = 0
  return found.map((known, n) => {
    if (known !== undefined) return known
    const forecast = missing[next] as Forecast
    next += 1
    made.memory.set(keys[n] as string, [forecast])
    return forecast
  })
}

/** The drivers that a history is forecast with, in the buckets that the model sees. */
export function modelDrivers({ drivers = [], frame }: PreparedHistory): readonly Driver[] {
  return foldDrivers(drivers, foldOf(frame), frame.horizon)
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
    ...(forecast.effects !== undefined && {
      effects: forecast.effects.map((effect) => ({ ...effect, contribution: times(effect.contribution) })),
    }),
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
