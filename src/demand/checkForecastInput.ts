import type { IssueList } from '../core/errors.js'
import { checkIntermittentModel } from './intermittent/checkIntermittentModel.js'
import { INTERMITTENT_NAMES } from './intermittent/intermittentNames.js'
import type { ExponentialSmoothingModel, ForecastOptions, TimeSeries } from './types.js'

/** Quantities beyond this size are taken for a mistake; their squares would leave the range of numbers. */
const LARGEST = 1e100
const LONGEST_HORIZON = 10_000

const NAMES: readonly string[] = [
  'auto',
  'naive',
  'seasonalNaive',
  'drift',
  'mean',
  'exponentialSmoothing',
  'theta',
  ...INTERMITTENT_NAMES,
]
const FIELDS: readonly string[] = [
  'horizon',
  'seasonLength',
  'model',
  'selection',
  'levels',
  'spread',
  'quantiles',
  'nonNegative',
  'signal',
  'onProgress',
]

/** The values of a series given as an object or as a bare array; an empty array where it is neither. */
export function seriesValues(series: TimeSeries | readonly (number | null)[]): readonly (number | null)[] {
  if (Array.isArray(series)) return series as readonly (number | null)[]
  return (series as TimeSeries).values
}

/** Adds every problem of one series to the list. */
export function checkSeries(series: unknown, path: string, issues: IssueList): void {
  const bare = Array.isArray(series)
  if (!bare && (typeof series !== 'object' || series === null)) {
    issues.add('WRONG_TYPE', path, series, 'A series is an object with values, or an array.', 'Pass { values: [...] }.')
    return
  }
  const values: unknown = bare ? series : (series as { values?: unknown }).values
  const valuesPath = bare ? path : `${path}.values`
  if (!bare) {
    const id = (series as { id?: unknown }).id
    if (id !== undefined && typeof id !== 'string') {
      issues.add('WRONG_TYPE', `${path}.id`, id, 'The id of a series is a string.', 'Pass a string, or leave it out.')
    }
  }
  if (!Array.isArray(values)) {
    const code = values === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    const remedy = 'Pass an array of numbers, oldest first, with null where nothing was observed.'
    issues.add(code, valuesPath, values, 'There is no array of values.', remedy)
    return
  }
  if (values.length === 0) {
    issues.add('EMPTY', valuesPath, values, 'The history is empty.', 'Pass at least one period, null if not observed.')
  }
  for (let t = 0; t < values.length; t += 1) checkValue(values[t], `${valuesPath}[${t}]`, issues)
}

function checkValue(value: unknown, path: string, issues: IssueList): void {
  if (value === null) return
  if (typeof value !== 'number') {
    const remedy = 'Pass a number, or null if not observed.'
    issues.add('WRONG_TYPE', path, value, 'A value of the history is not a number.', remedy)
  } else if (!Number.isFinite(value)) {
    const remedy = 'Pass null where nothing was observed.'
    issues.add('NOT_FINITE', path, value, 'A value of the history is not finite.', remedy)
  } else if (Math.abs(value) > LARGEST) {
    const remedy = 'Choose a larger unit for the quantity.'
    issues.add('OUT_OF_RANGE', path, value, `A value is larger than ${LARGEST}.`, remedy)
  }
}

/** Adds every problem of the options to the list. */
export function checkForecastOptions(options: unknown, issues: IssueList): void {
  if (typeof options !== 'object' || options === null) {
    issues.add('MISSING_VALUE', 'options', options, 'The options are missing.', 'Pass at least { horizon: 12 }.')
    return
  }
  for (const key of Object.keys(options)) {
    if (FIELDS.includes(key)) continue
    issues.add(
      'UNKNOWN_FIELD',
      `options.${key}`,
      (options as Record<string, unknown>)[key],
      'There is no such option.',
      `Use one of ${FIELDS.join(', ')}.`,
    )
  }
  const { horizon, seasonLength, model, selection, levels, spread, quantiles, nonNegative } = options as Partial<
    Record<keyof ForecastOptions, unknown>
  >
  if (!isWhole(horizon) || horizon > LONGEST_HORIZON) {
    const message = 'The horizon is the number of periods to forecast.'
    const remedy = `Pass a whole number from 1 to ${LONGEST_HORIZON}.`
    issues.add(numberCode(horizon), 'options.horizon', horizon, message, remedy)
  }
  if (seasonLength !== undefined && !isWhole(seasonLength)) {
    const message = 'The season length is a number of periods.'
    const remedy = 'Pass a whole number from 1, as 12 for months in a year, or leave it out for no season.'
    issues.add(numberCode(seasonLength), 'options.seasonLength', seasonLength, message, remedy)
  }
  if (selection !== undefined && selection !== 'aicc' && selection !== 'rollingOrigin') {
    const remedy = "Pass 'aicc' or 'rollingOrigin'."
    issues.add('OUT_OF_RANGE', 'options.selection', selection, 'There is no such way to select.', remedy)
  }
  if (nonNegative !== undefined && typeof nonNegative !== 'boolean') {
    issues.add('WRONG_TYPE', 'options.nonNegative', nonNegative, 'This option is a switch.', 'Pass true or false.')
  }
  if (spread !== undefined && spread !== 'calibrated' && spread !== 'model') {
    const remedy = "Pass 'calibrated' or 'model'."
    issues.add('OUT_OF_RANGE', 'options.spread', spread, 'There is no such spread.', remedy)
  }
  if (levels !== undefined) checkShares(levels, 'levels', issues)
  if (quantiles !== undefined) checkShares(quantiles, 'quantiles', issues)
  if (model !== undefined) checkModel(model, 'options.model', issues)
}

