import type { Calendar } from '../time/calendar.js'
import type { IssueList } from '../checking/errors.js'
import { periodColumns } from './periods.js'
import { rowsOfRecord } from './recordRows.js'
import type { Row } from './shapes.js'

interface Figure {
  readonly values?: unknown
  readonly total?: unknown
}

function isFigure(figure: unknown): figure is Figure {
  return typeof figure === 'object' && figure !== null && Array.isArray((figure as Figure).values)
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists of records, statements and ledgers in a result, which are what can be flattened, by their places in it. */
function tablesIn(result: object, prefix = ''): string[] {
  return Object.entries(result).flatMap(([field, part]: [string, unknown]): string[] => {
    const place = prefix + field
    if (Array.isArray(part)) return isFields(part[0]) ? [place] : []
    if (!isFields(part)) return []
    const isTable = 'lines' in part || 'amountMinor' in part || Object.values(part).some(isFigure)
    return isTable ? [place] : prefix === '' ? tablesIn(part, `${place}.`) : []
  })
}

/** A record without its list, or a result of many tables, as a plan is: one problem, where each field would be one. */
export function refuseNoFigures(subject: object, issues: IssueList): void {
  const tables = tablesIn(subject)
  const isOneRecord = tables.length === 0 && Object.values(subject).some(Array.isArray)
  const remedy = isOneRecord
    ? 'Pass a list, also of one record: [record].'
    : tables.length > 0
      ? `Pass one of its tables: ${tables.join(', ')}.`
      : 'Pass a list of records, a statement, a ledger or key figures.'
  issues.add('WRONG_TYPE', 'records', subject, 'This is no table.', remedy)
}

/** Whether the fields of an object are key figures, or lists of them, most at least: the others are told one by one. */
export function hasFigures(subject: object): boolean {
  const entries: readonly unknown[] = Object.values(subject)
  return 2 * entries.filter((entry) => [entry].flat().some(isFigure)).length >= entries.length
}

/** One row for each key figure and period; a list, as `resourceUse`, has one for each of its records. */
export function keyFigureRows(figures: object, calendar: Calendar | undefined, issues: IssueList): Row[] {
  const columns = calendar === undefined ? undefined : periodColumns(calendar.periods)
  return Object.entries(figures).flatMap(([kpi, entry]: [string, unknown]): Row[] => {
    const list: readonly unknown[] = Array.isArray(entry) ? entry : [entry]
    return list.flatMap((figure, n): Row[] => {
      const path = Array.isArray(entry) ? `records.${kpi}[${n}]` : `records.${kpi}`
      if (!isFigure(figure)) {
        const remedy = 'Pass a list of records, a statement, a ledger, or key figures, each with values by period.'
        issues.add('WRONG_TYPE', path, figure, 'This is no key figure.', remedy)
        return []
      }
      return rowsOfRecord({ kpi, ...figure }, columns, path, issues).map(({ values = null, ...rest }) => ({
        ...rest,
        value: values,
      }))
    })
  })
}
