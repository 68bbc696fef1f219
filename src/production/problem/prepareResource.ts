import { decimalProduct } from '../../core/money/money.js'
import type { Calendar } from '../../core/time/calendar.js'
import type { IssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { keyPath } from '../../core/checking/keyPath.js'
import { defaultOvertimeCost, overtimeBelowWage } from '../notices.js'
import { readSeries } from './readSeries.js'
import type { ProductionResource } from '../types.js'

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
    readonly warnings: Notice[]
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
      ? wage.map((cost) => decimalProduct(cost, OVERTIME_FACTOR))
      : read('overtimeCostPerHour', 'level', 'A cost')
  const place = `${keyPath('resources', { id: resource.id })}.overtimeCostPerHour`
  const refs = [{ resourceId: resource.id }]
  const hasOvertime = overtime.some((hours) => hours > 0)
  if (resource.overtimeCostPerHour === undefined && hasOvertime && wage.some((cost) => cost > 0)) {
    warnings.push(createNotice(defaultOvertimeCost, { path: place, refs, value: { timesWage: OVERTIME_FACTOR } }))
  }
  if (hasOvertime && overtimeWage.some((cost, t) => cost < wage[t])) {
    warnings.push(createNotice(overtimeBelowWage, { path: place, refs }))
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
