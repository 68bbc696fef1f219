import { parseDay } from '../../core/time/calendar.js'
import type { IssueList } from '../../core/checking/errors.js'
import { workingDaysIn } from '../../core/time/workingDays.js'
import { HOURS_OF_A_DAY } from '../tables/hoursOfADay.js'
import { type Context, DATE_REMEDY, rows } from '../reading/referenceChecks.js'
import { workTimeOf } from '../reading/regularHours.js'
import type { PlanResource } from '../rows/supplyTypes.js'

const OF_A_WORKING_DAY = ['hoursPerWorkingDay', 'machines', 'efficiencyShare'] as const

/** Adds every mistake in when resources work: days that do not exist, hours given in two ways or in none, no hours at all. */
export function checkWorkingTime(context: Context): void {
  const { input, issues } = context
  for (const [i, row] of rows(input.workCalendars)) {
    const at = `workCalendars[${i}]`
    if (Array.isArray(row.holidays)) row.holidays.forEach((date, n) => checkDay(date, `${at}.holidays[${n}]`, issues))
    checkExceptions(row.exceptions, `${at}.exceptions`, issues)
  }
  const before = issues.issues.length
  for (const [i, resource] of rows(input.resources)) checkWays(resource, `resources[${i}]`, context)
  // Hours that cannot be worked out are neither none nor some.
  const isSound =
    issues.issues.length === before && [...context.refused].every((path) => !/^(calendar|workCal)/.test(path))
  const used = new Set<string>()
  for (const [, operation] of rows(input.operations))
    if (operation.runHoursPerUnit > 0 || (operation.setupHours ?? 0) > 0) used.add(operation.resourceId)
  for (const [i, resource] of rows(input.resources)) {
    if (!used.has(resource.id) || hasHours(resource, context, isSound)) continue
    if (addIdleCalendar(resource, `resources[${i}]`, context)) continue
    const field = resource.capacityHours === undefined ? 'hoursPerWorkingDay' : 'capacityHours'
    issues.add(
      'NO_CAPACITY',
      `resources[${i}].${field}`,
      resource[field],
      `Resource '${resource.id}' is used by operations and has no hours.`,
      'Give it hours, or remove the operations.',
    )
  }
}

function checkDay(date: unknown, path: string, issues: IssueList): void {
  if (typeof date !== 'string' || parseDay(date) !== undefined) return
  issues.add('INVALID_DATE', path, date, 'This day does not exist.', DATE_REMEDY)
}

/** Days of exceptions exist, each once. */
function checkExceptions(
  exceptions: readonly { readonly date: string }[] | undefined,
  path: string,
  issues: IssueList,
): void {
  const seen = new Map<string, number>()
  for (const [n, { date }] of rows(exceptions)) {
    checkDay(date, `${path}[${n}].date`, issues)
    const before = seen.get(date)
    if (typeof date !== 'string') continue
    if (before === undefined) seen.set(date, n)
    else {
      issues.add(
        'DUPLICATE_ID',
        `${path}[${n}].date`,
        date,
        `This day is there twice: ${path}[${before}] has the same.`,
        'Keep one of the two.',
      )
    }
  }
}

/** Hours are given in one of the two ways. */
function checkWays(resource: PlanResource, at: string, { issues, refused }: Context): void {
  // A value that was refused is missing here; its field was given all the same.
  const isGiven = (field: keyof PlanResource): boolean =>
    resource[field] !== undefined || [...refused].some((path) => path.startsWith(`${at}.${field}`))
  const others = OF_A_WORKING_DAY.filter(isGiven)
  if (isGiven('capacityHours')) {
    for (const field of others) {
      issues.add(
        'CONFLICT',
        `${at}.${field}`,
        resource[field],
        `This belongs to hours of a working day, and ${at}.capacityHours says the hours of a whole period.`,
        'Give capacityHours or hoursPerWorkingDay, not both; machines and efficiencyShare stand beside the second.',
      )
    }
  } else if (others.length === 0 && !isGiven('calendarId')) {
    issues.add(
      'MISSING_VALUE',
      `${at}.capacityHours`,
      undefined,
      `Resource '${String(resource.id)}' has no hours.`,
      'Give capacityHours by period, or hoursPerWorkingDay.',
    )
  }
  const limits = { hoursPerWorkingDay: HOURS_OF_A_DAY, efficiencyShare: 1 }
  for (const [field, most] of Object.entries(limits) as [keyof typeof limits, number][]) {
    const value = resource[field]
    const values = Array.isArray(value) ? (value as readonly unknown[]) : [value]
    values.forEach((one, t) => {
      if (typeof one !== 'number' || one <= most) return
      const isPercent = field === 'efficiencyShare' && one <= 100
      issues.add(
        'OUT_OF_RANGE',
        Array.isArray(value) ? `${at}.${field}[${t}]` : `${at}.${field}`,
        one,
        `The value must be at most ${most}.`,
        isPercent
          ? `Shares are written as fractions: ${one} % is ${one / 100}.`
          : field === 'efficiencyShare'
            ? 'Give a share from 0 to 1.'
            : 'Give the hours of one machine; more machines are `machines`.',
      )
    })
  }
}

/** Adds that the calendar of a resource has no working day in the plan, where that is why it has no hours; true where it is. */
function addIdleCalendar(resource: PlanResource, at: string, { input, calendar, issues }: Context): boolean {
  if (resource.capacityHours !== undefined || calendar === undefined) return false
  const days = workingDaysIn(calendar.periods, workTimeOf(resource, input))
  if (days.some((worked) => worked > 0)) return false
  const { id, calendarId } = resource
  const name = calendarId === undefined ? 'The calendar of the plan' : `The work calendar '${calendarId}'`
  issues.add(
    'NO_CAPACITY',
    calendarId === undefined ? 'calendar.workWeek' : `${at}.calendarId`,
    calendarId ?? input.calendar.workWeek,
    `${name} has no working day in the plan, so resource '${id}', which operations use, has no hours.`,
    'Give its workWeek the days that are worked, from 1 (Monday) to 7 (Sunday), or exceptions for single days.',
  )
  return true
}

/**
 * Whether a resource has an hour, regular or overtime, or what it has is not known; or whether it was said period by period, or day by
 * day, that it has none: so stands a machine that is out, or a company that is closed, for all that is left of a plan.
 */
function hasHours(resource: PlanResource, { input, calendar }: Context, isSound: boolean): boolean {
  const { capacityHours, overtimeHours = 0, hoursPerWorkingDay = 1, machines = 1, efficiencyShare = 1 } = resource
  const isSome = (value: unknown): boolean => Array.isArray(value) || value !== 0
  if (isSome(overtimeHours)) return true
  if (capacityHours !== undefined) return isSome(capacityHours)
  if (![hoursPerWorkingDay, machines, efficiencyShare].every(isSome)) return false
  if (!isSound || calendar === undefined) return true
  const time = workTimeOf(resource, input)
  const isSaidByDay = time.workWeek?.length !== 0 || (time.exceptions ?? []).length > 0
  return isSaidByDay || workingDaysIn(calendar.periods, time).some((worked) => worked > 0)
}
