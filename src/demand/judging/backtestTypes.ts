import type { Notice } from '../../core/notices/notices.js'
import type { Driver } from '../drivers/types.js'
import type { ForecastMethod } from '../forecastMethod.js'
import type { ExponentialSmoothingModel, ForecastInterval, ForecastModelName, IntermittentModel } from '../types.js'
import type { Accuracy } from './accuracy.js'
import type { IntervalMeasures } from './measureErrors.js'

/** What a forecasting method of the caller's own returns. */
export interface BacktestForecast {
  /** Expected demand by period, as long as the horizon. */
  readonly point: readonly number[]
  /** Intervals, of the levels that are to be judged. */
  readonly intervals?: readonly Pick<ForecastInterval, 'level' | 'lower' | 'upper'>[]
}

/** A forecasting method of the caller's own. */
export interface BacktestModel {
  /** Name in the result. */
  readonly id: string
  /**
   * Forecasts a history, given oldest value first with `null` where not observed; sees nothing after it but the drivers of the
   * series, where it has some, up to the horizon.
   */
  readonly forecast: (
    history: readonly (number | null)[],
    options: { readonly horizon: number; readonly seasonLength: number; readonly drivers?: readonly Driver[] },
  ) => BacktestForecast
}

/** How far, from where and with what to forecast. */
export interface BacktestOptions {
  /** Periods to forecast from each origin: a whole number from 1. */
  readonly horizon: number
  /** The methods to compare: those of `forecast`, and any of the caller's own. Default `['auto', 'seasonalNaive']`. */
  readonly models?: readonly (
    ForecastModelName | ExponentialSmoothingModel | IntermittentModel | ForecastMethod | BacktestModel
  )[]
  /** Number of origins; the last one leaves exactly the horizon. Default 5. */
  readonly origins?: number
  /** Periods between two origins. Default 1. */
  readonly step?: number
  /** Whether an origin knows all periods before it, or only the last `windowLength`. Default `expanding`. */
  readonly window?: 'expanding' | 'sliding'
  /** Periods known at each origin of a sliding window. Default: those before the first origin. */
  readonly windowLength?: number
  /** Periods in one season; 1 for no season. Default 1. */
  readonly seasonLength?: number
  /** Probabilities of the intervals to judge, as shares between 0 and 1. Default `[0.8, 0.95]`. */
  readonly levels?: readonly number[]
}

/** How well the intervals of one level held. */
export interface BacktestInterval extends IntervalMeasures {
  /** Probability as a share, 0 to 1. */
  readonly level: number
}

/**
 * Errors of one method. `mase`, `rmsse` and `msis` are scaled by the periods before the first origin, so that the
 * figures of all origins have one scale. The tracking signal sums errors in the order of the origins.
 */
export interface BacktestMeasures extends Accuracy {
  /** One record for each level, in the order asked for. */
  readonly intervals: BacktestInterval[]
}

/** What one method did. */
export interface BacktestResult {
  /** The id of the caller's method, the name of ours, or `ETS(A,N,N)` for one with its parts fixed. */
  readonly model: string
  /** Over all origins and steps. */
  readonly overall: BacktestMeasures
  /** One record for each step ahead, over all origins. */
  readonly byHorizon: BacktestMeasures[]
  /** The forecasts by origin, then by step ahead. */
  readonly forecasts: number[][]
}

/** Comparison of methods over the origins of one history. */
export interface Backtest {
  /** Number of leading periods of the history that lie before each origin. */
  readonly origins: number[]
  /** In the order asked for. */
  readonly models: BacktestResult[]
  /** The method with the least mean absolute error, the earlier one in a tie; `null` where nothing could be measured. */
  readonly best: string | null
  readonly warnings: Notice[]
}