function checkShares(levels: unknown, name: 'levels' | 'quantiles', issues: IssueList): void {
  if (!Array.isArray(levels)) {
    const message = `The ${name} are a list.`
    issues.add('WRONG_TYPE', `options.${name}`, levels, message, 'Pass an array such as [0.8, 0.95].')
    return
  }
  for (let place = 0; place < levels.length; place += 1) {
    const level: unknown = levels[place]
    if (typeof level === 'number' && level > 0 && level < 1) continue
    const hint =
      typeof level === 'number' && level > 1 && level < 100
        ? `Pass ${level / 100} for ${level} %.`
        : 'Pass a share between 0 and 1, as 0.95 for 95 %.'
    const message = `A ${name === 'levels' ? 'level' : 'quantile'} is a share between 0 and 1.`
    issues.add(numberCode(level), `options.${name}[${place}]`, level, message, hint)
  }
}

/** Adds every problem of a model given by name or by its parts. */
export function checkModel(model: unknown, path: string, issues: IssueList): void {
  if (typeof model === 'string') {
    if (NAMES.includes(model)) return
    issues.add('OUT_OF_RANGE', path, model, 'There is no such model.', `Use one of ${NAMES.join(', ')}.`)
    return
  }
  if (typeof model !== 'object' || model === null) {
    const remedy = `Use one of ${NAMES.join(', ')}, or an object with the parts of a model.`
    issues.add('WRONG_TYPE', path, model, 'The model is neither a name nor an object.', remedy)
    return
  }
  if (INTERMITTENT_NAMES.includes((model as { name?: unknown }).name as string)) {
    checkIntermittentModel(model as Record<string, unknown>, path, issues)
    return
  }
  const { name, error, trend, season } = model as Partial<Record<keyof ExponentialSmoothingModel, unknown>>
  const part = (key: string, value: unknown, choices: readonly string[]): boolean => {
    if (typeof value === 'string' && choices.includes(value)) return true
    const code = value === undefined ? 'MISSING_VALUE' : 'OUT_OF_RANGE'
    const remedy = `Use one of ${choices.join(', ')}.`
    issues.add(code, `${path}.${key}`, value, 'This part of the model is not known.', remedy)
    return false
  }
  part('name', name, ['exponentialSmoothing'])
  part('trend', trend, ['none', 'additive', 'additiveDamped'])
  const known = part('error', error, ['additive', 'multiplicative'])
  if (part('season', season, ['none', 'additive', 'multiplicative']) && known) {
    if (error === 'additive' && season === 'multiplicative') {
      const message = 'An additive error with a multiplicative season has no stable variance.'
      issues.add('CONFLICT', path, model, message, "Use error: 'multiplicative', or season: 'additive'.")
    }
  }
}

/** Tells whether a value is a whole number from 1. */
export function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1
}

/** The code of a value that should have been a number within limits. */
export function numberCode(value: unknown): 'MISSING_VALUE' | 'WRONG_TYPE' | 'NOT_FINITE' | 'OUT_OF_RANGE' {
  if (value === undefined) return 'MISSING_VALUE'
  if (typeof value !== 'number') return 'WRONG_TYPE'
  return Number.isFinite(value) ? 'OUT_OF_RANGE' : 'NOT_FINITE'
}
