import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { checkSeries, isWhole, seriesValues } from '../checkForecastInput.js'
import { checkIds, checkNumber, checkNumbers } from '../checkPlannerInput.js'
import { numberCode, refuse, isRecord, type Names, refuseUnknown, SHARE } from '../../core/checking/checks.js'
import type { TimeSeries } from '../types.js'
import type { CleanHistoryOptions, HistoryEvent } from './types.js'

const NAMES: Names<CleanHistoryOptions> = {
  seasonLength: true,
  stockOut: true,
  availableShare: true,
  events: true,
  outliers: true,
  outlierThreshold: true,
  levelShifts: true,
}
const CHOICES = { outliers: ['replace', 'report', 'keep'], levelShifts: ['report', 'adjust', 'keep'] } as const

/** Refuses a history and options that cannot be read, with every problem at once. */
export function checkHistoryInput(series: TimeSeries | readonly (number | null)[], options: CleanHistoryOptions): void {
  const issues = createIssueList()
  checkSeries(series, 'series', issues)
  const values: unknown = typeof series === 'object' && series !== null ? seriesValues(series) : undefined
  const count = Array.isArray(values) ? values.length : 0
  if (isRecord(options, 'options', issues)) checkOptions(options, count, issues)
  issues.throwIfAny()
}

function checkOptions(options: CleanHistoryOptions, count: number, issues: IssueList): void {
  const given: Readonly<Record<string, unknown>> = { ...options }
  refuseUnknown(given, 'options', NAMES, issues)
  const { seasonLength, stockOut, availableShare, events, outlierThreshold } = given
  if (seasonLength !== undefined && !isWhole(seasonLength)) {
    const what = 'a whole number of periods from 1, as 12 for months in a year'
    refuse(issues, numberCode(seasonLength), 'options.seasonLength', seasonLength, what)
  }
  for (const field of ['outliers', 'levelShifts'] as const) {
    const choices: readonly unknown[] = CHOICES[field]
    if (given[field] === undefined || choices.includes(given[field])) continue
    const code = typeof given[field] === 'string' ? 'OUT_OF_RANGE' : 'WRONG_TYPE'
    refuse(issues, code, `options.${field}`, given[field], `one of ${choices.join(', ')}`)
  }
  if (outlierThreshold !== undefined) {
    checkNumber(outlierThreshold, 'options.outlierThreshold', issues, { min: 1e-6, max: 1e6 })
  }
  if (availableShare !== undefined) {
    checkNumbers(availableShare, 'options.availableShare', issues, { ...SHARE, length: count })
  }
  if (stockOut !== undefined) checkFlags(stockOut, count, issues)
  if (
    events !== undefined &&
    checkIds<HistoryEvent>(events, 'options.events', issues, { id: true, periodIndexes: true, replace: true })
  ) {
    ;(events as readonly Record<string, unknown>[]).forEach((event, place) => {
      checkEvent(event, `options.events[${place}]`, count, issues)
    })
  }
}

function checkFlags(flags: unknown, count: number, issues: IssueList): void {
  if (!Array.isArray(flags)) {
    refuse(issues, 'WRONG_TYPE', 'options.stockOut', flags, 'an array with true or false for each period')
    return
  }
  if (flags.length !== count) {
    const message = `The array has ${flags.length} entries where ${count} are needed.`
    issues.add('MISALIGNED', 'options.stockOut', flags.length, message, 'Pass true or false for each period.')
  }
  flags.forEach((flag: unknown, t) => {
    if (typeof flag !== 'boolean') refuse(issues, 'WRONG_TYPE', `options.stockOut[${t}]`, flag, 'true or false')
  })
}

function checkEvent(event: Readonly<Record<string, unknown>>, path: string, count: number, issues: IssueList): void {
  const { periodIndexes, replace } = event
  if (replace !== undefined && typeof replace !== 'boolean') {
    refuse(issues, 'WRONG_TYPE', `${path}.replace`, replace, 'true or false')
  }
  if (!Array.isArray(periodIndexes)) {
    const code = periodIndexes === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    refuse(issues, code, `${path}.periodIndexes`, periodIndexes, 'an array of places in the history, counted from 0')
    return
  }
  periodIndexes.forEach((period: unknown, place) => {
    checkNumber(period, `${path}.periodIndexes[${place}]`, issues, { min: 0, max: Math.max(0, count - 1), whole: true })
  })
}
