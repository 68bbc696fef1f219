import { checkLength, checkUniqueIds, throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { type MoneyScale, moneyScale } from '../../core/money/money.js'
import { keyOf } from '../../core/keys/keys.js'
import { seriesId } from '../../core/keys/seriesId.js'
import { STANDARD_ACCOUNTS } from '../chart/accounts.js'
import { checkChart } from '../chart/checkAccounts.js'
import { checkAssets } from '../checkAssets.js'
import type { LaborFlow, LedgerInput, OverheadFlow, SalesFlow } from '../types.js'
import { checkOpenings } from './checkOpenings.js'
import { checkStockFlows } from './checkStockFlows.js'
import { ledgerInput } from './ledgerInputShape.js'
import { SALES_KEY } from './readFlows.js'

const LABOR_FIELDS = [
  'regularHours',
  'overtimeHours',
  'paidHours',
  'costPerHour',
  'overtimeCostPerHour',
  'variableOverheadPerHour',
] as const

/** The grid of the ledger's money; one SopError lists every mistake of the input. */
export function checkLedgerInput(input: LedgerInput): MoneyScale {
  const issues = createIssueList()
  const isRight = ledgerInput(input, '', issues)
  throwIfUnreadable(issues)
  const count = input.calendar.periods.length
  const chart = input.chart ?? STANDARD_ACCOUNTS
  checkChart(chart, 'chart', issues)
  checkOpenings(input.openingBalances, chart, issues)
  checkSales(input.sales ?? [], count, issues)
  const goods = { stock: input.stock ?? [], purchases: input.purchases ?? [], sales: input.sales ?? [] }
  checkStockFlows(goods, { count, issues, isRight })
  checkLabor(input.labor ?? [], count, issues)
  checkOverheads(input.overheads ?? [], count, issues)
  if (isRight) checkAssets(input.assets ?? [], moneyScale(input, 'input'), issues)
  checkOne(input.creditFacilities ?? [], 'creditFacilities', issues)
  checkOne(input.taxes ?? [], 'taxes', issues)
  issues.throwIfAny()
  return moneyScale(input, 'input')
}

function checkSales(sales: readonly SalesFlow[], count: number, issues: IssueList): void {
  const seen = new Set<string>()
  sales.forEach((flow, i) => {
    const at = `sales[${i}]`
    const key = keyOf(flow, SALES_KEY)
    if (seen.has(key)) {
      issues.add(
        'DUPLICATE_ID',
        at,
        seriesId(flow),
        'This item is there twice for one market and order.',
        'Add the two flows up.',
      )
    }
    seen.add(key)
    checkLength(flow.units, `${at}.units`, count, 'periods', issues)
    checkLength(flow.price, `${at}.price`, count, 'periods', issues)
    if (flow.amounts !== undefined) checkLength(flow.amounts, `${at}.amounts`, count, 'periods', issues)
  })
}

function checkLabor(labor: readonly LaborFlow[], count: number, issues: IssueList): void {
  checkUniqueIds(
    labor.map(({ resourceId }) => resourceId),
    (i) => `labor[${i}].resourceId`,
    issues,
  )
  labor.forEach((flow, i) => {
    for (const field of LABOR_FIELDS) checkLength(flow[field], `labor[${i}].${field}`, count, 'periods', issues)
  })
}

function checkOverheads(overheads: readonly OverheadFlow[], count: number, issues: IssueList): void {
  checkUniqueIds(
    overheads.map(({ id }) => id),
    (i) => `overheads[${i}].id`,
    issues,
  )
  overheads.forEach((flow, i) => {
    const at = `overheads[${i}]`
    if (flow.amounts === undefined && flow.rateOfRevenue === undefined) {
      issues.add(
        'MISSING_VALUE',
        at,
        flow,
        'The overhead has neither amounts nor a rate of revenue.',
        'Give amounts by period, or rateOfRevenue.',
      )
    } else if (flow.amounts !== undefined && flow.rateOfRevenue !== undefined) {
      issues.add(
        'CONFLICT',
        at,
        flow,
        'The overhead has both amounts and a rate of revenue.',
        'Give one of the two, or split it in two overheads.',
      )
    }
    if (flow.amounts !== undefined) checkLength(flow.amounts, `${at}.amounts`, count, 'periods', issues)
  })
}

function checkOne(rows: readonly unknown[], path: string, issues: IssueList): void {
  if (rows.length < 2) return
  issues.add(
    'CONFLICT',
    `${path}[1]`,
    rows.length,
    'There can be one row here for now.',
    'Keep one and leave the others out.',
  )
}
