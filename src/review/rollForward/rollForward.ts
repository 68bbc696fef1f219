import { anything, having, list, optional, record, throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList, type IssueList, isSopError, SopError } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import {
  type Calendar,
  type CalendarOptions,
  createCalendar,
  formatDay,
  parseDay,
  type Period,
} from '../../core/time/calendar.js'
import { carriedBehind } from '../../scenario/notices.js'
import { type OpenInput, openInput } from '../../scenario/openInput.js'
import { rollPeriods } from '../../scenario/rollPeriods.js'
import { type AnyRow, toPlanInput } from '../../schema/normalForm/spellOut.js'
import type { PlanInput } from '../../schema/types.js'
import { closedPlan } from '../planShape.js'
import { toldKinds } from './actualInvoices.js'
import { firstOpen } from './firstOpen.js'
import { checkAccounts, checkActuals, checkHandedOver, checkRolled } from './checkClosing.js'
import { carryBookValues } from './carryBookValues.js'
import { balancesOf, closeBalances } from './closeBalances.js'
import { closeCustomerOrders, closeSupplyOrders, receiveOrders } from './closeOrders.js'
import { closeStock } from './closeStock.js'
import { closedInvoices } from './closedInvoices.js'
import { closeWaiting } from './closeWaiting.js'
import { closeTaxYear } from './closeTaxYear.js'
import { type Closing, dateActuals, givenRows } from './closing.js'
import { extendHistories } from './extendHistories.js'
import { freezeSupply } from './freezeSupply.js'
import { keepVintages } from './keepVintages.js'
import { lateWork } from './lateWork.js'
import { noteRefused } from './noteRefused.js'
import { noteUntoldWaiting } from './noteUntoldWaiting.js'
import { noteVariances } from './noteVariances.js'
import { orderedUnits } from './orderedUnits.js'
import { createSeriesOf } from './seriesOfActual.js'
import type { RolledInput, RollForwardOptions } from './types.js'

const COUNTS = { day: 'days', week: 'weeks', month: 'months', quarter: 'quarters', year: 'years' } as const

/** What is left of a calendar from one of its periods on. */
function restOf(options: CalendarOptions, periods: readonly Period[]): CalendarOptions {
  const { days: _d, weeks: _w, months: _m, quarters: _q, years: _y, ...own } = options
  const counts = Object.entries(COUNTS).flatMap(([unit, field]) => {
    const count = periods.filter((period) => period.unit === unit).length
    return count === 0 ? [] : [[field, count]]
  })
  return { ...own, ...Object.fromEntries(counts), start: periods[0]?.start ?? own.start }
}

/** Today of the next plan: as many days before it as today was before the plan that ends. */
function nextToday({ asOf, calendar }: PlanInput, start: string): { readonly asOf?: string } {
  if (asOf === undefined) return {}
  const before = (parseDay(calendar.start) ?? 0) - (parseDay(asOf) ?? 0)
  return { asOf: formatDay((parseDay(start) ?? 0) - before) }
}

/** The calendar of the next plan; a problem where it is none, or begins on another day. */
function readNextCalendar(
  options: RollForwardOptions,
  rest: CalendarOptions,
  start: string,
  issues: IssueList,
): Calendar | undefined {
  try {
    const to = createCalendar(options.calendar ?? rest)
    const first = to.periods[0]?.start
    if (first !== start) {
      const message = `The next plan begins with '${options.to}', on ${start}.`
      issues.add('MISALIGNED', 'options.calendar.start', first, message, 'Begin the calendar on this day.')
    }
    return to
  } catch (error) {
    if (!isSopError(error)) throw error
    for (const issue of error.issues)
      issues.issues.push({ ...issue, path: ['options.calendar', issue.path].filter((part) => part !== '').join('.') })
    return undefined
  }
}

/** Opens an input: what is wrong with it stands in the way of all else, and is told with what is wrong with the options. */
function openBeside(input: PlanInput, issues: IssueList): OpenInput {
  try {
    return openInput(input)
  } catch (error) {
    if (!isSopError(error)) throw error
    throw new SopError([...error.issues, ...issues.issues])
  }
}

