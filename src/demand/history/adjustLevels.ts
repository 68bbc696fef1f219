import type { LevelShift, Replacement } from './types.js'

/** Steps beyond this ratio have no level before them to speak of: the difference is added. */
const MOST_RATIO = 1000

/** Brings the values before each step to the level after the last one: in proportion, or by the difference below zero. */
export function adjustLevels(values: readonly (number | null)[], shifts: readonly LevelShift[]): Replacement[] {
  const result: Replacement[] = []
  const isPositive = values.every((value) => value === null || value >= 0)
  const last = shifts.at(-1)?.periodIndex ?? 0
  for (let period = 0; period < last; period += 1) {
    const value = values[period]
    if (value === null || value === undefined) continue
    let replacement = value
    for (const shift of shifts) {
      if (shift.periodIndex <= period) continue
      const { before, after } = shift
      if (isPositive && before * MOST_RATIO > after) replacement *= after / before
      else replacement += after - before
    }
    result.push({ period, replacement, reason: 'Brought to the level after a lasting step.' })
  }
  return result
}
