import { type Calendar, calendarFrom, parseDay } from '../core/calendar.js'
import type { DemandDistribution } from '../core/distribution.js'
import type { RunOptions } from '../core/progress.js'
import { type Overlap, overlaps } from '../core/series.js'
import type { Warning } from '../core/warnings.js'
import { forecastMany } from '../demand/forecastMany.js'
import type { Forecast, ForecastInterval, InSampleAccuracy, TimeSeries } from '../demand/types.js'
import type { DemandHistory } from '../schema/types.js'
import { roundToGrid } from './grid.js'
import type { NormalInput } from './normalizeInput.js'

/** Demand of one item in one market; units by period of the plan. */
export interface DemandRecord {
  readonly itemId: string
  readonly marketId?: string
  /** Whether it was forecast from a history or given. */
  readonly basis: 'history' | 'given'
  /** Forecasting model, as `ETS(A,N,A)`; `Given` for a given forecast. */
  readonly model: string
  /** Expected demand as the model (or the giver) has it. */
  readonly statistical: readonly number[]
  /** The demand planned for: on the item's grid, with the same running total to half a unit. */
  readonly consensus: readonly number[]
  /** Standard deviation of the forecast error; 0 for a given forecast. */
  readonly stdDev: readonly number[]
  readonly intervals: readonly ForecastInterval[]
  /** Smoothing parameters and final states of the model. */
  readonly parameters?: Forecast['parameters']
  /** One-step errors inside the history. */
  readonly accuracy?: InSampleAccuracy
}

/** A forecast's distribution from the start of the plan on, in the buckets of the history. */
export interface PlanDistribution {
  readonly itemId: string
  readonly distribution: DemandDistribution
  readonly bucketDays: readonly number[]
}

/** What planning demand yields. */
export interface DemandPlan {
  /** Histories first, then given forecasts, each in order of input. */
  readonly records: readonly DemandRecord[]
  readonly distributions: readonly PlanDistribution[]
  readonly warnings: readonly Warning[]
}

const SEASON = { day: 7, week: 52, month: 12, quarter: 4, year: 1 } as const

/** The buckets of a history and of its forecast, and how the forecast's fall into the plan's periods. */
interface HistoryFrame {
  readonly calendar: Calendar
  readonly horizon: number
  readonly seasonLength: number
  /** For each period of the plan: places in the forecast and shares. */
  readonly parts: readonly (readonly Overlap[])[]
  /** First forecast bucket that reaches into the plan. */
  readonly offset: number
  /** Days between the end of the history and the start of the plan. */
  readonly gapDays: number
}

function frameHistory(record: DemandHistory, plan: Calendar): HistoryFrame {
  const past = calendarFrom(record.start, record.quantities.length, plan.fiscalYearStartMonth) as Calendar
  const unit = (past.periods[0] as Calendar['periods'][number]).unit
  const pastEnd = (past.periods.at(-1) as Calendar['periods'][number]).end
  const planStart = (plan.periods[0] as Calendar['periods'][number]).start
  const planEnd = (plan.periods.at(-1) as Calendar['periods'][number]).end
  const days = (from: string, to: string): number => (parseDay(to) as number) - (parseDay(from) as number)
  const meanDays = days((past.periods[0] as Calendar['periods'][number]).start, pastEnd) / past.periods.length
  const most = record.quantities.length + Math.ceil(days(pastEnd, planEnd) / meanDays) + 2
  const whole = calendarFrom(record.start, most, plan.fiscalYearStartMonth) as Calendar
  const future = whole.periods.slice(record.quantities.length)
  const horizon = future.findIndex((period) => period.end >= planEnd) + 1
  const calendar: Calendar = { periods: future.slice(0, horizon), fiscalYearStartMonth: plan.fiscalYearStartMonth }
  return {
    calendar,
    horizon,
    seasonLength: record.seasonLength ?? SEASON[unit],
    parts: overlaps(calendar, plan),
    offset: calendar.periods.findIndex((period) => period.end > planStart),
    gapDays: days(pastEnd, planStart),
  }
}

const sumParts = (parts: readonly Overlap[], values: readonly number[], power: 1 | 2): number => {
  let sum = 0
  for (const { source, share } of parts) {
    const value = values[source] as number
    sum += share * (power === 1 ? value : value * value)
  }
  return sum
}

/**
 * An interval in the plan's buckets: half-widths of the forecast's buckets add as variances do, errors of different
 * buckets being taken as independent; where the buckets are the same the interval is the forecast's own.
 */
function convertInterval(forecast: Forecast, interval: ForecastInterval, frame: HistoryFrame, mean: readonly number[]): ForecastInterval {
  const below = forecast.point.map((point, s) => point - (interval.lower[s] as number))
  const above = forecast.point.map((point, s) => (interval.upper[s] as number) - point)
  const nonNegative = interval.lower.every((value) => value >= 0)
  const single = (parts: readonly Overlap[]): number | undefined =>
    parts.length === 1 && parts[0]?.share === 1 ? parts[0].source : undefined
  return {
    level: interval.level,
    lower: frame.parts.map((parts, t) => {
      const same = single(parts)
      if (same !== undefined) return interval.lower[same] as number
      const value = (mean[t] as number) - Math.sqrt(sumParts(parts, below, 2))
      return nonNegative && value < 0 ? 0 : value
    }),
    upper: frame.parts.map((parts, t) => {
      const same = single(parts)
      return same === undefined ? (mean[t] as number) + Math.sqrt(sumParts(parts, above, 2)) : (interval.upper[same] as number)
    }),
  }
}

