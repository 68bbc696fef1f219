import type { Calendar } from '../time/calendar.js'
import { compareByKey } from '../keys/keys.js'
import type { RowValue } from './shapes.js'

type Cells = Readonly<Record<string, RowValue>>

/** Columns that place a row in time, the surest first. */
const PLACES = ['periodStart', 'periodIndex', 'periodId'] as const

/**
 * Of rows that stand in one period each those of the last of these periods, or of the first: a level stands there, and its
 * sum over periods means nothing. Records that stand in no period are returned as they are.
 */
export function ofEdgePeriod<T extends object>(
  members: readonly T[],
  at: 'start' | 'end',
  calendar: Calendar | undefined,
): readonly T[] {
  const column = PLACES.find((name) => members.every((member) => Object.hasOwn(member, name)))
  if (column === undefined) return members
  const order = new Map(column === 'periodId' ? calendar?.periods.map(({ id }, t) => [id, t]) : [])
  const placed = members.map((member) => {
    const place = (member as Cells)[column] ?? null
    return { member, place: order.get(String(place)) ?? place }
  })
  const sign = at === 'end' ? 1 : -1
  const edge = placed.reduce((most, one) => (sign * compareByKey(one, most, ['place']) > 0 ? one : most), placed[0]!)
  return placed.flatMap((one) => (compareByKey(one, edge, ['place']) === 0 ? [one.member] : []))
}
