/**
 * {@include ./README.md}
 *
 * @module plan
 */

export { noticeMessage } from './noticeMessage.js'
export type { Kpi, Kpis, ResourceUse } from './report/kpis.js'
export type { CustomerTotal } from './demand/totalCustomers.js'
export { plan } from './plan.js'
export { replan } from './replan.js'
export type { ReplanOptions } from './replan.js'
export type {
  DemandReconciliation,
  DemandRecord,
  ForecastHistory,
  HierarchyRecord,
  HistoryChange,
  WaterfallStep,
} from './demand/types.js'
export type { SafetyStockRecord } from './stock/planSafetyStock.js'
export type { StandardRecord } from './costs/planStandards.js'
export type { StandardReason } from './costs/standardRates.js'
export type { ContributionRecord } from './money/contributionRecords.js'
export type { ProfitabilityRecord } from './money/profitabilityRecords.js'
export type { ShipmentRecord } from './money/splitShipments.js'
export type { PlannedOrder } from './supply/plannedOrders.js'
export type { Plan, PlanOptions, PlanStatements, PlanSupply } from './types.js'
export type { Check, CheckFailure } from './proof/checks.js'
export { type Verification, verify, type VerifyOptions } from './verify.js'