function distributionFromStart(forecast: Forecast, { offset }: HistoryFrame): DemandDistribution {
  const { mean, stdDev, cumulativeStdDev } = forecast.distribution
  if (offset === 0) return { mean, stdDev, cumulativeStdDev }
  const last = cumulativeStdDev[offset - 1] as number
  return {
    mean: mean.slice(offset),
    stdDev: stdDev.slice(offset),
    cumulativeStdDev: cumulativeStdDev.slice(offset).map((value) => Math.sqrt(Math.max(0, value * value - last * last))),
  }
}

const nameOf = (itemId: string, marketId: string | undefined): string => (marketId === undefined ? itemId : `${itemId}@${marketId}`)

/** Forecasts every history into the periods of the plan, and takes given forecasts as they are. */
export function planDemand(input: NormalInput, calendar: Calendar, options: RunOptions = {}): DemandPlan {
  const warnings: Warning[] = []
  const decimals = new Map(input.items.map((item) => [item.id, item.quantityDecimals]))
  const frames = new Map<string, HistoryFrame>()
  const framed = input.history.map((record) => {
    const key = `${record.start} ${record.quantities.length} ${record.seasonLength ?? ''}`
    const frame = frames.get(key) ?? frameHistory(record, calendar)
    frames.set(key, frame)
    return { record, frame }
  })

  const forecasts = forecastFramed(framed, input, options)
  const records: DemandRecord[] = []
  const distributions: PlanDistribution[] = []
  framed.forEach(({ record, frame }, n) => {
    const forecast = forecasts[n] as Forecast
    const { itemId, marketId } = record
    const name = nameOf(itemId, marketId)
    if (frame.gapDays > 0) {
      warnings.push({ code: 'history-gap', path: name, message: `The history of '${name}' ends ${frame.gapDays} days before the plan starts; they are forecast and left out.` })
    }
    for (const warning of forecast.warnings) {
      warnings.push({ ...warning, path: warning.path === '' || warning.path === name ? name : `${name}: ${warning.path}` })
    }
    const statistical = frame.parts.map((parts) => sumParts(parts, forecast.point, 1))
    records.push({
      itemId,
      ...(marketId !== undefined && { marketId }),
      basis: 'history',
      model: forecast.model,
      statistical,
      consensus: roundToGrid(statistical, decimals.get(itemId) ?? 0),
      stdDev: frame.parts.map((parts) => Math.sqrt(sumParts(parts, forecast.distribution.stdDev, 2))),
      intervals: forecast.intervals.map((interval) => convertInterval(forecast, interval, frame, statistical)),
      parameters: forecast.parameters,
      accuracy: forecast.accuracy,
    })
    distributions.push({
      itemId,
      distribution: distributionFromStart(forecast, frame),
      bucketDays: frame.calendar.periods.slice(frame.offset).map(({ days }) => days),
    })
  })
  for (const { itemId, marketId, quantities } of input.forecasts) {
    records.push({
      itemId,
      ...(marketId !== undefined && { marketId }),
      basis: 'given',
      model: 'Given',
      statistical: [...quantities],
      consensus: roundToGrid(quantities, decimals.get(itemId) ?? 0),
      stdDev: quantities.map(() => 0),
      intervals: [],
    })
  }
  return { records, distributions, warnings }
}

/** Forecasts in order of input; series with the same horizon and season go together. */
function forecastFramed(
  framed: readonly { readonly record: DemandHistory; readonly frame: HistoryFrame }[],
  input: NormalInput,
  options: RunOptions,
): Forecast[] {
  const groups = new Map<string, number[]>()
  framed.forEach(({ frame }, n) => {
    const key = `${frame.horizon} ${frame.seasonLength}`
    groups.set(key, [...(groups.get(key) ?? []), n])
  })
  const forecasts = new Array<Forecast>(framed.length)
  let done = 0
  for (const places of groups.values()) {
    const { frame } = framed[places[0] as number] as { readonly frame: HistoryFrame }
    const series = places.map((n): TimeSeries => {
      const { record } = framed[n] as { readonly record: DemandHistory }
      return { id: nameOf(record.itemId, record.marketId), values: record.quantities }
    })
    const before = done
    const results = forecastMany(series, {
      horizon: frame.horizon,
      seasonLength: frame.seasonLength,
      model: input.forecasting.model,
      selection: input.forecasting.selection,
      levels: input.forecasting.levels,
      ...(options.signal !== undefined && { signal: options.signal }),
      onProgress: (progress) =>
        options.onProgress?.({ stage: progress.stage, done: before + progress.done, total: framed.length }),
    })
    places.forEach((n, i) => {
      forecasts[n] = results[i] as Forecast
    })
    done += places.length
  }
  return forecasts
}
