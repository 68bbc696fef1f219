import type { Ref } from '../../core/keys/ref.js'

/** Every variance that a tree can hold: groups, and under them the leaves, each with a formula of its own. */
export type VarianceName = VarianceGroupName | VarianceLeafName

/** A variance that is the sum of others. */
export type VarianceGroupName =
  | 'profit'
  | 'sales'
  | 'salesVolume'
  | 'material'
  | 'materialUsage'
  | 'labor'
  | 'laborEfficiency'
  | 'variableOverhead'
  | 'fixedOverhead'
  | 'fixedOverheadVolume'
  | 'otherCost'
  | 'stock'

/** A variance with a formula of its own. */
export type VarianceLeafName =
  | 'salesCurrency'
  | 'salesPrice'
  | 'salesPricePlanning'
  | 'salesVolumeAlone'
  | 'salesVolumePlanning'
  | 'salesMix'
  | 'salesQuantity'
  | 'marketSize'
  | 'marketShare'
  | 'newProducts'
  | 'droppedProducts'
  | 'materialPrice'
  | 'materialPricePlanning'
  | 'purchaseCurrency'
  | 'materialUsageAlone'
  | 'materialUsagePlanning'
  | 'materialMix'
  | 'materialYield'
  | 'standardDifference'
  | 'laborRate'
  | 'laborRatePlanning'
  | 'laborEfficiencyAlone'
  | 'laborEfficiencyPlanning'
  | 'laborMix'
  | 'laborYield'
  | 'idleTime'
  | 'variableOverheadSpending'
  | 'variableOverheadEfficiency'
  | 'fixedOverheadSpending'
  | 'fixedOverheadVolumeAlone'
  | 'fixedOverheadCapacity'
  | 'fixedOverheadEfficiency'
  | 'sellingCostPrice'
  | 'sellingCostSpending'
  | 'periodCostSpending'
  | 'stockDifference'

/** One variance; positive is favorable: it raises profit. */
export interface Variance {
  readonly name: VarianceName
  /** What it is of; `{}` for a sum over several. */
  readonly ref: Ref
  /** Major units of money; the sum of the children where there are any. */
  readonly amount: number
  /** The formula of a leaf, in words. */
  readonly formula?: string
  /** Where the formula is published. */
  readonly source?: string
  readonly children: readonly Variance[]
}

/** What a row of {@link Actual} tells of. */
export type ActualKind =
  'sales' | 'purchases' | 'output' | 'usage' | 'hours' | 'overhead' | 'stockCount' | 'backlog' | 'lost' | 'balance'

/**
 * One row of what has happened, keyed by period, kind and ids.
 *
 * `sales`: units and revenue. `purchases`: units and what they cost. `output`: good units made. `usage`: units of a
 * component and the item that they were used for (without it they served no product). `hours`: hours of a resource that
 * were paid, with their cost; with `forItemId` those worked on that item, without it those in which nothing was made.
 * `overhead`: what it came to. `stockCount`: units counted at the end of the period. `backlog`: units that customers
 * wait for. `lost`: units that customers asked for and did not get, and for which nobody waits any more; no part of profit. `balance`: an account at the end of the period.
 */
export interface Actual {
  /** Id of the period, as `2026-12`. */
  readonly periodId: string
  /** What the row tells of, which decides its other fields. */
  readonly kind: ActualKind
  readonly itemId?: string
  /** The item that a component or an hour was used for. */
  readonly forItemId?: string
  readonly marketId?: string
  readonly customerId?: string
  readonly supplierId?: string
  readonly resourceId?: string
  readonly overheadId?: string
  /** An account of the ledger; of `balance`. */
  readonly account?: string
  /** Stock units; below zero where something was taken back. */
  readonly units?: number
  /** Hours paid; of `hours`. */
  readonly hours?: number
  /** Major units of money of the company's own currency; below zero where something was credited. */
  readonly amount?: number
}

/** A component in the standard of an item. */
export interface StandardMaterial {
  readonly itemId: string
  /** Units of the component in one good unit of the item, scrap and yield included. */
  readonly quantityPer: number
  /** What it should have been, seen from the end of the time span: parts planning from operation. Default `quantityPer`. */
  readonly revisedQuantityPer?: number
  /** Materials of one item with the same word can stand in for each other: their usage is told as mix and yield. */
  readonly mixGroup?: string
}

/** Hours of a resource in the standard of an item. */
export interface StandardLabor {
  readonly resourceId: string
  /** Hours for one good unit of the item. */
  readonly hoursPer: number
  /** What it should have been, seen from the end of the time span. Default `hoursPer`. */
  readonly revisedHoursPer?: number
  /** Grades of one item with the same word can stand in for each other: their efficiency is told as mix and yield. */
  readonly mixGroup?: string
}

/** An item with its standard: what is paid for it, or what it is made of, or both (work outside). */
export interface StandardItem {
  readonly itemId: string
  /** Standard price of one unit: of what is bought, or of the work done outside on what is made. */
  readonly standardPrice?: number
  /** What the price should have been, seen from the end of the time span. Default `standardPrice`. */
  readonly revisedPrice?: number
  /**
   * What one stock unit of an item that is made stands at in the books, major units, where that is another standard than its materials,
   * labor and overheads add up to; under variable costing, that without fixed overhead. Default: what they add up to.
   */
  readonly standardCost?: number
  readonly materials?: readonly StandardMaterial[]
  readonly labor?: readonly StandardLabor[]
}

