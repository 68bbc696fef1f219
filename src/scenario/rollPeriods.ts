import type { MoneyInput } from '../core/money/money.js'
import type { Calendar, Period } from '../core/time/calendar.js'
import { type Overlap, overlaps } from '../core/time/series.js'
import { type AnyRow, findTable, type SpelledOut } from '../schema/normalForm/spellOut.js'
import type { PeriodMeasure } from '../schema/tables/table.js'
import { accepts } from '../schema/tables/accepts.js'
import { spread } from './cells.js'

/** From which calendar to which values by period are laid. */
export interface CalendarMove {
  readonly from: Calendar
  /** Begins with a period of `from`. */
  readonly to: Calendar
}

/** Tables whose values by period lie on another calendar. */
export interface RolledTables {
  readonly tables: SpelledOut
  /** Fields, as `resources.capacityHours`, of which periods behind the old calendar have the value of its last one of their kind. */
  readonly carried: readonly string[]
}

/** Where the value of a period comes from: another of the same days, parts of others, or the last one there was. */
type Origin =
  | { readonly kind: 'same'; readonly place: number }
  | { readonly kind: 'parts'; readonly parts: readonly Overlap[] }
  | { readonly kind: 'last'; readonly place: number; readonly ratio: number }

function originsOf({ from, to }: CalendarMove): readonly Origin[] {
  const places = new Map(from.periods.map(({ id }, place) => [id, place]))
  const parts = overlaps(from, to)
  const { end } = from.periods.at(-1) as Period
  return to.periods.map((period, t): Origin => {
    const place = places.get(period.id)
    if (place !== undefined) return { kind: 'same', place }
    if (period.end <= end) return { kind: 'parts', parts: parts[t] ?? [] }
    const ofKind = from.periods.map(({ unit }) => unit).lastIndexOf(period.unit)
    const last = ofKind < 0 ? from.periods.length - 1 : ofKind
    const { days } = from.periods[last] as Period
    return { kind: 'last', place: last, ratio: ofKind < 0 ? period.days / days : 1 }
  })
}

/** Numbers of periods put together from parts of others; what is missing in one of them is missing. */
function joinParts(parts: readonly Overlap[], values: readonly unknown[], measure: PeriodMeasure, from: Calendar) {
  const own = parts.map(({ source }) => values[source])
  if (own.some((value) => value === null || value === undefined)) return null
  if (measure === 'level') return own.at(-1)
  const numbers = own.map(Number)
  if (measure === 'flow') return parts.reduce((sum, { share }, n) => sum + share * (numbers[n] ?? 0), 0)
  if (numbers.every((value) => value === numbers[0])) return own[0]
  const days = parts.map(({ source, share }) => share * (from.periods[source]?.days ?? 0))
  const all = days.reduce((sum, one) => sum + one, 0)
  return days.reduce((sum, one, n) => sum + one * (numbers[n] ?? 0), 0) / all
}

const isOfOneKind = ({ from, to }: CalendarMove): boolean => from.periods[0]?.unit === to.periods[0]?.unit

/**
 * Lays every value by period of every table on another calendar, by the ids of periods: what a period had it keeps, text as text.
 * A period that is cut or joined shares a flow by days, keeps a level at its end, and has the mean of a rate. Behind the old
 * calendar holds what its last period of the same kind had; nothing, where a field may be empty. Of lists of period ids those that
 * are over go, and with the last of them their row. The registry says which fields these are.
 */
export function rollPeriods(tables: SpelledOut, move: CalendarMove): RolledTables {
  const origins = originsOf(move)
  const carried = new Set<string>()
  const { from, to } = move
  const reachesBehind = origins.some(({ kind }) => kind === 'last')
  const over = new Set(
    from.periods.filter(({ end }) => end <= (to.periods[0] as Period).start).map((period) => period.id),
  )

  const lay = (values: readonly unknown[], measure: PeriodMeasure, place: string, mayBeEmpty: boolean): unknown[] => {
    if (reachesBehind && !mayBeEmpty) carried.add(place)
    return origins.map((origin) => {
      if (origin.kind === 'same') return values[origin.place]
      if (origin.kind === 'parts') return joinParts(origin.parts, values, measure, from)
      if (mayBeEmpty) return null
      const value = values[origin.place]
      return measure === 'flow' && origin.ratio !== 1 ? Number(value as MoneyInput) * origin.ratio : value
    })
  }
  const rollRow = (name: string, row: AnyRow): AnyRow | undefined => {
    const { byPeriod = {}, entriesByPeriod = {}, planPeriods = [] } = findTable(name) ?? {}
    const next: Record<string, unknown> = { ...row }
    for (const [field, measure = 'rate'] of Object.entries(byPeriod)) {
      const given = next[field]
      if (given === undefined) continue
      // One amount of what flows is that of a bucket of the first kind: where that changes, it is written out.
      const mustSpread = measure === 'flow' && !Array.isArray(given) && !isOfOneKind(move)
      const values = mustSpread ? spread(name, field, given, from) : given
      if (!Array.isArray(values)) continue
      next[field] = lay(values, measure, `${name}.${field}`, accepts(name, field, [null]))
    }
    for (const [field, inside = {}] of Object.entries(entriesByPeriod)) {
      const entries = next[field]
      if (!Array.isArray(entries)) continue
      next[field] = entries.map((entry: AnyRow) => ({
        ...entry,
        ...Object.fromEntries(
          Object.entries(inside).flatMap(([own, measure]) =>
            Array.isArray(entry[own])
              ? [[own, lay(entry[own] as readonly unknown[], measure, `${name}.${field}`, false)]]
              : [],
          ),
        ),
      }))
    }
    for (const field of planPeriods) {
      const ids = next[field]
      if (!Array.isArray(ids)) continue
      const left = ids.filter((id: string) => !over.has(id))
      if (left.length === 0) return undefined
      next[field] = left
    }
    return next
  }
  const rolled = new Map(
    [...tables].map(([name, rows]) => [
      name,
      rows.flatMap((row) => {
        const next = rollRow(name, row)
        return next === undefined ? [] : [next]
      }),
    ]),
  )
  return { tables: rolled, carried: [...carried].sort() }
}
