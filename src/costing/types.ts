import type { Notice } from '../core/notices/notices.js'
import type { StockId } from '../core/keys/seriesId.js'

/** Cost of one stock unit by cost element, in major units of money. */
export interface CostElements {
  /** Price of what is bought. */
  readonly material: number
  /** Price of the work done outside on what is made (subcontracting). */
  readonly outsideProcessing: number
  readonly labor: number
  readonly variableOverhead: number
  readonly fixedOverhead: number
}

/** What one unit of an item costs, by element and level, at one day. */
export interface CostCard extends StockId {
  /** Low-level code: 0 for an item that is no component. */
  readonly level: number
  /** Whole cost of one unit, rounded once to 6 decimals; the sum of `elements`. */
  readonly unitCost: number
  /** Material, outside processing, labor and variable overhead. */
  readonly variableCost: number
  /** Fixed overhead. */
  readonly fixedCost: number
  /** The whole cost by element. */
  readonly elements: CostElements
  /** What this item's own routing and its purchase cost add. */
  readonly thisLevel: CostElements
  /** What its components bring along. */
  readonly lowerLevels: CostElements
  /** True where the unit cost was assumed, here or in a component. */
  readonly assumed: boolean
  readonly warnings: readonly Notice[]
}

/** What is paid to a supplier for one stock unit: of a made item, for the work done outside on it, or for a complete one. */
export interface PurchaseCost extends StockId {
  /** Major units of money per stock unit; zero or more. */
  readonly purchaseCost: number
  /**
   * `subcontract`: work on what is made. `buy`: a complete unit; of an item that is made, in place of making one. Default
   * `subcontract` where the item has a bill or a routing, else `buy`.
   */
  readonly kind?: 'buy' | 'subcontract'
  /**
   * Element of the cost card that it goes to; default `outsideProcessing` of what is subcontracted, `material` of what is
   * bought.
   */
  readonly element?: 'material' | 'outsideProcessing'
  /** Tells several sources of one item apart; default none. */
  readonly supplierId?: string
  /**
   * Share of the item that comes from this source, 0 to 1. Where all sources of an item have one, they add to 1 and the
   * card is their mix; where none has, the card is that of the first by `priority`. Of an item that is made, what the
   * shares of complete units leave of 1 is made.
   */
  readonly quotaShare?: number
  /** The smallest comes first; default 1. Making an item has priority 1, and comes before buying it at the same. */
  readonly priority?: number
  /** Freight for one unit to our door; default 0. */
  readonly freightInPerUnit?: number
  /** Customs duty on the purchase cost, as a ratio: 0.04 for 4 %; default 0. */
  readonly dutyRate?: number
  /** Insurance, handling and whatever else one unit costs until it is here; default 0. */
  readonly otherLandedCostPerUnit?: number
  /** First day on which it holds, `YYYY-MM-DD`; default always. */
  readonly firstDate?: string
  /** Last day on which it holds; default for ever. */
  readonly lastDate?: string
}

/** Whole cost of one stock unit of an item. */
export interface UnitCost extends StockId {
  /** Major units of money per stock unit; zero or more. */
  readonly unitCost: number
}

/** Cost of one hour of a resource. */
export interface ResourceRates {
  readonly resourceId: string
  /** Wages per hour. */
  readonly costPerHour: number
  /** Overhead that changes with the hours; default 0. */
  readonly variableOverheadPerHour?: number
  /** Share of the fixed overhead that an hour absorbs; default 0. */
  readonly fixedOverheadPerHour?: number
  /** First day on which it holds, `YYYY-MM-DD`; default always. */
  readonly firstDate?: string
  /** Last day on which it holds; default for ever. */
  readonly lastDate?: string
}

/** What comes out of the making of an item beside it. */
export interface JointOutput {
  /** The item that is made. */
  readonly itemId: string
  /** What comes out with it. */
  readonly outputItemId: string
  /** Units of it for one good unit of the item. */
  readonly quantityPer: number
  /** `coProduct`: bears a share of the cost. `byProduct`: what it brings makes the item cheaper. */
  readonly kind: 'coProduct' | 'byProduct'
  /** Share of the whole cost that a co-product bears, 0 to 1. */
  readonly costShare?: number
  /** What one unit of a by-product brings, less what selling it costs; its own unit cost, too. */
  readonly valuePerUnit?: number
}

/** The prices of a cost roll-up. */
export interface CostRates {
  readonly purchaseCosts?: readonly PurchaseCost[]
  readonly resources?: readonly ResourceRates[]
  /** Unit costs taken for granted for items that have no purchase cost; each comes back as a warning. */
  readonly assumedUnitCosts?: readonly UnitCost[]
}
