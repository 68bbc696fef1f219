import { type Calendar, calendarFrom, parseDay, parsePeriodId } from '../core/calendar.js'
import type { IssueList } from '../core/errors.js'
import { findStockUnits } from '../core/units.js'
import { checkHierarchyTable } from './checkHierarchyTable.js'
import { checkConsensusTables } from './checkConsensusTables.js'
import { checkLaunches } from './checkLaunches.js'
import { createSeriesIndex, type SeriesIndex } from './seriesIndex.js'
import { checkKnown, checkLength, checkUnique, type Context, DATE_REMEDY, rows } from './referenceChecks.js'

/** Histories in buckets reach at most this far back, so that a mistyped year does not make thousands of them. */
const LONGEST_HISTORY_DAYS = 18_300

/** Adds every mistake in how the tables of demand hang together; gives the items with demand of their own back. */
export function checkDemandTables(context: Context, markets: ReadonlySet<string>): ReadonlySet<string> {
  const { input } = context
  const index = createSeriesIndex(input)
  checkSeriesTables(context, markets)
  checkTransactions(context)
  checkStockOuts(context)
  checkLaunches(context, markets, index)
  checkEvents(context, markets, index)
  checkOpportunities(context, markets, index)
  checkConsensusTables(context, markets, index)
  checkHierarchyTable(context, index)
  return index.items
}

/** Each demand series comes from one table, in buckets that end before the plan. */
function checkSeriesTables(context: Context, markets: ReadonlySet<string>): void {
  const { input, issues, items } = context
  const series: [string, string][] = []
  const name = (itemId: string, marketId?: string): string =>
    marketId === undefined ? itemId : `${itemId} in ${marketId}`
  for (const [i, record] of rows(input.history)) {
    const at = `history[${i}]`
    series.push([at, name(record.itemId, record.marketId)])
    checkKnown(items, record.itemId, `${at}.itemId`, 'items', issues)
    checkKnown(markets, record.marketId, `${at}.marketId`, 'markets', issues)
    checkHistoryDates(record.start, record.quantities, at, context)
  }
  const seen = new Set<string>()
  for (const [i, record] of rows(input.transactions)) {
    const at = `transactions[${i}]`
    const own = name(record.itemId, record.marketId)
    if (!seen.has(own)) series.push([at, own])
    seen.add(own)
    checkKnown(items, record.itemId, `${at}.itemId`, 'items', issues)
    checkKnown(markets, record.marketId, `${at}.marketId`, 'markets', issues)
  }
  for (const [i, record] of rows(input.forecasts)) {
    const at = `forecasts[${i}]`
    series.push([at, name(record.itemId, record.marketId)])
    checkKnown(items, record.itemId, `${at}.itemId`, 'items', issues)
    checkKnown(markets, record.marketId, `${at}.marketId`, 'markets', issues)
    checkLength(record.quantities, `${at}.quantities`, context)
  }
  checkUnique(series, 'demand series', issues)
}

function checkHistoryDates(start: string, quantities: unknown, at: string, { input, calendar, issues }: Context): void {
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
  const past = calendarFrom(start, quantities.length, fiscalStart)
  const end = past?.periods.at(-1)?.end
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

function checkTransactions({ input, issues, calendar, items }: Context): void {
  const start = planStart(calendar)
  for (const [i, { itemId, date, unit }] of rows(input.transactions)) {
    const at = `transactions[${i}]`
    const day = parseDay(date)
    if (day === undefined) issues.add('INVALID_DATE', `${at}.date`, date, 'This day does not exist.', DATE_REMEDY)
    else if (start !== undefined && day < start - LONGEST_HISTORY_DAYS) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.date`,
        date,
        'This day lies more than fifty years before the plan.',
        'Correct the year, or leave the row out.',
      )
    }
    const item = items.get(itemId)
    if (item !== undefined && unit !== undefined && findStockUnits(item, unit) === undefined) {
      issues.add(
        'MISSING_CONVERSION',
        `${at}.unit`,
        unit,
        `Item '${itemId}' has no unit '${unit}'.`,
        `Add { unit: '${unit}', stockUnits: ... } to its units.`,
      )
    }
  }
}

function checkDays(
  { firstDate, lastDate }: { readonly firstDate: string; readonly lastDate: string },
  at: string,
  issues: IssueList,
): void {
  const [first, last] = [parseDay(firstDate), parseDay(lastDate)]
  if (first === undefined)
    issues.add('INVALID_DATE', `${at}.firstDate`, firstDate, 'This day does not exist.', DATE_REMEDY)
  if (last === undefined)
    issues.add('INVALID_DATE', `${at}.lastDate`, lastDate, 'This day does not exist.', DATE_REMEDY)
  if (first !== undefined && last !== undefined && last < first) {
    issues.add(
      'PERIODS_OUT_OF_ORDER',
      `${at}.lastDate`,
      lastDate,
      'It ends before it begins.',
      'Give the last day that belongs to it.',
    )
  }
}

function checkStockOuts({ input, issues, items }: Context): void {
  for (const [i, stockOut] of rows(input.stockOuts)) {
    checkKnown(items, stockOut.itemId, `stockOuts[${i}].itemId`, 'items', issues)
    checkDays(stockOut, `stockOuts[${i}]`, issues)
  }
}

function checkEvents({ input, issues, items }: Context, markets: ReadonlySet<string>, index: SeriesIndex): void {
  for (const [i, event] of rows(input.events)) {
    const at = `events[${i}]`
    checkKnown(items, event.itemId, `${at}.itemId`, 'items', issues)
    checkKnown(markets, event.marketId, `${at}.marketId`, 'markets', issues)
    checkDays(event, at, issues)
    if ((event.upliftRate === undefined) === (event.upliftUnits === undefined)) {
      issues.add(
        'CONFLICT',
        at,
        event,
        'An event lifts demand either by a rate or by units.',
        'Give one of upliftRate and upliftUnits.',
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
    } else index.checkTarget(event.itemId, event.marketId, at, issues)
  }
  checkUnique(
    rows(input.events).map(([i, { id }]) => [`events[${i}].id`, id]),
    'event',
    issues,
  )
}

function checkOpportunities({ input, issues, items }: Context, markets: ReadonlySet<string>, index: SeriesIndex): void {
  const stages = checkUnique(
    rows(input.pipelineStages).map(([i, { id }]) => [`pipelineStages[${i}].id`, id]),
    'stage',
    issues,
  )
  for (const [i, { itemId, marketId, closeDate, stageId, probability }] of rows(input.opportunities)) {
    const at = `opportunities[${i}]`
    checkKnown(items, itemId, `${at}.itemId`, 'items', issues)
    checkKnown(markets, marketId, `${at}.marketId`, 'markets', issues)
    index.checkTarget(itemId, marketId, at, issues)
    if (parseDay(closeDate) === undefined)
      issues.add('INVALID_DATE', `${at}.closeDate`, closeDate, 'This day does not exist.', DATE_REMEDY)
    if (stageId !== undefined) checkKnown(stages, stageId, `${at}.stageId`, 'pipelineStages', issues)
    else if (probability === undefined) {
      issues.add(
        'MISSING_VALUE',
        `${at}.stageId`,
        undefined,
        'The chance of winning is not known.',
        'Give its stageId, or its probability from 0 to 1.',
      )
    }
  }
  checkUnique(
    rows(input.opportunities).map(([i, { id }]) => [`opportunities[${i}].id`, id]),
    'opportunity',
    issues,
  )
}
