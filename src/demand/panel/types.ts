import type { Calendar } from '../../core/time/calendar.js'
import type { Notice } from '../../core/notices/notices.js'
import type { ForecastProfile } from '../forecastMethod.js'
import type { NamedMethod } from '../namedMethod.js'
import type { Forecast, ForecastOptions } from '../types.js'

/**
 * One item in one period, as a query gives it: a quantity sold, where the period is past, and the drivers.
 *
 * Every other field may be named as a driver or as the group in the options; fields that are not named there are not read.
 */
export interface PanelRow {
  readonly itemId: string
  /** Period of the calendar. */
  readonly periodId?: string
  /** A day of the period, `YYYY-MM-DD`, instead of its id. */
  readonly date?: string
  /** Units asked for; `null`, or left out, where not observed or not yet known. */
  readonly quantity?: number | null
  readonly [field: string]: unknown
}

/** A field of the rows that moves demand. */
export interface PanelDriver {
  /** Name of the field; its values are numbers, or true and false. */
  readonly id: string
  /** As `log` of a driver. Default: true where all values of the history are above zero, in all items. */
  readonly log?: boolean
}

/** What to forecast, from which fields. */
export interface PanelOptions extends Pick<ForecastOptions, 'levels' | 'quantiles'> {
  /** The periods of the history and, after them, those to be forecast. */
  readonly calendar: Calendar
  /** Periods at the end of the calendar to be forecast: a whole number from 1. */
  readonly horizon: number
  /** Fields that move demand, each with a value in every row of a period to be forecast. Default none. */
  readonly drivers?: readonly (string | PanelDriver)[]
  /** Field, the same in all rows of an item, by which items are alike: a family, a brand. Default: all are one group. */
  readonly groupBy?: string
  /** Periods in one season, as 52 for weeks; 1 for none. Default 1. */
  readonly seasonLength?: number
  /**
   * The method, for each item by itself; one that takes drivers reads those of the rows. `auto` alone lets items learn from each
   * other. Default `auto`.
   */
  readonly model?: NonNullable<ForecastOptions['model']> | NamedMethod
  /** How much work is done for each item, as in `forecast`. Default `balanced`. */
  readonly profile?: ForecastProfile
  /**
   * What a period without a row means between the first and the last row of an item in the history: `unknown`, or `zero` for
   * a query that leaves out what was not sold. Default `unknown`.
   */
  readonly absent?: 'unknown' | 'zero'
}

/** The forecast of one item for one period, flat. */
export interface PanelForecastRow {
  readonly itemId: string
  readonly periodId: string
  readonly periodStart: string
  /** First day after the period. */
  readonly periodEnd: string
  /** Expected demand in the unit of the history. */
  readonly quantity: number
  readonly stdDev: number
  /** `q90` for the demand that is not exceeded with a probability of 0.9, for each of the quantiles asked for. */
  readonly [quantile: string]: string | number
}

/** What the items of a group have in common of one driver. */
export interface PooledEffect {
  readonly driverId: string
  /** The group; left out where all items are one. */
  readonly groupId?: string
  /** As in the effects of a forecast. */
  readonly scale: 'ratio' | 'elasticity'
  /** Mean of the effects of its items, and how far they lie about it. */
  readonly mean: number
  readonly stdDev: number
  /** Items that showed an effect of their own. */
  readonly items: number
}

/** Forecasts of many items that learn from each other. */
export interface PanelForecast {
  /** By item and period, in their order. */
  readonly rows: PanelForecastRow[]
  /** By item, with intervals, effects and weights; each with the id of its item. */
  readonly forecasts: Forecast[]
  readonly effects: PooledEffect[]
  readonly warnings: Notice[]
}
