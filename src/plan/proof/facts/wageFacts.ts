import type { NormalInput } from '../../../schema/normalForm/normalInput.js'

type Resource = NormalInput['resources'][number]

/** Wages that an hour more brings along: none where hours are paid whether they are worked or not. */
export const wageOfOneHour = (resource: Resource | undefined): Resource['costPerHour'] =>
  resource === undefined || resource.paidHours === 'capacity' ? 0 : resource.costPerHour

const amountIn = (value: unknown, t: number): number =>
  Number((Array.isArray(value) ? (value[t] as unknown) : value) ?? 0)

/** What an hour more costs in a period: its wage, and overhead that goes with it. */
export function costOfOneHour(resource: Resource | undefined, t: number): number {
  return amountIn(wageOfOneHour(resource), t) + amountIn(resource?.variableOverheadPerHour, t)
}

/** The same of the dearer of a regular hour and one of overtime, where that is on offer. */
export function costOfDearHour(resource: Resource | undefined, t: number): number {
  const regular = amountIn(wageOfOneHour(resource), t)
  const isOffered = amountIn(resource?.overtimeHours, t) > 0
  const wage = isOffered ? Math.max(regular, amountIn(resource?.overtimeCostPerHour, t)) : regular
  return wage + amountIn(resource?.variableOverheadPerHour, t)
}
