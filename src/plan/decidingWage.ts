import type { NormalResource } from '../schema/normalForm/normalInput.js'

/** What working an hour more costs in wages, of what an hour is paid: nothing where hours are paid whether they are worked or not. */
export const decidingWage = <T>({ paidHours }: NormalResource, costPerHour: T): T | 0 =>
  paidHours === 'capacity' ? 0 : costPerHour
