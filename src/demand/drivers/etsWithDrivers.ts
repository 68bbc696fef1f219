import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { FittedModel } from '../fittedModel.js'
import { type ForecastMethod, type MethodHistory, type MethodRequest, sealMethod } from '../forecastMethod.js'
import { createEtsStarts, type EtsFit, type EtsStarts, fitEts } from '../smoothing/fitEts.js'
import { fitEtsPool } from '../smoothing/fitEtsPool.js'
import { forecastEts } from '../smoothing/forecastEts.js'
import { saturate } from './boundAhead.js'
import { checkDriverOptions, checkMethodDrivers } from './checkDrivers.js'
import { type DriverColumn, driverColumns } from './driverColumns.js'
import { filterColumn, type FilteredColumn, GENTLE, type SmoothingFilter } from './filterColumn.js'
import { type EffectFit, regressInnovations } from './regressInnovations.js'
import { affordable, reportDropped } from './reportDropped.js'
import { exponentialModel } from './rescaleModel.js'
import { shareOfChange } from './shareOfChange.js'
import { shiftOf, withoutShift } from './shiftedLog.js'
import { selectColumns } from './selectColumns.js'
import type { Driver, DriverEffect } from './types.js'
import { tooShortForSeason } from '../notices.js'
import { effectsAdded } from './notices.js'

/** What exponential smoothing with drivers is made with. */
export interface EtsWithDriversOptions {
  /** What moves demand; over the history and the periods to be forecast. Default: the drivers of the series. */
  readonly drivers?: readonly Driver[]
  /**
   * `multiplicative`: the logarithm of demand is smoothed and the effects are ratios; needs a history without values below
   * zero, and adds half of the mean to all of it before the logarithm is taken where there are zeros. Default:
   * multiplicative where no value is below zero, additive elsewhere.
   */
  readonly effects?: 'multiplicative' | 'additive'
  /**
   * How large an effect is thought likely before any was seen: 1 stands for an elasticity of 2 of a driver above zero, and
   * for a factor of e, or the mean of demand where effects are added, of a flag, of the largest value of another driver
   * from zero, or of all that one with values below zero does. The smaller, the more effects seen few times are drawn to
   * zero; `null` for none of it. Default 1.
   */
  readonly priorScale?: number | null
  /** Keep only drivers that lower AICc, added one by one. The errors stated do not know of the choice. Default false. */
  readonly select?: boolean
}

/** Turns of smoothing and regression: the form of the model is chosen anew in the first ones, and then refined. */
const TURNS = { choosing: 4, most: 40 }
/** Change of an effect, in its standard errors, below which another turn changes nothing. */
const SETTLED = 1e-3
/** Observations that level, trend and smoothing are left with beside the drivers. */
const LEAST_LEFT = 6
const PRIOR_SCALE = 1

/**
 * Exponential smoothing with linear effects of drivers, as prices, promotions and holidays, as a model for `forecast`,
 * `forecastMany` and `backtest`.
 *
 * Demand less its effects follows an exponential smoothing model with additive errors, chosen by AICc. For given smoothing
 * parameters the innovations are linear in demand and drivers, so effects come from the regression of the innovations of the
 * one on those of the others (generalized least squares, exact for additive errors), in turns with the choice of the model.
 * Effects are drawn to zero by a weak prior, in units of what a driver means (see `priorScale`), which counts where a
 * promotion was seen once or twice; beyond what was seen, a driver goes on ever more slowly, by its range once more at the
 * most. Periods without an observation take no part. Sources: Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential
 * Smoothing (2008), chapter 9; Gelman, Jakulin, Pittau and Su, "A weakly informative default prior distribution ...", Annals
 * of Applied Statistics 2 (2008), for priors by the scale of the input.
 *
 * Parameters of the forecast, by the id of the driver: `effect.price` in units of demand per unit of the driver or, with
 * multiplicative effects, change of the logarithm (0.7 doubles demand; an elasticity for a driver with `log`), and
 * `standardError.price`; beside those of the smoothing, which are of demand (or its logarithm) at the mean of the drivers.
 *
 * @param options - drivers with one value for each period of the history and of the horizon; those of the series where left out
 * @returns the method, to be passed as `model`
 * @throws SopError that lists every mistake in the options; and, from `forecast`, one for each driver that ends too early
 * @example
 * ```ts
 * import { forecast } from 'sop-engine'
 * import { etsWithDrivers } from 'sop-engine/demand'
 * const promo = { id: 'promo', values: [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0] }
 * const history = [100, 104, 203, 98, 101, 97, 196, 103, 99, 202, 100, 102]
 * const result = forecast(history, { horizon: 2, model: etsWithDrivers({ drivers: [promo] }) })
 * result.point.map((value) => Math.round(value / 10) * 10) // => [200, 100]
 * ```
 */
export function etsWithDrivers(options: EtsWithDriversOptions = {}): ForecastMethod {
  checkDriverOptions(options, {
    flags: ['select'],
    choices: { effects: ['multiplicative', 'additive'] },
    numbers: { priorScale: { min: 1e-6, max: 1e6, nullable: true } },
  })
  return sealMethod({
    name: 'EtsWithDrivers',
    check: (shape, issues) => checkMethodDrivers(options.drivers, shape, issues),
    takesDrivers: options.drivers === undefined,
    fit: (history, request, warnings) => fitWithDrivers(options, history, request, warnings),
  })
}

