import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import type { Notice } from '../../core/notices/notices.js'
import {
  checkForecastOptions,
  checkMethod,
  checkOwnMethod,
  checkModel,
  checkSeries,
  isWhole,
} from '../checkForecastInput.js'
import { readsDrivers } from '../forecastMethod.js'
import type { SeriesInput } from '../seriesFit.js'
import { forecastSeries } from '../forecastSeries.js'
import { modelId } from '../modelId.js'
import { isPlain, numberCode, type Names, refuseUnknown } from '../../core/checking/checks.js'
import type { ForecastOptions } from '../types.js'
import type { BacktestForecast, BacktestModel, BacktestOptions } from './backtestTypes.js'

/** A method ready to be asked, whoever made it. */
export interface CheckedModel {
  readonly id: string
  readonly forecast: (
    series: SeriesInput,
    options: { readonly horizon: number; readonly seasonLength: number; readonly levels: readonly number[] },
  ) => Required<BacktestForecast> & { readonly warnings: readonly Notice[] }
}

const SHARED_FIELDS = ['horizon', 'seasonLength', 'levels'] as const
const NAMES: Names<BacktestOptions> = {
  horizon: true,
  seasonLength: true,
  levels: true,
  models: true,
  origins: true,
  step: true,
  window: true,
  windowLength: true,
}
const DEFAULT_MODELS = ['auto', 'seasonalNaive'] as const

/** Checks everything that the caller gave, and makes one kind of method of all kinds. */
export function checkBacktestInput(series: unknown, options: BacktestOptions): CheckedModel[] {
  const issues = createIssueList()
  checkSeries(series, 'series', issues)
  if (!isPlain(options)) checkForecastOptions(options, issues)
  issues.throwIfAny()
  const shared: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(options)) {
    if ((SHARED_FIELDS as readonly string[]).includes(key)) shared[key] = value
  }
  refuseUnknown(options, 'options', NAMES, issues)
  checkForecastOptions(shared, issues)
  if (shared['seasonLength'] === 'auto') {
    const remedy = 'Pass a number, as detectSeasonLength(series).seasonLength.'
    issues.add('WRONG_TYPE', 'options.seasonLength', 'auto', 'All origins are judged with one season.', remedy)
  }
  for (const key of ['origins', 'step', 'windowLength'] as const) {
    const value: unknown = options[key]
    if (value === undefined || isWhole(value)) continue
    const remedy = 'Pass a whole number from 1, or leave it out.'
    issues.add(numberCode(value), `options.${key}`, value, 'This is a whole number.', remedy)
  }
  const { window, windowLength, models = DEFAULT_MODELS } = options
  if (window !== undefined && window !== 'expanding' && window !== 'sliding') {
    const remedy = "Pass 'expanding' or 'sliding'."
    issues.add('OUT_OF_RANGE', 'options.window', window, 'There is no such window.', remedy)
  }
  if (windowLength !== undefined && window !== 'sliding') {
    const message = 'Only a sliding window has a length.'
    issues.add('CONFLICT', 'options.windowLength', windowLength, message, "Pass window: 'sliding', or leave it out.")
  }
  // nothing beyond the history is forecast
  checkMethod({ horizon: 0 }, series, 'series', issues)
  const checked: CheckedModel[] = []
  if (!Array.isArray(models)) {
    issues.add(
      'WRONG_TYPE',
      'options.models',
      models,
      'The models are not an array.',
      "Pass an array such as ['auto'].",
    )
  } else if (models.length === 0) {
    issues.add('EMPTY', 'options.models', models, 'There is no model to judge.', 'Pass at least one.')
  } else {
    const seen = new Set<string>()
    models.forEach((model: unknown, place) => {
      const path = `options.models[${place}]`
      const one = isOwn(model) ? ownModel(model, path, issues) : ourModel(model, path, issues)
      if (one === undefined) return
      checkOwnMethod({ ...options, model, horizon: 0 }, series, path, issues)
      if (seen.has(one.id)) {
        issues.add('DUPLICATE_ID', path, one.id, 'Two models have the same name.', 'Name each model once.')
      }
      seen.add(one.id)
      checked.push(one)
    })
  }
  issues.throwIfAny()
  return checked
}

function isOwn(model: unknown): model is BacktestModel {
  return typeof model === 'object' && model !== null && ('forecast' in model || 'id' in model)
}

function ourModel(model: unknown, path: string, issues: IssueList): CheckedModel | undefined {
  const before = issues.issues.length
  checkModel(model, path, issues)
  if (issues.issues.length > before) return undefined
  const known = model as NonNullable<ForecastOptions['model']>
  return {
    id: modelId(known),
    forecast: (series, options) => {
      // the others take no drivers, which the caller knows who compares them
      const used = readsDrivers(known) ? series : { ...series, drivers: [] }
      return forecastSeries(used, undefined, { ...options, model: known })
    },
  }
}

function ownModel(model: BacktestModel, path: string, issues: IssueList): CheckedModel | undefined {
  refuseUnknown<BacktestModel>(model, path, { id: true, forecast: true }, issues)
  const { id, forecast } = model
  const named = typeof id === 'string' && id !== ''
  if (!named) issues.add('MISSING_VALUE', `${path}.id`, id, 'A model needs a name.', 'Pass a text that is not empty.')
  if (typeof forecast !== 'function') {
    const remedy = 'Pass a function of a history and { horizon, seasonLength } that returns { point }.'
    issues.add('WRONG_TYPE', `${path}.forecast`, forecast, 'A model of your own is a function.', remedy)
  }
  if (!named || typeof forecast !== 'function') return undefined
  return {
    id,
    forecast: ({ values, drivers }, { horizon, seasonLength }) => {
      const given = drivers === undefined ? {} : { drivers }
      const result: unknown = forecast(values, { horizon, seasonLength, ...given })
      return { ...checkAnswer(result, horizon, `${path}.forecast()`), warnings: [] }
    },
  }
}

/** The caller's method is code that nobody checked: what it returns is input. */
function checkAnswer(result: unknown, horizon: number, path: string): Required<BacktestForecast> {
  const issues = createIssueList()
  const { point, intervals = [] } = (typeof result === 'object' && result !== null ? result : {}) as BacktestForecast
  checkNumbers(point, horizon, `${path}.point`, issues)
  if (!Array.isArray(intervals)) {
    issues.add('WRONG_TYPE', `${path}.intervals`, intervals, 'The intervals are not an array.', 'Pass an array.')
  } else {
    intervals.forEach((interval, place) => {
      checkNumbers(interval?.lower, horizon, `${path}.intervals[${place}].lower`, issues)
      checkNumbers(interval?.upper, horizon, `${path}.intervals[${place}].upper`, issues)
    })
  }
  issues.throwIfAny()
  return { point, intervals }
}

function checkNumbers(values: unknown, horizon: number, path: string, issues: IssueList): void {
  const remedy = 'Return one finite number for each period of the horizon.'
  if (!Array.isArray(values) || values.length !== horizon) {
    issues.add('MISALIGNED', path, values, `There are not ${horizon} numbers.`, remedy)
    return
  }
  const wrong = values.findIndex((value) => typeof value !== 'number' || !Number.isFinite(value))
  if (wrong >= 0) issues.add('NOT_FINITE', `${path}[${wrong}]`, values[wrong], 'This is not a finite number.', remedy)
}