/** Reads what is closed, or throws everything that stands in the way. */
function readClosing(input: PlanInput, options: RollForwardOptions): Closing {
  const issues = createIssueList()
  record<RollForwardOptions>({
    actuals: list(anything),
    to: firstOpen,
    plan: optional(closedPlan),
    calendar: optional(having({})),
    supplyOrders: optional(list(anything)),
    customerOrders: optional(list(anything)),
    openingBalances: optional(list(anything)),
  })(options, 'options', issues)
  const open = openBeside(input, issues)
  throwIfUnreadable(issues)
  checkHandedOver(open.given, options, issues)
  const { periods, fiscalYearStartMonth } = open.calendar
  const place = periods.findIndex(({ id }) => id === options.to)
  if (place <= 0) {
    const message =
      place < 0
        ? `The plan has no period '${options.to}'; it has '${periods[0]?.id}' to '${periods.at(-1)?.id}'.`
        : 'The plan begins with this period: nothing would be closed.'
    const remedy = 'Name the first period of the next plan, a later one of this plan.'
    issues.add(place < 0 ? 'UNKNOWN_ID' : 'OUT_OF_RANGE', 'options.to', options.to, message, remedy)
  }
  const ids = (all: readonly Period[]): string => JSON.stringify(all.map(({ id }) => id))
  if (options.plan !== undefined && ids(options.plan.calendar.periods) !== ids(periods)) {
    const message = 'The plan has other periods than the input.'
    const received = options.plan.calendar.periods[0]?.id
    issues.add('MISALIGNED', 'options.plan.calendar', received, message, 'Give the plan that was made of this input.')
  }
  const closed = periods.slice(0, Math.max(0, place))
  const start = periods[Math.max(0, place)]?.start ?? ''
  const rest = restOf(open.given.calendar, periods.slice(Math.max(0, place)))
  const to = place > 0 ? readNextCalendar(options, rest, start, issues) : undefined
  const actuals = dateActuals(options.actuals, fiscalYearStartMonth)
  const earlier = dateActuals(givenRows(open, 'actuals'), fiscalYearStartMonth)
  checkAccounts(actuals, issues)
  if (place > 0) checkActuals({ actuals, earlier, closed, start }, issues)
  issues.throwIfAny()
  return {
    open,
    from: open.calendar,
    to: to as Calendar,
    closed,
    start,
    actuals,
    told: toldKinds(actuals),
    seriesOf: createSeriesOf(open),
    earlier,
    plan: options.plan,
    balances: options.plan && balancesOf(options.plan),
  }
}

/**
 * Closes the first periods of a plan with what has happened, and makes the input of the next plan.
 *
 * Stock, backlog, balances, open orders and the loss of earlier years begin as they stood at the close; histories get what was asked
 * for (sold or lost, with who waits now and without who waited before); every value by period moves with its period; what was frozen or
 * had gone out stays firm; and what the plan foresaw is kept as a vintage, so that its error can be told by lag. Stock is what
 * was counted, else what was there, with purchases and output and without usage and sales. Balances that are not given follow what was
 * sold, bought, worked and spent, by the terms. Whatever else is missing in the actuals is taken from the plan, where it is
 * given, and told as an assumption.
 *
 * Retained earnings are left out: they are what makes the next opening balance sheet balance.
 *
 * @param input - what the plan that ends was made from; it is not changed
 * @param options - what has happened, the first period of the next plan, and where they are known open orders and open items
 * @returns the input of the next plan, differences of stock and balances, and what was taken for granted
 * @throws SopError that lists everything: periods that the plan does not have, actuals of other periods, twice, of unknown ids or
 * accounts, closed periods of which nothing is told, balances that do not balance, stock below zero
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { rollForward } from 'sop-engine/review'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 3 },
 *   items: [{ id: 'lamp', price: 50, purchaseCost: [30, 31, 32] }],
 *   history: [{ itemId: 'lamp', start: '2026-10', quantities: [96, 104, 100] }],
 *   stock: [{ itemId: 'lamp', onHand: 40 }],
 * }
 * const actuals = [
 *   { periodId: '2027-01', kind: 'sales', itemId: 'lamp', units: 110, amount: 5_500 },
 *   { periodId: '2027-01', kind: 'purchases', itemId: 'lamp', units: 100, amount: 3_000 },
 *   { periodId: '2027-01', kind: 'stockCount', itemId: 'lamp', units: 28 },
 *   { periodId: '2027-01', kind: 'balance', account: 'cash', amount: 2_500 },
 * ] as const
 * const { input, stockDifferences } = rollForward(base, { actuals, to: '2027-02' })
 * input.calendar // => { start: '2027-02-01', months: 2 }
 * input.sources?.[0]?.purchaseCost // => [31, 32]
 * input.history?.[0]?.quantities // => [96, 104, 100, 110]
 * stockDifferences // => [{ itemId: 'lamp', calculated: 30, counted: 28, difference: -2 }]
 * ```
 */
