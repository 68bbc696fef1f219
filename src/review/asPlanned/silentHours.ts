import { uniqueRefs } from '../../core/keys/ref.js'
import { decimalSum } from '../../core/money/money.js'
import { type Notice, noteRecords } from '../../core/notices/notices.js'
import type { Plan } from '../../plan/types.js'
import { hoursAsPlanned } from '../../scenario/notices.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { type Days, daysIn } from '../rollForward/closing.js'
import { plannedHours } from './plannedHours.js'

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

/**
 * Hours of which nobody tells, by resource and period, as rows of actuals: they were worked and paid as planned; without a plan nothing is
 * known of them. One rule for whoever closes a period and for whoever explains it.
 */
export function silentHours(plan: Plan | undefined): (told: ToldOfPeriods) => readonly PlanActual[] {
  if (plan === undefined) return () => []
  const hoursIn = plannedHours(plan)
  const { periods } = plan.calendar
  return (told) => {
    const isSilent = silentIn(told, 'hours', periods)
    return told.places.flatMap((t) => hoursIn(t).filter(({ resourceId = '' }) => isSilent('resourceId', resourceId, t)))
  }
}

/** Tells of whose hours nobody told, and what was paid for them. */
export function noteSilentHours(assumptions: Notice[], hours: readonly PlanActual[]): void {
  noteRecords(assumptions, hoursAsPlanned, {
    path: 'actuals',
    refs: uniqueRefs(hours.map(({ resourceId = '' }) => ({ resourceId }))),
    amount: decimalSum(hours.map(({ amount = 0 }) => amount)),
    unit: 'money',
  })
}
