export { checkPlanInput } from './checkPlanInput.js'
export { planInputJsonSchema } from './planInputJsonSchema.js'
export type {
  AssumedUnitCost,
  DemandHistory,
  ForecastPolicy,
  GivenForecast,
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