function fitWithDrivers(
  options: EtsWithDriversOptions,
  history: MethodHistory,
  request: MethodRequest,
  warnings: Notice[],
): FittedModel {
  const { count, actual, observed, nonNegative } = history
  const { horizon, path, rolling } = request
  const { effects = 'multiplicative', priorScale = PRIOR_SCALE } = options
  const log = effects === 'multiplicative' && nonNegative
  if (options.effects === 'multiplicative' && !log) {
    warnings.push(createNotice(effectsAdded, { path }))
  }
  const m = count >= 2 * request.seasonLength ? request.seasonLength : 1
  if (m < request.seasonLength) {
    const value = { periods: count, seasonLength: request.seasonLength }
    warnings.push(createNotice(tooShortForSeason, { path, value }))
  }
  const seen = Array.from({ length: count }, (_, t) => actual[t] !== null)
  const shift = log ? shiftOf(history.values.filter((_, t) => seen[t] === true)) : 0
  // a gap next to zeros may have been filled with less than nothing
  const demand = log ? history.values.map((value) => Math.log(Math.max(0, value) + shift)) : history.values.slice()
  let columns = affordable(
    driverColumns(options.drivers ?? request.drivers ?? [], history, request, { goOn: saturate, warnings }),
    observed - LEAST_LEFT,
    path,
    warnings,
  )

  const choose = (values: Float64Array): { fit: EtsFit; starts: EtsStarts } => {
    const pool = fitEtsPool(values, count, m, { positive: false, seasonal: m > 1 })
    if (pool !== undefined) return { fit: pool.best, starts: pool.starts }
    const starts = createEtsStarts(values, count, 1)
    return { fit: fitEts({ error: 0, trend: 0, season: 0 }, starts), starts }
  }
  const refine = ({ form, parameters }: EtsFit, values: Float64Array): { fit: EtsFit; starts: EtsStarts } => {
    const starts = createEtsStarts(values, count, form.season === 0 ? 1 : m)
    return { fit: fitEts(form, starts, { warm: [parameters] }), starts }
  }
  const filtered = (filter: SmoothingFilter, values: Float64Array): FilteredColumn =>
    filterColumn(filter, values, count, horizon)

  const size = log ? 1 : history.values.reduce((sum, value) => sum + Math.abs(value), 0) / count
  const priors = (list: readonly DriverColumn[]): (number | null)[] =>
    list.map(({ likelyChange }) => (priorScale === null ? null : priorScale * size * likelyChange))
  let filter: SmoothingFilter = {
    form: { error: 0, trend: 0, season: m > 1 ? 1 : 0 },
    parameters: GENTLE,
    seasonLength: m,
  }
  let state: { fit: EtsFit; starts: EtsStarts; effect: EffectFit } | undefined
  for (let turn = 0; turn < TURNS.most; turn += 1) {
    const innovations = filtered(filter, demand).innovations
    let own = columns.map(({ values }) => filtered(filter, values).innovations)
    // by the first model that was fitted, not by the one to begin with
    if (options.select === true && turn === 1) {
      const rows = (column: Float64Array): Float64Array => column.filter((_, t) => seen[t] === true)
      const chosen = selectColumns([], own.map(rows), rows(innovations))
      columns = chosen.map((place) => columns[place])
      own = chosen.map((place) => own[place])
    }
    const effect = regressInnovations(innovations, own, seen, priors(columns))
    const rest = demand.map((value, t) => value - effectAt(columns, effect, t))
    const { fit, starts } = turn < TURNS.choosing || state === undefined ? choose(rest) : refine(state.fit, rest)
    const isSettled = state !== undefined && turn >= TURNS.choosing && hasSettled(state.effect, effect)
    state = { fit, starts, effect }
    if (isSettled) break
    filter = { form: fit.form, parameters: fit.parameters, seasonLength: fit.form.season === 0 ? 1 : m }
    // what was not observed is taken to be what the model expects, so that it moves nothing
    if (seen.includes(false)) {
      const { fitted } = forecastEts(fit, starts, 1)
      seen.forEach((flag, t) => {
        if (!flag) demand[t] = fitted[t] + effectAt(columns, effect, t)
      })
    }
  }
  const { fit, starts, effect } = state as NonNullable<typeof state>
  const smoothing = forecastEts(fit, starts, horizon, rolling)
  reportDropped(
    effect.dropped.map((place) => columns[place].id),
    path,
    warnings,
  )
  const ahead = columns.map(({ values }) => {
    const path = filtered(filter, values).ahead
    return path.map((expected, h) => values[count + h] - expected)
  })
  const model = addEffects(smoothing, columns, effect, ahead, count)
  const described: FittedModel = {
    ...model,
    ...describe(model, columns, effect, log ? { scale: history.scale, shift } : undefined),
  }
  const final = log ? exponentialModel(described, demand, count, shift) : described
  const facts = { log, shift, scale: history.scale, count }
  return { ...final, effects: listEffects(final.point, columns, effect, facts) }
}

