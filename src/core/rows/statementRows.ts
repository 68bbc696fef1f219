import type { Calendar } from '../time/calendar.js'
import type { IssueList } from '../checking/errors.js'
import { fiscalYears, periodColumns } from './periods.js'
import type { PeriodColumns, Row, StatementColumns } from './shapes.js'

/** The days of a statement's columns, be they periods or fiscal years. */
function columnsOf(
  { periodIds }: StatementColumns,
  calendar: Calendar | undefined,
  issues: IssueList,
): readonly (PeriodColumns | { readonly periodId: string })[] {
  if (calendar === undefined) return periodIds.map((periodId) => ({ periodId }))
  const known = new Map(
    periodColumns([...fiscalYears(calendar), ...calendar.periods]).map((column) => [column.periodId, column]),
  )
  return periodIds.map((periodId, n) => {
    const column = known.get(periodId)
    if (column !== undefined) return column
    const remedy = 'Pass the calendar that the statement was made with.'
    issues.add('UNKNOWN_ID', `records.periodIds[${n}]`, periodId, 'The calendar has no such period.', remedy)
    return { periodId }
  })
}

/** One row for each line and column of a statement. */
export function statementRows(subject: StatementColumns, calendar: Calendar | undefined, issues: IssueList): Row[] {
  const { statement, method, currency, periodIds, lines } = subject
  if (!Array.isArray(periodIds) || !Array.isArray(lines)) {
    const remedy = 'Pass what incomeStatement, balanceSheet or cashFlow returns.'
    issues.add('WRONG_TYPE', 'records', subject, 'A statement has periodIds and lines.', remedy)
    return []
  }
  const columns = columnsOf(subject, calendar, issues)
  return lines.flatMap(({ id, label, kind, amounts, opening }, n): Row[] => {
    if (!Array.isArray(amounts) || amounts.length !== columns.length) {
      const remedy = 'Pass a statement as it was made.'
      const message = `The statement has ${columns.length} columns.`
      issues.add('MISALIGNED', `records.lines[${n}].amounts`, amounts, message, remedy)
      return []
    }
    return columns.map((column, t) => ({
      statement,
      ...(method !== undefined && { method }),
      line: id,
      label,
      kind,
      ...column,
      amount: amounts[t] as number,
      ...(opening !== undefined && { opening }),
      currency,
    }))
  })
}
