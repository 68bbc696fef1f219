import type { Calendar } from '../../core/time/calendar.js'
import { compareByKey, sortByKey } from '../../core/keys/keys.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import { NO_REF, type Ref } from '../../core/keys/ref.js'
import { seriesPlace } from '../../core/keys/seriesId.js'
import { customersMarket } from '../reading/customersMarket.js'
import {
  normalizeAssets,
  normalizeCreditFacilities,
  normalizeOpeningBalances,
  normalizeOverheads,
  normalizeTaxes,
  normalizeTerms,
} from './normalizeFinance.js'
import { normalizeForecasting } from './normalizeForecasting.js'
import { normalizePolicy, penaltyOfService } from './normalizePolicy.js'
import { normalizeResources } from './normalizeResources.js'
import { normalizeWorkCalendars, warnOfUnusedCalendars } from './normalizeWorkingTime.js'
import {
  normalizeItems,
  normalizeSources,
  normalizeStockPolicies,
  normalizeSupplyOrders,
  warnOfDatedLines,
  warnOfUnusedBills,
  warnOfUnusedYields,
  withoutBought,
} from './normalizeSupply.js'
import type { NormalInput, NormalPolicy, NormalTables } from './normalInput.js'
import {
  actualsNotPlanned,
  currencyMissing,
  customerPriceNotPlanned,
  promiseNotPlanned,
  rateLooksLikePercent,
  standardRolledUp,
  stockAtStandard,
} from '../notices.js'
import { toNormalRows } from './normalRows.js'
import { createSeriesIndex } from '../reading/seriesIndex.js'
import { NORMAL_TABLE_NAMES, rowPath, TABLE_NAMES, tableOf } from '../tables/tables.js'
import type { PlanInput, PlanPolicy } from '../types.js'
import { warnOfStockTargets } from './warnOfStockTargets.js'

/** The input with the rows of every table in the order of their keys. */
function sortTables(input: PlanInput): PlanInput {
  const sorted: Record<string, unknown> = { ...input }
  for (const name of TABLE_NAMES) {
    const rows = input[name] as readonly Record<string, unknown>[] | undefined
    if (rows === undefined) continue
    const { key } = tableOf(name)
    const isSorted = rows.every((row, n) => n === 0 || compareByKey(rows[n - 1] as object, row, key as never[]) <= 0)
    sorted[name] = isSorted ? rows : sortByKey(rows, key)
  }
  return sorted as unknown as PlanInput
}

/**
 * Rates from which on a percentage is likelier than a ratio. What lateness and a missing unit of safety stock cost is above 1 by
 * default, and demand may well double: there only what is far off the usual is asked about.
 */
function warnOfPercentages(input: NormalTables, policy: PlanPolicy, warnings: Notice[]): void {
  const warn = (path: string, value: number | undefined, least: number, ref: Ref = NO_REF): void => {
    if (value === undefined || value < least) return
    warnings.push(createNotice(rateLooksLikePercent, { path, refs: ref === NO_REF ? [] : [ref], value }))
  }
  warn('policy.backlogCostRatePerYear', policy.backlogCostRatePerYear, 50)
  warn('policy.safetyStockPenaltyRatePerYear', policy.safetyStockPenaltyRatePerYear, 10 * penaltyOfService(policy))
  for (const { itemId, holdingCostRatePerYear: rate } of input.stockPolicies) {
    // What the row has from the policy is told there.
    if (rate === policy.holdingCostRatePerYear) continue
    warn(`${rowPath('stockPolicies', { itemId })}.holdingCostRatePerYear`, rate, 1, { itemId })
  }
  for (const { id, upliftRate } of input.events) warn(`${rowPath('events', { id })}.upliftRate`, upliftRate, 5)
  const rates: [string, number | undefined, Ref][] = [
    ['policy.holdingCostRatePerYear', policy.holdingCostRatePerYear, NO_REF],
    ['policy.restandardRate', policy.restandardRate, NO_REF],
    ...input.creditFacilities.map(({ id, interestRatePerYear }): [string, number, Ref] => [
      `${rowPath('creditFacilities', { id })}.interestRatePerYear`,
      interestRatePerYear,
      { creditFacilityId: id },
    ]),
    ...input.overheads.map(({ id, rateOfRevenue }): [string, number | undefined, Ref] => [
      `${rowPath('overheads', { id })}.rateOfRevenue`,
      rateOfRevenue,
      { overheadId: id },
    ]),
  ]
  for (const [path, value, ref] of rates) warn(path, value, 1, ref)
}

