import { createIssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { checkChoice } from '../checkForecastInput.js'
import { isRecord, refuseUnknown } from '../../core/checking/checks.js'
import { type ForecastMethod, type MethodHistory, type MethodRequest, sealMethod } from '../forecastMethod.js'
import type { ExponentialSmoothingModel } from '../types.js'
import { type EtsForm, etsName } from './etsModel.js'
import { createEtsStarts, type EtsFit, type EtsStarts } from './fitEts.js'
import { permittedForms } from './fitEtsPool.js'
import { forecastEts } from './forecastEts.js'
import { type EtsSearch, searchEts } from './searchEts.js'
import { partReplaced, tooShortForSeason, tooShortForStarts } from '../notices.js'

/** Which exponential smoothing models to fit, and how. */
export interface ExponentialSmoothingOptions {
  /** How the error enters; a multiplicative one needs a history above zero. Default: chosen by AICc. */
  readonly error?: ExponentialSmoothingModel['error']
  /** Default: chosen by AICc. */
  readonly trend?: ExponentialSmoothingModel['trend']
  /** A multiplicative one needs a multiplicative error. Default: chosen by AICc. */
  readonly season?: ExponentialSmoothingModel['season']
  /**
   * Level, trend and seasons before the first period: `decomposition` takes them from the classical decomposition;
   * `optimized` finds those of greatest likelihood, which fits the history better and costs about a hundred times as much,
   * with the square of the season length: half a minute for one model of 40 days of hours in a week. Default
   * `decomposition`.
   */
  readonly initial?: 'decomposition' | 'optimized'
  /**
   * `usual`: 0 < alpha < 1, 0 < beta < alpha, 0 < gamma < 1 - alpha, which make weighted means of the states;
   * `admissible`: all values above zero with which the model forgets its start, as an alpha up to 2 without a season.
   * Both keep phi between 0.8 and 0.98. Default `usual`.
   */
  readonly bounds?: 'usual' | 'admissible'
}

const PARTS = ['error', 'trend', 'season'] as const
const CHOICES = {
  error: ['additive', 'multiplicative'],
  trend: ['none', 'additive', 'additiveDamped'],
  season: ['none', 'additive', 'multiplicative'],
  initial: ['decomposition', 'optimized'],
  bounds: ['usual', 'admissible'],
}

/**
 * Exponential smoothing with more to say about the fit than `model: 'exponentialSmoothing'` has: start states by maximum
 * likelihood, the admissible region of the parameters, and parts of the model given one by one.
 *
 * Where the history does not permit a part (a multiplicative one with values at or below zero, a season not seen twice),
 * or is too short for as many start states, the forecast is made without it, and a warning says so. With all three parts
 * given, the intervals are the model's own; else they are calibrated.
 * Source: Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008), chapters 5, 6 and 10.
 *
 * @param options - parts of the model; where to take its start from; region of the parameters
 * @returns a method for `forecast`, `forecastMany` and `backtest`
 * @throws SopError that lists every option that is none of its choices, or an additive error with a multiplicative season
 * @example
 * ```ts
 * import { forecast } from 'sop-engine'
 * import { exponentialSmoothing } from 'sop-engine/demand'
 * const model = exponentialSmoothing({ error: 'additive', trend: 'additive', season: 'none', initial: 'optimized' })
 * const result = forecast([12, 14, 16, 18, 20, 22, 24, 26], { horizon: 2, model })
 * result.model // => 'ETS(A,A,N)'
 * result.point.map(Math.round) // => [28, 30]
 * ```
 */
export function exponentialSmoothing(options: ExponentialSmoothingOptions = {}): ForecastMethod {
  const issues = createIssueList()
  if (!isRecord(options, 'options', issues)) issues.throwIfAny()
  refuseUnknown<ExponentialSmoothingOptions>(options, 'options', CHOICES, issues)
  for (const [field, choices] of Object.entries(CHOICES)) {
    const value = options[field as keyof ExponentialSmoothingOptions]
    if (value !== undefined) checkChoice(value, choices, `options.${field}`, issues)
  }
  if (options.error === 'additive' && options.season === 'multiplicative') {
    const message = 'An additive error with a multiplicative season has no stable variance.'
    issues.add('CONFLICT', 'options', options, message, "Use error: 'multiplicative', or season: 'additive'.")
  }
  issues.throwIfAny()
  const { initial = 'decomposition', bounds = 'usual' } = options
  return sealMethod({
    name: nameOf(options, initial, bounds),
    spread: PARTS.every((part) => options[part] !== undefined) ? 'model' : 'calibrated',
    fit: (history, request, warnings) => {
      const { fit, starts } = fitBest(history, options, { initial, bounds }, request, warnings)
      return forecastEts(fit, starts, request.horizon, request.rolling)
    },
  })
}

/** As the literature names the models, with Z for a part that is to be chosen. */
function nameOf(options: ExponentialSmoothingOptions, initial: string, bounds: string): string {
  const letters = { none: 'N', additive: 'A', multiplicative: 'M', additiveDamped: 'Ad', chosen: 'Z' }
  const parts = PARTS.map((part) => letters[options[part] ?? 'chosen'])
  return `ETS(${parts.join()})${initial === 'optimized' ? ' optimized' : ''}${bounds === 'admissible' ? ' admissible' : ''}`
}

/** Fits the permitted models that have the parts asked for, and takes the one with the least AICc. */
function fitBest(
  history: MethodHistory,
  options: ExponentialSmoothingOptions,
  search: EtsSearch,
  { seasonLength, path }: MethodRequest,
  warnings: Notice[],
): { fit: EtsFit; starts: EtsStarts } {
  const { values, count, positive } = history
  const seasonal = seasonLength > 1 && count >= 2 * seasonLength
  const starts = createEtsStarts(values, count, seasonal ? seasonLength : 1)
  const best = (forms: readonly EtsForm[], how: EtsSearch): EtsFit | undefined => {
    let found: EtsFit | undefined
    for (const form of forms) {
      const fit = searchEts(form, starts, how)
      if (!Number.isFinite(fit.logLikelihood)) continue
      if (found === undefined || fit.aicc < found.aicc) found = fit
    }
    return found
  }
  if (seasonLength > 1 && !seasonal && options.season !== 'none') {
    warnings.push(createNotice(tooShortForSeason, { path, value: { periods: count, seasonLength } }))
  }
  const asked = { ...options, ...(seasonal ? {} : { season: 'none' as const }) }
  const plain = {
    ...asked,
    error: 'additive' as const,
    ...(asked.season === 'multiplicative' ? { season: 'additive' as const } : {}),
  }
  let fit = best(formsWith(asked, positive, seasonal), search)
  if (fit === undefined) {
    fit = best(formsWith(plain, positive, seasonal), search) as EtsFit
    warnings.push(createNotice(partReplaced, { path, value: { asked: 'multiplicative', used: etsName(fit.form) } }))
  } else if (!seasonal && options.season !== undefined && options.season !== 'none') {
    warnings.push(createNotice(partReplaced, { path, value: { asked: 'season', used: etsName(fit.form) } }))
  }
  if (fit.aicc === Number.POSITIVE_INFINITY && search.initial === 'optimized') {
    // as many states as values fit any history, and say nothing of its future
    warnings.push(createNotice(tooShortForStarts, { path, value: { periods: count } }))
    fit = best([fit.form], { ...search, initial: 'decomposition' }) ?? fit
  }
  return { fit, starts }
}

function formsWith(parts: ExponentialSmoothingOptions, positive: boolean, seasonal: boolean): EtsForm[] {
  const place = (part: (typeof PARTS)[number]): number => CHOICES[part].indexOf(parts[part] ?? '')
  const wanted = { error: place('error'), trend: place('trend'), season: place('season') }
  return permittedForms({ positive, seasonal }).filter((form) =>
    PARTS.every((part) => wanted[part] < 0 || wanted[part] === form[part]),
  )
}
