import type { Calendar } from '../../core/time/calendar.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import { compareText } from '../../core/keys/keys.js'
import { compareRefs, type Ref } from '../../core/keys/ref.js'
import { perPeriod } from '../../core/time/series.js'
import { workingDaysIn } from '../../core/time/workingDays.js'
import { fewWorkingDays, workCalendarNotUsed, workingHoursDefault } from '../notices.js'
import { workTimeOf } from '../reading/regularHours.js'
import type { PlanResource, WorkCalendar } from '../rows/supplyTypes.js'
import { tableOf } from '../tables/tables.js'
import type { PlanInput } from '../types.js'

/** Hours of a working day where no calendar says. */
const HOURS_PER_DAY = tableOf('workCalendars').defaults?.['hoursPerDay'] as number

/** Work calendars with what they take over from the plan's, their days in order. */
export function normalizeWorkCalendars({ workCalendars = [], calendar }: PlanInput): readonly WorkCalendar[] {
  return workCalendars.map((row) => ({
    ...row,
    workWeek: [...(row.workWeek ?? calendar.workWeek ?? [1, 2, 3, 4, 5])].sort(),
    holidays: [...(row.holidays ?? calendar.holidays ?? [])].sort(),
    ...(row.exceptions && { exceptions: [...row.exceptions].sort((a, b) => (a.date < b.date ? -1 : 1)) }),
  }))
}

/** Says which work calendars no resource works by. */
export function warnOfUnusedCalendars({ workCalendars = [], resources = [] }: PlanInput, warnings: Notice[]): void {
  const used = new Set(resources.map(({ calendarId }) => calendarId))
  const calendarIds = workCalendars.flatMap(({ id }) => (used.has(id) ? [] : [id])).sort(compareText)
  if (calendarIds.length === 0) return
  warnings.push(createNotice(workCalendarNotUsed, { path: 'workCalendars', value: { calendarIds } }))
}

/** Resources with the hours of a working day that are not given; says where hours of a period pass over its days. */
export function fillWorkingTime(
  input: PlanInput,
  calendar: Calendar,
  { assumptions, warnings }: { readonly assumptions: Notice[]; readonly warnings: Notice[] },
): readonly PlanResource[] {
  const resources = input.resources ?? []
  const calendars = new Map(input.workCalendars?.map((row) => [row.id, row]))
  const byDefault: Ref[] = []
  const filled = resources.map((resource): PlanResource => {
    if (resource.capacityHours !== undefined) return resource
    const ofCalendar = calendars.get(resource.calendarId ?? '')?.hoursPerDay
    const hours = resource.hoursPerWorkingDay ?? ofCalendar
    if (hours === undefined) byDefault.push({ resourceId: resource.id })
    return { ...resource, hoursPerWorkingDay: hours ?? HOURS_PER_DAY, ...withOne(resource) }
  })
  noteRecords(assumptions, workingHoursDefault, {
    path: 'resources[].hoursPerWorkingDay',
    refs: byDefault,
    value: HOURS_PER_DAY,
  })
  warnings.push(...hoursWithoutDays(input, calendar))
  return filled
}

const withOne = ({ machines = 1, efficiencyShare = 1 }: PlanResource): Partial<PlanResource> => ({
  machines,
  efficiencyShare,
})

/** Periods of few working days, with what they have and what they would have without holidays and exceptions. */
interface ShortPeriods {
  readonly periodIds: readonly string[]
  readonly workingDays: readonly number[]
  readonly usualDays: readonly number[]
  // What a notice carries is data of any name.
  readonly [name: string]: readonly (string | number)[]
}

/** One notice for the resources whose hours stay what they are in the same periods of hardly a working day. */
function hoursWithoutDays(input: PlanInput, calendar: Calendar): Notice[] {
  const groups = new Map<string, { readonly short: ShortPeriods; readonly refs: Ref[] }>()
  const daysOf = daysByCalendar(input, calendar)
  for (const resource of input.resources ?? []) {
    const short = shortPeriods(resource, daysOf, calendar)
    if (short.periodIds.length === 0) continue
    const key = JSON.stringify(short)
    const group = groups.get(key) ?? { short, refs: [] }
    groups.set(key, group)
    group.refs.push({ resourceId: resource.id })
  }
  return [...groups.values()].map(({ short, refs }) =>
    createNotice(fewWorkingDays, {
      path: 'resources[].capacityHours',
      refs: [...refs].sort(compareRefs),
      periodIds: [short.periodIds[0] ?? '', short.periodIds.at(-1) ?? ''],
      value: short,
    }),
  )
}

/** Working days by period, and what they would be without holidays and exceptions. */
interface PeriodWorkingDays {
  readonly days: readonly number[]
  readonly usual: readonly number[]
}

/** The working days of resources, counted once for those of one calendar. */
function daysByCalendar(input: PlanInput, { periods }: Calendar): (resource: PlanResource) => PeriodWorkingDays {
  const known = new Map<string | undefined, PeriodWorkingDays>()
  return (resource) => {
    const before = known.get(resource.calendarId)
    if (before !== undefined) return before
    const time = workTimeOf(resource, input)
    const usual = workingDaysIn(periods, { ...time, holidays: [], exceptions: [] })
    const counted = { days: workingDaysIn(periods, time), usual }
    known.set(resource.calendarId, counted)
    return counted
  }
}

/**
 * Periods with less than half of their usual working days, or none, and more than half of their usual hours: those that the
 * days of the other periods have.
 */
function shortPeriods(
  resource: PlanResource,
  daysOf: (resource: PlanResource) => PeriodWorkingDays,
  calendar: Calendar,
): ShortPeriods {
  const none = { periodIds: [], workingDays: [], usualDays: [] }
  if (resource.capacityHours === undefined) return none
  const { periods } = calendar
  const hours = perPeriod(resource.capacityHours, calendar, 'flow')
  const { days, usual } = daysOf(resource)
  const isShort = days.map((count, t) => count === 0 || 2 * count < (usual[t] ?? 0))
  if (!isShort.includes(true)) return none
  const total = (values: readonly number[]): number =>
    values.reduce((sum, value, t) => sum + (isShort[t] === true ? 0 : value), 0)
  const [otherHours, otherDays] = [total(hours), total(usual)]
  const told = periods.flatMap((_, t) => {
    const [own, worked, ownUsual] = [hours[t] ?? 0, days[t] ?? 0, usual[t] ?? 0]
    // A planner who has cut the hours of the period has thought of its days.
    const isCut = own === 0 || (worked > 0 && otherDays > 0 && 2 * own * otherDays <= otherHours * ownUsual)
    return isShort[t] === true && !isCut ? [t] : []
  })
  return {
    periodIds: told.map((t) => periods[t]?.id ?? ''),
    workingDays: told.map((t) => days[t] ?? 0),
    usualDays: told.map((t) => usual[t] ?? 0),
  }
}
