import type fc from 'fast-check'
import type { PlanInput, PlanResource } from '../../src/schema/index.js'

type Gen = fc.GeneratorValue

/** Which ways to say when is worked a generated company uses. */
export function workFeaturesOf(input: PlanInput): string[] {
  const features = new Set<string>()
  const add = (feature: string, present: boolean): void => {
    if (present) features.add(feature)
  }
  const { workCalendars = [], resources = [] } = input
  add(
    'hours of a working day',
    resources.some(({ hoursPerWorkingDay }) => hoursPerWorkingDay !== undefined),
  )
  add(
    'hours of its calendar',
    resources.some((row) => row.hoursPerWorkingDay === undefined && row.capacityHours === undefined),
  )
  add(
    'machines by period',
    resources.some(({ machines }) => Array.isArray(machines)),
  )
  add(
    'efficiency',
    resources.some(({ efficiencyShare }) => efficiencyShare !== undefined),
  )
  add(
    'days of its own',
    resources.some(({ calendarId }) => calendarId !== undefined),
  )
  add(
    'half a day',
    workCalendars.some(({ exceptions }) => exceptions?.some(({ workingDays }) => workingDays === 0.5)),
  )
  return [...features]
}

/** The same company, some of whose machines have the hours that their working days make. */
export function addWorkCalendars(g: Gen, base: PlanInput, integer: typeof fc.integer, count: number): PlanInput {
  const whole = (min: number, max: number): number => g(integer, { min, max })
  const oneIn = (n: number): boolean => whole(1, n) === 1
  const { start } = base.calendar
  const month = start.slice(0, 8)
  if (!oneIn(3)) return base
  const byDay = (resource: PlanResource): PlanResource => {
    const { capacityHours: _, ...row } = resource
    return {
      ...row,
      calendarId: 'crew',
      ...(oneIn(3) ? {} : { hoursPerWorkingDay: whole(1, 16) / 2 }),
      ...(oneIn(2) && { machines: oneIn(2) ? whole(1, 3) : Array.from({ length: count }, () => whole(1, 3)) }),
      ...(oneIn(2) && { efficiencyShare: whole(50, 100) / 100 }),
    }
  }
  return {
    ...base,
    workCalendars: [
      {
        id: 'crew',
        ...(oneIn(2) && { workWeek: oneIn(2) ? [2, 4] : [6, 5, 4, 3, 2, 1] }),
        ...(oneIn(2) && { holidays: [`${month}28`, `${month}27`, '2027-05-01'] }),
        ...(oneIn(2) && { hoursPerDay: whole(2, 10) }),
        // On its first day something can be done, in a plan of a single day too.
        exceptions: [{ date: start, workingDays: oneIn(2) ? 0.5 : 1 }],
      },
    ],
    resources: (base.resources ?? []).map((row) => (oneIn(2) ? byDay(row) : row)),
  }
}
