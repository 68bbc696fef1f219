import { type Calendar, type CalendarOptions, createCalendar, parseDay } from '../../core/time/calendar.js'
import { compileStructure } from '../../core/structure/compileStructure.js'
import { findCurrencyDecimals } from '../../core/money/currencies.js'
import { createIssueList, isSopError, type IssueList } from '../../core/checking/errors.js'
import { checkStockRange } from '../../core/structure/checkStockRange.js'
import { keyOf } from '../../core/keys/keys.js'
import { billDate } from '../reading/billDate.js'
import { checkCosting } from './checkCosting.js'
import { checkCustomers } from './checkCustomers.js'
import { checkDemandTables } from './checkDemandTables.js'
import { checkFinance } from './checkFinance.js'
import { checkPeople } from './checkPeople.js'
import { checkSupply } from './checkSupply.js'
import { checkTables } from './checkTables.js'
import { checkWorkingTime } from './checkWorkingTime.js'
import { checkGrid, type Context, rows, scaleOf } from '../reading/referenceChecks.js'
import type { PlanItem } from '../rows/supplyTypes.js'
import type { PlanInput } from '../types.js'

function readCalendar(input: PlanInput, issues: IssueList): Calendar | undefined {
  if (input.calendar === null || typeof input.calendar !== 'object') return undefined
  try {
    return createCalendar(input.calendar)
  } catch (error) {
    if (!isSopError(error)) throw error
    for (const issue of error.issues) {
      issues.issues.push({ ...issue, path: issue.path === '' ? 'calendar' : `calendar.${issue.path}` })
    }
    return withoutHolidays(input.calendar)
  }
}

/** The buckets of a calendar whose holidays or working days are wrong: lengths and dates can be checked all the same. */
function withoutHolidays(calendar: CalendarOptions): Calendar | undefined {
  try {
    return createCalendar({ ...calendar, holidays: [], workWeek: [1, 2, 3, 4, 5] })
  } catch {
    return undefined
  }
}

const STOCKED = ['safetyStock', 'minimumStock', 'maximumStock'] as const

function checkItems(context: Context): void {
  const { input } = context
  for (const [i, item] of rows(input.items)) {
    checkFirmSupply(item.firmSupply, item.id, `items[${i}]`, context)
    if (item.kind === 'service') refuseStock(item, `items[${i}]`, context)
    else checkStockLimits(item, item, `items[${i}]`, context)
  }
  for (const [i, source] of rows(input.sources)) {
    checkFirmSupply(source.firmSupply, source.itemId, `sources[${i}]`, context)
  }
  for (const [i, policy] of rows(input.stockPolicies)) {
    const item = context.items.get(policy.itemId)
    if (item?.kind === 'service') refuseStock(policy, `stockPolicies[${i}]`, context)
    else if (item !== undefined) checkStockLimits(policy, item, `stockPolicies[${i}]`, context)
  }
}

/** There is a quantity between the least and the most that may be in stock. */
function checkStockLimits(
  { minimumStock, maximumStock }: Pick<PlanItem, 'minimumStock' | 'maximumStock'>,
  item: PlanItem,
  at: string,
  { issues }: Context,
): void {
  const scale = scaleOf(item)
  if (scale !== undefined) checkStockRange({ itemId: item.id, minimumStock, maximumStock, scale }, at, issues)
}

function checkFirmSupply(firmSupply: PlanItem['firmSupply'], itemId: string, at: string, context: Context): void {
  if (!Array.isArray(firmSupply)) return
  firmSupply.forEach((quantity: number | null, t) => {
    if (quantity !== null) checkGrid(quantity, itemId, `${at}.firmSupply[${t}]`, context)
  })
}

function refuseStock(row: Pick<PlanItem, (typeof STOCKED)[number]>, at: string, { issues }: Context): void {
  for (const field of STOCKED) {
    if (row[field] === undefined) continue
    issues.add(
      'CONFLICT',
      `${at}.${field}`,
      row[field],
      'A service has no stock.',
      "Remove the field, or make the item a 'good'.",
    )
  }
}

function checkStructure(context: Context): void {
  const { input, issues } = context
  if (!Array.isArray(input.items)) return
  const tables = ['items', 'billOfMaterials', 'operations'] as const
  if (tables.some((table) => rows<object>(input[table]).length !== (input[table]?.length ?? 0))) return
  const start = input.calendar?.start ?? '1970-01-01'
  const asOf = input.asOf ?? start
  compileStructure(input, { asOf: parseDay(asOf) === undefined ? asOf : billDate(asOf, start), issues })
}

