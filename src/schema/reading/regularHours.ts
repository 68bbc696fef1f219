import type { Calendar } from '../../core/time/calendar.js'
import { decimalProduct } from '../../core/money/money.js'
import { perPeriod } from '../../core/time/series.js'
import { workingDaysIn, type WorkTime } from '../../core/time/workingDays.js'
import type { PlanResource } from '../rows/supplyTypes.js'
import type { PlanInput } from '../types.js'

/** The parts of an input that say when is worked. */
export type WorkSources = Pick<PlanInput, 'calendar' | 'workCalendars'>

/** When a resource works: what its calendar leaves out is as in that of the plan. */
export function workTimeOf({ calendarId }: PlanResource, { calendar, workCalendars }: WorkSources): WorkTime {
  const own = workCalendars?.find(({ id }) => id === calendarId) ?? {}
  const { workWeek, holidays } = calendar
  return { ...(workWeek !== undefined && { workWeek }), ...(holidays !== undefined && { holidays }), ...own }
}

/**
 * Regular hours of a resource by period: those given for it, or its working days x hours of a working day x machines x
 * efficiency, as the decimal digits of these say.
 */
export function regularHours(resource: PlanResource, sources: WorkSources, calendar: Calendar): number[] {
  const { capacityHours, hoursPerWorkingDay = 0, machines = 1, efficiencyShare = 1 } = resource
  if (capacityHours !== undefined) return perPeriod(capacityHours, calendar, 'flow')
  const days = workingDaysIn(calendar.periods, workTimeOf(resource, sources))
  const factors = [hoursPerWorkingDay, machines, efficiencyShare].map((value) => perPeriod(value, calendar, 'level'))
  return days.map((worked, t) => factors.reduce((product, factor) => decimalProduct(product, factor[t] ?? 0), worked))
}
