import type { Plan } from 'sop-engine'
import { print, printHeading, printTable } from './printTable.js'
import { periodTitles, yearsOf } from './years.js'

/** A row by period; `opening` stands before the first period. */
export interface PeriodRow {
  readonly name: string
  readonly cells: readonly string[]
  readonly opening?: string
}

/** Rows by period in two tables: the months of the first year, then the quarters. */
export function printPeriods(plan: Plan, heading: string, rows: readonly PeriodRow[]): void {
  const titles = periodTitles(plan)
  const [first, ...later] = yearsOf(plan)
  const hasOpening = rows.some(({ opening }) => opening !== undefined)
  printHeading(heading)
  for (const [places, isFirst] of [
    [first?.places ?? [], true],
    [later.flatMap((year) => year.places), false],
  ] as const) {
    if (places.length === 0) continue
    if (!isFirst) print()
    const withOpening = hasOpening && isFirst
    printTable(
      [{ title: '' }, ...(withOpening ? [{ title: 'open' }] : []), ...places.map((t) => ({ title: titles[t] ?? '' }))],
      rows.map(({ name, cells, opening }) => [
        name,
        ...(withOpening ? [opening ?? ''] : []),
        ...places.map((t) => cells[t] ?? ''),
      ]),
    )
  }
}
