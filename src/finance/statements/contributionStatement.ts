import { anything, checkLength, number, numbers, optional, QUANTITY, record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { toMinor } from '../../core/money/money.js'
import { layOut } from '../chart/layout.js'
import { CONTRIBUTION_STATEMENT } from '../chart/layouts.js'
import type { Ledger, Statement } from '../types.js'
import { assembleStatement, onSide } from './assembleStatement.js'
import { type LedgerSums, type StatementOptions, sumLedger } from './sumLedger.js'

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
 *   openingBalances: [{ account: 'cash', amount: 1000 }, { account: 'shareCapital', amount: 1000 }],
 *   sales: [{ itemId: 'advice', units: [3], price: [200] }],
 *   overheads: [{ id: 'commission', function: 'selling', rateOfRevenue: 0.05 }],
 * })
 * const statement = contributionStatement(ledger, { fixedOverheadInStock: { opening: 0, closing: [0] } })
 * statement.lines.find((line) => line.id === 'contributionMargin')?.amounts // => [570]
 * ```
 */
export function contributionStatement(ledger: Ledger, options: ContributionOptions): Statement {
  const sums = sumLedger(ledger, options?.by === undefined ? {} : { by: options.by })
  const issues = createIssueList()
  const shape = record<ContributionOptions['fixedOverheadInStock']>({
    opening: number(QUANTITY),
    closing: numbers(QUANTITY),
  })
  record<ContributionOptions>({ by: optional(anything), fixedOverheadInStock: shape })(options, 'options', issues)
  const { closing } = options?.fixedOverheadInStock ?? {}
  checkLength(closing, 'options.fixedOverheadInStock.closing', ledger.calendar.periods.length, 'periods', issues)
  issues.throwIfAny()
  return contributionStatementOf(ledger, sums, options)
}

/** {@link contributionStatement} of a ledger whose sums are known. */
export function contributionStatementOf(
  ledger: Ledger,
  sums: LedgerSums,
  { fixedOverheadInStock }: Pick<ContributionOptions, 'fixedOverheadInStock'>,
): Statement {
  const change = changeOfFixedOverheadInStock(ledger, { fixedOverheadInStock }, sums.columns.columnOf)
  return assembleStatement({
    statement: 'contributionStatement',
    ledger,
    sums,
    lines: layOut(CONTRIBUTION_STATEMENT, sums.chart),
    amountsOf: (line) => {
      if (line.id === 'changeInFixedOverheadInStock') return change
      const amounts = onSide(sums.movement(line.accounts), line)
      // Fixed overhead that went into stock is no cost of the period here: it was taken out of the cost of sales.
      return line.id === 'variableCostOfSales' ? amounts.map((amount, n) => amount - (change[n] as number)) : amounts
    },
  })
}

/** By column, place 0 before the first. */
function changeOfFixedOverheadInStock(
  ledger: Ledger,
  { fixedOverheadInStock }: ContributionOptions,
  columnOf: readonly number[],
): number[] {
  const count = ledger.calendar.periods.length
  const { opening, closing } = fixedOverheadInStock
  const scale = { decimals: ledger.decimals, rounding: 'halfEven' } as const
  let before = toMinor(opening, scale, 'options.fixedOverheadInStock.opening')
  const change = new Array<number>((columnOf.at(-1) as number) + 2).fill(0)
  for (let t = 0; t < count; t++) {
    const now = toMinor(closing[t] as number, scale, `options.fixedOverheadInStock.closing[${t}]`)
    const place = (columnOf[t] as number) + 1
    change[place] = (change[place] as number) + now - before
    before = now
  }
  return change
}
