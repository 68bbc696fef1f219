import type { Assumptions } from './assumptions.js'
import type { NormalResource } from './normalInput.js'
import type { PlanResource } from './supplyTypes.js'

const OVERTIME_PREMIUM = 1.5

/** Resources with the wages that are not given. */
export function normalizeResources(given: readonly PlanResource[], assumptions: Assumptions): NormalResource[] {
  const noWages: string[] = []
  const noPremium: string[] = []
  const resources = given.map((resource): NormalResource => {
    const costPerHour = resource.costPerHour ?? 0
    const overtimeHours = resource.overtimeHours ?? 0
    if (resource.costPerHour === undefined) noWages.push(resource.id)
    if (resource.overtimeCostPerHour === undefined && [overtimeHours].flat().some((hours) => hours > 0))
      noPremium.push(resource.id)
    return {
      ...resource,
      overtimeHours,
      costPerHour,
      overtimeCostPerHour:
        resource.overtimeCostPerHour ??
        (typeof costPerHour === 'number'
          ? costPerHour * OVERTIME_PREMIUM
          : costPerHour.map((cost) => cost * OVERTIME_PREMIUM)),
      variableOverheadPerHour: resource.variableOverheadPerHour ?? 0,
    }
  })
  assumptions.addFor(noWages, {
    code: 'wages-missing',
    path: 'resources[].costPerHour',
    message: 'An hour of these resources costs nothing.',
    value: 0,
  })
  assumptions.addFor(noPremium, {
    code: 'overtime-premium-default',
    path: 'resources[].overtimeCostPerHour',
    message: `Overtime is paid ${OVERTIME_PREMIUM} times the regular wage.`,
    value: OVERTIME_PREMIUM,
  })
  return resources
}
