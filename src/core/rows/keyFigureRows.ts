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
