import { layOut } from '../chart/layout.js'
import { BALANCE_SHEET } from '../chart/layouts.js'
import type { Ledger, Statement } from '../types.js'
import { assembleStatement, onSide } from './assembleStatement.js'
import { type LedgerSums, type StatementOptions, sumLedger } from './sumLedger.js'

/**
 * Balance sheet at the end of each period: the balances of the ledger's accounts.
 *
 * Assets, liabilities and equity are positive; accumulated depreciation is negative. The profit of the plan so far is a
 * line of its own. No line is a plug: total assets equal total liabilities and equity because every entry balances.
 *
 * @param ledger - postings of {@link buildLedger}
 * @param options - columns by period (the default) or by fiscal year (at the end of each)
 * @returns lines with amounts by column and `opening`, the amount before the first period, major units
 * @throws SopError `MISALIGNED` for a ledger whose columns differ in length, `OUT_OF_RANGE` for unknown columns
 * @example
 * ```ts
 * import { balanceSheet, buildLedger, createCalendar } from 'sop-engine'
 * const ledger = buildLedger({
 *   calendar: createCalendar({ start: '2027-01-01', months: 2 }),
 *   currency: 'EUR',
 *   openingBalances: [{ account: 'cash', amount: 500 }, { account: 'shareCapital', amount: 500 }],
 *   overheads: [{ id: 'rent', function: 'administration', amounts: [100, 100], terms: { profile: [0, 1] } }],
 * })
 * const total = balanceSheet(ledger).lines.find((line) => line.id === 'totalAssets')
 * total?.opening // => 500
 * total?.amounts // => [500, 400]
 * ```
 */
export function balanceSheet(ledger: Ledger, options: StatementOptions = {}): Statement {
  return balanceSheetOf(ledger, sumLedger(ledger, options))
}

/** {@link balanceSheet} of a ledger whose sums are known. */
export function balanceSheetOf(ledger: Ledger, sums: LedgerSums): Statement {
  return assembleStatement({
    statement: 'balanceSheet',
    ledger,
    sums,
    lines: layOut(BALANCE_SHEET, sums.chart),
    amountsOf: (line) => onSide(sums.balance(line.accounts), line),
  })
}
