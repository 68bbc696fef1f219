import { createIssueList } from '../core/errors.js'
import { type AccountId, PROFIT_ACCOUNTS, type RuleId } from './accounts.js'
import { type AccountMovements, accountMovements, type StatementOptions } from './accountMovements.js'
import { assembleStatement, type LineDraft, negate } from './statementLines.js'
import type { Ledger, Statement } from './types.js'

/** Options of {@link cashFlow}. */
export interface CashFlowOptions extends StatementOptions {
  /** `direct`: what was received and paid; `indirect`: from net income, by what did not move cash. Default `direct`. */
  readonly method?: 'direct' | 'indirect'
}

/**
 * Cash flow statement: the movement of the cash account, by its causes.
 *
 * Direct: the cash postings by rule. Indirect: net income, what of it moved no cash, and the changes of working capital;
 * both give the same operating cash flow. Interest and tax are operating. Source: IAS 7.18, 7.33, 7.35.
 *
 * @param ledger - postings of {@link buildLedger}
 * @param options - method, and columns by period (the default) or by fiscal year
 * @returns lines with amounts by column, major units, outflows negative
 * @throws SopError `MISALIGNED` for a ledger whose columns differ in length, `OUT_OF_RANGE` for an unknown option
 * @example
 * ```ts
 * import { buildLedger, cashFlow, createCalendar } from 'sop-engine'
 * const ledger = buildLedger({
 *   calendar: createCalendar({ start: '2027-01-01', months: 2 }),
 *   currency: 'USD',
 *   opening: { cash: 1000, shareCapital: 1000 },
 *   sales: [{ itemId: 'advice', units: [3, 2], price: [200, 200] }],
 *   customerTerms: { profile: [0.5, 0.5] },
 * })
 * const statement = cashFlow(ledger, { method: 'indirect' })
 * statement.lines.find((line) => line.id === 'changeInReceivables')?.amounts // => [-300, 100]
 * statement.lines.find((line) => line.id === 'operatingCashFlow')?.amounts // => [300, 500]
 * ```
 */
export function cashFlow(ledger: Ledger, options: CashFlowOptions = {}): Statement {
  const movements = accountMovements(ledger, options)
  const method = options.method ?? 'direct'
  if (method !== 'direct' && method !== 'indirect') {
    const issues = createIssueList()
    issues.add('OUT_OF_RANGE', 'options.method', method, 'There is no such method.', "Use 'direct' or 'indirect'.")
    issues.throwIfAny()
  }
  const cash = (id: string, label: string, rule: RuleId): LineDraft => ({
    id,
    label,
    minor: movements.byRule('cash', rule),
  })
  const balances = movements.balances('cash')
  // Cash before each column is the balance at the end of the one before it.
  const opening = balances.map((_, n) => (n === 0 ? 0 : (balances[n - 1] as number)))
  const operating = method === 'direct' ? directLines(cash) : indirectLines(movements)
  return assembleStatement(
    'cashFlow',
    ledger,
    movements,
    [
      ...operating,
      { id: 'operatingCashFlow', label: 'Cash flow from operating activities', of: operating.map(({ id }) => id) },
      cash('capitalExpenditure', 'Payments for fixed assets', 'payAssets'),
      cash('disposalProceeds', 'Proceeds of disposals', 'disposeAsset'),
      {
        id: 'investingCashFlow',
        label: 'Cash flow from investing activities',
        of: ['capitalExpenditure', 'disposalProceeds'],
      },
      cash('creditDrawn', 'Drawn on the credit line', 'drawCredit'),
      cash('creditRepaid', 'Repaid on the credit line', 'repayCredit'),
      { id: 'financingCashFlow', label: 'Cash flow from financing activities', of: ['creditDrawn', 'creditRepaid'] },
      {
        id: 'netChangeInCash',
        label: 'Net change in cash',
        of: ['operatingCashFlow', 'investingCashFlow', 'financingCashFlow'],
      },
      { id: 'openingCash', label: 'Opening cash', minor: opening },
      { id: 'closingCash', label: 'Closing cash', of: ['openingCash', 'netChangeInCash'] },
    ],
    method,
  )
}

function directLines(cash: (id: string, label: string, rule: RuleId) => LineDraft): LineDraft[] {
  return [
    cash('receiptsFromCustomers', 'Receipts from customers', 'collect'),
    cash('paymentsToSuppliers', 'Payments to suppliers', 'paySuppliers'),
    cash('paymentsToEmployees', 'Payments to employees', 'payWages'),
    cash('interestPaid', 'Interest paid', 'interest'),
    cash('taxPaid', 'Income tax paid', 'payTax'),
  ]
}

function indirectLines(movements: AccountMovements): LineDraft[] {
  // More of an asset, or less of a liability, is profit that has not become cash: minus the debits of its accounts.
  const change = (id: string, label: string, ...accounts: readonly AccountId[]): LineDraft => ({
    id,
    label,
    minor: negate(movements.of(...accounts)),
  })
  return [
    change('netIncome', 'Net income', ...PROFIT_ACCOUNTS),
    { id: 'depreciation', label: 'Depreciation', minor: movements.of('productionDepreciation', 'depreciation') },
    { id: 'disposalResult', label: 'Loss (gain) on disposals', minor: movements.of('disposalResult') },
    change('changeInReceivables', 'Change in receivables', 'receivables'),
    change('changeInInventory', 'Change in inventory', 'inventoryPurchased', 'inventoryManufactured'),
    change('changeInPayables', 'Change in payables', 'payables'),
    change('changeInWagesPayable', 'Change in wages payable', 'wagesPayable'),
    change('changeInTaxPayable', 'Change in tax payable', 'taxPayable'),
  ]
}
