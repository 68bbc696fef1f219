import { number, QUANTITY, record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

const quantity = number(QUANTITY)

/** A static budget and what became of it. */
export interface FlexibleBudgetInput {
  readonly budgetUnits: number
  readonly actualUnits: number
  /** Budgeted net price of one unit. */
  readonly price: number
  /** Budgeted variable cost of one unit. */
  readonly variableCostPerUnit: number
  readonly fixedCosts: number
  readonly actualRevenue: number
  readonly actualVariableCosts: number
  readonly actualFixedCosts: number
}

/** Static, flexible and actual profit, and the variances between them; positive is favorable. Major units of money. */
export interface FlexibleBudget {
  readonly staticBudgetProfit: number
  /** What should have been earned with the units sold. */
  readonly flexibleBudgetProfit: number
  readonly actualProfit: number
  /** Actual less flexible. */
  readonly flexibleBudgetVariance: number
  /** Flexible less static. */
  readonly salesVolumeVariance: number
  /** Actual less static. */
  readonly staticBudgetVariance: number
  readonly sellingPriceVariance: number
  readonly variableCostVariance: number
  readonly fixedCostVariance: number
}

/**
 * A budget at the units that were sold in the end, and what was earned against it.
 *
 * flexible profit = actual units x (price - variable cost) - fixed costs; flexible-budget variance = actual - flexible
 * profit, which is the selling price, variable cost and fixed cost variance; sales-volume variance = flexible - static
 * profit. Source: Horngren, Cost Accounting, ch. 7. Not rounded.
 *
 * @param input - budget by unit, and actual totals, major units
 * @returns the three profits and the variances between them
 * @throws SopError `MISSING_VALUE`, `OUT_OF_RANGE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { flexibleBudget } from 'sop-engine/costing'
 * const result = flexibleBudget({
 *   budgetUnits: 12_000,
 *   actualUnits: 10_000,
 *   price: 120,
 *   variableCostPerUnit: 88,
 *   fixedCosts: 276_000,
 *   actualRevenue: 1_250_000,
 *   actualVariableCosts: 950_100,
 *   actualFixedCosts: 285_000,
 * })
 * result.flexibleBudgetVariance // => -29100
 * result.salesVolumeVariance // => -64000
 * ```
 */
export function flexibleBudget(input: FlexibleBudgetInput): FlexibleBudget {
  const issues = createIssueList()
  record<FlexibleBudgetInput>({
    budgetUnits: quantity,
    actualUnits: quantity,
    price: quantity,
    variableCostPerUnit: quantity,
    fixedCosts: quantity,
    actualRevenue: number(),
    actualVariableCosts: number(),
    actualFixedCosts: number(),
  })(input, '', issues)
  issues.throwIfAny()
  const { budgetUnits, actualUnits, price, variableCostPerUnit, fixedCosts } = input
  const { actualRevenue, actualVariableCosts, actualFixedCosts } = input
  const margin = price - variableCostPerUnit
  const staticBudgetProfit = budgetUnits * margin - fixedCosts
  const flexibleBudgetProfit = actualUnits * margin - fixedCosts
  const actualProfit = actualRevenue - actualVariableCosts - actualFixedCosts
  return {
    staticBudgetProfit,
    flexibleBudgetProfit,
    actualProfit,
    flexibleBudgetVariance: actualProfit - flexibleBudgetProfit,
    salesVolumeVariance: (actualUnits - budgetUnits) * margin,
    staticBudgetVariance: actualProfit - staticBudgetProfit,
    sellingPriceVariance: actualRevenue - actualUnits * price,
    variableCostVariance: actualUnits * variableCostPerUnit - actualVariableCosts,
    fixedCostVariance: fixedCosts - actualFixedCosts,
  }
}
