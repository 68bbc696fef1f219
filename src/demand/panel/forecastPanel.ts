import { finishSteps, type RunOptions } from '../../core/running/progress.js'
import { calendar as calendarCheck } from '../../core/time/calendarChecks.js'
import { isRecord, list, type Names, optional, refuse, refuseUnknown, text } from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { compareText } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { checkChoice, checkForecastOptions, checkModel, isWhole } from '../checkForecastInput.js'
import { checkDrivers } from '../drivers/checkDrivers.js'
import { namePeriods } from '../drivers/namePeriods.js'
import { isNamedMethod, namedMethod } from '../namedMethod.js'
import { weekLeftOut } from '../notices.js'
import { foldDrivers, foldHistory, foldOfWeeks, foldPeriods, unfoldForecast } from '../season/foldWeeks.js'
import type { Forecast } from '../types.js'
import { forecastTogether } from './forecastTogether.js'
import { GROUP_SEASON } from './groupSeason.js'
import { groupSeasonUsed, outsidePanel } from './notices.js'
import { panelDrivers, readPanel, ROW_FIELDS } from './readPanel.js'
import type { PanelDriver, PanelForecast, PanelForecastRow, PanelOptions, PanelRow, PooledEffect } from './types.js'

const NAMES: Names<PanelOptions & RunOptions> = {
  calendar: true,
  horizon: true,
  drivers: true,
  groupBy: true,
  seasonLength: true,
  model: true,
  profile: true,
  absent: true,
  levels: true,
  quantiles: true,
  signal: true,
  onProgress: true,
}
/** Probabilities of the quantiles in the rows. */
const DEFAULT_QUANTILES: readonly number[] = [0.5, 0.9, 0.95]

/**
 * Forecasts the items of a panel, from the rows of a query to rows of forecasts, and lets the items learn from each other.
 *
 * The effects of drivers are estimated for each item and drawn to those of its group, by as much as they are uncertain
 * (empirical Bayes, see `PooledEffect`); an item with fewer than five observations has the level of its group, and one that has
 * seen less than two seasons the season of its group, as the driver `groupSeason`. Each item is then forecast as `forecast` does a series with drivers. Items are those of the rows, in the order of their ids; the order of
 * the rows has no say. See docs/decisions/panel.md.
 *
 * @param rows - one for each item and period: of the past with a quantity, of the periods ahead with what is planned
 * @param options - calendar, horizon in periods, fields of the rows that are drivers and the group
 * @returns rows by item and period ahead, in the unit of the quantities, with the forecasts that they are taken from
 * @throws SopError that lists every row that cannot be read, stands twice or lacks a driver ahead, and every mistake in the
 *   options; with code `ABORTED` where the signal says so
 * @example
 * ```ts
 * import { createCalendar } from 'sop-engine'
 * import { forecastPanel } from 'sop-engine/demand'
 * const calendar = createCalendar({ start: '2027-01-01', months: 12 })
 * const promotion = [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]
 * const sold = { soup: [20, 21, 42, 20, 19, 41, 20, 21, 39, 20], stew: [50, 49, 101, 50, 52, 99, 50, 48, 100, 51] }
 * const rows = Object.entries(sold).flatMap(([itemId, quantities]) =>
 *   calendar.periods.map(({ id }, t) => ({ itemId, periodId: id, quantity: quantities[t] ?? null, promotion: promotion[t] })),
 * )
 * const panel = forecastPanel(rows, { calendar, horizon: 2, drivers: ['promotion'], quantiles: [0.9] })
 * panel.rows.map(({ itemId, quantity }) => `${itemId} ${Math.round(quantity / 10) * 10}`) // => ['soup 20', 'soup 40', 'stew 50', 'stew 100']
 * panel.effects.map(({ driverId, mean, items }) => [driverId, mean.toFixed(1), items]) // => [['promotion', '0.7', 2]]
 * ```
 */
export function forecastPanel(rows: readonly PanelRow[], options: PanelOptions & RunOptions): PanelForecast {
  const issues = createIssueList()
  checkOptions(options, issues)
  list(checkRow)(rows, 'rows', issues)
  issues.throwIfAny()
  const { calendar, horizon, groupBy, seasonLength = 1, levels, quantiles = DEFAULT_QUANTILES, profile } = options
  const { series, outside } = readPanel(rows, options, issues)
  issues.throwIfAny()
  // of a driver taken by its logarithm, every value must have one
  for (const { id, drivers = [] } of series) if (drivers.length > 0) checkDrivers(drivers, `rows: ${id}`, issues)
  issues.throwIfAny()
  const { model: asked = 'auto' } = options
  const model = isNamedMethod(asked) ? namedMethod(asked) : asked
  const warnings: Notice[] = []
  if (outside > 0) warnings.push(createNotice(outsidePanel, { path: 'rows', value: { rows: outside } }))
  const [past, ahead] = [calendar.periods.slice(0, -horizon), calendar.periods.slice(-horizon)]
  const fold = foldOfWeeks(past, ahead, seasonLength)
  const folded = series.map((one) => ({
    ...one,
    values: foldHistory(one.values, fold),
    drivers: foldDrivers(one.drivers ?? [], fold, horizon),
  }))
  const steps = forecastTogether(folded, {
    horizon,
    seasonLength,
    quantiles,
    ...(levels === undefined ? {} : { levels }),
    ...(profile === undefined ? {} : { profile }),
    model,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  })
  const together = finishSteps(steps)
  const { pools } = together
  const periods = foldPeriods(past, ahead, fold)
  const forecasts = together.forecasts.map((one) => ({
    ...unfoldForecast(one, fold),
    warnings: one.warnings.map((notice) => namePeriods(notice, periods)),
  }))
  const following = forecasts.filter((one) => one.effects?.some(({ driverId }) => driverId === GROUP_SEASON) === true)
  if (following.length > 0) {
    warnings.push(createNotice(groupSeasonUsed, { path: 'rows', value: { items: following.length } }))
  }
  const weeks = calendar.periods.filter((_, t) => fold?.past[t] === true).map(({ id }) => id)
  if (weeks.length > 0) warnings.push(createNotice(weekLeftOut, { path: 'rows', value: { weeks } }))
  const effects = [...pools].flatMap(([groupId, pool]) =>
    pool.effects.map((effect): PooledEffect => ({ ...effect, ...(groupBy === undefined ? {} : { groupId }) })),
  )
  return {
    rows: forecasts.flatMap((one) => ahead.map((period, h) => rowOf(one, h, period))),
    forecasts,
    effects: effects.sort(
      (a, b) => compareText(a.groupId ?? '', b.groupId ?? '') || compareText(a.driverId, b.driverId),
    ),
    warnings,
  }
}

