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
