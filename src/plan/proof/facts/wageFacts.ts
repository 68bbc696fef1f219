import type { NormalInput } from '../../../schema/normalForm/normalInput.js'

type Resource = NormalInput['resources'][number]

/** Wages that an hour more brings along: none where hours are paid whether they are worked or not. */
export const wageOfOneHour = (resource: Resource | undefined): Resource['costPerHour'] =>
  resource === undefined || resource.paidHours === 'capacity' ? 0 : resource.costPerHour

/** What an hour more costs in a period: its wage, and overhead that goes with it. */
export function costOfOneHour(resource: Resource | undefined, t: number): number {
  const at = (value: unknown): number => Number((Array.isArray(value) ? (value[t] as unknown) : value) ?? 0)
  return at(wageOfOneHour(resource)) + at(resource?.variableOverheadPerHour)
}
