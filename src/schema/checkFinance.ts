import { parseDay } from '../core/calendar.js'
import {
  checkCurrency,
  checkLength,
  checkTermsShares,
  checkUnique,
  type Context,
  DATE_REMEDY,
  rows,
} from './referenceChecks.js'
import type { PlanFinance } from './types.js'

/** Adds every mistake in how the finance of an input hangs together. */
export function checkFinance(finance: PlanFinance, context: Context): void {
  const { issues } = context
  checkCurrency(finance.currency, 'finance.currency', context)
  for (const field of ['customerTerms', 'supplierTerms', 'payrollTerms'] as const) {
    checkTermsShares(finance[field], `finance.${field}`, issues)
  }
  checkTermsShares(finance.tax?.terms, 'finance.tax.terms', issues)
  for (const [i, overhead] of rows(finance.overheads)) {
    const at = `finance.overheads[${i}]`
    checkLength(overhead.amount, `${at}.amount`, context)
    checkTermsShares(overhead.terms, `${at}.terms`, issues)
    if ((overhead.amount === undefined) === (overhead.rateOfRevenue === undefined)) {
      issues.add(
        'CONFLICT',
        at,
        overhead,
        'An overhead is either an amount or a rate of revenue.',
        'Give one of amount and rateOfRevenue.',
      )
    }
  }
  checkUnique(
    rows(finance.overheads).map(([i, { id }]) => [`finance.overheads[${i}].id`, id]),
    'overhead',
    issues,
  )
  for (const [i, asset] of rows(finance.assets)) {
    const at = `finance.assets[${i}]`
    checkTermsShares(asset.terms, `${at}.terms`, issues)
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
      continue
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
  checkUnique(
    rows(finance.assets).map(([i, { id }]) => [`finance.assets[${i}].id`, id]),
    'asset',
    issues,
  )
}
