import type { AccountId } from './accounts.js'
import { accountMovements, type StatementOptions } from './accountMovements.js'
import { assembleStatement, type LineDraft, negate } from './statementLines.js'
import type { Ledger, Statement } from './types.js'

/** Accounts of the six parts of the cost of sales. */
export const COST_OF_SALES_ACCOUNTS: readonly (readonly [string, string, readonly AccountId[]])[] = [
  ['standardCostOfSales', 'Cost of sales at standard', ['costOfSales']],
  ['purchasePriceVariance', 'Purchase price variance', ['purchasePriceVariance']],
  ['laborVariance', 'Labor variance', ['laborCost', 'laborAbsorbed']],
  ['variableOverheadVariance', 'Variable overhead variance', ['variableOverheadCost', 'variableOverheadAbsorbed']],
  [
    'fixedOverheadVariance',
    'Fixed overhead variance',
    ['fixedOverheadCost', 'productionDepreciation', 'fixedOverheadAbsorbed'],
  ],
  ['productionVariance', 'Production variance', ['productionVariance', 'inventoryRounding']],
]

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
 *   opening: { cash: 1000, shareCapital: 1000 },
 *   sales: [{ itemId: 'advice', units: [3, 2], price: [200, 200] }],
 *   overheads: [{ id: 'rent', function: 'administration', amounts: [250, 250] }],
 * })
 * incomeStatement(ledger).lines.find((line) => line.id === 'netIncome')?.amounts // => [350, 150]
 * ```
 */
export function incomeStatement(ledger: Ledger, options: StatementOptions = {}): Statement {
  const movements = accountMovements(ledger, options)
  const line = (id: string, label: string, ...accounts: readonly AccountId[]): LineDraft => ({
    id,
    label,
    minor: negate(movements.of(...accounts)),
  })
  return assembleStatement('incomeStatement', ledger, movements, [
    line('revenue', 'Revenue', 'revenue'),
    ...COST_OF_SALES_ACCOUNTS.map(([id, label, accounts]) => line(id, label, ...accounts)),
    { id: 'costOfSales', label: 'Cost of sales', of: COST_OF_SALES_ACCOUNTS.map(([id]) => id) },
    { id: 'grossProfit', label: 'Gross profit', of: ['revenue', 'costOfSales'] },
    line('sellingExpense', 'Selling expense', 'sellingExpense', 'variableSellingExpense'),
    line('administrativeExpense', 'Administrative expense', 'administrativeExpense'),
    line('depreciation', 'Depreciation outside production', 'depreciation'),
    line('disposalResult', 'Gain or loss on disposals', 'disposalResult'),
    {
      id: 'operatingIncome',
      label: 'Operating income',
      of: ['grossProfit', 'sellingExpense', 'administrativeExpense', 'depreciation', 'disposalResult'],
    },
    line('interestExpense', 'Interest expense', 'interestExpense'),
    { id: 'profitBeforeTax', label: 'Profit before tax', of: ['operatingIncome', 'interestExpense'] },
    line('incomeTax', 'Income tax', 'incomeTax'),
    { id: 'netIncome', label: 'Net income', of: ['profitBeforeTax', 'incomeTax'] },
  ])
}
