import type { StockId } from '../core/keys/seriesId.js'

/** Stock of one item over time, as it goes into a projection; quantities in stock units, arrays by period. */
export interface ProjectionItem extends StockId {
  /** Stock before the first period. */
  readonly onHand: number
  /** Production, purchases and scheduled receipts. */
  readonly receipts: readonly number[]
  /** Customers' demand. */
  readonly demand: readonly number[]
  /** Use as a component of other items, served before customers; default none. */
  readonly dependentDemand?: readonly number[]
  /**
   * Planned shipments where they are decided elsewhere, within the stock and the open demand of each period; default: as
   * much of the open demand as there is stock.
   */
  readonly shipments?: readonly number[]
  /** Whether customers' unmet demand waits (`backlog`, the default) or is gone (`lost`). */
  readonly unmetDemand?: 'backlog' | 'lost'
  /** Demand already late before the first period, open in it before that period's own; default 0. */
  readonly backlog?: number
  /** Target of the closing stock, which may lie between two quantities of the grid; default none. */
  readonly safetyStock?: readonly number[]
  /**
   * Decimals of its quantities, 0 to 6: they are added up exactly, as whole numbers of the smallest unit. Default as many
   * as its quantities are written with; with more than 6, they are added up as floating-point numbers.
   */
  readonly quantityDecimals?: number
}

/** Projected stock of one item; quantities in stock units, arrays by period. */
export interface InventoryRecord extends StockId {
  readonly opening: readonly number[]
  readonly receipts: readonly number[]
  readonly demand: readonly number[]
  /** Use as a component, as it was asked for; what stock could not serve is in `dependentBacklog`. */
  readonly dependentDemand: readonly number[]
  /** Dependent demand that still waits for stock at the close; absent where there is none in any period. */
  readonly dependentBacklog?: readonly number[]
  readonly shipped: readonly number[]
  /** Demand of this period that was not shipped in it; the oldest open demand is shipped first. */
  readonly shortage: readonly number[]
  /** Demand still waiting at the close. */
  readonly backlog: readonly number[]
  /** Open demand lost in the period, what was late before the first period included. */
  readonly lost: readonly number[]
  readonly closing: readonly number[]
  /** Closing stock less both backlogs (APICS: projected available balance); negative where demand waits for stock. */
  readonly projectedAvailableBalance: readonly number[]
  /** Days of the demand that follows which the closing stock covers; null where it outlasts the horizon. */
  readonly daysOfCover: readonly (number | null)[]
  readonly safetyStock: readonly number[]
  /** How far the closing stock is under the safety stock. */
  readonly belowSafetyStock: readonly number[]
}
