import { uniqueRefs } from '../../core/keys/ref.js'
import { decimalSum } from '../../core/money/money.js'
import { type Notice, noteRecords } from '../../core/notices/notices.js'
import type { Plan } from '../../plan/types.js'
import { hoursAsPlanned } from '../../scenario/notices.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { plannedHours } from './plannedHours.js'
import { silentIn, type ToldOfPeriods } from './silentIn.js'

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
