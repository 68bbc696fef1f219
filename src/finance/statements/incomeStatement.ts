import { layOut } from '../chart/layout.js'
import { INCOME_STATEMENT } from '../chart/layouts.js'
import type { Ledger, Statement } from '../types.js'
import { assembleStatement, onSide } from './assembleStatement.js'
import { type LedgerSums, type StatementOptions, sumLedger } from './sumLedger.js'

/**
 * Income statement by function (absorption costing): the sums of the ledger's income and expense accounts.
 *
 * Revenue is positive, costs are negative. Source: IAS 1.103 (function of expense); the lines and their accounts are
 * those of the page "The ledger" of the documentation.
 *
 * @param ledger - postings of {@link buildLedger}
 * @param options - columns by period (the default) or by fiscal year
 * @returns lines with amounts by column, major units
 * @throws SopError `MISALIGNED` for a ledger whose columns differ in length, `OUT_OF_RANGE` for unknown columns
 * @example
 * ```ts
 * import { buildLedger, createCalendar, incomeStatement } from 'sop-engine'
 * const ledger = buildLedger({
 *   calendar: createCalendar({ start: '2027-01-01', months: 2 }),
 *   currency: 'USD',
 *   openingBalances: [{ account: 'cash', amount: 1000 }, { account: 'shareCapital', amount: 1000 }],
 *   sales: [{ itemId: 'advice', units: [3, 2], price: [200, 200] }],
 *   overheads: [{ id: 'rent', function: 'administration', amounts: [250, 250] }],
 * })
 * incomeStatement(ledger).lines.find((line) => line.id === 'netIncome')?.amounts // => [350, 150]
 * ```
 */
export function incomeStatement(ledger: Ledger, options: StatementOptions = {}): Statement {
  return incomeStatementOf(ledger, sumLedger(ledger, options))
}

/** {@link incomeStatement} of a ledger whose sums are known. */
export function incomeStatementOf(ledger: Ledger, sums: LedgerSums): Statement {
  return assembleStatement({
    statement: 'incomeStatement',
    ledger,
    sums,
    lines: layOut(INCOME_STATEMENT, sums.chart),
    amountsOf: (line) => onSide(sums.movement(line.accounts), line),
  })
}
