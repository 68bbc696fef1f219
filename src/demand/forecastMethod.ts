import type { Driver } from './drivers/types.js'
import type { IssueList } from '../core/checking/errors.js'
import type { Notice } from '../core/notices/notices.js'
import type { FittedModel } from './fittedModel.js'
import type { PreparedSeries } from './prepareSeries.js'
import type { RollingRequest } from './rollForecasts.js'

/** What a method is given to learn from: `count` values of `values`, and what is known of them. */
export type MethodHistory = Omit<PreparedSeries, 'constant'>

/** How much work `auto` does for one series. */
export type ForecastProfile = 'fast' | 'balanced' | 'best'

/** What a method is asked for. */
export interface MethodRequest {
  /** Periods in one season; 1 for none. */
  readonly seasonLength: number
  /** Periods to forecast. */
  readonly horizon: number
  /** Where warnings point to. */
  readonly path: string
  /** How much work a method that chooses may do; default `balanced`. */
  readonly profile?: ForecastProfile
  /** Forecasts inside the history to make as well, by which the intervals are scaled. */
  readonly rolling?: RollingRequest
  /** What moves the series, from its first value on, for a method that has no drivers of its own. */
  readonly drivers?: readonly Driver[]
}

/** Size of a series before any of it is read. */
export interface MethodShape {
  /** Periods in the history, gaps included. */
  readonly count: number
  /** Periods after the history that are to be forecast; 0 in a backtest. */
  readonly horizon: number
  readonly seasonLength: number
  /** Where problems point to. */
  readonly path: string
  /** Drivers that the series itself has. Default 0. */
  readonly drivers?: number
}

/**
 * A way to forecast that `forecast`, `forecastMany` and `backtest` take as `model`, beside those that they know by name;
 * made by a function of its own, as `arima()`. How it works inside may change with any version.
 *
 * Whoever does not import a method does not ship it: this is how the larger ones stay out of a small bundle.
 */
export interface ForecastMethod {
  /** Name in the results of a backtest. */
  readonly name: string
  /** `model` where the intervals are to stay as the method states them; default `calibrated`, see `ForecastOptions`. */
  readonly spread?: 'calibrated' | 'model'
  /** For `forecast` alone. */
  readonly check?: (...request: never) => void
  /** For `forecast` alone. */
  readonly fit: (...request: never) => unknown
}

/**
 * What is inside a {@link ForecastMethod}.
 *
 * A method must give the same result for the same history, and no figure that is not finite; where the history is too
 * weak for it, it does something simpler and says so in a warning.
 */
export interface FittingMethod extends ForecastMethod {
  /** Whether it takes the drivers of the series. */
  readonly takesDrivers?: boolean
  /** Adds every problem that what the method was made with has with a series of this size, as drivers that end early. */
  readonly check?: (shape: MethodShape, issues: IssueList) => void
  /** Fits the method to a history of at least five observations that are not all the same. */
  readonly fit: (history: MethodHistory, request: MethodRequest, warnings: Notice[]) => FittedModel
}

/** A method as the public sees it. */
export function sealMethod(method: FittingMethod): ForecastMethod {
  return method
}

/** The inside of a method. */
export function openMethod(method: ForecastMethod): FittingMethod {
  return method as FittingMethod
}

/** Tells a method from a model that is given by its name or its parts. */
export function isForecastMethod(model: unknown): model is ForecastMethod {
  return typeof model === 'object' && model !== null && typeof (model as ForecastMethod).fit === 'function'
}

/** Whether a model reads the drivers of the series: `auto`, and a method that has none of its own. */
export function readsDrivers(model: unknown = 'auto'): boolean {
  return model === 'auto' || (isForecastMethod(model) && openMethod(model).takesDrivers === true)
}
