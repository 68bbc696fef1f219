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
import { silentIn, type ToldOfPeriods } from './silentIn.js'

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
export interface ToldOfOverheads extends ToldOfPeriods {
  /** True where revenue is as planned since the actuals are silent of it: what follows from it is, too. */
  readonly isRevenueAsPlanned: boolean
}

/** Units of a millionth, in which hours are shared out to periods. */
const MILLION = 1e6

/**
 * What overheads cost of which nobody tells, by period and overhead: the rate of what was sold, the rate of the hours that were worked on
 * something, else what was planned (without a plan nothing); of hours that are silent themselves, too. One rule for whoever closes a period and for whoever explains it.
 */
export function silentOverheads({
  input,
  calendar,
  plan,
}: OverheadsOf): (told: ToldOfOverheads) => readonly SilentOverhead[] {
  const scale = moneyScale(input, 'input')
  const planned = plan === undefined ? () => 0 : plannedOverheads(plan)
  const resources = input.resources.map(({ id, variableOverheadPerHour }) => ({
    id,
    rates: perPeriod(variableOverheadPerHour, calendar, 'level'),
  }))
  return (told) => {
    const { rows, places, isRevenueAsPlanned } = told
    const periods = places.map((t) => calendar.periods[t] as Calendar['periods'][number])
    /** Whole units of rows by place, each shared out by its days. */
    const shared = (own: readonly (PlanActual & Days)[], wholeOf: (row: PlanActual) => number): number[] => {
      const parts = own.map((row) => allocateMinor(wholeOf(row), daysIn(periods, row)))
      return places.map((_, n) => sumMinor(parts.map((part) => part[n] ?? 0)))
    }
    const isSilent = silentIn(told, 'overhead', calendar.periods)
    // Hours that nobody tells of are as planned, and so is what they bring along.
    const hoursAsPlanned = plan === undefined ? () => false : silentIn(told, 'hours', calendar.periods)
    const revenue = shared(
      rows.filter(({ kind }) => kind === 'sales'),
      ({ amount = 0 }) => toMinor(amount, scale),
    )
    const silent: SilentOverhead[] = []
    const add = (field: 'overheadId' | 'resourceId', id: string, minorAt: (t: number, n: number) => number): void =>
      places.forEach((t, n) => {
        if (!isSilent(field, id, t)) return
        const ref = { [field]: id }
        const minor = minorAt(t, n)
        // What was planned and costs nothing is told as well.
        if (minor !== 0 || planned(t, ref) !== 0) silent.push({ ref, t, minor })
      })
    for (const { id, rateOfRevenue } of input.overheads) {
      const ref = { overheadId: id }
      const follows = rateOfRevenue !== undefined && !isRevenueAsPlanned
      add('overheadId', id, (t, n) =>
        follows ? minorTimesShare(revenue[n] ?? 0, rateOfRevenue, scale) : planned(t, ref),
      )
    }
    for (const { id, rates } of resources) {
      const ref = { resourceId: id }
      const worked = rows.filter(
        ({ kind, resourceId, forItemId }) => kind === 'hours' && resourceId === id && forItemId !== undefined,
      )
      const millionths = shared(worked, ({ hours = 0 }) => Math.round(hours * MILLION))
      add('resourceId', id, (t, n) =>
        hoursAsPlanned('resourceId', id, t)
          ? planned(t, ref)
          : productToMinor((millionths[n] ?? 0) / MILLION, rates[t] ?? 0, scale),
      )
    }
    return silent
  }
}
