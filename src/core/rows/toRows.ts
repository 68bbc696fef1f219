import { calendar } from '../time/calendarChecks.js'
import { isRecord, optional, record, text } from '../checking/checks.js'
import { createIssueList, type IssueList } from '../checking/errors.js'
import { hasFigures, keyFigureRows, refuseNoFigures } from './keyFigureRows.js'
import { ledgerRows } from './ledgerRows.js'
import { recordRows } from './recordRows.js'
import type { KeyFigures, LedgerColumns, Row, RowOf, ToRowsOptions, StatementColumns } from './shapes.js'
import { statementRows } from './statementRows.js'

const OPTIONS = record<ToRowsOptions>({ calendar: optional(calendar), each: optional(text) })

/** Any table that {@link toRows} flattens. */
export type RowSubject = LedgerColumns | StatementColumns | KeyFigures | readonly object[]

/**
 * Flattens any result into tidy rows, for tables, CSV, data frames and plots.
 *
 * - Time-phased records, as `plan.inventory`: one row for each record and period. A field that is an array as long as the
 *   calendar becomes a column, text, numbers and booleans are repeated, prediction intervals become `lower80`, `upper80`, a
 *   distribution its `mean` and deviations; other fields are left out. Records without such an array, as cost cards, are one
 *   row each, without a period. Without a calendar a row has `periodIndex`.
 * - Records in records, as the steps of the demand's waterfall: `each: 'waterfall'` flattens them, with the outer ids.
 * - A statement: one row for each line and column, fiscal years too. A ledger: one row for each posting, with the ids that
 *   it speaks of, quantity and due date. Key figures, as `plan.kpis`: one row for each figure and period.
 *
 * @param records - time-phased records, a statement, a ledger or key figures
 * @param options - the calendar with which arrays are aligned, and which nested list to flatten
 * @returns rows in the order of the records, then of the periods; `periodEnd` is the day after the last
 * @throws SopError `MISALIGNED` for an array of numbers (or null) of another length, `WRONG_TYPE` for what is no table,
 * `UNKNOWN_ID` for a column of a statement that the calendar does not have, `UNKNOWN_FIELD`
 * @example
 * ```ts
 * import { createCalendar, toRows } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 2 })
 * const rows = toRows([{ itemId: 'lamp', closing: [7, 3] }], { calendar })
 * rows[1] // => { itemId: 'lamp', periodId: '2027-02', periodStart: '2027-02-01', periodEnd: '2027-03-01', closing: 3 }
 * ```
 */
export function toRows<Subject extends RowSubject, const Options extends ToRowsOptions = Record<never, never>>(
  records: Subject,
  options?: Options,
): RowOf<Subject, Options>[] {
  const issues = createIssueList()
  if (options !== undefined) OPTIONS(options, 'options', issues)
  issues.throwIfAny()
  const rows = flatten(records, options ?? {}, issues)
  issues.throwIfAny()
  return rows as RowOf<Subject, Options>[]
}

function flatten(subject: unknown, { calendar: aligned, each }: ToRowsOptions, issues: IssueList): readonly Row[] {
  if (Array.isArray(subject)) return recordRows(subject, { calendar: aligned, each, path: 'records', issues })
  if (typeof subject !== 'object' || subject === null) {
    const remedy = 'Pass a list of records, a statement, a ledger or key figures.'
    issues.add('WRONG_TYPE', 'records', subject, 'This is no table.', remedy)
    return []
  }
  if (each !== undefined) {
    issues.add('CONFLICT', 'options.each', each, 'Only a list of records has records inside.', 'Leave `each` out.')
    return []
  }
  if ('amountMinor' in subject) return ledgerRows(subject as LedgerColumns, issues)
  if ('lines' in subject) return statementRows(subject as StatementColumns, aligned, issues)
  // No figures at all make no rows; what is no plain object, as a Promise, has no fields either.
  if (!isRecord(subject, 'records', issues)) return []
  if (Object.keys(subject).length > 0 && !hasFigures(subject)) {
    refuseNoFigures(subject, issues)
    return []
  }
  return keyFigureRows(subject, aligned, issues)
}
