import type { DemandDistribution } from '../core/numbers/distribution.js'
import type { Notice } from '../core/notices/notices.js'
import type { Driver, DriverEffect } from './drivers/types.js'
import type { ForecastMethod, ForecastProfile } from './forecastMethod.js'

/** Evenly spaced history of one item, oldest value first. */
export interface TimeSeries {
  /** Carried into the forecast and its warnings. */
  readonly id?: string
  /** Quantity by period, in the item's stock unit. `null` means not observed; zero means that nothing was asked for. */
  readonly values: readonly (number | null)[]
  /**
   * What moves demand, as prices and promotions, with a value for each period of the history and of the horizon; `auto`
   * alone takes them.
   */
  readonly drivers?: readonly Driver[]
}

/** The parts of an exponential smoothing model, fixed instead of chosen by AICc; `exponentialSmoothing()` can do more. */
export interface ExponentialSmoothingModel {
  readonly name: 'exponentialSmoothing'
  /** How the error enters. A multiplicative error needs a history above zero. */
  readonly error: 'additive' | 'multiplicative'
  /** Whether there is a trend, and whether it dies away. */
  readonly trend: 'none' | 'additive' | 'additiveDamped'
  /** A multiplicative season needs a multiplicative error: with an additive one its variance is not stable. */
  readonly season: 'none' | 'additive' | 'multiplicative'
}

/** Name of a forecasting method. */
export type ForecastModelName =
  | 'auto'
  | 'naive'
  | 'seasonalNaive'
  | 'drift'
  | 'mean'
  | 'exponentialSmoothing'
  | 'theta'
  | 'optimizedTheta'
  | 'dynamicOptimizedTheta'
  | IntermittentModel['name']

/** A method for intermittent demand with its smoothing constants fixed instead of chosen by mean squared rate. */
export interface IntermittentModel {
  /**
   * `ses`: a level over all periods; `croston`: sizes and intervals; `sba`, `sbj`: the same with the bias of the ratio
   * corrected; `tsb`: sizes and probability of a demand; `adida`, `imapa`: sums over one or several widths of bucket.
   */
  readonly name: 'ses' | 'croston' | 'sba' | 'sbj' | 'tsb' | 'adida' | 'imapa'
  /** Smoothing constant, 0 to 1: of the level, of the sizes or of the bucket sums. Default: chosen. */
  readonly alpha?: number
  /** Smoothing constant, 0 to 1, of intervals (`croston`, `sba`, `sbj`) or probability (`tsb`). Default: alpha. */
  readonly beta?: number
}

/** How far, how and with which intervals to forecast. */
export interface ForecastOptions {
  /** Periods to forecast: a whole number from 1. */
  readonly horizon: number
  /**
   * Periods in one season, as 12 for months in a year; 1 for no season; `auto` for the one that `detectSeasonLength` finds,
   * which needs three seasons of history. A length that is known is better than one that is found. Default 1.
   */
  readonly seasonLength?: number | 'auto'
  /**
   * The method. `auto` combines exponential smoothing with two Theta methods, as described at `forecast`;
   * `exponentialSmoothing` is the one such model with the least AICc, and an object one with its parts fixed. With many
   * zeros and no season, `auto` combines four methods for intermittent demand. A method made by a function of its own, as
   * `arima()`, goes here too. Default `auto`.
   */
  readonly model?: ForecastModelName | ExponentialSmoothingModel | IntermittentModel | ForecastMethod
  /**
   * How much work `auto` does: `fast` takes the dynamic optimized Theta method alone, and judges
   * fewer forecasts inside the history; `balanced` the combination described at `forecast`; `best` adds
   * a decomposition of the season and weighs the parts by the errors of models fitted anew at several origins, at five to
   * ten times the cost. Default `balanced`.
   */
  readonly profile?: ForecastProfile
  /**
   * How `auto` decides: `aicc` as described at `model`; `rollingOrigin` takes the method, out of that combination,
   * exponential smoothing, Theta and the (seasonal) naive one, with the least absolute error over the last periods,
   * held back one part after another; intermittent demand is left to the four methods. Default `aicc`.
   */
  readonly selection?: 'aicc' | 'rollingOrigin'
  /** Probabilities that the intervals are to hold, as shares between 0 and 1. Default `[0.8, 0.95]`. */
  readonly levels?: readonly number[]
  /**
   * How wide the forecast is: `model` states the spread that follows from the model's formulas, with normal errors;
   * `calibrated` keeps its shape and scales it, period ahead by period ahead, by the errors that the model would have
   * made inside the history, with the wider tails of Student's distribution where those are few. Default: `calibrated`
   * for `auto`, `exponentialSmoothing` and `theta`; `model` for a benchmark or an exponential smoothing model with its
   * parts fixed, which then are as the textbook has them.
   */
  readonly spread?: 'calibrated' | 'model'
  /**
   * Probabilities, as shares between 0 and 1, for which `distribution.quantiles` (and, for intermittent demand,
   * `distribution.cumulativeQuantiles`, which `safetyStock` takes) is to tell the demand that is not exceeded: 0.98
   * gives the stock that serves 98 % of periods. Default: none; for intermittent demand 0.5 to 0.99.
   */
  readonly quantiles?: readonly number[]
  /**
   * What `auto` makes of zeros: `judge` takes those before the first demand as before the launch, doubts that demand goes
   * on after more of them in a row than ever before, and takes one that stands alone in a steady flow for no demand of
   * zero, each with a warning, as are two and more in a row there, which stay; `keep` takes every zero for a demand of
   * zero. Default `judge`.
   */
  readonly zeros?: 'judge' | 'keep'
  /** Whether demand below zero is impossible. Default: true when the history has no negative value. */
  readonly nonNegative?: boolean
  /** Whether to return `fitted` and `residuals` too, as `reconcile` needs them. Default false. */
  readonly fitted?: boolean
}

