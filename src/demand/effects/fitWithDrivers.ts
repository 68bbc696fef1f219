import { createNotice, type Notice } from '../../core/notices/notices.js'
import { modelSpread } from '../calibrateSpread.js'
import { actsByLogarithm } from '../drivers/driverMeaning.js'
import { affordable, reportDropped } from '../drivers/reportDropped.js'
import type { FittedModel } from '../fittedModel.js'
import { prepareSeries } from '../prepareSeries.js'
import { showsSeason } from '../season/showsSeason.js'
import type { SeriesFit } from '../seriesFit.js'
import { demandUnit } from '../intermittent/demandUnit.js'
import { effectsAreUnits } from './notices.js'
import { type Effects, modelOf, type Outlook, outlookOf, putEffects, removeEffects } from './applyEffects.js'
import { collinearColumns } from './collinearColumns.js'
import { effectColumns } from './effectColumns.js'
import { believedEffects, estimateEffects } from './estimateEffects.js'
import { mixOutlooks } from './mixOutlooks.js'
import { narrowMiddle } from './narrowMiddle.js'
import { describeEffects } from './describeEffects.js'
import type { EffectPriors, UnsureDriver } from './types.js'

/** A history with what moves it. */
export interface DrivenSeries {
  readonly values: readonly (number | null)[]
  /** With a value for each period of the history and of the horizon at the least. */
  readonly drivers: readonly UnsureDriver[]
  /** What other series say of the effects. */
  readonly priors?: EffectPriors | undefined
}

/** A forecast of values by what `auto` stands for, without drivers. */
export type FitPlain = (
  values: readonly (number | null)[],
  request: { readonly horizon: number; readonly seasonLength: number },
  warnings: Notice[],
) => SeriesFit

/** What is asked for. */
export interface DrivenRequest {
  readonly horizon: number
  readonly seasonLength: number
  readonly path: string
  readonly fitPlain: FitPlain
  /** Whether a forecast without a season is a candidate beside those with one. Default true. */
  readonly doubtsSeason?: boolean
}

/** Observations below which nothing is learned of a driver. */
const LEAST_OBSERVED = 5
/** Observations that the level is left with beside the drivers. */
const LEAST_LEFT = 4
/** Weight of each forecast with drivers by that of the one without, before an error is seen; more where other series know the effects. */
const BELIEF_IN_DRIVERS = { own: 3, pooled: 6 }
/** Earlier origins from which the candidates are judged, and periods that are known at the first of them at least. */
const ORIGINS = 4
const LEAST_KNOWN = 8
/** Each errors of so many periods raise the power of the weights by one; at the most to the last figure. */
const PERIODS_BY_POWER = 5
const MOST_POWER = 6

/**
 * What `auto` makes of a history with drivers: a mean of the forecast without them, of one of the history freed of their
 * effects, and of the same without a season, weighed by the errors that each would have made from earlier origins.
 *
 * Where forecasts from those origins held more than 80 % in their intervals of 80 %, these become narrower (`narrowMiddle`).
 *
 * The weight is (belief before) / (mean absolute error)^power. The power grows with the errors seen: one for each five
 * periods, so that ten of them give 1/error^2, up to six, which comes near to choosing. See docs/decisions/drivers.md.
 */
export function fitWithDrivers(given: DrivenSeries, request: DrivenRequest, warnings: Notice[]): SeriesFit {
  const { values } = given
  // a driver means the same from every origin
  const drivers = given.drivers.map((driver) => ({ ...driver, log: actsByLogarithm(driver, values.length) }))
  const series = { ...given, drivers }
  const { horizon, seasonLength, fitPlain, path } = request
  const plain = fitPlain(values, { horizon, seasonLength }, warnings)
  if (plain.history.constant || plain.history.observed < LEAST_OBSERVED) return plain
  const effects = readEffects(series, request, warnings)
  if (effects.columns.length === 0) return plain
  if (!effects.isRatio) warnings.push(createNotice(effectsAreUnits, { path }))
  const doubtsSeason = !isSeasonUnjudged(removeEffects(values, effects), seasonLength)
  const candidates = outlooks(series, { ...request, doubtsSeason }, { plain, effects }, warnings)
  const errors = errorsOfOrigins(series, { ...request, doubtsSeason }, candidates.length)
  const power = Math.min(MOST_POWER, errors.periods / PERIODS_BY_POWER)
  const least = Math.min(...errors.means.filter((error) => error > 0))
  const raw = candidates.map((_, k) => {
    const belief = k === 0 ? 1 : (series.priors?.size ?? 0) === 0 ? BELIEF_IN_DRIVERS.own : BELIEF_IN_DRIVERS.pooled
    return Number.isFinite(least) ? belief * Math.pow(least / Math.max(least, errors.means[k]), power) : belief
  })
  const total = raw.reduce((sum, one) => sum + one, 0)
  const weights = raw.map((one) => one / total)
  const { scale, start } = plain.history
  const mix = (own: readonly Outlook[]): Outlook => inUnits(mixOutlooks(own, weights), values)
  const earlier = errors.origins.map(({ outlooks: own, actual }) => ({ outlook: mix(own), actual }))
  const mixed = narrowMiddle(mix(candidates), earlier)
  const model: FittedModel = {
    ...modelOf(mixed, scale, start),
    name: candidates[1].name,
    parts: candidates.map((outlook, k) => ({
      model: modelOf(outlook, scale, start),
      weight: weights[k],
      ...(errors.periods > 0 ? { error: errors.means[k] / scale } : {}),
    })),
    ...describeEffects(effects, candidates, weights, scale),
  }
  return { ...plain, model, spread: modelSpread(model) }
}

