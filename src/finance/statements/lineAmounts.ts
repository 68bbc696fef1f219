import { parsePeriodId } from '../../core/time/calendar.js'
import {
  type Check,
  checkLength,
  list,
  number,
  numbers,
  oneOf,
  optional,
  record,
  refuse,
  text,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { currency } from '../../core/money/moneyChecks.js'
import { suggestName } from '../../core/checking/suggestName.js'
import type { Statement, StatementLine } from '../types.js'

const periodId: Check = (value, path, issues) =>
  parsePeriodId(value) !== undefined || refuse(issues, 'UNKNOWN_ID', path, value, "the id of a period, as '2027-01'")

const STATEMENT = record<Statement>({
  statement: oneOf('incomeStatement', 'balanceSheet', 'cashFlow', 'contributionStatement'),
  method: optional(oneOf('direct', 'indirect')),
  currency,
  periodIds: list(periodId),
  lines: list(
    record<StatementLine>({
      id: text,
      label: text,
      kind: oneOf('amount', 'total'),
      of: optional(list(text)),
      accounts: optional(list(text)),
      side: optional(oneOf('debit', 'credit')),
      amounts: numbers(),
      opening: optional(number()),
    }),
  ),
})

/**
 * Amounts of one line of a statement.
 *
 * @param statement - any statement, as `incomeStatement` makes it, or one of `plan.statements`
 * @param id - id of the line, as `netIncome`
 * @returns major units of money by column of the statement
 * @throws SopError `UNKNOWN_ID` for a line that the statement does not have; it lists the lines
 * @example
 * ```ts
 * import { buildLedger, createCalendar, incomeStatement, lineAmounts } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 2 })
 * const overheads = [{ id: 'rent', function: 'administration', amounts: [40, 50] }] as const
 * const openingBalances = [{ account: 'cash', amount: 100 }] as const
 * const ledger = buildLedger({ calendar, currency: 'USD', openingBalances, overheads })
 * lineAmounts(incomeStatement(ledger), 'netIncome') // => [-40, -50]
 * ```
 */
export function lineAmounts(statement: Statement, id: string): readonly number[] {
  const issues = createIssueList()
  text(id, 'id', issues)
  if (STATEMENT(statement, 'statement', issues)) {
    statement.lines.forEach(({ amounts }, n) =>
      checkLength(amounts, `statement.lines[${n}].amounts`, statement.periodIds.length, 'columns', issues),
    )
  }
  issues.throwIfAny()
  const found = statement.lines.find((line) => line.id === id)
  if (found === undefined) {
    const ids = statement.lines.map((line) => line.id)
    const meant = suggestName(id, ids)
    const remedy = `${meant === undefined ? '' : `${meant} `}The lines are ${ids.join(', ')}.`
    issues.add('UNKNOWN_ID', 'id', id, 'The statement has no such line.', remedy)
    issues.throwIfAny()
  }
  return (found as StatementLine).amounts
}
