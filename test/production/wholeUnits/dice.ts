import { createRandom } from '../../core/createRandom.js'

/** Draws of one seed. */
export interface Dice {
  /** True with the given chance, 0..1. */
  chance(share: number): boolean
  /** A whole number, both ends included. */
  whole(least: number, most: number): number
  /** A number between two. */
  between(least: number, most: number): number
  /** One of a list. */
  of<T>(list: readonly T[]): T
}

export function createDice(seed: number): Dice {
  const random = createRandom(seed)
  // Neighboring seeds start alike: the first draws are thrown away.
  for (let n = 0; n < 3; n += 1) random()
  return {
    chance: (share) => random() < share,
    whole: (least, most) => least + Math.floor(random() * (most - least + 1)),
    between: (least, most) => least + random() * (most - least),
    of: (list) => list[Math.floor(random() * list.length)] as (typeof list)[number],
  }
}

/** A number with so many decimals, never below zero. */
export const rounded = (value: number, decimals: number): number => Math.max(0, Number(value.toFixed(decimals)))

/** Money in whole cents, at least one. */
export const cents = (value: number): number => Math.max(0.01, rounded(value, 2))
