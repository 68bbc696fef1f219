import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { Driver } from '../drivers/types.js'
import { driverOutlier } from '../drivers/notices.js'
import { strayPlaces } from '../drivers/strayPlaces.js'
import { effectColumns } from './effectColumns.js'
import { estimateEffects } from './estimateEffects.js'

/** Observations that are left beside the drivers, and without which nothing can be told. */
const LEAST_LEFT = 6
/** How much better, in twice the logarithm of its likelihood, a reading must be for each value that it leaves out. */
const LEAST_GAIN = 2

/** A history and what moved it. */
interface DrivenHistory<T> {
  readonly values: readonly (number | null)[]
  readonly drivers: readonly T[]
  /** Periods of the caller's history before the first value. Default 0. */
  readonly offset?: number
}

/**
 * Drivers without the values of the history that are slips: one that stands apart from all others (`strayPlaces`), and without
 * which the driver explains demand better. One price of 1000 among tens, or one of 0, would otherwise be all that the driver does, and
 * hide what it really did; a real campaign ten times as large as all others shows in demand, and stays.
 *
 * Which reading is better is told by Akaike's criterion, each value left out counted as a parameter.
 */
export function setAsideStrays<T extends Driver>(
  { values, drivers, offset = 0 }: DrivenHistory<T>,
  { seasonLength, path }: { readonly seasonLength: number; readonly path: string },
  warnings: Notice[],
): readonly T[] {
  const seen = values.map((value) => value !== null)
  const observed = values.filter((value) => value !== null)
  let kept = drivers
  drivers.forEach((driver, place) => {
    const history = driver.values.slice(0, values.length).map((value, t) => (seen[t] === true ? value : null))
    const strays = strayPlaces(history)
    const isTold = observed.length >= LEAST_LEFT + drivers.length && observed.some((value) => value !== observed[0])
    if (strays.length === 0 || !isTold) return
    const without = { ...driver, values: driver.values.map((value, t) => (strays.includes(t) ? null : value)) }
    const other = kept.map((one, k) => (k === place ? without : one))
    const [before, after] = [kept, other].map((list) => errorsOf(values, list, seen, seasonLength)) as [number, number]
    const gain = observed.length * Math.log(before / after)
    if (!(gain > LEAST_GAIN * strays.length)) return
    kept = other
    const value = {
      driverId: driver.id,
      periodIndexes: strays.map((t) => t + offset),
      given: strays.map((t) => driver.values[t] as number),
    }
    warnings.push(createNotice(driverOutlier, { path: `${path}: ${driver.id}`, value }))
  })
  return kept
}

/** Squared errors that are left when drivers explain demand. */
function errorsOf(
  values: readonly (number | null)[],
  drivers: readonly Driver[],
  seen: readonly boolean[],
  seasonLength: number,
): number {
  const history = drivers.map((driver) => ({ ...driver, values: driver.values.slice(0, values.length) }))
  return estimateEffects(values, effectColumns(history, seen, { path: '' }, []), seasonLength).errors
}
