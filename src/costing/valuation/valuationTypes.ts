/**
 * One movement of a stock, in order of time. A receipt has a cost; with method `specific` receipts and sales name their lot.
 */
export type StockMovement =
  | {
      readonly type: 'opening' | 'purchase'
      readonly quantity: number
      readonly unitCost: number
      readonly lotId?: string
    }
  | { readonly type: 'sale'; readonly quantity: number; readonly lotId?: string }

/** How the units that leave a stock are costed. */
export type ValuationMethod =
  'fifo' | 'lifoPerpetual' | 'lifoPeriodic' | 'weightedAveragePeriodic' | 'movingAverage' | 'standard' | 'specific'

/** Units in stock that came in at one cost; plain data, to be kept and given back as `openingLayers`. */
export interface StockLayer {
  readonly units: number
  /** Cost of one unit, before write-downs; major units of money. */
  readonly unitCost: number
  /** What one unit was written down by; 0 where it was not. */
  readonly writeDownPerUnit: number
  readonly lotId?: string
}

/** What was sold and what is left, at cost. */
export interface StockValuation {
  /** Major units of money; less what was written down before on the units sold. */
  readonly costOfSales: number
  /** Carrying amount: cost less write-downs. */
  readonly closingStock: number
  readonly closingUnits: number
  /** What the closing stock is made of, oldest first. */
  readonly layers: readonly StockLayer[]
  /**
   * Of method `standard`: units received at standard less what they cost (positive: they cost less), and its parts by
   * the units that were sold and those that are left (IAS 2.21). Null of other methods.
   */
  readonly priceVariance: {
    readonly total: number
    readonly ofSales: number
    readonly inStock: number
  } | null
}

/** How a stock is valued. */
export interface ValueStockOptions {
  readonly method: ValuationMethod
  /** Layers of before the first movement, as an earlier valuation left them; default none. */
  readonly openingLayers?: readonly StockLayer[]
  /** Standard cost of one unit; needed by `standard`. */
  readonly standardCost?: number
}
