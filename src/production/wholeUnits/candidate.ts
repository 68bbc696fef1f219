import type { ItemWorth } from './wholePlan.js'

/** A supply with what it is worth. */
export interface Candidate extends ItemWorth {
  readonly supply: Float64Array
}

/** True where the first plan breaks fewer hard limits, or as many and earns more. */
export function isBetter(a: ItemWorth, b: ItemWorth): boolean {
  const broken = a.broken - b.broken
  return broken < -1e-9 || (broken < 1e-9 && a.money > b.money + 1e-9 * Math.max(1, Math.abs(b.money)))
}
