/**
 * {@include ./README.md}
 *
 * @module review
 */

export {
  attributeDifference,
  type AttributeDifferenceOptions,
  type DifferenceAttribution,
  type DifferencePart,
} from './attributeDifference.js'
export { actualsOf } from './asPlanned/actualsOf.js'
export { comparePlans, type PlanDifference } from './comparePlans.js'
export { contentHash, isSignedOff } from './contentHash.js'
export type { KpiName, PlanMeasure } from './measure.js'
export {
  type FenceTotal,
  planStability,
  type PlanStability,
  type StabilityFence,
  type StabilityRow,
} from './planStability.js'
export type {
  PlannedExchangeRate,
  PlannedMarketVolume,
  PlanStatementLine,
  PlanVariance,
  PlanVarianceName,
  VarianceAnalysis,
  VarianceAnalysisOptions,
} from './planVariances/types.js'
export { varianceAnalysis } from './planVariances/varianceAnalysis.js'
export type { BalanceDifference } from './rollForward/closeBalances.js'
export type { StockDifference } from './rollForward/closeStock.js'
export { rollForward } from './rollForward/rollForward.js'
export type { HandedOver, RolledInput, RollForwardOptions } from './rollForward/types.js'