/** Says what of the tables of costing the plan reads, and what not. */
function noteCosting({ items, standards, actuals }: NormalTables, policy: NormalPolicy, to: Notice[]): void {
  const { standardVersion: version } = policy
  if (version !== undefined) {
    const given = new Set(standards.flatMap((row) => (row.version === version ? [row.itemId] : [])))
    noteRecords(to, standardRolledUp, {
      path: 'standards',
      refs: items.flatMap(({ id }) => (given.has(id) ? [] : [{ itemId: id }])),
      value: version,
    })
  }
  if (actuals.length > 0) to.push(createNotice(actualsNotPlanned, { path: 'actuals', amount: actuals.length }))
}

/** Brings an input into its normal form; each default that moves money or units goes into the assumptions. */
export function normalizeInput(
  given: PlanInput,
  calendar: Calendar,
  assumptions: Notice[],
  warnings: Notice[],
): NormalInput {
  const input = sortTables(given)
  if (input.currency === undefined) {
    assumptions.push(createNotice(currencyMissing, { path: 'currency', value: 'USD' }))
  }
  const currency = input.currency ?? 'USD'
  const policy = normalizePolicy(input, calendar, assumptions)
  const transactions = (input.transactions ?? []).map(customersMarket(input))
  const customerOrders = (input.customerOrders ?? []).map(customersMarket(input))
  const sources = normalizeSources(input, assumptions)
  const asked = createSeriesIndex(input).items
  const stockPolicies = normalizeStockPolicies(input, { policy, sources, asked })
  warnOfUnusedBills(input, sources, warnings)
  warnOfUnusedYields(sources, warnings)
  warnOfStockTargets(stockPolicies, calendar, warnings)
  warnOfUnusedCalendars(input, warnings)
  const facilities = normalizeCreditFacilities(input, assumptions)
  const rows: Partial<Record<keyof NormalTables, readonly object[]>> = {
    ...input,
    transactions,
    customerOrders,
    sources,
    stockPolicies,
    billOfMaterials: withoutBought(input.billOfMaterials ?? [], sources),
    operations: withoutBought(input.operations ?? [], sources),
    items: normalizeItems(input, sources, asked, assumptions),
    workCalendars: normalizeWorkCalendars(input),
    resources: normalizeResources(input, calendar, { assumptions, warnings }),
    supplyOrders: normalizeSupplyOrders(input, sources),
    overheads: normalizeOverheads(input, assumptions),
    assets: normalizeAssets(input, calendar, assumptions),
    creditFacilities: facilities,
    taxes: normalizeTaxes(input, assumptions),
    openingBalances: normalizeOpeningBalances(input, facilities, assumptions),
  }
  const tables = Object.fromEntries(
    NORMAL_TABLE_NAMES.map((name) => [name, toNormalRows(name, rows[name] ?? [])]),
  ) as unknown as NormalTables
  const forecasting = normalizeForecasting({ ...input, transactions }, assumptions)
  const finance = normalizeTerms(input.finance ?? {}, assumptions)
  noteRecords(assumptions, customerPriceNotPlanned, {
    path: 'prices',
    refs: tables.prices.flatMap(({ itemId, customerId, ...row }) =>
      customerId === undefined ? [] : [{ itemId, customerId, ...seriesPlace(row) }],
    ),
  })
  noteRecords(assumptions, promiseNotPlanned, {
    path: 'customerOrders[].promisedDate',
    refs: tables.customerOrders.flatMap(({ id, itemId, requestedDate, promisedDate }) =>
      promisedDate === undefined || promisedDate === requestedDate ? [] : [{ itemId, orderId: id }],
    ),
  })
  noteRecords(assumptions, stockAtStandard, {
    path: 'stock[].unitCost',
    refs: tables.stock.flatMap(({ itemId, lotId, onHand, unitCost }) =>
      onHand > 0 && unitCost === undefined ? [{ itemId, ...(lotId !== undefined && { lotId }) }] : [],
    ),
  })
  warnOfPercentages(tables, input.policy ?? {}, warnings)
  noteCosting(tables, policy, assumptions)
  const asOf = input.asOf ?? input.calendar.start
  warnOfDatedLines({ ...tables, asOf, calendar: input.calendar }, calendar, warnings)
  return {
    schemaVersion: 1,
    currency,
    rounding: input.rounding ?? 'halfEven',
    asOf,
    calendar: input.calendar,
    ...tables,
    policy,
    forecasting,
    finance,
  }
}
