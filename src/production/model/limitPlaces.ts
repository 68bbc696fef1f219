import { limitOfRow, type Limit } from '../../lp/search/easeLimits.js'
import type { ProductionModelMap } from './productionModelMap.js'

/** A resource or an item of which a limit is reached, or the room for its stock at a close, by its index, in a period. */
export interface ReachedLimit {
  readonly kind: 'resource' | 'item' | 'room'
  readonly of: number
  readonly t: number
}

/** Where the limits of resources and items stand in a model, and the other way round. */
export interface LimitPlaces {
  hour(r: number, t: number): Limit
  supply(i: number, t: number): Limit
  /** The maximum stock at a close; undefined where the model has no stock of the item. */
  room(i: number, t: number): Limit | undefined
  /** The limit of hours, of a supply, of stock, or of units that cannot arrive in the period; undefined for any other. */
  reached(limit: Limit): ReachedLimit | undefined
  /** The other way round. */
  limitOf(one: ReachedLimit): Limit | undefined
}

/** Reads where limits stand off the map of a model. */
export function limitPlaces({ regular, supply, balance, stock, periodCount }: ProductionModelMap): LimitPlaces {
  const places = new Map<Limit, ReachedLimit>()
  const ofResource = (n: number): Limit | undefined => (regular[n] < 0 ? undefined : regular[n])
  const ofItem = (n: number): Limit | undefined =>
    supply[n] >= 0 ? supply[n] : balance[n] < 0 ? undefined : limitOfRow(balance[n])
  const ofRoom = (n: number): Limit | undefined => (stock[n] >= 0 ? stock[n] : undefined)
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
  put('room', stock, ofRoom)
  return {
    hour: (r, t) => regular[r * periodCount + t],
    supply: (i, t) => supply[i * periodCount + t],
    room: (i, t) => ofRoom(i * periodCount + t),
    reached: (limit) => places.get(limit),
    limitOf: ({ kind, of, t }) => ({ resource: ofResource, item: ofItem, room: ofRoom })[kind](of * periodCount + t),
  }
}

/** Whether a limit is one of a resource or an item of which none of some limits is. */
export function isOtherLimit({ reached }: LimitPlaces): (limit: Limit, told: readonly Limit[]) => boolean {
  return (limit, told) => {
    const own = reached(limit)
    // Nearly every stock has some bound; that of one item is told by itself.
    if (own === undefined || own.kind === 'room') return false
    return told.every((one) => reached(one)?.kind !== own.kind || reached(one)?.of !== own.of)
  }
}
