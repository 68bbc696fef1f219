import type { NormalInput } from '../../schema/normalForm/normalInput.js'

type Resource = NormalInput['resources'][number]

/** Wages that an hour more brings along: none where hours are paid whether they are worked or not. */
export const wageOfOneHour = (resource: Resource | undefined): Resource['costPerHour'] =>
  resource === undefined || resource.paidHours === 'capacity' ? 0 : resource.costPerHour