function rowOf(
  forecast: Forecast,
  h: number,
  period: { readonly id: string; readonly start: string; readonly end: string },
): PanelForecastRow {
  const { id = '', point, distribution } = forecast
  const quantiles = (distribution.quantiles ?? []).map(({ probability, values }): [string, number] => [
    // 0.975 is q97.5, without the digits that a product would add
    `q${Number((100 * probability).toPrecision(12))}`,
    values[h],
  ])
  return {
    itemId: id,
    periodId: period.id,
    periodStart: period.start,
    periodEnd: period.end,
    quantity: point[h],
    stdDev: distribution.stdDev[h] as number,
    ...Object.fromEntries(quantiles),
  }
}

/** Whether a row names its item; what other fields it has is not known here, so that a misspelled one is told by all of them. */
function checkRow(row: unknown, path: string, issues: IssueList): boolean {
  if (!isRecord(row, path, issues)) return false
  if (row['itemId'] !== undefined) return text(row['itemId'], `${path}.itemId`, issues)
  const message = `The row names no item; its fields are ${Object.keys(row).join(', ')}.`
  issues.add('MISSING_VALUE', `${path}.itemId`, undefined, message, `Give every row the id of its item. ${ROW_FIELDS}`)
  return false
}

function checkOptions(options: unknown, issues: IssueList): void {
  if (!isRecord(options, 'options', issues)) return
  refuseUnknown(options, 'options', NAMES, issues)
  const {
    calendar,
    horizon,
    drivers,
    groupBy,
    seasonLength,
    levels,
    quantiles,
    profile,
    absent,
    model,
    signal,
    onProgress,
  } = options
  if (calendarCheck(calendar, 'options.calendar', issues) && isWhole(horizon)) {
    const { length } = (calendar as PanelOptions['calendar']).periods
    if (horizon >= length) {
      refuse(issues, 'OUT_OF_RANGE', 'options.horizon', horizon, `less than the ${length} periods of the calendar`)
    }
  }
  if (seasonLength !== undefined && !isWhole(seasonLength)) {
    refuse(
      issues,
      'WRONG_TYPE',
      'options.seasonLength',
      seasonLength,
      'a whole number of periods from 1, as 52 for weeks',
    )
  }
  const shared = { horizon, levels, quantiles, profile, signal, onProgress }
  const given = Object.entries(shared).filter(([, value]) => value !== undefined)
  checkForecastOptions(Object.fromEntries(given), issues)
  optional(text)(groupBy, 'options.groupBy', issues)
  if (model !== undefined && !isNamedMethod(model)) checkModel(model, 'options.model', issues)
  if (absent !== undefined) checkChoice(absent, ['unknown', 'zero'], 'options.absent', issues)
  if (drivers === undefined || !list(checkDriver)(drivers, 'options.drivers', issues)) return
  const seen = new Set<string>()
  panelDrivers(options as unknown as PanelOptions).forEach(({ id }, place) => {
    const path = `options.drivers[${place}]`
    if (OWN_FIELDS.includes(id) || id === groupBy) {
      refuse(issues, 'CONFLICT', path, id, 'a field that says nothing else')
    } else if (seen.has(id)) {
      issues.add('DUPLICATE_ID', path, id, 'This driver is named twice.', 'Name each driver once.')
    }
    seen.add(id)
  })
}

/** Fields of a row that are no drivers. */
const OWN_FIELDS: readonly string[] = ['itemId', 'periodId', 'date', 'quantity', GROUP_SEASON]

function checkDriver(value: unknown, path: string, issues: IssueList): boolean {
  if (typeof value === 'string') return text(value, path, issues)
  if (!isRecord(value, path, issues)) return false
  const isKnown = refuseUnknown<PanelDriver>(value, path, { id: true, log: true }, issues)
  const { id, log } = value
  if (log !== undefined && typeof log !== 'boolean')
    return refuse(issues, 'WRONG_TYPE', `${path}.log`, log, 'true or false')
  return text(id, `${path}.id`, issues) && isKnown
}
