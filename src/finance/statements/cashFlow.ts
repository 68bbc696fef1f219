import { oneOf, optional, record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { layOut, type ResolvedLine } from '../chart/layout.js'
import { CASH_FLOW_DIRECT, CASH_FLOW_INDIRECT } from '../chart/layouts.js'
import type { Ledger, Statement } from '../types.js'
import { assembleStatement, negate, onSide } from './assembleStatement.js'
import { type BookedAgainstCash, bookedAgainstCash, otherNonOperatingAccounts } from './bookedAgainstCash.js'
import { type LedgerSums, type StatementOptions, sumLedger } from './sumLedger.js'

/** Options of {@link cashFlow}. */
export interface CashFlowOptions extends StatementOptions {
  /** `direct`: what was received and paid; `indirect`: from net income, by what did not move cash. Default `direct`. */
  readonly method?: 'direct' | 'indirect'
}

/**
 * Cash flow statement: the movement of the cash account, by its causes.
 *
 * An entry that touches cash says by its other postings what the cash was for: each by the cash-flow class of its account,
 * whatever rule made it. Direct: operating cash by class. Indirect: net income, what of it moved no cash, and the changes of
 * working capital; both give the same operating cash flow, and tie to the cash account. Interest and tax are operating.
 * Lines of other activities are left out where there are none. Source: IAS 7.10, 7.18, 7.33, 7.35, 7.43.
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
 *   openingBalances: [{ account: 'cash', amount: 1000 }, { account: 'shareCapital', amount: 1000 }],
 *   sales: [{ itemId: 'advice', units: [3, 2], price: [200, 200] }],
 *   customerTerms: { profile: [0.5, 0.5] },
 * })
 * const statement = cashFlow(ledger, { method: 'indirect' })
 * statement.lines.find((line) => line.id === 'changeInReceivables')?.amounts // => [-300, 100]
 * statement.lines.find((line) => line.id === 'operatingCashFlow')?.amounts // => [300, 500]
 * ```
 */
export function cashFlow(ledger: Ledger, options: CashFlowOptions = {}): Statement {
  const issues = createIssueList()
  record<CashFlowOptions>({
    method: optional(oneOf('direct', 'indirect')),
    by: optional(oneOf('period', 'fiscalYear')),
  })(options, 'options', issues)
  issues.throwIfAny()
  const { method = 'direct', by } = options
  const sums = sumLedger(ledger, by === undefined ? {} : { by })
  return cashFlowOf(ledger, { method, sums, booked: bookedAgainstCash(ledger, sums) })
}

/** {@link cashFlow} of a ledger whose sums are known. */
export function cashFlowOf(
  ledger: Ledger,
  {
    method,
    sums,
    booked,
  }: { readonly method: 'direct' | 'indirect'; readonly sums: LedgerSums; readonly booked: BookedAgainstCash },
): Statement {
  const lines = layOut(method === 'direct' ? CASH_FLOW_DIRECT : CASH_FLOW_INDIRECT, sums.chart)
  const named = lines.flatMap(({ accounts, every }) => (every === undefined ? accounts : []))
  return assembleStatement({
    statement: 'cashFlow',
    method,
    ledger,
    sums,
    lines: lines.map((line) =>
      line.id === 'otherNonOperating' ? { ...line, accounts: otherNonOperatingAccounts(sums, named) } : line,
    ),
    amountsOf: (line) => amountsOf(line, sums, booked),
  })
}

function amountsOf(line: ResolvedLine, sums: LedgerSums, booked: BookedAgainstCash): number[] {
  if (line.id === 'openingCash') return openingBalances(sums.balance(line.accounts))
  if (line.id === 'otherNonOperating') {
    // Profit of investing and financing is no part of operations; what was settled without cash is no cash flow at all.
    const profit = sums.movement(line.accounts)
    return profit.map((amount, n) => amount - (booked.withoutCash[n] as number))
  }
  const cashFlow = line.every?.cashFlow?.[0]
  if (cashFlow !== undefined) return negate(booked.of(cashFlow, line.side))
  return onSide(sums.movement(line.accounts), line)
}

/** Cash before each column is the balance at the end of the one before it. */
function openingBalances(balances: readonly number[]): number[] {
  return balances.map((_, n) => (n === 0 ? 0 : (balances[n - 1] as number)))
}