/** The effects in the units of the drivers, and what each adds to the forecast against the mean of its driver. */
function listEffects(
  point: Float64Array,
  columns: readonly DriverColumn[],
  effect: EffectFit,
  facts: { readonly log: boolean; readonly shift: number; readonly scale: number; readonly count: number },
): DriverEffect[] {
  const { log, shift, scale, count } = facts
  const toUnits = log ? 1 : scale
  const all = point.map((_, h) => effectAt(columns, effect, count + h))
  return columns.flatMap(({ id, values, center, size, isLog }, j): DriverEffect[] => {
    if (effect.dropped.includes(j)) return []
    const own = effect.coefficients[j]
    const base = (h: number): number => (point[h] + shift) * Math.exp(-all[h])
    return [
      {
        driverId: id,
        scale: !log ? 'units' : isLog ? 'elasticity' : 'ratio',
        effect: (toUnits * (shift > 0 ? withoutShift(own, 1) : own)) / size,
        standardError: (toUnits * Math.sqrt(effect.covariance[j * columns.length + j])) / size,
        reference: isLog ? Math.exp(center) : center,
        contribution: Array.from(point, (value, h) => {
          const change = own * values[count + h]
          if (!log) return change * scale
          return scale * shareOfChange({ base: base(h), added: value + shift - base(h) }, change, all[h])
        }),
      },
    ]
  })
}

/** Whether no effect has moved by more than a trifle of its standard error. */
function hasSettled(before: EffectFit, after: EffectFit): boolean {
  const n = after.coefficients.length
  return after.coefficients.every((value, j) => {
    const change = Math.abs(value - (before.coefficients[j] ?? 0))
    return change <= SETTLED * Math.sqrt(after.covariance[j * n + j])
  })
}

function effectAt(columns: readonly DriverColumn[], effect: EffectFit, t: number): number {
  return columns.reduce((sum, { values }, j) => sum + effect.coefficients[j] * values[t], 0)
}

/**
 * Puts the effects on what the smoothing forecasts, and what is not known of them into its spread: an error in an effect
 * matters as far as the driver departs from what the smoothing would have expected of the driver itself.
 *
 * @param ahead - that departure, by driver and period ahead
 */
function addEffects(
  smoothing: FittedModel,
  columns: readonly DriverColumn[],
  effect: EffectFit,
  ahead: readonly Float64Array[],
  count: number,
): FittedModel {
  const { rolling } = smoothing
  const n = columns.length
  const variance = (row: readonly number[]): number => {
    let sum = 0
    row.forEach((a, i) => row.forEach((b, j) => (sum += a * b * effect.covariance[i * n + j])))
    return Math.max(0, sum)
  }
  const sums = columns.map(() => 0)
  const cumulative = smoothing.cumulativeStdDev.map((value, h) => {
    ahead.forEach((gap, j) => (sums[j] = sums[j] + gap[h]))
    return Math.sqrt(value * value + variance(sums))
  })
  return {
    ...smoothing,
    name: `${smoothing.name} with drivers`,
    point: smoothing.point.map((value, h) => value + effectAt(columns, effect, count + h)),
    stdDev: smoothing.stdDev.map((value, h) => Math.sqrt(value * value + variance(ahead.map((gap) => gap[h])))),
    cumulativeStdDev: cumulative,
    fitted: smoothing.fitted.map((value, t) => value + effectAt(columns, effect, t)),
    estimated: smoothing.estimated + n,
    ...(rolling === undefined
      ? {}
      : {
          rolling: {
            ...rolling,
            point: rolling.point.map((value, place) => {
              const t = rolling.first + Math.floor(place / rolling.steps) + (place % rolling.steps)
              return value + effectAt(columns, effect, t)
            }),
          },
        }),
  }
}

function describe(
  model: FittedModel,
  columns: readonly DriverColumn[],
  effect: EffectFit,
  logs: { readonly scale: number; readonly shift: number } | undefined,
): Pick<FittedModel, 'ratios' | 'levels' | 'criteria'> {
  const figures: Record<string, number> = {}
  columns.forEach(({ id, size }, j) => {
    if (effect.dropped.includes(j)) return
    const own = effect.coefficients[j]
    figures[`effect.${id}`] = (logs !== undefined && logs.shift > 0 ? withoutShift(own, 1) : own) / size
    figures[`standardError.${id}`] = Math.sqrt(effect.covariance[j * columns.length + j]) / size
  })
  if (logs === undefined) return { ratios: model.ratios, levels: { ...model.levels, ...figures }, criteria: {} }
  // a level of logarithms moves by that of the scale; changes of it do not
  const levels = Object.entries(model.levels).map(([key, value]): [string, number | number[]] => {
    const isLevel = key === 'level' || key === 'initialLevel'
    return [key, isLevel && typeof value === 'number' ? value + Math.log(logs.scale) : value]
  })
  return { ratios: { ...model.ratios, ...Object.fromEntries(levels), ...figures }, levels: {}, criteria: {} }
}
