import type { RunOptions } from '../../core/running/progress.js'
import type { Forecast } from '../../demand/types.js'

/** Forecasts by all that they were made from: several plans of nearly the same input need not forecast anew. */
export interface ForecastMemory {
  get(madeFrom: string): readonly Forecast[] | undefined
  set(madeFrom: string, forecasts: readonly Forecast[]): unknown
}

/** Options of forecasting within plans. */
export interface ForecastRun extends RunOptions {
  /** Default: nothing is remembered. */
  readonly memory?: ForecastMemory
}
