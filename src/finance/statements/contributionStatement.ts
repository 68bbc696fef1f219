import { createIssueList } from '../core/errors.js'
import type { AccountId } from './accounts.js'
import { accountMovements, type StatementOptions } from './accountMovements.js'
import { COST_OF_SALES_ACCOUNTS } from './incomeStatement.js'
import { createInputChecks } from './inputChecks.js'
import { assembleStatement, type LineDraft, negate } from './statementLines.js'
import type { Ledger, Statement } from './types.js'

/** Options of {@link contributionStatement}. */
export interface ContributionOptions extends StatementOptions {
  /** Fixed overhead in the value of the stock, major units: before the first period, and at the end of each. */
  readonly fixedOverheadInStock: { readonly opening: number; readonly closing: readonly number[] }
}

/**
 * Contribution statement (variable costing), reconciled with the operating income of the income statement.
 *
 * The fixed overhead of a period is a cost of that period. Variable cost of sales is the absorption cost of sales less
 * the fixed overhead of the period, plus the change of fixed overhead in stock F; operating income + (F[t] - F[t-1]) is
 * the operating income under absorption costing. Source: CIMA Official Terminology, "marginal costing"; Garrison,
 * Managerial Accounting, on variable costing.
 *
 * @param ledger - postings of {@link buildLedger}
 * @param options - fixed overhead in stock; columns by period (the default) or by fiscal year
 * @returns lines with amounts by column, major units, costs negative
 * @throws SopError `MISALIGNED` unless there is one closing amount per period, `NOT_FINITE`, `OUT_OF_RANGE`
 * @example
 * ```ts
 * import { buildLedger, contributionStatement, createCalendar } from 'sop-engine'
 * const ledger = buildLedger({
 *   calendar: createCalendar({ start: '2027-01-01', months: 1 }),
 *   currency: 'USD',
 *   opening: { cash: 1000, shareCapital: 1000 },
 *   sales: [{ itemId: 'advice', units: [3], price: [200] }],
 *   overheads: [{ id: 'commission', function: 'selling', rateOfRevenue: 0.05 }],
 * })
 * const statement = contributionStatement(ledger, { fixedOverheadInStock: { opening: 0, closing: [0] } })
 * statement.lines.find((line) => line.id === 'contributionMargin')?.amounts // => [570]
 * ```
 */
export function contributionStatement(ledger: Ledger, options: ContributionOptions): Statement {
  const movements = accountMovements(ledger, options)
  const change = changeOfFixedOverheadInStock(ledger, options, movements.columns.columnOf)
  const line = (id: string, label: string, ...accounts: readonly AccountId[]): LineDraft => ({
    id,
    label,
    minor: negate(movements.of(...accounts)),
  })
  const costOfSales = negate(movements.of(...COST_OF_SALES_ACCOUNTS.flatMap(([, , accounts]) => accounts)))
  const fixed = negate(movements.of('fixedOverheadCost', 'productionDepreciation'))
  const variable = costOfSales.map((amount, n) => amount - (fixed[n] as number) - (change[n] as number))
  return assembleStatement('contributionStatement', ledger, movements, [
    line('revenue', 'Revenue', 'revenue'),
    { id: 'variableCostOfSales', label: 'Variable cost of sales', minor: variable },
    line('variableSellingExpense', 'Variable selling expense', 'variableSellingExpense'),
    {
      id: 'contributionMargin',
      label: 'Contribution margin',
      of: ['revenue', 'variableCostOfSales', 'variableSellingExpense'],
    },
    { id: 'fixedProductionOverhead', label: 'Fixed production overhead', minor: fixed },
    line('sellingExpense', 'Selling expense', 'sellingExpense'),
    line('administrativeExpense', 'Administrative expense', 'administrativeExpense'),
    line('depreciation', 'Depreciation outside production', 'depreciation'),
    line('disposalResult', 'Gain or loss on disposals', 'disposalResult'),
    {
      id: 'operatingIncome',
      label: 'Operating income, variable costing',
      of: [
        'contributionMargin',
        'fixedProductionOverhead',
        'sellingExpense',
        'administrativeExpense',
        'depreciation',
        'disposalResult',
      ],
    },
    { id: 'changeInFixedOverheadInStock', label: 'Change in fixed overhead in stock', minor: change },
    {
      id: 'absorptionOperatingIncome',
      label: 'Operating income, absorption costing',
      of: ['operatingIncome', 'changeInFixedOverheadInStock'],
    },
  ])
}

/** By column, place 0 before the first. */
function changeOfFixedOverheadInStock(
  ledger: Ledger,
  { fixedOverheadInStock }: ContributionOptions,
  columnOf: readonly number[],
): number[] {
  const issues = createIssueList()
  const checks = createInputChecks(issues, { decimals: ledger.decimals, rounding: 'halfEven' })
  const { opening, closing } = fixedOverheadInStock
  const count = ledger.calendar.periods.length
  let before = checks.money(opening, 'options.fixedOverheadInStock.opening') ?? 0
  checks.moneys(closing, 'options.fixedOverheadInStock.closing', count)
  issues.throwIfAny()
  const change = new Array<number>((columnOf.at(-1) as number) + 2).fill(0)
  for (let t = 0; t < count; t++) {
    const now = checks.money(closing[t], 'options.fixedOverheadInStock.closing') as number
    const place = (columnOf[t] as number) + 1
    change[place] = (change[place] as number) + now - before
    before = now
  }
  return change
}
