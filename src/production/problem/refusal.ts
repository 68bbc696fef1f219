import type { DemandPart } from '../types.js'

/** Demand that is refused because it does not pay what its item costs; quantities in stock units, arrays by period. */
export interface RefusedDemand {
  readonly demand: readonly number[]
  /** Mean price and selling cost of a unit. */
  readonly price: readonly number[]
  readonly sellingCost: readonly number[]
  /** The highest price that is refused; 0 where none is. */
  readonly askedPrice: readonly number[]
  /** What selling a unit at that price costs. */
  readonly askedSellingCost: readonly number[]
  /** What a unit costs at least for whoever pays that price. */
  readonly cost: readonly number[]
  /** What of it is for waiting: it decides, and is not posted. */
  readonly waitCost: readonly number[]
  /** What losing the sale costs beside what it would bring, where it is lost. */
  readonly lostSaleCost: readonly number[]
  /** The least price that would pay; null where none does. */
  readonly payingPrice: readonly (number | null)[]
  /** What it consists of, in the order in which it would be served. */
  readonly parts: readonly DemandPart[]
  /** What of it would be served if no booked order stood behind it (`overtakenForecast`); left out where nothing is. */
  readonly overtaken?: readonly number[]
  /** What stock at hand, which nobody who is served wants, ships to it. */
  readonly shipped: readonly number[]
}
