import type { Notice } from '../core/notices.js'
import type { StockId } from '../core/seriesId.js'

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

/** What is paid to a supplier for one stock unit: of a made item, for the work done outside on it. */
export interface PurchaseCost extends StockId {
  /** Major units of money per stock unit; zero or more. */
  readonly purchaseCost: number
  /**
   * Element of the cost card that it goes to; default `outsideProcessing` where the item has a bill or a routing, else
   * `material`.
   */
  readonly element?: 'material' | 'outsideProcessing'
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
}

/** The prices of a cost roll-up. */
export interface CostRates {
  readonly purchaseCosts?: readonly PurchaseCost[]
  readonly resources?: readonly ResourceRates[]
  /** Unit costs taken for granted for items that have no purchase cost; each comes back as a warning. */
  readonly assumedUnitCosts?: readonly UnitCost[]
}
