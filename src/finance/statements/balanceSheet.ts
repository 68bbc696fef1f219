import { type AccountId, PROFIT_ACCOUNTS } from './accounts.js'
import { accountMovements, type StatementOptions } from './accountMovements.js'
import { assembleStatement, type LineDraft, negate } from './statementLines.js'
import type { Ledger, Statement } from './types.js'

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
 *   opening: { cash: 500, shareCapital: 500 },
 *   overheads: [{ id: 'rent', function: 'administration', amounts: [100, 100], terms: { profile: [0, 1] } }],
 * })
 * const total = balanceSheet(ledger).lines.find((line) => line.id === 'totalAssets')
 * total?.opening // => 500
 * total?.amounts // => [500, 400]
 * ```
 */
export function balanceSheet(ledger: Ledger, options: StatementOptions = {}): Statement {
  const movements = accountMovements(ledger, options)
  const asset = (id: string, label: string, account: AccountId): LineDraft => ({
    id,
    label,
    minor: movements.balances(account),
  })
  const owed = (id: AccountId, label: string): LineDraft => ({ id, label, minor: negate(movements.balances(id)) })
  const profit = negate(movements.balances(...PROFIT_ACCOUNTS))
  return assembleStatement('balanceSheet', ledger, movements, [
    asset('cash', 'Cash', 'cash'),
    asset('receivables', 'Receivables', 'receivables'),
    asset('inventoryPurchased', 'Inventory, purchased', 'inventoryPurchased'),
    asset('inventoryManufactured', 'Inventory, manufactured', 'inventoryManufactured'),
    {
      id: 'currentAssets',
      label: 'Current assets',
      of: ['cash', 'receivables', 'inventoryPurchased', 'inventoryManufactured'],
    },
    asset('fixedAssetsAtCost', 'Fixed assets at cost', 'fixedAssets'),
    asset('accumulatedDepreciation', 'Accumulated depreciation', 'accumulatedDepreciation'),
    { id: 'fixedAssets', label: 'Fixed assets, net', of: ['fixedAssetsAtCost', 'accumulatedDepreciation'] },
    { id: 'totalAssets', label: 'Total assets', of: ['currentAssets', 'fixedAssets'] },
    owed('payables', 'Payables'),
    owed('capitalPayables', 'Payables for fixed assets'),
    owed('wagesPayable', 'Wages payable'),
    owed('taxPayable', 'Tax payable'),
    owed('creditLine', 'Credit line'),
    {
      id: 'totalLiabilities',
      label: 'Total liabilities',
      of: ['payables', 'capitalPayables', 'wagesPayable', 'taxPayable', 'creditLine'],
    },
    owed('shareCapital', 'Share capital'),
    owed('retainedEarnings', 'Retained earnings before the plan'),
    { id: 'profitToDate', label: 'Profit of the plan to date', minor: profit },
    { id: 'totalEquity', label: 'Total equity', of: ['shareCapital', 'retainedEarnings', 'profitToDate'] },
    { id: 'totalLiabilitiesAndEquity', label: 'Total liabilities and equity', of: ['totalLiabilities', 'totalEquity'] },
  ])
}
