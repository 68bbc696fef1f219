import { text } from '../../core/checking/checks.js'
import { throwIssue } from '../../core/checking/errors.js'
import { parseDay, type Period } from '../../core/time/calendar.js'
import { day } from '../../core/time/dayCheck.js'
import { workedOn } from '../../core/time/workingDays.js'
import { workTimeOf } from '../../schema/reading/regularHours.js'
import type { PlanResource } from '../../schema/rows/supplyTypes.js'
import type { PlanInput } from '../../schema/types.js'
import { openInput } from '../openInput.js'
import type { Patch, PatchChange, PatchHead } from '../types.js'
import { patchOf, readOptions, refuseUnknownId } from './patchHead.js'

/** Options of {@link stopResource}. */
export interface StopResourceOptions extends PatchHead {
  readonly resourceId: string
  /** First day on which it does not work, `YYYY-MM-DD`. */
  readonly firstDate: string
  /** Last day on which it does not work, `YYYY-MM-DD`. */
  readonly lastDate: string
}

/** Share of a period's working days, or of its days where none is worked, that are left beside those of a stop. */
function shareLeft(period: Period, first: number, last: number, isWorked: (day: number) => boolean): number {
  const [start, end] = [parseDay(period.start) ?? 0, parseDay(period.end) ?? 0]
  const days = Array.from({ length: end - start }, (_, n) => start + n)
  const worked = days.filter(isWorked)
  const counted = worked.length > 0 ? worked : days
  return counted.filter((one) => one < first || one > last).length / counted.length
}

/**
 * Writes the patch for a resource that stands still for some days: its hours and its overtime are multiplied by the share of
 * working days that is left in each period. What its people are paid does not change.
 *
 * @param input - the input that is to be changed
 * @param options - what is said of the patch, the resource and the days
 * @returns a patch of factors by period, which keep their meaning where the hours change
 * @throws SopError for an unknown resource, days in the wrong order, and days of which none is in the plan
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { applyPatch, stopResource } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 3 },
 *   items: [{ id: 'lamp' }],
 *   operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.5 }],
 *   resources: [{ id: 'bench', capacityHours: 160 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120, 90] }],
 * }
 * const stop = { resourceId: 'bench', firstDate: '2027-02-01', lastDate: '2027-03-31' }
 * const down = stopResource(base, { id: 'repair', owner: 'operations', reason: 'new spindle', ...stop })
 * applyPatch(base, down).resources?.[0]?.capacityHours // => [160, 0, 0]
 * ```
 */
export function stopResource(input: PlanInput, options: StopResourceOptions): Patch {
  const { resourceId, firstDate, lastDate } = readOptions<StopResourceOptions>(options, {
    resourceId: text,
    firstDate: day,
    lastDate: day,
  })
  const open = openInput(input)
  const resource = [...open.normalRows('resources').values()].find(({ id }) => id === resourceId) as
    PlanResource | undefined
  if (resource === undefined) return refuseUnknownId('options.resourceId', resourceId, 'resources')
  if (lastDate < firstDate)
    throwIssue({
      code: 'PERIODS_OUT_OF_ORDER',
      path: 'options.lastDate',
      value: lastDate,
      message: 'It ends before it begins.',
      remedy: 'Give the last day on which it stands still.',
    })
  const [first, last] = [parseDay(firstDate) ?? 0, parseDay(lastDate) ?? 0]
  const isWorked = workedOn(workTimeOf(resource, open.given))
  const fields = [
    resource.capacityHours === undefined ? 'hoursPerWorkingDay' : 'capacityHours',
    'overtimeHours',
  ] as const
  const left = open.calendar.periods.flatMap((period) => {
    const share = shareLeft(period, first, last, isWorked)
    return share === 1 ? [] : [{ periodId: period.id, share }]
  })
  if (left.length === 0)
    throwIssue({
      code: 'EMPTY',
      path: 'options.firstDate',
      value: firstDate,
      message: 'No working day of the plan is among these.',
      remedy: 'Give days of the plan.',
    })
  const changes = fields
    .filter((field) => [resource[field]].flat().some((hours) => hours !== undefined && hours !== 0))
    .flatMap((field) =>
      left.map(({ periodId, share }): PatchChange => ({
        table: 'resources',
        key: resourceId,
        field,
        periodId,
        op: 'multiply',
        value: share,
      })),
    )
  return patchOf(options, changes)
}
