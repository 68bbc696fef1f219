/**
 * {@include ./README.md}
 *
 * @module costing
 */

export { type AbsorptionOptions, absorptionStatement } from './statements/absorptionStatement.js'
export type { ProfitWanted } from './decisions/beforeTax.js'
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
export type { RollUpOptions } from './rollUp/readRates.js'
export { rollUpCosts } from './rollUp/rollUpCosts.js'
export type { AbsorptionStatement, CostingPeriods, VariableStatement } from './statements/statementTypes.js'
export { type CostStep, stepFixedCost } from './decisions/stepFixedCost.js'
export type { CostCard, CostElements, CostRates, JointOutput, PurchaseCost, ResourceRates, UnitCost } from './types.js'
export type {
  StockLayer,
  StockMovement,
  StockValuation,
  ValuationMethod,
  ValueStockOptions,
} from './valuation/valuationTypes.js'
export { valueStock } from './valuation/valueStock.js'
export { type NetRealizableValue, type StockWriteDown, writeDownStock } from './valuation/writeDownStock.js'
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
export {
  absorbOverhead,
  type AbsorptionInput,
  type AbsorptionRateOptions,
  type CapacityBase,
  type OverheadAbsorption,
} from './overheads/absorbOverhead.js'
export {
  activityBasedCosts,
  type ActivityCostInput,
  type ActivityCosts,
  type ActivityPool,
  type CostObject,
  type ObjectCost,
} from './overheads/activityBasedCosts.js'
export {
  allocateServices,
  type Department,
  type ServiceAllocation,
  type ServiceAllocationInput,
  type ServiceAllocationOptions,
  type ServiceUse,
} from './overheads/allocateServices.js'
export {
  costToServe,
  type CostToServe,
  type CostToServeInput,
  type ServedCustomer,
  type ServedProfit,
} from './overheads/costToServe.js'
export {
  type DepartmentBases,
  type DepartmentOverhead,
  distributeOverheads,
  type OverheadDistributionInput,
  type OverheadToDistribute,
} from './overheads/distributeOverheads.js'
export {
  type ResourcePool,
  type TimedActivity,
  type TimedObject,
  type TimeDrivenCosts,
  timeDrivenCosts,
  type TimeDrivenInput,
} from './overheads/timeDrivenCosts.js'
export {
  breakEvenMix,
  type ProductInUnitMix,
  type UnitMixBreakEven,
  type UnitMixInput,
} from './decisions/breakEvenMix.js'
export { type SteppedBreakEven, type SteppedBreakEvenInput, breakEvenSteps } from './decisions/breakEvenSteps.js'
export { type CostBehavior, costBehavior, type CostObservation } from './decisions/costBehavior.js'
export {
  allocateJointCost,
  type JointCostAllocation,
  type JointCostInput,
  type JointCostMethod,
  type JointProduct,
} from './decisions/jointCosts.js'
export {
  type LearningCurveOptions,
  learningCurve,
  type LearningModel,
  type LearningPoint,
} from './decisions/learningCurve.js'
export { type LearningObservation, learningRate } from './decisions/learningRate.js'
export {
  priceForMargin,
  type Pricing,
  type PricingInput,
  targetCost,
  type TargetCost,
  type TargetCostInput,
} from './decisions/pricing.js'
export { type ProcessCosts, processCosts, type ProcessInput, type UnitsInProcess } from './decisions/processCosts.js'
export { type LimitedProduct, type LimitInput, type LimitRanking, rankByLimit } from './decisions/rankByLimit.js'
export {
  dropDecision,
  type DropDecision,
  type DropInput,
  specialOrder,
  type SpecialOrder,
  type SpecialOrderInput,
} from './decisions/relevantCosts.js'
export {
  contributionStages,
  type ContributionStageLine,
  type ContributionStages,
  type ContributionStagesOptions,
  type StageFixedCost,
} from './statements/contributionStages.js'
export {
  type Profitability,
  profitabilityBy,
  type ProfitabilityLine,
  type ProfitabilityRow,
} from './statements/profitabilityBy.js'
export {
  reconcileProfits,
  type ProfitsReconciliation,
  type ProfitsReconciliationInput,
  type ProfitsReconciliationLine,
  type ReconciledProduct,
} from './statements/reconcileProfits.js'
export {
  type Throughput,
  throughputAccounting,
  type ThroughputInput,
  type ThroughputProduct,
} from './statements/throughputAccounting.js'
export { type CostDriver, type CostDriverOptions, costDrivers } from './rollUp/costDrivers.js'
export {
  type ChargeBasis,
  landedCosts,
  type LandedLine,
  type ShipmentCharge,
  type ShipmentInput,
  type ShipmentLine,
} from './rollUp/landedCosts.js'
export { type Use, whereUsed, type WhereUsedOptions } from './rollUp/whereUsed.js'
export { freezeStandards, type FreezeOptions } from './standards/freezeStandards.js'
export { type Revaluation, type RevaluationOptions, revalueStock, type StockUnits } from './standards/revalueStock.js'
export type { CostElement, Standard } from './standards/standards.js'
export { type StandardCost, standardsAt, type StandardsOptions } from './standards/standardsAt.js'