/**
 * Quantiles in the units that demand comes in: of demand that is counted, 0.1 is not the least of nineteen days in twenty, but 0.
 * Freed of effects, a history is no longer whole, and nothing that follows knows that it was.
 */
function inUnits(outlook: Outlook, values: readonly (number | null)[]): Outlook {
  const sizes = values.flatMap((value) => (value === null || value === 0 ? [] : [value]))
  const unit = sizes.some((size) => size < 0) || sizes.length === 0 ? undefined : demandUnit(sizes)
  if (unit === undefined) return outlook
  const { quantile } = outlook
  // the nearest: what lies beyond half a unit is the next one
  return { ...outlook, quantile: (probability, h) => unit * Math.round(quantile(probability, h) / unit) }
}

/** The effects of all drivers that can be told, as far as they are believed. */
function readEffects(
  { values, drivers, priors }: DrivenSeries,
  { horizon, seasonLength, path }: Pick<DrivenRequest, 'horizon' | 'seasonLength' | 'path'>,
  warnings: Notice[],
): Effects {
  const count = values.length
  const seen = values.map((value) => value !== null)
  const observed = seen.filter(Boolean).length
  const used = drivers.map((driver) => ({ ...driver, values: driver.values.slice(0, count + horizon) }))
  const all = effectColumns(used, seen, { path, priors }, warnings)
  // what other series know asks for no observations
  const own = all.filter(({ prior }) => !prior.isPooled)
  const kept = affordable(own, observed - LEAST_LEFT, path, warnings)
  const read = all.filter((column) => column.prior.isPooled || kept.includes(column))
  const dropped = collinearColumns(read, seen)
  const collinear = dropped.filter((place) => !read[place].prior.isPooled)
  reportDropped(
    collinear.map((place) => read[place].id),
    path,
    warnings,
  )
  const columns = read.filter((_, place) => !collinear.includes(place))
  return { columns, ...believedEffects(estimateEffects(values, columns, seasonLength), columns) }
}

/**
 * Whether a season shows that no earlier origin could know: below three cycles all of them have seen less than two, and would
 * find no season to be as good.
 */
function isSeasonUnjudged(values: readonly (number | null)[], seasonLength: number): boolean {
  if (seasonLength < 2 || values.length >= 3 * seasonLength) return false
  const { values: filled, count } = prepareSeries(values, seasonLength, 'history', [])
  return showsSeason(filled, count, seasonLength)
}

/** The candidates: without drivers, with them, and with them without a season where there is one that is in doubt. */
function outlooks(
  { values }: DrivenSeries,
  { horizon, seasonLength, fitPlain, doubtsSeason = true }: DrivenRequest,
  { plain, effects }: { readonly plain: SeriesFit; readonly effects: Effects },
  warnings: Notice[],
): Outlook[] {
  const count = values.length
  const rest = removeEffects(values, effects)
  const withSeason = (length: number, notices: Notice[]): Outlook =>
    putEffects(outlookOf(fitPlain(rest, { horizon, seasonLength: length }, notices), count), effects, count)
  const notices: Notice[] = []
  const result = [outlookOf(plain, count), withSeason(seasonLength, notices)]
  if (doubtsSeason && seasonLength > 1 && count >= 2 * seasonLength) result.push(withSeason(1, []))
  for (const notice of notices) if (!warnings.some(({ code }) => code === notice.code)) warnings.push(notice)
  return result
}

/** What the candidates would have said from an earlier origin, and what came. */
interface Origin {
  readonly outlooks: readonly Outlook[]
  readonly actual: readonly (number | null)[]
}

/** Mean absolute errors of the candidates over the periods that followed earlier origins. */
function errorsOfOrigins(
  series: DrivenSeries,
  request: DrivenRequest,
  candidates: number,
): { readonly means: number[]; readonly periods: number; readonly origins: readonly Origin[] } {
  const { values } = series
  const { seasonLength, fitPlain, path } = request
  const count = values.length
  const horizon = Math.min(request.horizon, Math.max(2, Math.floor(count / 4)))
  const step = Math.max(1, horizon >> 1)
  const sums = new Array<number>(candidates).fill(0)
  let periods = 0
  const origins: Origin[] = []
  for (let k = 0; k < ORIGINS; k += 1) {
    const known = count - horizon - k * step
    if (known < LEAST_KNOWN) break
    const part = { ...series, values: values.slice(0, known) }
    const plain = fitPlain(part.values, { horizon, seasonLength }, [])
    if (plain.history.constant || plain.history.observed < LEAST_OBSERVED) break
    const effects = readEffects(part, { horizon, seasonLength, path }, [])
    const own = outlooks(part, { ...request, horizon }, { plain, effects }, [])
    // one that this origin knows too little for has the forecast with drivers in its place
    const all = sums.map((_, j) => own[j] ?? own[1])
    const actual = values.slice(known, known + horizon)
    origins.push({ outlooks: all, actual })
    actual.forEach((value, h) => {
      if (value === null) return
      periods += 1
      all.forEach(({ point }, j) => (sums[j] = sums[j] + Math.abs(point[h] - value)))
    })
  }
  return { means: sums.map((sum) => sum / Math.max(1, periods)), periods, origins }
}
