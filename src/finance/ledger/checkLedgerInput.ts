import { findCurrencyDecimals } from '../../core/currencies.js'
import { createIssueList } from '../../core/errors.js'
import { keyOf } from '../../core/keys.js'
import type { MoneyScale } from '../../core/money.js'
import { STANDARD_ACCOUNTS } from '../chart/accounts.js'
import { checkChart } from '../chart/checkAccounts.js'
import { checkAssets, checkCostFunction } from '../checkAssets.js'
import { checkOpenings } from './checkOpenings.js'
import { checkStockFlows } from './checkStockFlows.js'
import { createInputChecks, type InputChecks } from '../inputChecks.js'
import type { LaborFlow, LedgerInput, OverheadFlow, SalesFlow } from '../types.js'

const LABOR_FIELDS = [
  'regularHours',
  'overtimeHours',
  'costPerHour',
  'overtimeCostPerHour',
  'variableOverheadPerHour',
] as const

/** The grid of the ledger's money; one SopError lists every mistake of the input. */
export function checkLedgerInput(input: LedgerInput): MoneyScale {
  const issues = createIssueList()
  const decimals = findCurrencyDecimals(input.currency)
  if (decimals === undefined) {
    issues.add(
      'UNKNOWN_ID',
      'currency',
      input.currency,
      'This is not a currency code of ISO 4217.',
      "Give three capital letters, as 'USD', 'EUR' or 'JPY'.",
    )
  }
  const rounding = input.rounding ?? 'halfEven'
  if (rounding !== 'halfEven' && rounding !== 'halfUp') {
    issues.add('OUT_OF_RANGE', 'rounding', rounding, 'There is no such rounding.', "Use 'halfEven' or 'halfUp'.")
  }
  const scale: MoneyScale = { decimals: decimals ?? 2, rounding: rounding === 'halfUp' ? 'halfUp' : 'halfEven' }
  const checks = createInputChecks(issues, scale)
  const count = input.calendar?.periods?.length ?? 0
  if (count === 0) {
    issues.add(
      'EMPTY',
      'calendar',
      input.calendar,
      'The ledger has no period.',
      'Make a calendar with createCalendar({ start, months }).',
    )
  }
  const chart = input.chart ?? STANDARD_ACCOUNTS
  checkChart(chart, 'chart', issues)
  checkOpenings(input.openingBalances, chart, checks)
  checkSales(input.sales ?? [], count, checks)
  checkStockFlows(
    { stock: input.stock ?? [], purchases: input.purchases ?? [], sales: input.sales ?? [] },
    count,
    checks,
  )
  checkLabor(input.labor ?? [], count, checks)
  checkOverheads(input.overheads ?? [], count, checks)
  checkAssets(input.assets ?? [], 'assets', checks)
  checks.terms(input.customerTerms, 'customerTerms')
  checks.terms(input.supplierTerms, 'supplierTerms')
  checks.terms(input.payrollTerms, 'payrollTerms')
  checkCredit(input, checks)
  issues.throwIfAny()
  return scale
}

function checkSales(sales: readonly SalesFlow[], count: number, checks: InputChecks): void {
  const seen = new Set<string>()
  sales.forEach((flow, i) => {
    const at = `sales[${i}]`
    checks.id(flow.itemId, `${at}.itemId`)
    if (flow.marketId !== undefined) checks.id(flow.marketId, `${at}.marketId`)
    const key = keyOf(flow, ['itemId', 'marketId'])
    if (seen.has(key)) {
      checks.issues.add(
        'DUPLICATE_ID',
        at,
        { itemId: flow.itemId, marketId: flow.marketId },
        'This item is there twice for one market.',
        'Add the two flows up.',
      )
    }
    seen.add(key)
    checks.quantities(flow.units, `${at}.units`, count)
    checks.moneys(flow.price, `${at}.price`, count)
    checks.terms(flow.terms, `${at}.terms`)
  })
}

function checkLabor(labor: readonly LaborFlow[], count: number, checks: InputChecks): void {
  const seen = new Set<string>()
  labor.forEach((flow, i) => {
    const at = `labor[${i}]`
    checks.id(flow.resourceId, `${at}.resourceId`, seen)
    for (const field of LABOR_FIELDS) checks.quantities(flow[field], `${at}.${field}`, count)
  })
}

function checkOverheads(overheads: readonly OverheadFlow[], count: number, checks: InputChecks): void {
  const seen = new Set<string>()
  overheads.forEach((flow, i) => {
    const at = `overheads[${i}]`
    checks.id(flow.id, `${at}.id`, seen)
    checkCostFunction(flow.function, `${at}.function`, checks)
    if (flow.amounts === undefined && flow.rateOfRevenue === undefined) {
      checks.issues.add(
        'MISSING_VALUE',
        at,
        flow,
        'The overhead has neither amounts nor a rate of revenue.',
        'Give amounts by period, or rateOfRevenue.',
      )
    } else if (flow.amounts !== undefined && flow.rateOfRevenue !== undefined) {
      checks.issues.add(
        'CONFLICT',
        at,
        flow,
        'The overhead has both amounts and a rate of revenue.',
        'Give one of the two, or split it in two overheads.',
      )
    }
    if (flow.amounts !== undefined) checks.moneys(flow.amounts, `${at}.amounts`, count, { negative: true })
    if (flow.rateOfRevenue !== undefined) checks.quantity(flow.rateOfRevenue, `${at}.rateOfRevenue`)
    checks.terms(flow.terms, `${at}.terms`)
  })
}

function checkCredit(input: LedgerInput, checks: InputChecks): void {
  if (input.minimumCash !== undefined) checks.money(input.minimumCash, 'minimumCash')
  const { creditFacilities = [], taxes = [] } = input
  checkOne(creditFacilities, 'creditFacilities', checks)
  creditFacilities.forEach(({ id, limit, interestRatePerYear }, i) => {
    const at = `creditFacilities[${i}]`
    checks.id(id, `${at}.id`)
    if (limit !== undefined) checks.money(limit, `${at}.limit`)
    if (interestRatePerYear !== undefined) checks.quantity(interestRatePerYear, `${at}.interestRatePerYear`)
  })
  checkOne(taxes, 'taxes', checks)
  taxes.forEach(({ id, rateShare, openingLoss, terms }, i) => {
    const at = `taxes[${i}]`
    checks.id(id, `${at}.id`)
    checks.share(rateShare, `${at}.rateShare`)
    if (openingLoss !== undefined) checks.money(openingLoss, `${at}.openingLoss`)
    checks.terms(terms, `${at}.terms`)
  })
}

function checkOne(rows: readonly unknown[], path: string, checks: InputChecks): void {
  if (rows.length < 2) return
  checks.issues.add(
    'CONFLICT',
    `${path}[1]`,
    rows.length,
    'There can be one row here for now.',
    'Keep one and leave the others out.',
  )
}
