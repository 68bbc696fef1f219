import { type Calendar, type CalendarOptions, createCalendar, parseDay } from '../core/calendar.js'
import { findCurrencyDecimals } from '../core/currencies.js'
import { isSopError, type IssueList } from '../core/errors.js'
import { isOnGrid } from '../core/quantityGrid.js'
import { compileStructure } from '../core/compileStructure.js'
import { findStockUnits } from '../core/units.js'
import { checkDemandTables } from './checkDemandTables.js'
import { checkFinance } from './checkFinance.js'
import {
  checkCurrency,
  checkKnown,
  checkLength,
  checkTermsShares,
  checkUnique,
  type Context,
  DATE_REMEDY,
  rows,
} from './referenceChecks.js'
import type { PlanInput } from './types.js'

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

function checkGrid(quantity: number, itemId: string, path: string, { items, issues }: Context): void {
  const decimals = items.get(itemId)?.quantityDecimals ?? 0
  if (typeof quantity !== 'number' || isOnGrid(quantity, 10 ** decimals)) return
  issues.add(
    'OUT_OF_RANGE',
    path,
    quantity,
    `Item '${itemId}' is counted with ${decimals} decimals.`,
    `Round the quantity, or set quantityDecimals of the item.`,
  )
}

function checkItems(context: Context): void {
  const { input, issues } = context
  const suppliers = new Set(rows(input.suppliers).map(([, supplier]) => supplier.id))
  const perPeriodFields = [
    'price',
    'purchaseCost',
    'safetyStock',
    'lostSaleCostPerUnit',
    'supplyLimit',
    'minimumStock',
    'maximumStock',
    'firmSupply',
  ] as const
  const stocked = ['safetyStock', 'minimumStock', 'maximumStock'] as const
  for (const [i, item] of rows(input.items)) {
    for (const field of perPeriodFields) checkLength(item[field], `items[${i}].${field}`, context)
    checkKnown(suppliers, item.supplierId, `items[${i}].supplierId`, 'suppliers', issues)
    checkCurrency(item.currency, `items[${i}].currency`, context)
    if (Array.isArray(item.firmSupply)) {
      item.firmSupply.forEach((quantity, t) => {
        if (quantity !== null) checkGrid(quantity, item.id, `items[${i}].firmSupply[${t}]`, context)
      })
    }
    if (item.kind !== 'service') continue
    for (const field of stocked) {
      if (item[field] === undefined) continue
      issues.add(
        'CONFLICT',
        `items[${i}].${field}`,
        item[field],
        'A service has no stock.',
        "Remove the field, or make the item a 'good'.",
      )
    }
  }
}

function checkStructure(context: Context): void {
  const { input, issues } = context
  if (!Array.isArray(input.items)) return
  const tables = ['items', 'billOfMaterials', 'operations'] as const
  if (tables.some((table) => rows<object>(input[table]).length !== (input[table]?.length ?? 0))) return
  compileStructure(input, { asOf: input.asOf ?? input.calendar?.start ?? '1970-01-01', issues })
  const resources = new Map(rows(input.resources).map(([i, resource]) => [resource.id, i]))
  const used = new Set<string>()
  for (const [n, operation] of rows(input.operations)) {
    checkKnown(resources, operation.resourceId, `operations[${n}].resourceId`, 'resources', issues)
    if (operation.runHoursPerUnit > 0 || (operation.setupHours ?? 0) > 0) used.add(operation.resourceId)
  }
  const fields = [
    'capacityHours',
    'overtimeHours',
    'costPerHour',
    'overtimeCostPerHour',
    'variableOverheadPerHour',
  ] as const
  for (const [i, resource] of rows(input.resources)) {
    for (const field of fields) checkLength(resource[field], `resources[${i}].${field}`, context)
    const hours = [resource.capacityHours ?? [], resource.overtimeHours ?? 0].flat()
    if (used.has(resource.id) && hours.every((hour) => hour === 0)) {
      issues.add(
        'NO_CAPACITY',
        `resources[${i}].capacityHours`,
        resource.capacityHours,
        `Resource '${resource.id}' is used by operations and has no hours.`,
        'Give it hours, or remove the operations.',
      )
    }
  }
  checkUnique(
    rows(input.resources).map(([i, { id }]) => [`resources[${i}].id`, id]),
    'resource',
    issues,
  )
}

