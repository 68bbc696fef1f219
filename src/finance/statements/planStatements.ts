import type { Ledger, Statement } from '../types.js'
import { balanceSheetOf } from './balanceSheet.js'
import { bookedAgainstCash } from './bookedAgainstCash.js'
import { cashFlowOf } from './cashFlow.js'
import { type ContributionOptions, contributionStatementOf } from './contributionStatement.js'
import { incomeStatementOf } from './incomeStatement.js'
import { sumLedger } from './sumLedger.js'

/** The statements of a plan. */
export interface PlanStatements {
  readonly incomeStatement: Statement
  readonly balanceSheet: Statement
  /** Direct method. */
  readonly cashFlow: Statement
  readonly cashFlowIndirect: Statement
  readonly contribution: Statement
}

/** All statements of one ledger by period: it is checked and added up once for all of them. */
export function planStatements(
  ledger: Ledger,
  options: Pick<ContributionOptions, 'fixedOverheadInStock'>,
): PlanStatements {
  const sums = sumLedger(ledger, {})
  const booked = bookedAgainstCash(ledger, sums)
  return {
    incomeStatement: incomeStatementOf(ledger, sums),
    balanceSheet: balanceSheetOf(ledger, sums),
    cashFlow: cashFlowOf(ledger, { method: 'direct', sums, booked }),
    cashFlowIndirect: cashFlowOf(ledger, { method: 'indirect', sums, booked }),
    contribution: contributionStatementOf(ledger, sums, options),
  }
}
