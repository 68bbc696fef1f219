import type { IssueList } from '../core/checking/errors.js'
import type { RunOptions } from '../core/running/progress.js'
import { RUN_FIELDS } from '../core/running/runChecks.js'
import { checkDriverLengths, checkDrivers } from './drivers/checkDrivers.js'
import type { SeriesInput } from './seriesFit.js'
import { isForecastMethod, openMethod } from './forecastMethod.js'
import { checkIntermittentModel } from './intermittent/checkIntermittentModel.js'
import { INTERMITTENT_NAMES } from './intermittent/intermittentNames.js'
import { FORECAST_MODELS, FORECAST_PROFILES } from './modelNames.js'
import { isPlain, numberCode, refuse, type Names, refuseUnknown } from '../core/checking/checks.js'
import type { ForecastOptions, TimeSeries } from './types.js'

/** Quantities beyond this size are taken for a mistake; their squares would leave the range of numbers. */
const LARGEST = 1e100
const LONGEST_HORIZON = 10_000
const NUMBERS_ALONE = 'Pass numbers alone, oldest first, as rows.map((row) => Number(row.y)).'

const MODELS: readonly string[] = FORECAST_MODELS
/** Options that take one of a few values. */
const CHOICES = {
  profile: FORECAST_PROFILES,
  selection: ['aicc', 'rollingOrigin'],
  nonNegative: [true, false],
  fitted: [true, false],
  spread: ['calibrated', 'model'],
  zeros: ['judge', 'keep'],
}
const NAMES: Names<ForecastOptions & RunOptions> = {
  horizon: true,
  seasonLength: true,
  model: true,
  levels: true,
  quantiles: true,
  ...CHOICES,
  signal: true,
  onProgress: true,
}
/** Parts of an exponential smoothing model. */
const PARTS = {
  name: ['exponentialSmoothing'],
  trend: ['none', 'additive', 'additiveDamped'],
  error: ['additive', 'multiplicative'],
  season: ['none', 'additive', 'multiplicative'],
}

/** The values of a series given as an object or as a bare array; an empty array where it is neither. */
export function seriesValues(series: TimeSeries | readonly (number | null)[]): readonly (number | null)[] {
  if (Array.isArray(series)) return series as readonly (number | null)[]
  return (series as TimeSeries).values
}

/** A series, given as an object or as a bare array, as what is fitted. */
export function seriesInput(series: TimeSeries | readonly (number | null)[]): SeriesInput {
  const values = seriesValues(series)
  return Array.isArray(series) ? { values } : { values, drivers: (series as TimeSeries).drivers }
}

