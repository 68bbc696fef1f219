import type { Notice } from '../../core/notices/notices.js'

/** What was made and sold in each period, and what it cost; a number holds in every period. */
export interface CostingPeriods {
  /** Units by period. */
  readonly producedUnits: readonly number[]
  /** Units by period, no more than there are. */
  readonly soldUnits: readonly number[]
  /** Selling price of one unit. */
  readonly price: number | readonly number[]
  /** Material, labor and variable overhead of one unit produced. */
  readonly variableManufacturingCostPerUnit: number | readonly number[]
  /** Selling cost of one unit sold; default 0. */
  readonly variableSellingCostPerUnit?: number | readonly number[]
  /** Fixed manufacturing overhead of a period. */
  readonly fixedManufacturingCost: number | readonly number[]
  /** Fixed selling and administrative cost of a period; default 0. */
  readonly fixedSellingCost?: number | readonly number[]
  /** Units in stock before the first period; default 0. */
  readonly openingUnits?: number
  /** Variable manufacturing cost of a unit of the opening stock; default that of the first period. */
  readonly openingVariableCostPerUnit?: number
  /** Fixed overhead held in a unit of the opening stock; default the rate of the first period, with a warning. */
  readonly openingFixedCostPerUnit?: number
}

/** Income under absorption costing; amounts in major units of money, arrays by period. */
export interface AbsorptionStatement {
  readonly revenue: readonly number[]
  /** Stock before the period, with its share of fixed overhead. */
  readonly openingStock: readonly number[]
  /** Variable manufacturing cost and absorbed fixed overhead of the units produced. */
  readonly productionCost: readonly number[]
  readonly closingStock: readonly number[]
  /** Opening stock + production cost - closing stock. */
  readonly costOfSales: readonly number[]
  /**
   * Fixed overhead absorbed less incurred: positive where more was absorbed, negative where less was. It is the volume
   * variance where what was incurred is what was budgeted.
   */
  readonly overAbsorbedOverhead: readonly number[]
  /** Revenue - cost of sales + overhead over-absorbed. */
  readonly grossProfit: readonly number[]
  /** Variable and fixed selling cost. */
  readonly sellingCost: readonly number[]
  readonly profit: readonly number[]
  readonly closingUnits: readonly number[]
  /**
   * Fixed overhead that a unit produced in the period absorbs; null where nothing was produced, unless a rate or normal
   * capacity is given.
   */
  readonly fixedCostPerUnit: readonly (number | null)[]
  /** Fixed overhead held in the closing stock. */
  readonly fixedOverheadInStock: readonly number[]
  /** Change of the fixed overhead held in stock: absorption profit less variable profit. */
  readonly fixedOverheadDeferred: readonly number[]
  readonly warnings: readonly Notice[]
}

/** Income under variable (marginal) costing; amounts in major units of money, arrays by period. */
export interface VariableStatement {
  readonly revenue: readonly number[]
  readonly openingStock: readonly number[]
  /** Variable manufacturing cost of the units produced. */
  readonly productionCost: readonly number[]
  readonly closingStock: readonly number[]
  /** Opening stock + production cost - closing stock. */
  readonly variableCostOfSales: readonly number[]
  readonly variableSellingCost: readonly number[]
  readonly contributionMargin: readonly number[]
  readonly fixedManufacturingCost: readonly number[]
  readonly fixedSellingCost: readonly number[]
  readonly profit: readonly number[]
  readonly closingUnits: readonly number[]
}
