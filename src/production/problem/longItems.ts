import type { ResourceLoads } from '../../core/structure/compileStructure.js'
import { HOUR_SLACK } from './grid.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedResource } from './prepareResource.js'

/** Why an item is made over several periods. */
export interface LongItem {
  /** Resource of which one grid unit takes more hours than a usual period has; of several the first by id. */
  readonly resource: number
  /** Hours of that resource for one grid unit. */
  readonly hours: number
  /** The first such period, and the regular and overtime hours that it has. */
  readonly period: number
  readonly offeredHours: number
}

/**
 * The items on which work goes on over several periods, by index: those of which a unit takes more hours of a resource than
 * a usual period has. Every other item is begun and complete within a period.
 *
 * A period is usual where it has at least half of the hours of the one before or after it. Periods without any hours are
 * passed over: a shutdown interrupts the work and does not end it. A single period that is far shorter than those around it
 * does not count either: nothing is begun in it that it cannot complete, as in the last hours of any period.
 */
export function findLongItems({
  items,
  resources,
  loads,
  resourceOf,
}: {
  readonly items: readonly Pick<PreparedItem, 'scale'>[]
  readonly resources: readonly Pick<PreparedResource, 'capacity' | 'overtime'>[]
  readonly loads: ResourceLoads
  readonly resourceOf: Int32Array
}): ReadonlyMap<number, LongItem> {
  const found = new Map<number, LongItem>()
  const usual = resources.map(({ capacity, overtime }) => usualPeriods(capacity.map((hours, t) => hours + overtime[t])))
  items.forEach(({ scale }, i) => {
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const resource = resourceOf[loads.resource[o]]
      const hours = loads.hours[o] / scale
      const known = found.get(i)
      const short = usual[resource].find(({ offeredHours }) => hours > offeredHours + HOUR_SLACK)
      if (short === undefined || (known !== undefined && known.resource < resource)) continue
      found.set(i, { resource, hours, ...short })
    }
  })
  return found
}

/** The periods with at least half of the hours of a neighbor; only those below all earlier ones. */
function usualPeriods(offered: readonly number[]): Pick<LongItem, 'period' | 'offeredHours'>[] {
  const open = offered.flatMap((offeredHours, period) => (offeredHours > 0 ? [{ period, offeredHours }] : []))
  let least = Infinity
  return open.filter(({ offeredHours }, n) => {
    const isUsual = [open[n - 1], open[n + 1]].some(
      (neighbor) => neighbor !== undefined && offeredHours >= neighbor.offeredHours / 2,
    )
    if (!isUsual || offeredHours >= least) return false
    least = offeredHours
    return true
  })
}