export function rollForward(input: PlanInput, options: RollForwardOptions): RolledInput {
  const closing = readClosing(input, options)
  const { open, from, to, start } = closing
  const issues = createIssueList()
  const assumptions: Notice[] = []
  const warnings: Notice[] = []
  const { tables, carried } = rollPeriods(open.tables, { from, to })
  const received = receiveOrders(closing)
  const supplyOrders = options.supplyOrders ?? closeSupplyOrders(closing, received, assumptions)
  const booked = options.customerOrders ?? closeCustomerOrders(closing, assumptions)
  const waiting = closeWaiting(closing, booked)
  noteRefused(closing, assumptions)
  noteUntoldWaiting(closing, waiting, assumptions)
  const customerOrders = [...booked, ...waiting.orders]
  const stock = closeStock(closing, waiting.backlog, { issues, assumptions, warnings })
  const invoices = closedInvoices(closing)
  const balances = closeBalances(closing, { handedOver: options.openingBalances, invoices }, assumptions)
  noteVariances(closing, warnings)
  const ordered = orderedUnits(closing, received, options.supplyOrders)
  const late = lateWork(closing, stock.rows)
  const frozen = freezeSupply(closing, tables.get('sources') ?? [], { ordered, late }, { assumptions, warnings })
  const histories = extendHistories(closing, { views: tables.get('views') ?? [], waiting: waiting.all }, warnings)
  issues.throwIfAny()
  if (carried.length > 0)
    assumptions.push(createNotice(carriedBehind, { path: 'calendar', value: { fields: carried } }))
  const [policy = {}] = tables.get('policy') ?? []
  const [own = {}] = tables.get('input') ?? []
  const replaced: Readonly<Record<string, readonly object[]>> = {
    calendar: [options.calendar ?? restOf(open.given.calendar, from.periods.slice(closing.closed.length))],
    input: [{ ...own, ...nextToday(open.given, start) }],
    policy: [policy['firmPeriods'] === undefined ? policy : { ...policy, firmPeriods: frozen.firmPeriods }],
    stock: stock.rows,
    supplyOrders,
    customerOrders,
    openingBalances: balances.rows,
    sources: frozen.sources,
    taxes: closeTaxYear(closing, { invoices, assumptions }),
    ...histories,
    forecastVintages: keepVintages(closing),
    actuals: [...givenRows(open, 'actuals'), ...options.actuals],
  }
  const next = new Map([
    ...tables,
    ...Object.entries(replaced).map(([name, rows]) => [name, rows as readonly AnyRow[]] as const),
  ])
  for (const [name, rows] of next) if (rows.length === 0 && !tables.has(name)) next.delete(name)
  return {
    input: carryBookValues(closing, checkRolled(toPlanInput(next), options)),
    stockDifferences: stock.differences,
    balanceDifferences: balances.differences,
    assumptions,
    warnings,
  }
}