function checkMarkets(context: Context): ReadonlySet<string> {
  const { input, issues, items } = context
  const markets = checkUnique(
    rows(input.markets).map(([i, { id }]) => [`markets[${i}].id`, id]),
    'market',
    issues,
  )
  checkUnique(
    rows(input.suppliers).map(([i, { id }]) => [`suppliers[${i}].id`, id]),
    'supplier',
    issues,
  )
  const own = rows(input.prices)
  for (const [i, price] of own) {
    checkKnown(items, price.itemId, `prices[${i}].itemId`, 'items', issues)
    checkKnown(markets, price.marketId, `prices[${i}].marketId`, 'markets', issues)
    checkLength(price.price, `prices[${i}].price`, context)
    checkCurrency(price.currency, `prices[${i}].currency`, context)
  }
  checkUnique(
    own.map(([i, { itemId, marketId }]) => [`prices[${i}]`, `${itemId} in ${marketId}`]),
    'price',
    issues,
  )
  for (const table of ['markets', 'suppliers'] as const) {
    for (const [i, { terms }] of rows(input[table])) checkTermsShares(terms, `${table}[${i}].terms`, issues)
  }
  return markets
}

function checkStock(context: Context, asked: ReadonlySet<string>): void {
  const { input, issues, items } = context
  for (const [i, { itemId, onHand, backlog }] of rows(input.stock)) {
    checkKnown(items, itemId, `stock[${i}].itemId`, 'items', issues)
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
  checkUnique(
    rows(input.stock).map(([i, { itemId }]) => [`stock[${i}].itemId`, itemId]),
    'item',
    issues,
  )
  const made = new Set([...rows(input.billOfMaterials), ...rows(input.operations)].map(([, { itemId }]) => itemId))
  for (const [i, order] of rows(input.openOrders)) {
    const at = `openOrders[${i}]`
    checkKnown(items, order.itemId, `${at}.itemId`, 'items', issues)
    if (parseDay(order.dueDate) === undefined)
      issues.add('INVALID_DATE', `${at}.dueDate`, order.dueDate, 'This day does not exist.', DATE_REMEDY)
    const item = items.get(order.itemId)
    if (item === undefined) continue
    const stockUnits = order.unit === undefined ? 1 : findStockUnits(item, order.unit)
    if (stockUnits === undefined) {
      issues.add(
        'MISSING_CONVERSION',
        `${at}.unit`,
        order.unit,
        `Item '${item.id}' has no unit '${order.unit}'.`,
        `Add { unit: '${order.unit}', stockUnits: ... } to its units.`,
      )
    } else checkGrid(order.quantity * stockUnits, item.id, `${at}.quantity`, context)
    if (item.kind === 'service' || (item.source ?? (made.has(item.id) ? 'make' : 'buy')) === 'make') {
      issues.add(
        'CONFLICT',
        at,
        order.itemId,
        'Open orders are purchase orders, and this item is not bought.',
        'Give released production as firmSupply of the item.',
      )
    }
  }
  const costs = rows(input.assumedUnitCosts)
  for (const [i, { itemId }] of costs) checkKnown(items, itemId, `assumedUnitCosts[${i}].itemId`, 'items', issues)
  checkUnique(
    costs.map(([i, { itemId }]) => [`assumedUnitCosts[${i}].itemId`, itemId]),
    'item',
    issues,
  )
}

/**
 * Adds every mistake in how the tables of an input refer to each other: ids, lengths, dates, units, currency, cycles.
 *
 * Runs on input whose shape may be wrong, so that one error names the mistakes of both kinds.
 */
export function checkReferences(input: PlanInput, issues: IssueList): Calendar | undefined {
  const calendar = readCalendar(input, issues)
  const items = new Map(rows(input.items).map(([, item]) => [item.id, item]))
  const context: Context = { input, issues, calendar, items }
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
  checkItems(context)
  checkStructure(context)
  const asked = checkDemandTables(context, checkMarkets(context))
  if (asked.size === 0) {
    issues.add(
      'EMPTY',
      'history',
      input.history,
      'There is no demand to plan for.',
      'Give the history of at least one item, or a forecast.',
    )
  }
  checkStock(context, asked)
  if (input.finance !== undefined && input.finance !== null && typeof input.finance === 'object')
    checkFinance(input.finance, context)
  return calendar
}
