export { type AbsorptionOptions, absorptionStatement } from './absorptionStatement.js'
export {
  type BreakEven,
  breakEven,
  type ProductInMix,
  type ProductMixBreakEven,
  type SingleProductBreakEven,
} from './breakEven.js'
export { type ProfitReconciliation, type ProfitReconciliationInput, reconcileProfit } from './reconcileProfit.js'
export { rollUpCosts, type RollUpOptions } from './rollUpCosts.js'
export type { AbsorptionStatement, CostingPeriods, VariableStatement } from './statementTypes.js'
export { type CostStep, stepFixedCost } from './stepFixedCost.js'
export type { CostCard, CostElements, CostRates, PurchaseCost, ResourceRates, UnitCost } from './types.js'
export { type StockMovement, type StockValuation, type ValuationMethod, valueStock } from './valueStock.js'
export { variableStatement } from './variableStatement.js'
