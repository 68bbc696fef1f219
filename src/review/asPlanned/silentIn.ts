import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { type Days, daysIn } from '../rollForward/closing.js'

/** What the actuals say of some periods. */
export interface ToldOfPeriods {
  readonly rows: readonly (PlanActual & Days)[]
  /** Places of the periods in the calendar. */
  readonly places: readonly number[]
}

/** Whether no row of the actuals that names a resource, or an overhead, in a field is of a period at a place. */
export type IsSilent = (field: 'overheadId' | 'resourceId', id: string, t: number) => boolean

/** Of which resources or overheads the rows of a kind tell nothing in a period. */
export function silentIn(
  { rows, places }: ToldOfPeriods,
  kind: 'hours' | 'overhead',
  periods: readonly Days[],
): IsSilent {
  const own = rows.filter((row) => row.kind === kind)
  const closed = places.map((t) => periods[t] as Days)
  const told = {
    overheadId: new Map<string, Set<number>>(),
    resourceId: new Map<string, Set<number>>(),
  }
  for (const row of own)
    for (const field of ['overheadId', 'resourceId'] as const) {
      const id = row[field]
      if (id === undefined) continue
      const known = told[field].get(id) ?? new Set<number>()
      told[field].set(id, known)
      const days = daysIn(closed, row)
      places.forEach((t, n) => (days[n] ?? 0) > 0 && known.add(t))
    }
  return (field, id, t) => told[field].get(id)?.has(t) !== true
}
