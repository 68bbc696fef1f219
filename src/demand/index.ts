/**
 * {@include ./README.md}
 *
 * @module demand
 */

export { type Accuracy, type AccuracyInput, accuracy } from './judging/accuracy.js'
export { arima } from './arima/arima.js'
export type { ArimaOptions, ArimaRegressor } from './arima/types.js'
export { type DemandClassification, classifyDemand } from './intermittent/classifyDemand.js'
export { accuracyByLag, type ForecastVintage, type LagAccuracy } from './consensus/accuracyByLag.js'
export {
  applyOverrides,
  type ForecastOverride,
  type OverriddenForecast,
  type OverrideOptions,
  type OverrideStep,
} from './consensus/applyOverrides.js'
export {
  consensus,
  type Consensus,
  type ConsensusContribution,
  type ConsensusInput,
  type ConsensusOptions,
} from './consensus/consensus.js'
export { forecast } from './forecast.js'
export { adstockDriver, type AdstockOptions } from './drivers/adstockDriver.js'
export { calendarDrivers, type CalendarDriverOptions, type MovingHoliday } from './drivers/calendarDrivers.js'
export { easterSunday } from './drivers/easterSunday.js'
export { etsWithDrivers, type EtsWithDriversOptions } from './drivers/etsWithDrivers.js'
export { lagDriver, type LagOptions } from './drivers/lagDriver.js'
export { perWorkingDay, type PerWorkingDayOptions } from './drivers/perWorkingDay.js'
export { regression, type RegressionOptions } from './drivers/regression.js'
export type { Driver, DriverEffect } from './drivers/types.js'
export { cleanHistory } from './history/cleanHistory.js'
export type {
  CleanedHistory,
  CleanHistoryOptions,
  HistoryAdjustment,
  HistoryEvent,
  LevelShift,
} from './history/types.js'
export { forecastMany } from './forecastMany.js'
export { type NamedMethod, namedMethod } from './namedMethod.js'
export { forecastPanel } from './panel/forecastPanel.js'
export type {
  PanelDriver,
  PanelForecast,
  PanelForecastRow,
  PanelOptions,
  PanelRow,
  PooledEffect,
} from './panel/types.js'
export type { ForecastMethod, ForecastProfile } from './forecastMethod.js'
export { type ForecastStep, type ForecastStepValue, forecastValueAdded } from './judging/forecastValueAdded.js'
export { bassForecast, type BassForecast, type BassInput } from './launch/bassForecast.js'
export { type BassFit, fitBass, type FitBassOptions } from './launch/fitBass.js'
export { type LaunchForecast, launchForecast, type LaunchInput, type LikeItem } from './launch/launchForecast.js'
export type { BassRegression } from './launch/regressBass.js'
export { type SuccessionForecast, successionForecast, type SuccessionInput } from './launch/successionForecast.js'
export { allocateSupply, type Allocation, type AllocationInput } from './orders/allocateSupply.js'
export {
  consumeForecast,
  type ConsumptionInput,
  type ConsumptionMatch,
  type ForecastConsumption,
} from './orders/consumeForecast.js'
export { type LeadInput, leadWorth, type LeadWorth, type PursuitStep } from './orders/leadWorth.js'
export {
  type Opportunity,
  pipelineForecast,
  type PipelineForecast,
  type PipelineLine,
  type PipelineOptions,
} from './orders/pipelineForecast.js'
export { senseDemand, type SensedDemand, type SensingInput } from './orders/senseDemand.js'
export { aggregateHistory } from './hierarchy/aggregateHistory.js'
export { aggregatePeriods } from './hierarchy/aggregatePeriods.js'
export { reconcile } from './hierarchy/reconcile.js'
export {
  reconcileTemporal,
  type ReconcileTemporalOptions,
  type TemporalForecast,
  type TemporalReconciliation,
} from './hierarchy/reconcileTemporal.js'
export type { TemporalLevel } from './hierarchy/temporalHierarchy.js'
export type {
  Coherence,
  Hierarchy,
  HierarchyGroup,
  HierarchyNode,
  NodeForecast,
  NodeQuantile,
  NodeWeight,
  ReconciledForecast,
  ReconcileOptions,
  Reconciliation,
  ReconciliationMethod,
} from './hierarchy/types.js'
export {
  type DetectedSeason,
  detectSeasonLength,
  type SeasonCandidate,
  type SeasonSearch,
} from './season/detectSeasonLength.js'
export { mstl, type MstlOptions } from './season/mstl.js'
export { type SeasonalComponent, type SeasonalDecomposition, stl, type StlOptions } from './season/stl.js'
export { backtest } from './judging/backtest.js'
export type {
  Backtest,
  BacktestForecast,
  BacktestInterval,
  BacktestMeasures,
  BacktestModel,
  BacktestOptions,
  BacktestResult,
} from './judging/backtestTypes.js'
export { exponentialSmoothing, type ExponentialSmoothingOptions } from './smoothing/exponentialSmoothing.js'
export { type StatedDemand, statedDistribution } from './stated/statedDistribution.js'
export { samplePaths, type SamplePaths, type SamplePathsOptions } from './samplePaths.js'
export { boxCox, type BoxCoxOptions } from './transform/boxCox.js'
export { guerreroLambda, type GuerreroOptions } from './transform/guerreroLambda.js'
export { type IntervalScore, type IntervalScoreInput, intervalScore } from './judging/intervalScore.js'
export type { IntervalMeasures } from './judging/measureErrors.js'
export {
  type BenchmarkedSeries,
  type OverallWeightedAverage,
  overallWeightedAverage,
} from './judging/overallWeightedAverage.js'
export { type PinballLoss, type PinballLossInput, pinballLoss } from './judging/pinballLoss.js'
export { type TrackingSignal, trackingSignal } from './judging/trackingSignal.js'
export type {
  ExponentialSmoothingModel,
  Forecast,
  ForecastInterval,
  ForecastModelName,
  ForecastOptions,
  ForecastPart,
  InSampleAccuracy,
  IntermittentModel,
  TimeSeries,
} from './types.js'
