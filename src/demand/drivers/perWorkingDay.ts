import { createIssueList } from '../../core/checking/errors.js'
import { checkChoice, checkModel } from '../checkForecastInput.js'
import { checkNumbers, checkObject } from '../checkPlannerInput.js'
import { fitModel } from '../fitModel.js'
import { carryCorrelation, type FittedModel } from '../fittedModel.js'
import { isCalibrated } from '../fitSeries.js'
import {
  type ForecastMethod,
  type ForecastProfile,
  isForecastMethod,
  openMethod,
  type MethodHistory,
  type MethodRequest,
  sealMethod,
} from '../forecastMethod.js'
import { FORECAST_PROFILES } from '../modelNames.js'
import type { ForecastOptions } from '../types.js'

/** What a forecast per working day is made with. */
export interface PerWorkingDayOptions {
  /** Working days by period, above zero, from the first period of the history to the last one to be forecast. */
  readonly workingDays: readonly number[]
  /** The model of demand per working day. Default `auto`. */
  readonly model?: NonNullable<ForecastOptions['model']>
  /** How thorough `auto` is; default `balanced`. See `ForecastOptions`. */
  readonly profile?: ForecastProfile
}

/**
 * Any model, fitted to demand per working day: history is divided by the working days of its periods, by those of a mean
 * period, and the forecast with its spread multiplied back.
 *
 * A month of 23 working days is not a busier one than a month of 20. Where not all demand follows the working days, use
 * `calendarDrivers` with `regression` or `etsWithDrivers` instead, which find out how much does.
 * Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 3.1, calendar adjustments.
 *
 * @param options - working days, as `createCalendar(...).periods.map((period) => period.workingDays)`, and the model
 * @returns the method, to be passed as `model`
 * @throws SopError that lists every mistake in the options; and, from `forecast`, where the working days end too early
 * @example
 * ```ts
 * import { forecast } from 'sop-engine'
 * import { perWorkingDay } from 'sop-engine/demand'
 * const model = perWorkingDay({ workingDays: [20, 22, 21, 20, 23, 22], model: 'naive' })
 * forecast([40, 44, 42, 40, 46], { horizon: 1, model }).point // => [44]
 * ```
 */
export function perWorkingDay(options: PerWorkingDayOptions): ForecastMethod {
  const issues = createIssueList()
  if (
    checkObject<PerWorkingDayOptions>(options, 'options', issues, { workingDays: true, model: true, profile: true })
  ) {
    if (checkNumbers(options.workingDays, 'options.workingDays', issues, { max: 1e6 })) {
      options.workingDays.forEach((days, t) => {
        if (days > 0) return
        const remedy = 'Use wider periods, or pass null in the history and one day for a period without work.'
        issues.add(
          'OUT_OF_RANGE',
          `options.workingDays[${t}]`,
          days,
          'There is no demand per day without a day.',
          remedy,
        )
      })
    }
    if (options.model !== undefined) checkModel(options.model, 'options.model', issues)
    if (options.profile !== undefined) checkChoice(options.profile, FORECAST_PROFILES, 'options.profile', issues)
  }
  issues.throwIfAny()
  const { workingDays, model = 'auto', profile = 'balanced' } = options
  const inner = isForecastMethod(model) ? openMethod(model) : undefined
  return sealMethod({
    name: 'PerWorkingDay',
    spread: isCalibrated({ horizon: 1, model }) ? 'calibrated' : 'model',
    check: (shape, problems) => {
      inner?.check?.(shape, problems)
      const { count, horizon, path } = shape
      if (workingDays.length >= count + horizon) return
      const message = `There are working days for ${workingDays.length} periods, and ${count + horizon} are needed.`
      const remedy = 'Give them for every period of the history and of the horizon.'
      problems.add('MISALIGNED', `${path}: workingDays`, workingDays.length, message, remedy)
    },
    fit: (history, request, warnings) => {
      const { start, count } = history
      const total = count + request.horizon
      const days = Float64Array.from({ length: total }, (_, t) => workingDays[start + t])
      const mean = days.subarray(0, count).reduce((sum, value) => sum + value, 0) / count
      const factors = days.map((value) => value / mean)
      return timesFactors(
        fitModel(divided(history, factors), { ...request, model, profile }, warnings),
        factors,
        history,
        request,
      )
    },
  })
}

function divided(history: MethodHistory, factors: Float64Array): MethodHistory {
  return {
    ...history,
    values: history.values.map((value, t) => value / factors[t]),
    actual: history.actual.map((value, t) => (value === null ? null : value / factors[t])),
  }
}

function timesFactors(
  model: FittedModel,
  factors: Float64Array,
  history: MethodHistory,
  request: MethodRequest,
): FittedModel {
  const { count } = history
  const { horizon } = request
  const ahead = factors.subarray(count, count + horizon)
  const times = (values: Float64Array): Float64Array => values.map((value, h) => value * ahead[h])
  const stdDev = times(model.stdDev)
  const { rolling, quantile, parts } = model
  const factorAt = (place: number, steps: number, first: number): number =>
    factors[first + Math.floor(place / steps) + (place % steps)]
  return {
    ...model,
    name: `${model.name} per working day`,
    point: times(model.point),
    stdDev,
    cumulativeStdDev: carryCorrelation(model, stdDev),
    fitted: model.fitted.map((value, t) => value * factors[t]),
    ...(rolling === undefined
      ? {}
      : {
          rolling: {
            ...rolling,
            point: rolling.point.map((value, place) => value * factorAt(place, rolling.steps, rolling.first)),
            stdDev: rolling.stdDev.map((value, place) => value * factorAt(place, rolling.steps, rolling.first)),
          },
        }),
    ...(parts === undefined
      ? {}
      : { parts: parts.map((part) => ({ ...part, model: timesFactors(part.model, factors, history, request) })) }),
    ...(quantile === undefined
      ? {}
      : { quantile: (probability: number, h: number) => quantile(probability, h) * ahead[h] }),
  }
}
