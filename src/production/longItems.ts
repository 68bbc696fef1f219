import type { ResourceLoads } from '../core/compileStructure.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedResource } from './prepareResource.js'

/** A fit that is missed by less than this, in hours, is a fit: it is half of the last decimal in which hours are kept. */
const SLACK = 5e-7

/** Why an item is made over several periods. */
export interface LongItem {
  /** Resource of which one grid unit takes more hours than two periods in a row have, each; of several the first by id. */
  readonly resource: number
  /** Hours of that resource for one grid unit. */
  readonly hours: number
  /** The first two such periods, and the most regular and overtime hours that one of them has. */
  readonly periods: readonly [number, number]
  readonly mostHours: number
}

/**
 * The items on which work goes on over several periods, by index: those of which a unit takes more hours of a resource than
 * either of two periods in a row has. Every other item is begun and complete within a period.
 *
 * Periods without any hours do not count: a shutdown interrupts the work and does not end it. One short period among long
 * ones does not count either: nothing is begun in it that it cannot complete, as in the last hours of any period.
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
  const pairs = resources.map(({ capacity, overtime }) =>
    pairsOfPeriods(capacity.map((hours, t) => hours + overtime[t])),
  )
  items.forEach(({ scale }, i) => {
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const resource = resourceOf[loads.resource[o]]
      const hours = loads.hours[o] / scale
      const known = found.get(i)
      const pair = pairs[resource].find(({ mostHours }) => hours > mostHours + SLACK)
      if (pair === undefined || (known !== undefined && known.resource < resource)) continue
      found.set(i, { resource, hours, ...pair })
    }
  })
  return found
}

/** Every two periods in a row that have hours, with the most hours of either; only those below all earlier ones. */
function pairsOfPeriods(offered: readonly number[]): Pick<LongItem, 'periods' | 'mostHours'>[] {
  const pairs: Pick<LongItem, 'periods' | 'mostHours'>[] = []
  let least = Infinity
  let before = -1
  offered.forEach((hours, t) => {
    if (hours <= 0) return
    const mostHours = before < 0 ? Infinity : Math.max(hours, offered[before])
    if (mostHours < least) {
      least = mostHours
      pairs.push({ periods: [before, t], mostHours })
    }
    before = t
  })
  return pairs
}
