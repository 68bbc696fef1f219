import type { DemandPart } from '../types.js'

/** Demand that is refused because it does not pay what its item costs; quantities in stock units, arrays by period. */
export interface RefusedDemand {
  readonly demand: readonly number[]
  /** Mean price and selling cost of a unit. */
  readonly price: readonly number[]
  readonly sellingCost: readonly number[]
  /** The highest price that is refused; 0 where none is. */
  readonly askedPrice: readonly number[]
  /** What a unit costs at least, a cost of losing the sale taken off. */
  readonly cost: readonly number[]
  /** What it consists of, in the order in which it would be served. */
  readonly parts: readonly DemandPart[]
  /** What stock at hand, which nobody who is served wants, ships to it. */
  readonly shipped: readonly number[]
}
