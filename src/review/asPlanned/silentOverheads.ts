import type { Ref } from '../../core/keys/ref.js'
import { allocateMinor } from '../../core/money/allocateMinor.js'
import { minorTimesShare, moneyScale, productToMinor, sumMinor, toMinor } from '../../core/money/money.js'
import type { Calendar } from '../../core/time/calendar.js'
import { perPeriod } from '../../core/time/series.js'
import type { Plan } from '../../plan/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { type Days, daysIn } from '../rollForward/closing.js'
import { plannedOverheads } from './postedAmounts.js'

/** An overhead that no row tells of in a period of the plan. */
export interface SilentOverhead {
  /** The overhead, or the resource whose variable overhead it is. */
  readonly ref: Ref
  /** Place of the period in the calendar. */
  readonly t: number
  /** What it is taken to cost, minor units. */
  readonly minor: number
}

/** Whose overheads they are, and the plan that was made of them, where there is one. */
export interface OverheadsOf {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly plan: Plan | undefined
}

/** What the actuals say of some periods. */
export interface ToldOfOverheads {
  readonly rows: readonly (PlanActual & Days)[]
  /** Places of the periods in the calendar. */
  readonly places: readonly number[]
  /** True where revenue, or hours, are as planned since the actuals are silent of them: what follows from them is, too. */
  readonly isAsPlanned: { readonly revenue: boolean; readonly hours: boolean }
}

/** Units of a millionth, in which hours are shared out to periods. */
const MILLION = 1e6

/**
 * What overheads cost of which nobody tells, by period and overhead: the rate of what was sold, the rate of the hours that were worked on
 * something, else what was planned (without a plan nothing). One rule for whoever closes a period and for whoever explains it.
 */
export function silentOverheads({
  input,
  calendar,
  plan,
}: OverheadsOf): (told: ToldOfOverheads) => readonly SilentOverhead[] {
  const scale = moneyScale(input, 'input')
  const planned = plan === undefined ? () => 0 : plannedOverheads(plan)
  const resources = input.resources.map(({ id, variableOverheadPerHour }) => ({
    ref: { resourceId: id },
    rates: perPeriod(variableOverheadPerHour, calendar, 'level'),
  }))
  return ({ rows, places, isAsPlanned }) => {
    const periods = places.map((t) => calendar.periods[t] as Calendar['periods'][number])
    /** Whole units of rows by place, each shared out by its days. */
    const shared = (own: readonly (PlanActual & Days)[], wholeOf: (row: PlanActual) => number): number[] => {
      const parts = own.map((row) => allocateMinor(wholeOf(row), daysIn(periods, row)))
      return places.map((_, n) => sumMinor(parts.map((part) => part[n] ?? 0)))
    }
    const overheads = rows.filter(({ kind }) => kind === 'overhead')
    const isSilent = (field: 'overheadId' | 'resourceId', id: string): boolean[] => {
      const own = overheads.filter((row) => row[field] === id).map((row) => daysIn(periods, row))
      return places.map((_, n) => own.every((days) => (days[n] ?? 0) === 0))
    }
    const revenue = shared(
      rows.filter(({ kind }) => kind === 'sales'),
      ({ amount = 0 }) => toMinor(amount, scale),
    )
    const silent: SilentOverhead[] = []
    const add = (ref: Ref, isOfPlace: readonly boolean[], minorAt: (t: number, n: number) => number): void =>
      places.forEach((t, n) => {
        if (isOfPlace[n] !== true) return
        const minor = minorAt(t, n)
        // What was planned and costs nothing is told as well.
        if (minor !== 0 || planned(t, ref) !== 0) silent.push({ ref, t, minor })
      })
    for (const { id, rateOfRevenue } of input.overheads) {
      const ref = { overheadId: id }
      const follows = rateOfRevenue !== undefined && !isAsPlanned.revenue
      add(ref, isSilent('overheadId', id), (t, n) =>
        follows ? minorTimesShare(revenue[n] ?? 0, rateOfRevenue, scale) : planned(t, ref),
      )
    }
    for (const { ref, rates } of resources) {
      const worked = rows.filter(
        ({ kind, resourceId, forItemId }) =>
          kind === 'hours' && resourceId === ref.resourceId && forItemId !== undefined,
      )
      const millionths = shared(worked, ({ hours = 0 }) => Math.round(hours * MILLION))
      add(ref, isSilent('resourceId', ref.resourceId), (t, n) =>
        isAsPlanned.hours ? planned(t, ref) : productToMinor((millionths[n] ?? 0) / MILLION, rates[t] ?? 0, scale),
      )
    }
    return silent
  }
}
