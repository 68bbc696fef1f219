import { parseDay } from '../../core/time/calendar.js'
import { DUE_ACCOUNTS } from '../../finance/ledger/checkOpenings.js'
import type { OpeningAccount, PlanAsset, PlanFinance, PlanOverhead } from '../rows/financeTypes.js'
import { OPENING_FIELDS } from '../tables/openingFields.js'
import { checkCurrency, checkTermsShares, type Context, DATE_REMEDY, rows } from '../reading/referenceChecks.js'

/** Adds every mistake in how the tables of money hang together. */
export function checkFinance(context: Context): void {
  const { input, issues } = context
  const finance: PlanFinance = input.finance !== null && typeof input.finance === 'object' ? input.finance : {}
  checkCurrency(finance.currency, 'finance.currency', context)
  for (const field of ['customerTerms', 'supplierTerms', 'payrollTerms'] as const) {
    checkTermsShares(finance[field], `finance.${field}`, issues)
  }
  checkTermsShares(finance.tax?.terms, 'finance.tax.terms', issues)
  for (const [at, overheads] of [
    ['overheads', input.overheads],
    ['finance.overheads', finance.overheads],
  ] as const) {
    for (const [i, overhead] of rows(overheads)) checkOverhead(overhead, `${at}[${i}]`, context)
  }
  for (const [at, assets] of [
    ['assets', input.assets],
    ['finance.assets', finance.assets],
  ] as const) {
    for (const [i, asset] of rows(assets)) checkAsset(asset, `${at}[${i}]`, context)
  }
  refuseShorthand(finance, context)
  refuseSecondRows(context)
  checkOpeningBalances(context)
}

/** What an overhead may be put down to. */
const CAUSES = ['itemId', 'marketId', 'customerId'] as const

function checkOverhead(overhead: PlanOverhead, at: string, { issues }: Context): void {
  for (const field of CAUSES) {
    if (overhead[field] === undefined) continue
    if (overhead.function === 'production') {
      const message = 'What production costs reaches those who buy through standard cost.'
      issues.add('CONFLICT', `${at}.${field}`, overhead[field], message, 'Leave it out, or correct the function.')
    } else if (overhead.rateOfRevenue !== undefined) {
      const message = 'A rate of revenue is of all revenue.'
      issues.add('CONFLICT', `${at}.${field}`, overhead[field], message, 'Leave it out, or give the amount.')
    }
  }
  if ((overhead.amount === undefined) !== (overhead.rateOfRevenue === undefined)) return
  issues.add(
    'CONFLICT',
    at,
    overhead,
    'An overhead is either an amount or a rate of revenue.',
    'Give one of amount and rateOfRevenue.',
  )
}

function checkAsset(asset: PlanAsset, at: string, { issues }: Context): void {
  const [acquired, disposed] = [asset.acquiredDate, asset.disposedDate].map((text) =>
    parseDay(typeof text === 'string' && text.length === 7 ? `${text}-01` : text),
  )
  if (acquired === undefined)
    issues.add('INVALID_DATE', `${at}.acquiredDate`, asset.acquiredDate, 'This day does not exist.', DATE_REMEDY)
  const [cost, salvage] = [Number(asset.cost), Number(asset.salvageValue ?? 0)]
  if (salvage > cost) {
    issues.add(
      'OUT_OF_RANGE',
      `${at}.salvageValue`,
      asset.salvageValue,
      'An asset is not worth more at the end than it cost.',
      'Give a value from 0 to the cost.',
    )
  }
  if (asset.disposedDate === undefined) {
    if (asset.proceeds !== undefined) {
      issues.add(
        'CONFLICT',
        `${at}.proceeds`,
        asset.proceeds,
        'The asset has proceeds but is never disposed of.',
        'Give disposedDate as well, or leave proceeds out.',
      )
    }
    return
  }
  if (disposed === undefined)
    issues.add('INVALID_DATE', `${at}.disposedDate`, asset.disposedDate, 'This day does not exist.', DATE_REMEDY)
  else if (acquired !== undefined && disposed < acquired) {
    issues.add(
      'PERIODS_OUT_OF_ORDER',
      `${at}.disposedDate`,
      asset.disposedDate,
      'The asset is disposed of before it is acquired.',
      'Give a later month.',
    )
  }
}

/** A field of `finance` that is shorthand for a table does not stand beside rows of it. */
function refuseShorthand(finance: PlanFinance, { input, issues }: Context): void {
  const add = (field: keyof PlanFinance, table: string): void =>
    issues.add(
      'CONFLICT',
      `finance.${field}`,
      finance[field],
      `The field is shorthand for rows of ${table}, and that table is there.`,
      'Give the values in one of the two places.',
    )
  for (const [field, table] of [
    ['overheads', 'overheads'],
    ['assets', 'assets'],
    ['creditLine', 'creditFacilities'],
    ['tax', 'taxes'],
  ] as const) {
    if (finance[field] !== undefined && input[table] !== undefined) add(field, table)
  }
  const accounts = new Set(rows(input.openingBalances).map(([, { account }]) => account))
  for (const [field, account] of OPENING_FIELDS) {
    if (finance[field] !== undefined && accounts.has(account)) add(field, 'openingBalances')
  }
}

function refuseSecondRows({ input, issues }: Context): void {
  for (const [table, what] of [
    ['creditFacilities', 'credit facility'],
    ['taxes', 'tax'],
  ] as const) {
    const [, second] = rows<{ readonly id: string }>(input[table])
    if (second === undefined) continue
    issues.add(
      'CONFLICT',
      `${table}[${second[0]}].id`,
      second[1].id,
      `There is a ${what} already; a plan has one for now.`,
      'Keep one of the rows.',
    )
  }
}

/** Which of the references an account can have. */
const REFERENCES: Readonly<Partial<Record<OpeningAccount, readonly string[]>>> = {
  receivables: ['marketId', 'customerId'],
  payables: ['supplierId'],
  creditFacilities: ['creditFacilityId'],
}

function checkOpeningBalances({ input, issues }: Context): void {
  for (const [i, row] of rows(input.openingBalances)) {
    const at = `openingBalances[${i}]`
    const allowed = REFERENCES[row.account] ?? []
    for (const field of ['marketId', 'customerId', 'supplierId', 'creditFacilityId'] as const) {
      if (row[field] === undefined || allowed.includes(field)) continue
      issues.add(
        'CONFLICT',
        `${at}.${field}`,
        row[field],
        `A balance of '${row.account}' has no ${field}.`,
        'Leave it out, or correct the account.',
      )
    }
    if (row.dueDate !== undefined && !DUE_ACCOUNTS.includes(row.account)) {
      issues.add(
        'CONFLICT',
        `${at}.dueDate`,
        row.dueDate,
        `A balance of '${row.account}' falls due on no day.`,
        'Leave it out, or correct the account.',
      )
    }
    if (row.account === 'creditFacilities' && Number(row.amount) < 0) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.amount`,
        row.amount,
        'What is drawn is not below zero.',
        'Give zero or more; money on an account is cash.',
      )
    }
  }
}
