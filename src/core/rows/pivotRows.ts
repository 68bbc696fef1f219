import type { Period } from '../time/calendar.js'
import { parseDay } from '../numbers/days.js'
import { refuse } from '../checking/checks.js'
import type { IssueList } from '../checking/errors.js'
import { findPeriod, periodDays } from '../time/series.js'
import { sumDecimals } from '../numbers/sumDecimals.js'
import type { TablePivot } from './tableShapes.js'

type Fields = Readonly<Record<string, unknown>>

/** Rows that agree in all fields but the period and its values. */
interface Group {
  readonly fields: Fields
  /** By field, then by period: all values that were given. */
  readonly values: ReadonlyMap<string, (number[] | undefined)[]>
}

/** Puts long rows together: one row for all that agree in every field but the period and the values. */
export function pivotRows(rows: readonly Fields[], pivot: TablePivot, issues: IssueList): Fields[] {
  const { calendar, by, values, add = false, leaveOutside = false } = pivot
  const placeOf = periodFinder(calendar.periods)
  const groups = new Map<string, Group>()
  rows.forEach((row, n) => {
    const path = `rows[${n}]`
    const t = placeOf(row[by])
    if (t === undefined) {
      const first = calendar.periods[0]?.id
      const last = calendar.periods.at(-1)?.id
      const remedy = 'Make the calendar longer, or leave such rows out with leaveOutside: true.'
      if (!leaveOutside)
        refuse(
          issues,
          'OUT_OF_RANGE',
          `${path}.${by}`,
          row[by],
          `a period from ${first} to ${last}, or a day in one`,
          remedy,
        )
      return
    }
    const group = groupOf(groups, row, pivot)
    for (const field of Object.keys(values)) {
      const cells = group.values.get(field) as (number[] | undefined)[]
      const value = row[field]
      // An optional cell that is empty says nothing of its period.
      if (value === undefined) continue
      if (cells[t] !== undefined && !add) {
        const remedy = 'Add such rows up with add: true, or choose the field that tells them apart.'
        issues.add('DUPLICATE_ID', `${path}.${by}`, row[by], `Another row has ${field} of this period.`, remedy)
      }
      cells[t] = [...(cells[t] ?? []), value as number]
    }
  })
  return [...groups.values()].map((group) => joinGroup(group, pivot))
}

/** The place of a period in a calendar, by its id or by a day in it; undefined outside. */
function periodFinder(periods: readonly Period[]): (value: unknown) => number | undefined {
  const byId = new Map(periods.map(({ id }, t) => [id, t]))
  const { starts, end } = periodDays(periods)
  return (value) => {
    const t = byId.get(value as string)
    if (t !== undefined) return t
    const day = parseDay(value)
    const found = day === undefined ? -1 : findPeriod(starts, end, day)
    return found < 0 ? undefined : found
  }
}

function groupOf(groups: Map<string, Group>, row: Fields, { by, values, calendar }: TablePivot): Group {
  const fields = Object.fromEntries(Object.entries(row).filter(([field]) => field !== by && !(field in values)))
  // Fields stand in the order in which they were chosen, so the text is the same for the same values.
  const key = JSON.stringify(fields)
  const known = groups.get(key)
  if (known !== undefined) return known
  const empty = (): (number[] | undefined)[] => new Array<number[] | undefined>(calendar.periods.length).fill(undefined)
  const group = { fields, values: new Map(Object.keys(values).map((field) => [field, empty()])) }
  groups.set(key, group)
  return group
}

function joinGroup({ fields, values }: Group, pivot: TablePivot): Fields {
  const { calendar, missing, firstPeriod, fromFirstRow = false } = pivot
  const firsts = [...values.values()]
    .map((cells) => cells.findIndex((cell) => cell !== undefined))
    .filter((t) => t >= 0)
  const first = fromFirstRow ? Math.min(...firsts, calendar.periods.length - 1) : 0
  return {
    ...fields,
    ...(firstPeriod !== undefined && { [firstPeriod]: calendar.periods[first]?.id }),
    ...Object.fromEntries(
      [...values].map(([field, cells]) => [
        pivot.values[field],
        // The sum does not depend on the order of the rows.
        cells.slice(first).map((cell) => (cell === undefined ? missing : sumDecimals(cell))),
      ]),
    ),
  }
}
