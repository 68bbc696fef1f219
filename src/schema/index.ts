export { checkPlanInput } from './checkPlanInput.js'
export { migrateInput } from './migrateInput.js'
export { planInputJsonSchema } from './planInputJsonSchema.js'
export type {
  Customer,
  DemandEvent,
  DemandHistory,
  DemandNode,
  DemandTables,
  DemandTransaction,
  DemandView,
  ForecastPolicy,
  GivenForecast,
  ItemLaunch,
  ItemOpportunity,
  ItemOverride,
  ItemSuccession,
  Market,
  MarketPrice,
  PipelineStage,
  StockOut,
} from './demandTypes.js'
export type {
  CreditFacility,
  FinanceTables,
  OpeningAccount,
  OpeningBalance,
  PlanAsset,
  PlanFinance,
  PlanOverhead,
  PlanTax,
} from './financeTypes.js'
export type { PerPeriod, PerPeriodMoney, PlanRow, RowAttributes } from './rowTypes.js'
export type {
  AssumedUnitCost,
  OpenOrder,
  PlanBillLine,
  PlanItem,
  PlanOperation,
  PlanResource,
  PlanSource,
  StockColumns,
  StockLevel,
  StockPolicy,
  Supplier,
  SupplyColumns,
  SupplyOrder,
  SupplyTables,
} from './supplyTypes.js'
export type { PlanInput, PlanPolicy } from './types.js'
