import type { Standard } from '../../costing/standards/standards.js'
import type { Actual } from '../../costing/variances/varianceTypes.js'
import type { PlanRow } from './rowTypes.js'

/**
 * What one unit of an item is to cost of one element, from a day on: a standard that was set elsewhere, or frozen out of an
 * earlier plan by `freezeStandards`. What holds on the first day of a period holds in it; `policy.standardVersion` chooses
 * the version, and items that it has no row of are rolled up.
 */
export interface PlanStandard extends Omit<Standard, 'siteId'>, PlanRow {}

/**
 * One row of what has happened: `plan()` checks and keeps it, `varianceAnalysis` lays it beside the plan. An `overhead` names a row
 * of `overheads`, or the resource whose variable overhead it is.
 */
export interface PlanActual extends Actual, PlanRow {}

/**
 * Between which shares of net revenue the margin of a product, a market, a customer or a group of products may lie: its profit in
 * `plan().profitability` over the whole plan, all cost of sales at standard and what it causes itself taken off. The
 * most specific row that speaks of something holds for it: one that names an item before one that names a customer, a market,
 * an attribute; one with two of them before either; a row with none of them holds for everything else. Of several attributes all
 * bounds hold. Every product, customer and market is judged, and what a row with an attribute, or with two of them, names.
 */
export interface MarginPolicy extends PlanRow {
  /** Default every item. */
  readonly itemId?: string
  /** Default every market. */
  readonly marketId?: string
  /** Default every customer. */
  readonly customerId?: string
  /** Name of an attribute of items: the row holds for each item that has it, and for each group of them; default none. */
  readonly attribute?: string
  /** Value of the attribute; default each value. */
  readonly attributeValue?: string
  /** The least margin, as a share of net revenue, 0 to 1; default no least. Give this, `ceilingShare` or both. */
  readonly floorShare?: number
  /** The most margin, as a share of net revenue, 0 to 1; default no most. */
  readonly ceilingShare?: number
}

/** Tables of costing. */
export interface CostingTables {
  /** Standard costs by element and day, set elsewhere or frozen by version. */
  readonly standards?: readonly PlanStandard[]
  /** What has happened, by period, kind and ids. */
  readonly actuals?: readonly PlanActual[]
  /** Between which shares of net revenue margins may lie. */
  readonly marginPolicies?: readonly MarginPolicy[]
}
