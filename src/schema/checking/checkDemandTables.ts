import { type Calendar, calendarFrom, parseDay, parsePeriodId } from '../../core/time/calendar.js'
import { type OfSeries, seriesId, seriesKey } from '../../core/keys/seriesId.js'
import { checkCustomerOrders } from './checkCustomerOrders.js'
import { checkConsensusTables } from './checkConsensusTables.js'
import { checkHierarchyTable } from './checkHierarchyTable.js'
import { checkLaunches } from './checkLaunches.js'
import { checkGivenError } from './checkGivenError.js'
import type { DemandEvent, DemandHistory } from '../rows/demandTypes.js'
import { customersMarket } from '../reading/customersMarket.js'
import { checkUnit, type Context, rows } from '../reading/referenceChecks.js'
import { createSeriesIndex, type SeriesIndex } from '../reading/seriesIndex.js'

/** Histories in buckets reach at most this far back, so that a mistyped year does not make thousands of them. */
const LONGEST_HISTORY_DAYS = 18_300

/** Adds every mistake in how the tables of demand hang together; gives the items with demand of their own back. */
export function checkDemandTables(context: Context): ReadonlySet<string> {
  const { input } = context
  const index = createSeriesIndex(input)
  checkSeriesTables(context)
  checkTransactions(context)
  checkLaunches(context, index)
  checkEvents(context, index)
  checkDrivers(context)
  checkOpportunities(context, index)
  checkCustomerOrders(context, index)
  checkConsensusTables(context, index)
  checkHierarchyTable(context, index)
  return index.items
}

/** Each demand series comes from one table, in buckets that end before the plan. */
function checkSeriesTables(context: Context): void {
  const { input, issues } = context
  const first = new Map<string, readonly [string, string]>()
  const add = (table: string, i: number, row: OfSeries): void => {
    const key = seriesKey(row)
    const [other, place] = first.get(key) ?? []
    if (other === undefined) first.set(key, [table, `${table}[${i}]`])
    if (other === undefined || other === table) return
    issues.add(
      'DUPLICATE_ID',
      `${table}[${i}]`,
      seriesId(row),
      `This demand series is there twice: ${place} speaks of the same item and market.`,
      'Keep one of the two.',
    )
  }
  const endOf = historyEnds(context)
  for (const [i, record] of rows(input.history)) {
    add('history', i, record)
    checkHistoryDates(record, `history[${i}]`, context, endOf)
  }
  const withMarket = customersMarket(input)
  const seen = new Set<string>()
  for (const [i, record] of rows(input.transactions)) {
    const series = seriesId(withMarket(record))
    const key = seriesKey(series)
    if (!seen.has(key)) add('transactions', i, series)
    seen.add(key)
  }
  for (const [i, record] of rows(input.forecasts)) {
    add('forecasts', i, record)
    checkGivenError(record, `forecasts[${i}]`, context)
  }
  for (const [i, { start }] of rows(input.forecastVintages)) {
    if (typeof start !== 'string' || parsePeriodId(start, input.calendar?.fiscalYearStartMonth ?? 1) !== undefined)
      continue
    const remedy =
      "Write a month as '2027-01', a week as '2027-W01', a quarter as '2027-Q1', a year as '2027', a day as '2027-01-15'."
    issues.add('INVALID_DATE', `forecastVintages[${i}].start`, start, 'This names no bucket.', remedy)
  }
}

type EndOfHistory = (start: string, buckets: number) => string | undefined

/** The day after the last bucket of a history; thousands begin and end together, so each calendar is made once. */
function historyEnds({ calendar }: Context): EndOfHistory {
  const known = new Map<string, Map<number, string | undefined>>()
  return (start, buckets) => {
    const ends = known.get(start) ?? new Map<number, string | undefined>()
    known.set(start, ends)
    if (!ends.has(buckets))
      ends.set(buckets, calendarFrom(start, buckets, calendar?.fiscalYearStartMonth)?.periods.at(-1)?.end)
    return ends.get(buckets)
  }
}

function checkHistoryDates(
  { start, quantities }: DemandHistory,
  at: string,
  { input, calendar, issues }: Context,
  endOf: EndOfHistory,
): void {
  if (typeof start !== 'string') return
  const fiscalStart = calendar?.fiscalYearStartMonth ?? 1
  if (parsePeriodId(start, fiscalStart) === undefined) {
    issues.add(
      'INVALID_DATE',
      `${at}.start`,
      start,
      'This names no day, week, month, quarter or year.',
      "Write it as '2024-01' (month), '2024-W05', '2024-Q1', '2024' or '2024-01-15'.",
    )
    return
  }
  if (!Array.isArray(quantities) || quantities.length === 0) return
  const end = endOf(start, quantities.length)
  const [endDay, firstDay] = [parseDay(end), planStart(calendar)]
  if (endDay !== undefined && firstDay !== undefined && endDay < firstDay - LONGEST_HISTORY_DAYS) {
    issues.add(
      'OUT_OF_RANGE',
      `${at}.start`,
      start,
      `This history ends on ${end}, more than fifty years before the plan.`,
      'Correct the year, or leave the row out.',
    )
    return
  }
  if (calendar === undefined || end === undefined || end <= input.calendar.start) return
  issues.add(
    'PERIODS_OUT_OF_ORDER',
    at,
    `${start}, ${quantities.length} buckets, to ${end}`,
    `The history reaches beyond the start of the plan, ${input.calendar.start}.`,
    'Cut the history there, or start the plan later.',
  )
}

