import { limitOfRow, type Limit } from '../../lp/search/easeLimits.js'
import type { ProductionModelMap } from './productionModelMap.js'

/** A resource or an item of which a limit is reached, by its index, in a period. */
export interface ReachedLimit {
  readonly kind: 'resource' | 'item'
  readonly of: number
  readonly t: number
}

/** Where the limits of resources and items stand in a model, and the other way round. */
export interface LimitPlaces {
  hour(r: number, t: number): Limit
  supply(i: number, t: number): Limit
  /** The limit of hours, of a supply, or of units that cannot arrive in the period; undefined for any other. */
  reached(limit: Limit): ReachedLimit | undefined
  /** The other way round. */
  limitOf(one: ReachedLimit): Limit | undefined
}

/** Reads where limits stand off the map of a model. */
export function limitPlaces({ regular, supply, balance, periodCount }: ProductionModelMap): LimitPlaces {
  const places = new Map<Limit, ReachedLimit>()
  const ofResource = (n: number): Limit | undefined => (regular[n] < 0 ? undefined : regular[n])
  const ofItem = (n: number): Limit | undefined =>
    supply[n] >= 0 ? supply[n] : balance[n] < 0 ? undefined : limitOfRow(balance[n])
  const put = (
    kind: ReachedLimit['kind'],
    columns: readonly number[],
    limitOf: (n: number) => Limit | undefined,
  ): void =>
    columns.forEach((_, n) => {
      const limit = limitOf(n)
      if (limit !== undefined) places.set(limit, { kind, of: Math.floor(n / periodCount), t: n % periodCount })
    })
  put('resource', regular, ofResource)
  put('item', supply, ofItem)
  return {
    hour: (r, t) => regular[r * periodCount + t],
    supply: (i, t) => supply[i * periodCount + t],
    reached: (limit) => places.get(limit),
    limitOf: ({ kind, of, t }) => (kind === 'resource' ? ofResource : ofItem)(of * periodCount + t),
  }
}

/** Whether a limit is one of a resource or an item of which none of some limits is. */
export function isOtherLimit({ reached }: LimitPlaces): (limit: Limit, told: readonly Limit[]) => boolean {
  return (limit, told) => {
    const own = reached(limit)
    return own !== undefined && told.every((one) => reached(one)?.kind !== own.kind || reached(one)?.of !== own.of)
  }
}
