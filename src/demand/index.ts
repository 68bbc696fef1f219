export { type Accuracy, type AccuracyInput, accuracy } from './accuracy.js'
export { type DemandClassification, classifyDemand } from './intermittent/classifyDemand.js'
export { forecast } from './forecast.js'
export { forecastMany } from './forecastMany.js'
export { type ForecastStep, type ForecastStepValue, forecastValueAdded } from './forecastValueAdded.js'
export { type TrackingSignal, trackingSignal } from './trackingSignal.js'
export type {
  ExponentialSmoothingModel,
  Forecast,
  ForecastInterval,
  ForecastModelName,
  ForecastOptions,
  InSampleAccuracy,
  IntermittentModel,
  TimeSeries,
} from './types.js'
