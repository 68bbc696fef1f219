import type { Calendar } from '../core/calendar.js'
import type { IssueList } from '../core/errors.js'
import type { Warning } from '../core/warnings.js'
import { readSeries } from './readSeries.js'
import type { ProductionResource } from './types.js'

/** A resource with every default filled in; hours and money by period. */
export interface PreparedResource {
  readonly id: string
  readonly capacity: readonly number[]
  readonly overtime: readonly number[]
  readonly wage: readonly number[]
  readonly overtimeWage: readonly number[]
  readonly variableOverhead: readonly number[]
}

/** Overtime is paid at time and a half where no rate is given. */
const OVERTIME_FACTOR = 1.5

/** Reads one resource; mistakes and defaults are added to the lists. */
export function prepareResource(
  resource: ProductionResource,
  context: {
    readonly calendar: Calendar
    readonly path: string
    readonly issues: IssueList
    readonly warnings: Warning[]
  },
): PreparedResource {
  const { calendar, path, issues, warnings } = context
  const read = (field: keyof ProductionResource, measure: 'flow' | 'level', what: string): number[] =>
    readSeries((resource[field] ?? 0) as number | readonly number[], {
      calendar,
      path: `${path}.${field}`,
      issues,
      measure,
      what,
    })
  if (resource.capacityHours === undefined) {
    issues.add(
      'MISSING_VALUE',
      `${path}.capacityHours`,
      undefined,
      `Resource '${resource.id}' has no hours.`,
      'Give its regular hours by period.',
    )
  }
  const capacity = read('capacityHours', 'flow', 'Hours')
  const overtime = read('overtimeHours', 'flow', 'Hours')
  const wage = read('costPerHour', 'level', 'A cost')
  const overtimeWage =
    resource.overtimeCostPerHour === undefined
      ? wage.map((cost) => cost * OVERTIME_FACTOR)
      : read('overtimeCostPerHour', 'level', 'A cost')
  const hasOvertime = overtime.some((hours) => hours > 0)
  if (resource.overtimeCostPerHour === undefined && hasOvertime && wage.some((cost) => cost > 0)) {
    warnings.push({
      code: 'default-overtime-cost',
      path: `${path}.overtimeCostPerHour`,
      message: `Overtime on ${resource.id} is taken at ${OVERTIME_FACTOR} times the regular wage.`,
    })
  }
  if (hasOvertime && overtimeWage.some((cost, t) => cost < (wage[t] as number))) {
    warnings.push({
      code: 'overtime-below-wage',
      path: `${path}.overtimeCostPerHour`,
      message: `An overtime hour on ${resource.id} costs less than a regular one; hours of the plan are still booked as regular first.`,
    })
  }
  return {
    id: resource.id,
    capacity,
    overtime,
    wage,
    overtimeWage,
    variableOverhead: read('variableOverheadPerHour', 'level', 'A cost'),
  }
}
