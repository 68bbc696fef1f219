import type { Calendar } from '../../core/time/calendar.js'
import { type Notice, noteRecords } from '../../core/notices/notices.js'
import { decimalProduct } from '../../core/money/money.js'
import type { Ref } from '../../core/keys/ref.js'
import { fillWorkingTime } from './normalizeWorkingTime.js'
import type { NormalResource } from './normalInput.js'
import { idleHoursUnpaid, overtimePremiumDefault, wagesMissing } from '../notices.js'
import type { PlanResource } from '../rows/supplyTypes.js'
import type { PlanInput } from '../types.js'

const OVERTIME_PREMIUM = 1.5

/** Resources with the wages and working hours that are not given. */
export function normalizeResources(
  input: PlanInput,
  calendar: Calendar,
  notices: {
    readonly assumptions: Notice[]
    readonly warnings: Notice[]
  },
): NormalResource[] {
  const { assumptions } = notices
  const noWages: Ref[] = []
  const noPremium: Ref[] = []
  const unpaid: Ref[] = []
  const resources = fillWorkingTime(input, calendar, notices).map((resource: PlanResource): NormalResource => {
    const costPerHour = resource.costPerHour ?? 0
    const overtimeHours = resource.overtimeHours ?? 0
    if (resource.paidHours === undefined && [costPerHour].flat().some((cost) => cost > 0))
      unpaid.push({ resourceId: resource.id })
    if (resource.costPerHour === undefined) noWages.push({ resourceId: resource.id })
    if (resource.overtimeCostPerHour === undefined && [overtimeHours].flat().some((hours) => hours > 0))
      noPremium.push({ resourceId: resource.id })
    return {
      ...resource,
      overtimeHours,
      costPerHour,
      paidHours: resource.paidHours ?? 'worked',
      overtimeCostPerHour:
        resource.overtimeCostPerHour ??
        (typeof costPerHour === 'number'
          ? decimalProduct(costPerHour, OVERTIME_PREMIUM)
          : costPerHour.map((cost) => decimalProduct(cost, OVERTIME_PREMIUM))),
      variableOverheadPerHour: resource.variableOverheadPerHour ?? 0,
    }
  })
  noteRecords(assumptions, wagesMissing, { path: 'resources[].costPerHour', refs: noWages, value: 0 })
  noteRecords(assumptions, idleHoursUnpaid, { path: 'resources[].paidHours', refs: unpaid, value: 'worked' })
  noteRecords(assumptions, overtimePremiumDefault, {
    path: 'resources[].overtimeCostPerHour',
    refs: noPremium,
    value: OVERTIME_PREMIUM,
  })
  return resources
}