/** First day of the plan as a day number. */
const planStart = (calendar: Calendar | undefined): number | undefined => parseDay(calendar?.periods[0]?.start)

function checkTransactions(context: Context): void {
  const { input, issues, calendar } = context
  const start = planStart(calendar)
  for (const [i, sale] of rows(input.transactions)) {
    const at = `transactions[${i}]`
    const day = parseDay(sale.date)
    if (day !== undefined && start !== undefined && day < start - LONGEST_HISTORY_DAYS) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.date`,
        sale.date,
        'This day lies more than fifty years before the plan.',
        'Correct the year, or leave the row out.',
      )
    }
    checkUnit(sale, at, context)
  }
}

function checkEvents(context: Context, index: SeriesIndex): void {
  const { input, issues, refused } = context
  const events = rows(input.events)
  checkRepeats(context)
  const start = planStart(context.calendar)
  const isPast = ({ firstDate }: DemandEvent): boolean => start === undefined || (parseDay(firstDate) ?? start) < start
  const seen = new Set(events.flatMap(([, event]) => (isPast(event) ? [event.repeats ?? event.id] : [])))
  for (const [i, event] of events) {
    const at = `events[${i}]`
    if (event.upliftRate !== undefined && event.upliftUnits !== undefined) {
      issues.add(
        'CONFLICT',
        at,
        event,
        'An event lifts demand either by a rate or by units.',
        'Give one of upliftRate and upliftUnits.',
      )
    }
    const isSilent = event.upliftRate === undefined && event.upliftUnits === undefined
    const isRefused = [...refused].some((path) => path.startsWith(`${at}.`))
    if (isSilent && !isRefused && !seen.has(event.repeats ?? event.id)) {
      issues.add(
        'MISSING_VALUE',
        at,
        event,
        'What this event does is not given, and none like it lies before the plan.',
        'Give upliftRate or upliftUnits, or the event of the past that it repeats.',
      )
    }
    if (event.upliftUnits === undefined) continue
    if (event.itemId === undefined) {
      issues.add(
        'MISSING_VALUE',
        `${at}.itemId`,
        undefined,
        'Units of which item?',
        'Name the item, or give upliftRate for all.',
      )
    } else index.checkTarget({ ...event, itemId: event.itemId }, at, issues)
  }
}

/** An event that repeats another has no uplift of its own, and neither has the other, which is the first of them. */
function checkRepeats({ input, issues }: Context): void {
  const events = rows(input.events)
  const byId = new Map(events.map(([, event]) => [event.id, event]))
  for (const [i, { repeats, upliftRate, upliftUnits }] of events) {
    const first = repeats === undefined ? undefined : byId.get(repeats)
    if (first === undefined) continue
    const at = `events[${i}].repeats`
    if (upliftRate !== undefined || upliftUnits !== undefined) {
      const message = 'An event with an uplift of its own repeats no other.'
      issues.add('CONFLICT', at, repeats, message, 'Give repeats, or the uplift.')
    } else if (first.upliftRate !== undefined || first.upliftUnits !== undefined) {
      const message = `'${first.id}' has an uplift, so that there is nothing to estimate.`
      issues.add('CONFLICT', at, repeats, message, 'Give this event its uplift, too.')
    } else if (first.repeats !== undefined) {
      const message = `'${first.id}' itself repeats another.`
      issues.add('CONFLICT', at, repeats, message, `Name the first of them: '${first.repeats}'.`)
    }
  }
}

function checkDrivers({ input, issues }: Context): void {
  for (const [i, { periodId }] of rows(input.drivers)) {
    if (calendarFrom(periodId, 1, input.calendar?.fiscalYearStartMonth ?? 1) !== undefined) continue
    issues.add(
      'OUT_OF_RANGE',
      `drivers[${i}].periodId`,
      periodId,
      'There is no such bucket.',
      'Use an id as 2027-04, 2027-W14, 2027-Q2 or 2027-04-15.',
    )
  }
}

function checkOpportunities({ input, issues }: Context, index: SeriesIndex): void {
  for (const [i, opportunity] of rows(input.opportunities)) {
    const { stageId, probability } = opportunity
    const at = `opportunities[${i}]`
    index.checkTarget(opportunity, at, issues)
    if (stageId === undefined && probability === undefined) {
      issues.add(
        'MISSING_VALUE',
        `${at}.stageId`,
        undefined,
        'The chance of winning is not known.',
        'Give its stageId, or its probability from 0 to 1.',
      )
    }
  }
}