/** A grade of labor, or a machine with its crew. */
export interface StandardResource {
  readonly resourceId: string
  /** Standard wages of one paid hour. */
  readonly costPerHour: number
  /** What the wages should have been, seen from the end of the time span. Default `costPerHour`. */
  readonly revisedCostPerHour?: number
  /** Share of the paid hours in which nothing can be made, as the standard has it; default 0. */
  readonly expectedIdleShare?: number
}

/**
 * An overhead by its behavior. `variable`: follows the hours worked (`costPerHour`) or the units made (`costPerUnit`).
 * `fixed`: a budgeted amount that units absorb at `costPerHour` or `costPerUnit`. `selling`: follows the units sold
 * (`costPerUnit`), or what they bring (`rateOfRevenue`). `period`: a budgeted amount that no unit absorbs.
 */
export interface StandardOverhead {
  readonly overheadId: string
  readonly behavior: 'variable' | 'fixed' | 'selling' | 'period'
  readonly costPerHour?: number
  readonly costPerUnit?: number
  /** Cost as a ratio of revenue, as 0.03; of selling cost. */
  readonly rateOfRevenue?: number
  /** Of the time span; of fixed and period cost. */
  readonly budgetAmount?: number
  /** Whose hours carry it; default all resources. */
  readonly resourceIds?: readonly string[]
  /** Whose units carry it; default all that are made, or sold. */
  readonly itemIds?: readonly string[]
}

/** Units to be sold, and at what price; market and customer where they were budgeted apart. */
export interface BudgetedSale {
  readonly itemId: string
  readonly marketId?: string
  readonly customerId?: string
  readonly units: number
  /** Net price of one unit. */
  readonly price: number
  /** What could have been sold, seen from the end of the time span. Default `units`. */
  readonly revisedUnits?: number
  /** What the price should have been, seen from the end of the time span. Default `price`. */
  readonly revisedPrice?: number
}

/** The whole market of an item, of a market, or of everything: what all sellers together sell. */
export interface MarketVolume {
  readonly itemId?: string
  readonly marketId?: string
  readonly budgetUnits: number
  readonly actualUnits: number
}

/** Worth of one unit of a foreign currency in the company's own. */
export interface BudgetedExchangeRate {
  /** Whose sales or purchases are in the currency: one of the three. */
  readonly marketId?: string
  readonly customerId?: string
  readonly supplierId?: string
  readonly budgetRate: number
  readonly actualRate: number
}

/** What lay in stock before the first period. */
export interface OpeningUnits {
  readonly itemId: string
  readonly units: number
  /** Of its units at standard less what was paid for them, as far as it is in stock still; default 0. */
  readonly priceDifference?: number
}

/** What a tree of variances is made from. */
export interface VarianceInput {
  readonly items: readonly StandardItem[]
  readonly resources?: readonly StandardResource[]
  readonly overheads?: readonly StandardOverhead[]
  readonly budget: {
    readonly sales: readonly BudgetedSale[]
    /** Default: what the budgeted sales take, level by level. */
    readonly production?: readonly { readonly itemId: string; readonly units: number }[]
    readonly markets?: readonly MarketVolume[]
  }
  readonly actuals: readonly Actual[]
  readonly openingStock?: readonly OpeningUnits[]
  readonly exchangeRates?: readonly BudgetedExchangeRate[]
}

/** How a tree of variances is cut. */
export interface VarianceOptions {
  /** Whether stock carries fixed overhead. Default `absorption`. */
  readonly costing?: 'absorption' | 'variable'
  /** Whether the price of material is told when it is bought (stock at standard), or as it is used. Default `purchase`. */
  readonly priceAt?: 'purchase' | 'use'
  /** Paid hours in which nothing was made: a variance of their own, or a part of efficiency. Default `apart`. */
  readonly idleTime?: 'apart' | 'inEfficiency'
  /**
   * How sales volume is cut. `averagePrice`: quantity at the average margin, mix by each margin's distance from it.
   * `budgetMix`: quantity in the budgeted mix, each at its own margin, and mix as the rest of its units. `volumeOnly`:
   * not at all. The first two have the same sums. Default `averagePrice`.
   */
  readonly salesMix?: 'averagePrice' | 'budgetMix' | 'volumeOnly'
  /** Periods of the actuals that the tree is of; default all. */
  readonly periodIds?: readonly string[]
  /** Account whose `balance` at the end of the last period is the ledger's profit; default none. */
  readonly profitAccount?: string
}

/** One line from budgeted to actual profit. */
export interface OperatingStatementLine {
  readonly line: 'budgetProfit' | VarianceName | 'actualProfit'
  readonly amount: number
}

/** Budgeted and actual profit, and the variances between them. */
export interface VarianceTree {
  readonly costing: 'absorption' | 'variable'
  readonly budgetProfit: number
  /**
   * Revenue less everything paid, more the change of stock at standard: from the totals of the actuals, not from the
   * variances.
   */
  readonly actualProfit: number
  /** The difference of the two profits, cut into variances. */
  readonly tree: Variance
  /** Sum of each variance over the tree; 0 where there is none. */
  readonly totals: Readonly<Record<VarianceName, number>>
  /** From budgeted to actual profit, one line for each variance of the second level of the tree. */
  readonly statement: readonly OperatingStatementLine[]
  /**
   * The ledger's profit (`profitAccount`), else the actual one, less budgeted profit and variances, to a tenth of a
   * cent: zero, or the books differ.
   */
  readonly unexplained: number
  /** Units that customers wait for at the end, and what they would contribute at budgeted prices: no part of profit. */
  readonly backlog: { readonly units: number; readonly margin: number }
}