/** Adds every problem of one series to the list. */
export function checkSeries(series: unknown, path: string, issues: IssueList): void {
  const bare = Array.isArray(series)
  if (!bare && !isPlain(series)) {
    refuse(issues, 'WRONG_TYPE', path, series, 'an object with values, or an array')
    return
  }
  const { id, values, drivers } = (bare ? { values: series } : series) as Readonly<Record<string, unknown>>
  if (!bare) refuseUnknown<TimeSeries>(series as object, path, { id: true, values: true, drivers: true }, issues)
  const valuesPath = bare ? path : `${path}.values`
  if (drivers !== undefined) checkDrivers(drivers, `${path}.drivers`, issues)
  if (id !== undefined && typeof id !== 'string') refuse(issues, 'WRONG_TYPE', `${path}.id`, id, 'a string')
  if (!Array.isArray(values)) {
    const what = 'an array of numbers, oldest first, with null where nothing was observed'
    refuse(issues, values === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE', valuesPath, values, what)
    return
  }
  if (values.length === 0) refuse(issues, 'EMPTY', valuesPath, values, 'at least one period, null if not observed')
  for (let t = 0; t < values.length; t += 1) {
    const value: unknown = values[t]
    if (value === null || (typeof value === 'number' && Math.abs(value) <= LARGEST)) continue
    const what = `a number up to ${LARGEST} in size, or null if not observed`
    // Text of a file, decimals of a driver, rows with a day beside the quantity.
    const remedy = typeof value === 'number' || value === undefined ? undefined : NUMBERS_ALONE
    refuse(issues, value === undefined ? 'WRONG_TYPE' : numberCode(value), `${valuesPath}[${t}]`, value, what, remedy)
  }
}

/** Adds every problem of the options to the list. */
export function checkForecastOptions(options: unknown, issues: IssueList): void {
  if (!isPlain(options)) {
    refuse(issues, 'MISSING_VALUE', 'options', options, 'an object, at least { horizon: 12 }')
    return
  }
  refuseUnknown(options, 'options', NAMES, issues)
  const { horizon, seasonLength, model } = options
  if (!isWhole(horizon) || horizon > LONGEST_HORIZON) {
    const what = `a whole number of periods from 1 to ${LONGEST_HORIZON}`
    refuse(issues, numberCode(horizon), 'options.horizon', horizon, what)
  }
  if (seasonLength !== undefined && seasonLength !== 'auto' && !isWhole(seasonLength)) {
    const what = "a whole number of periods from 1, as 12 for months in a year, or 'auto'"
    refuse(issues, numberCode(seasonLength), 'options.seasonLength', seasonLength, what)
  }
  for (const [field, choices] of Object.entries(CHOICES)) {
    if (options[field] !== undefined) checkChoice(options[field], choices, `options.${field}`, issues)
  }
  checkShares(options['levels'], 'options.levels', issues)
  checkShares(options['quantiles'], 'options.quantiles', issues)
  if (model !== undefined) checkModel(model, 'options.model', issues)
  for (const [field, check] of Object.entries(RUN_FIELDS)) check(options[field], `options.${field}`, issues)
}

/** Adds a problem, and returns false, where a value is none of its choices. */
export function checkChoice(value: unknown, choices: readonly unknown[], path: string, issues: IssueList): boolean {
  if (choices.includes(value)) return true
  const code =
    value === undefined ? 'MISSING_VALUE' : typeof value === typeof choices[0] ? 'OUT_OF_RANGE' : 'WRONG_TYPE'
  refuse(issues, code, path, value, `one of ${choices.join(', ')}`)
  return false
}

function checkShares(shares: unknown, path: string, issues: IssueList): void {
  if (shares === undefined) return
  if (!Array.isArray(shares)) {
    refuse(issues, 'WRONG_TYPE', path, shares, 'an array of shares, as [0.8, 0.95]')
    return
  }
  for (let place = 0; place < shares.length; place += 1) {
    const share: unknown = shares[place]
    if (typeof share === 'number' && share > 0 && share < 1) continue
    const percent =
      typeof share === 'number' && share > 1 && share < 100 ? `Pass ${share / 100} for ${share} %.` : undefined
    refuse(issues, numberCode(share), `${path}[${place}]`, share, 'a share between 0 and 1, as 0.95 for 95 %', percent)
  }
}

/** Adds every problem that a method of its own, or the drivers, have with a series; to be asked once the two are sound by themselves. */
export function checkMethod(
  options: { readonly model?: unknown; readonly horizon: number; readonly seasonLength?: number | 'auto' },
  series: unknown,
  path: string,
  issues: IssueList,
): void {
  const { horizon } = options
  const { values, drivers = [] } = seriesInput(series as TimeSeries)
  checkDriverLengths(drivers, { count: values.length, horizon, seasonLength: 1, path }, issues)
  checkOwnMethod(options, series, path, issues)
}

/** Adds every problem that a method of its own has with a series, whose drivers were looked at. */
export function checkOwnMethod(
  { model, horizon, seasonLength = 1 }: Parameters<typeof checkMethod>[0],
  series: unknown,
  path: string,
  issues: IssueList,
): void {
  if (!isForecastMethod(model)) return
  const { values, drivers = [] } = seriesInput(series as TimeSeries)
  const season = seasonLength === 'auto' ? 1 : seasonLength
  const shape = { count: values.length, horizon, seasonLength: season, path, drivers: drivers.length }
  openMethod(model).check?.(shape, issues)
}

/** Adds every problem of a model given by name or by its parts. */
export function checkModel(model: unknown, path: string, issues: IssueList): void {
  if (typeof model === 'string') {
    if (MODELS.includes(model)) return
    refuse(issues, 'OUT_OF_RANGE', path, model, `one of ${MODELS.join(', ')}, or a method, as arima()`)
    return
  }
  if (!isPlain(model)) {
    const what = `one of ${MODELS.join(', ')}, a method, as arima(), or an object with the parts of a model`
    refuse(issues, 'WRONG_TYPE', path, model, what)
    return
  }
  if (isForecastMethod(model)) {
    if (typeof model.name !== 'string') refuse(issues, 'WRONG_TYPE', `${path}.name`, model.name, 'a text')
    return
  }
  const parts = model
  if (INTERMITTENT_NAMES.includes(parts['name'] as string)) {
    checkIntermittentModel(parts, path, issues)
    return
  }
  for (const key of Object.keys(parts)) {
    if (key in PARTS) continue
    const what = `one of ${Object.keys(PARTS).join(', ')}; more goes into exponentialSmoothing()`
    refuse(issues, 'UNKNOWN_FIELD', `${path}.${key}`, parts[key], what)
  }
  const known = Object.entries(PARTS).map(([key, choices]) =>
    checkChoice(parts[key], choices, `${path}.${key}`, issues),
  )
  if (known.every(Boolean) && parts['error'] === 'additive' && parts['season'] === 'multiplicative') {
    const message = 'An additive error with a multiplicative season has no stable variance.'
    issues.add('CONFLICT', path, model, message, "Use error: 'multiplicative', or season: 'additive'.")
  }
}

/** Tells whether a value is a whole number from 1. */
export function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1
}