/** Today is not a day after the plan: what would be planned is past. */
function checkToday({ input, issues, calendar }: Context): void {
  const last = calendar?.periods.at(-1)
  const today = parseDay(input.asOf)
  if (last === undefined || today === undefined || today < (parseDay(last.end) ?? today + 1)) return
  issues.add(
    'OUT_OF_RANGE',
    'asOf',
    input.asOf,
    `The whole plan lies before this day: its last period, ${last.id}, ends before ${last.end}.`,
    'Give the day on which the plan is made, or a calendar that starts later.',
  )
}

/** There are as many periods as are firm. */
function checkFirmPeriods({ input, issues, calendar }: Context): void {
  const firmPeriods = input.policy?.firmPeriods
  const count = calendar?.periods.length
  if (typeof firmPeriods !== 'number' || count === undefined || firmPeriods <= count) return
  issues.add(
    'OUT_OF_RANGE',
    'policy.firmPeriods',
    firmPeriods,
    `The plan has ${count} periods.`,
    `Give at most ${count}: then supply is what firmSupply says throughout.`,
  )
}

function checkStock(context: Context, asked: ReadonlySet<string>): void {
  const { input, issues, items } = context
  for (const [i, { itemId, onHand, backlog }] of rows(input.stock)) {
    checkGrid(onHand, itemId, `stock[${i}].onHand`, context)
    if (backlog !== undefined) checkGrid(backlog, itemId, `stock[${i}].backlog`, context)
    if (backlog !== undefined && backlog > 0 && !asked.has(itemId)) {
      issues.add(
        'CONFLICT',
        `stock[${i}].backlog`,
        backlog,
        `Orders for '${itemId}' are late, and it has no demand.`,
        'Give it a forecast, with zeros where nothing more is expected.',
      )
    }
    if (items.get(itemId)?.kind === 'service' && onHand > 0) {
      issues.add(
        'CONFLICT',
        `stock[${i}].onHand`,
        onHand,
        'A service has no stock.',
        "Remove the row, or make the item a 'good'.",
      )
    }
  }
}

const DEMAND = ['history', 'transactions', 'forecasts'] as const

/**
 * Adds every mistake in how the tables of an input refer to each other: ids, lengths, dates, units, currency, cycles.
 *
 * Runs on input whose shape may be wrong, so that one error names the mistakes of both kinds.
 */
export function checkReferences(input: PlanInput, refused: ReadonlySet<string>, all: IssueList): Calendar | undefined {
  const issues = createIssueList()
  const calendar = readCalendar(input, issues)
  const items = new Map(rows(input.items).map(([, item]) => [item.id, item]))
  const context: Context = { input, issues, calendar, items, refused }
  if (typeof input.currency === 'string' && findCurrencyDecimals(input.currency) === undefined) {
    issues.add(
      'UNKNOWN_ID',
      'currency',
      input.currency,
      'This is not a currency code of ISO 4217.',
      "Give three capital letters, as 'USD', 'EUR' or 'JPY'.",
    )
  }
  if (Array.isArray(input.items) && input.items.length === 0) {
    issues.add('EMPTY', 'items', input.items, 'There is nothing to plan.', 'Give at least one item.')
  }
  checkTables(context)
  checkItems(context)
  checkStructure(context)
  checkToday(context)
  checkFirmPeriods(context)
  checkWorkingTime(context)
  checkPeople(context)
  const asked = checkDemandTables(context)
  // What was refused may be all the demand that there is.
  const isRefused = DEMAND.some((name) => input[name] === undefined && refused.has(name))
  if (asked.size === 0 && !isRefused) {
    issues.add(
      'EMPTY',
      'history',
      input.history,
      'There is no demand to plan for.',
      'Give history or transactions of at least one item, or forecasts.',
    )
  }
  checkStock(context, asked)
  checkSupply(context)
  checkCustomers(context)
  checkFinance(context)
  checkCosting(context)
  // The registry and the functions that read a table can find the same: the first to say it is enough.
  const said = new Set<string>()
  for (const issue of issues.issues) {
    const what = keyOf(issue, ['code', 'path'])
    if (!said.has(what)) all.issues.push(issue)
    said.add(what)
  }
  return calendar
}
