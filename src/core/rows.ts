import type { Calendar } from './calendar.js'
import { calendar as calendarCheck } from './calendarChecks.js'
import { instance, list } from './checks.js'
import { createIssueList } from './errors.js'

/** A cell of a tidy row. */
export type RowValue = string | number | boolean | null

/** One row of a table: the record's own fields, `period`, and one value of each measure. */
export type Row = { readonly [column: string]: RowValue }

/**
 * Flattens time-phased records into tidy rows: one row per record and period, for tables, CSV, data frames and plots.
 *
 * A field that is an array as long as the calendar becomes a column with one value per row; text, numbers, booleans and
 * null are repeated; any other field is left out.
 *
 * @param records - time-phased records, as `plan.inventory`
 * @param calendar - the calendar with which their arrays are aligned
 * @returns rows in the order of the records, then of the periods
 * @throws SopError `MISALIGNED` for an array of numbers (or null) of another length
 * @example
 * ```ts
 * import { createCalendar, toRows } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 2 })
 * toRows([{ itemId: 'lamp', closing: [7, 3] }], calendar)[1] // => { itemId: 'lamp', period: '2027-02', closing: 3 }
 * ```
 */
export function toRows(records: readonly object[], calendar: Calendar): Row[] {
  const issues = createIssueList()
  list(instance)(records, 'records', issues)
  calendarCheck(calendar, 'calendar', issues)
  issues.throwIfAny()
  const count = calendar.periods.length
  const rows: Row[] = []
  records.forEach((record, r) => {
    const fixed: Record<string, RowValue> = {}
    const measures: [string, readonly RowValue[]][] = []
    for (const [field, value] of Object.entries(record)) {
      if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        fixed[field] = value
      } else if (Array.isArray(value) && value.every((cell) => cell === null || typeof cell !== 'object')) {
        if (value.length === count) measures.push([field, value as RowValue[]])
        else if (value.length > 0 && value.every((cell) => cell === null || typeof cell === 'number')) {
          issues.add(
            'MISALIGNED',
            `records[${r}].${field}`,
            value.length,
            `The calendar has ${count} periods.`,
            'Pass the calendar that the records were made with.',
          )
        }
      }
    }
    calendar.periods.forEach((period, t) => {
      const row: Record<string, RowValue> = { ...fixed, period: period.id }
      for (const [field, values] of measures) row[field] = values[t] as RowValue
      rows.push(row)
    })
  })
  issues.throwIfAny()
  return rows
}
