export { checkPlanInput } from './checkPlanInput.js'
export { planInputJsonSchema } from './planInputJsonSchema.js'
export type {
  DemandEvent,
  DemandHistory,
  DemandNode,
  DemandTransaction,
  DemandView,
  ForecastPolicy,
  GivenForecast,
  ItemLaunch,
  ItemOpportunity,
  ItemOverride,
  ItemSuccession,
  PipelineStage,
  StockOut,
} from './demandTypes.js'
export type {
  AssumedUnitCost,
  Market,
  MarketPrice,
  OpenOrder,
  PerPeriod,
  PerPeriodMoney,
  PlanFinance,
  PlanInput,
  PlanItem,
  PlanOverhead,
  PlanPolicy,
  PlanResource,
  StockLevel,
  Supplier,
} from './types.js'
