import { findCurrencyDecimals } from '../core/currencies.js'
import { createIssueList } from '../core/errors.js'
import type { MoneyScale } from '../core/money.js'
import { checkAssets, checkCostFunction } from './checkAssets.js'
import { checkStockFlows } from './checkStockFlows.js'
import { createInputChecks, type InputChecks } from './inputChecks.js'
import type { LaborFlow, LedgerInput, OpeningBalances, OverheadFlow, SalesFlow } from './types.js'

const OPENING_FIELDS = [
  'receivables',
  'payables',
  'wagesPayable',
  'taxPayable',
  'shareCapital',
  'retainedEarnings',
] as const

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
  checkOpening(input.opening, checks)
  checkSales(input.sales ?? [], count, checks)
  checkStockFlows(input.stock ?? [], input.sales ?? [], count, checks)
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

function checkOpening(opening: OpeningBalances | undefined, checks: InputChecks): void {
  if (typeof opening !== 'object' || opening === null) {
    checks.issues.add(
      'MISSING_VALUE',
      'opening',
      opening,
      'The opening balances are missing.',
      'Give at least { cash }.',
    )
    return
  }
  checks.money(opening.cash, 'opening.cash', { negative: true })
  for (const field of OPENING_FIELDS) {
    const value = opening[field]
    if (value !== undefined) checks.money(value, `opening.${field}`, { negative: true })
  }
  if (opening.creditLine !== undefined) checks.money(opening.creditLine, 'opening.creditLine')
}

function checkSales(sales: readonly SalesFlow[], count: number, checks: InputChecks): void {
  const seen = new Set<string>()
  sales.forEach((flow, i) => {
    const at = `sales[${i}]`
    checks.id(flow.itemId, `${at}.itemId`)
    if (flow.marketId !== undefined) checks.id(flow.marketId, `${at}.marketId`)
    const key = JSON.stringify([flow.itemId, flow.marketId ?? null])
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
  if (input.creditLine?.limit !== undefined) checks.money(input.creditLine.limit, 'creditLine.limit')
  if (input.creditLine?.interestRatePerYear !== undefined) {
    checks.quantity(input.creditLine.interestRatePerYear, 'creditLine.interestRatePerYear')
  }
  if (input.tax === undefined) return
  checks.share(input.tax.rateShare, 'tax.rateShare')
  if (input.tax.openingLoss !== undefined) checks.money(input.tax.openingLoss, 'tax.openingLoss')
  checks.terms(input.tax.terms, 'tax.terms')
}