/** Interval that is expected to hold the demand of each period with the given probability. */
export interface ForecastInterval {
  /** Probability as a share, 0 to 1. */
  readonly level: number
  /** Lower end by period, in the unit of the history. */
  readonly lower: number[]
  /** Upper end by period, in the unit of the history. */
  readonly upper: number[]
}

/** Error of one-step forecasts inside the history; `null` where the measure is not defined. */
export interface InSampleAccuracy {
  /** Sum of absolute errors by sum of absolute actuals: a ratio. */
  readonly wape: number | null
  /** Mean absolute error by that of the (seasonal) naive forecast inside the history: a ratio. */
  readonly mase: number | null
  /** Mean of 2 |actual - forecast| / (|actual| + |forecast|): a ratio, 0 to 2. */
  readonly smape: number | null
  /** Root mean squared error by that of the one-step naive forecast inside the history: a ratio. */
  readonly rmsse: number | null
  /** Mean of forecast - actual, in the unit of the history: above zero means forecast too high. */
  readonly bias: number | null
}

/** One model of a combination. */
export interface ForecastPart {
  /** The model, as `ETS(A,Ad,M)`. */
  readonly model: string
  /** Its share in the forecast, 0 to 1; those of all parts sum to one. */
  readonly weight: number
  /**
   * Mean absolute error of the forecasts that it would have made inside the history, over all steps ahead, in the unit of
   * the history; `null` where none were made.
   */
  readonly error: number | null
  /** Smoothing parameters, states and criteria of the model. */
  readonly parameters: Record<string, number | number[]>
}

/** Forecast of one series. Arrays by period are as long as the horizon. */
export interface Forecast {
  /** Id of the series, where it had one. */
  readonly id?: string
  /** The model used, as `ETS(A,Ad,M)`, `Theta`, `SeasonalNaive`, `ETS + OTM + DOTM`; `models` takes the last one apart. */
  readonly model: string
  /** Expected demand by period, in the unit of the history. */
  readonly point: number[]
  /** One interval for each level asked for, in the order asked for. */
  readonly intervals: ForecastInterval[]
  /**
   * Mean and standard deviation by period, and of the demand summed over the periods so far, as wide as the
   * intervals; the quantiles asked for.
   */
  readonly distribution: DemandDistribution
  /** One-step errors inside the history. */
  readonly accuracy: InSampleAccuracy
  /** With `fitted: true`, the one-step forecast of each period of the history, as the model made it; `null` for none. */
  readonly fitted?: (number | null)[]
  /** With `fitted: true`, actual - fitted by period of the history; `null` where one of them is not known. */
  readonly residuals?: (number | null)[]
  /** Smoothing parameters, states and criteria of the model. */
  readonly parameters: Record<string, number | number[]>
  /** With drivers, what each of them does. */
  readonly effects?: DriverEffect[]
  /** What a combination is made of. */
  readonly models?: ForecastPart[]
  readonly warnings: Notice[]
}
