export { type AbsorptionOptions, absorptionStatement } from './statements/absorptionStatement.js'
export {
  type BreakEven,
  breakEven,
  type ProductInMix,
  type ProductMixBreakEven,
  type SingleProductBreakEven,
} from './decisions/breakEven.js'
export {
  type ProfitReconciliation,
  type ProfitReconciliationInput,
  reconcileProfit,
} from './statements/reconcileProfit.js'
export { rollUpCosts, type RollUpOptions } from './rollUp/rollUpCosts.js'
export type { AbsorptionStatement, CostingPeriods, VariableStatement } from './statements/statementTypes.js'
export { type CostStep, stepFixedCost } from './decisions/stepFixedCost.js'
export type { CostCard, CostElements, CostRates, PurchaseCost, ResourceRates, UnitCost } from './types.js'
export { type StockMovement, type StockValuation, type ValuationMethod, valueStock } from './valuation/valueStock.js'
export { variableStatement } from './statements/variableStatement.js'
export { varianceTree } from './variances/varianceTree.js'
export type {
  Actual,
  ActualKind,
  BudgetedExchangeRate,
  BudgetedSale,
  MarketVolume,
  OpeningUnits,
  OperatingStatementLine,
  StandardItem,
  StandardLabor,
  StandardMaterial,
  StandardOverhead,
  StandardResource,
  Variance,
  VarianceGroupName,
  VarianceInput,
  VarianceLeafName,
  VarianceName,
  VarianceOptions,
  VarianceTree,
} from './variances/varianceTypes.js'
export { flexibleBudget, type FlexibleBudget, type FlexibleBudgetInput } from './variances/flexibleBudget.js'
export {
  type LaborComparison,
  type LaborVariance,
  type LaborVarianceInput,
  type LaborVarianceOptions,
  type LaborVariances,
  laborVariances,
} from './variances/laborVariances.js'
export {
  type MaterialComparison,
  type MaterialVariance,
  type MaterialVarianceInput,
  type MaterialVarianceOptions,
  type MaterialVariances,
  materialVariances,
} from './variances/materialVariances.js'
export {
  type FixedOverheadInput,
  type FixedOverheadVariances,
  fixedOverheadVariances,
  type VariableOverheadInput,
  type VariableOverheadVariances,
  variableOverheadVariances,
} from './variances/overheadVariances.js'
export {
  type SalesComparison,
  type SalesVarianceLine,
  type SalesVarianceOptions,
  type SalesVariances,
  salesVariances,
} from './variances/salesVariances.js'
