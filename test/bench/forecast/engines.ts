import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AutoETS, type Forecast as AugursForecast, initSync as startEts } from '@bsull/augurs/ets'
import { initSync as startMstl, MSTL } from '@bsull/augurs/mstl'
import { createCalendar, forecast } from 'sop-engine'
import { arima, boxCox, etsWithDrivers, exponentialSmoothing, forecastPanel } from 'sop-engine/demand'
import { type ForecastMethod, type ForecastOptions } from 'sop-engine'
import { mstl, regression } from 'sop-engine/demand'
import type { DataFile, DataSeries } from './readDataFiles.js'

/** What an engine says of the periods ahead; each array has one number by period. */
export interface EngineForecast {
  readonly point: readonly number[]
  /** Intervals at 80 and 95 %, for a file that is judged by them. */
  readonly intervals?: readonly { readonly lower: readonly number[]; readonly upper: readonly number[] }[]
  /** What demand does not exceed with a probability of 95 %, for intermittent demand. */
  readonly quantile95?: readonly number[]
  /** Quantiles by probability, for a file with drivers. */
  readonly quantiles?: readonly { readonly probability: number; readonly values: readonly number[] }[]
}

/** Probabilities that a file with drivers is judged by. */
export const RETAIL_QUANTILES = [0.5, 0.9, 0.95, 0.99] as const

/** Forecasts one series of a file; throws where the engine cannot. */
export type Engine = (series: DataSeries, file: DataFile) => EngineForecast

/** Methods that are functions of the package, by the name that `--models` gives them; with the drivers of the series. */
export const METHODS: Readonly<Record<string, (series: DataSeries) => ForecastMethod>> = {
  arima: ({ drivers = [] }) => arima({ regressors: drivers }),
  boxCox: () => boxCox(),
  etsWithDrivers: ({ drivers = [] }) => etsWithDrivers({ drivers }),
  mstl: () => mstl(),
  optimizedExponentialSmoothing: () => exponentialSmoothing({ initial: 'optimized' }),
  regression: ({ drivers = [] }) => regression({ drivers, trend: true, season: true }),
}

/** The public package as a user calls it: point, intervals at 80 and 95 %, and the 95 % quantile of intermittent demand. */
export function sopEngine(asked: Pick<ForecastOptions, 'model' | 'profile'>, method?: string): Engine {
  const make = method === undefined ? undefined : METHODS[method]
  return (series, { horizon, seasonLength, isIntermittent, isDriven }) => {
    const quantiles = isIntermittent ? { quantiles: [0.95] } : isDriven ? { quantiles: RETAIL_QUANTILES } : {}
    const model = make === undefined ? {} : { model: make(series) }
    const options: ForecastOptions = { horizon, seasonLength, levels: [0.8, 0.95], ...quantiles, ...asked, ...model }
    const { id, y: values, drivers = [] } = series
    const given = drivers.length > 0 && model.model === undefined ? { id, values, drivers } : values
    const { point, intervals, distribution } = forecast(given, options)
    const quantile95 = distribution.quantiles?.[0]?.values
    const told = isDriven && distribution.quantiles !== undefined ? { quantiles: distribution.quantiles } : {}
    return { point, intervals, ...(quantile95 === undefined ? {} : { quantile95 }), ...told }
  }
}

/** `forecastPanel` over all series of a file at once, when the first of them is asked for; histories end together. */
export function panelEngine(profile: ForecastOptions['profile']): Engine {
  const known = new WeakMap<DataFile, Map<string | undefined, EngineForecast>>()
  return (series, file) => {
    const index = file.series.indexOf(series)
    // anew for each run over the file, so that a warm-up takes nothing off the time
    const forecasts = (index > 0 ? known.get(file) : undefined) ?? forecastFileAsPanel(file, profile)
    known.set(file, forecasts)
    const place = String(index).padStart(6, '0')
    const result = forecasts.get(place)
    if (result === undefined) throw new Error('the panel has no such series')
    return result
  }
}

function forecastFileAsPanel(
  { series, horizon, seasonLength }: DataFile,
  profile: ForecastOptions['profile'],
): Map<string | undefined, EngineForecast> {
  const longest = series.reduce((most, { y }) => Math.max(most, y.length), 0)
  const calendar = createCalendar({ start: '2000-01-01', days: longest + horizon })
  const names = [...new Set(series.flatMap(({ drivers = [] }) => drivers.map(({ id }) => id)))]
  // a driver that only some series have is known to none of the others
  const shared = names.filter((name) => series.every(({ drivers = [] }) => drivers.some(({ id }) => id === name)))
  const rows = series.flatMap(({ y, drivers = [] }, n) =>
    calendar.periods.slice(longest - y.length).map(({ id }, t) => ({
      itemId: String(n).padStart(6, '0'),
      periodId: id,
      quantity: y[t] ?? null,
      ...Object.fromEntries(drivers.map((driver) => [driver.id, driver.values[t]])),
    })),
  )
  const panel = forecastPanel(rows, {
    calendar,
    horizon,
    seasonLength,
    drivers: shared,
    levels: [0.8, 0.95],
    quantiles: RETAIL_QUANTILES,
    ...(profile === undefined ? {} : { profile }),
  })
  return new Map(
    panel.forecasts.map(({ id, point, intervals, distribution: { quantiles = [] } }) => {
      const quantile95 = quantiles.find(({ probability }) => probability === 0.95)?.values ?? []
      return [id, { point, intervals, quantiles, quantile95 }]
    }),
  )
}

/** Compiles the WebAssembly of augurs and returns its engine. */
export function augursEngine(): Engine {
  const { resolve } = createRequire(import.meta.url)
  const wasm = (name: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(readFileSync(resolve(`@bsull/augurs/${name}`).replace(/\.js$/, '_bg.wasm')))
  startEts({ module: wasm('ets') })
  startMstl({ module: wasm('mstl') })
  return forecastByAugurs
}

/**
 * AutoETS without a season, its MSTL with ETS of the trend where there is one and two seasons of it; the intervals are its
 * own. It gives one level a call. Gaps are NaN, which its MSTL can fill and its AutoETS refuses.
 */
function forecastByAugurs({ y }: DataSeries, { horizon, seasonLength, isIntermittent }: DataFile): EngineForecast {
  const seasonal = seasonLength > 1 && y.length >= 2 * seasonLength
  const hasGaps = y.includes(null)
  const model = seasonal ? MSTL.ets([seasonLength], hasGaps ? { impute: true } : null) : new AutoETS(1, 'ZZN')
  try {
    model.fit(Float64Array.from(y, (value) => value ?? Number.NaN))
    if (isIntermittent) {
      const { point, intervals } = checked(model.predict(horizon, 0.9))
      return { point, quantile95: intervals.upper }
    }
    const [narrow, wide] = [checked(model.predict(horizon, 0.8)), checked(model.predict(horizon, 0.95))]
    return { point: wide.point, intervals: [narrow.intervals, wide.intervals] }
  } finally {
    model.free()
  }
}

function checked({ point, intervals }: AugursForecast): Required<AugursForecast> & { intervals: object } {
  if (intervals === undefined) throw new Error('no intervals')
  if (![point, intervals.lower, intervals.upper].every((values) => values.every(Number.isFinite))) {
    throw new Error('a forecast that is not finite')
  }
  return { point, intervals }
}
