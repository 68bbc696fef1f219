import type { DemandDistribution } from '../../core/numbers/distribution.js'
import type { SeriesId, StockId } from '../../core/keys/seriesId.js'
import type { Notice } from '../../core/notices/notices.js'
import type { Coherence, ReconciliationMethod } from '../../demand/hierarchy/types.js'
import type { IntervalDemand } from './demandBetween.js'
import type { DriverEffect } from '../../demand/drivers/types.js'
import type { Forecast, ForecastInterval, ForecastPart, InSampleAccuracy } from '../../demand/types.js'

/** One step of the way from the baseline to the demand planned for. */
export interface WaterfallStep {
  /**
   * `statistical` or `given`: the baseline, with drivers at their references. `driver`: what one of them adds. `uplift`: what an
   * event adds that has no uplift of its own, as estimated from the history.
   * `reconciliation`: what makes it add up with its totals. `launch`, `succession`, `event`, `pipeline`, `view`, `override`:
   * rows of the input. `orders`: what orders of customers are more than the forecast that they consume, below zero where they
   * consume forecast of another market or period. `rounding`: to the item's grid.
   */
  readonly step:
    | 'statistical'
    | 'given'
    | 'driver'
    | 'uplift'
    | 'reconciliation'
    | 'launch'
    | 'succession'
    | 'event'
    | 'pipeline'
    | 'view'
    | 'override'
    | 'orders'
    | 'rounding'
  /** Id of the driver, event or override, contributor of the view, or the other item of the succession. */
  readonly id?: string
  /** Why, for an override. */
  readonly reason?: string
  /** Who answers for it, for an override. */
  readonly owner?: string
  /** Units by period: of the baseline as they are, of any other step what it adds, below zero where it takes away. */
  readonly quantities: readonly number[]
  /** Of a view: its weight by period, 0 where there is none. */
  readonly weights?: readonly number[]
}

/** One bucket of a history that was changed before forecasting. */
export interface HistoryChange {
  /** Id of the bucket, as `2026-03`. */
  readonly periodId: string
  readonly from: number
  /** Null where nothing can be known without the cause, as in a month closed altogether. */
  readonly to: number | null
  readonly cause: 'event' | 'stockOut' | 'outlier' | 'levelShift'
  /** Ids of the events. */
  readonly ids?: readonly string[]
  /** What was found, where it was not an event. */
  readonly reason?: string
}

/** The history that was forecast, where it is not the one in the input. */
export interface ForecastHistory {
  /** Id of the first bucket. */
  readonly start: string
  /** Units by bucket, after all changes; null was not observed. */
  readonly quantities: readonly (number | null)[]
  readonly changes: readonly HistoryChange[]
}

/** What a driver, or an event without an uplift of its own, does to the demand of a series. */
export interface DemandEffect extends Pick<DriverEffect, 'scale' | 'effect' | 'standardError' | 'reference'> {
  readonly driverId?: string
  /** Instead of a driver: the event, or the first of those that repeat it; for all days of a bucket. */
  readonly eventId?: string
}

/** Demand of one item in one market; units by period of the plan. */
export interface DemandRecord extends SeriesId {
  /** Whether its baseline was forecast from a history, given, or `none`: all of it comes from steps of the waterfall. */
  readonly basis: 'history' | 'given' | 'none'
  /** Forecasting model, as `ETS(A,N,A)`; `Given` for a given forecast, `None` without a baseline. */
  readonly model: string
  /** Expected demand as the model (or the giver) has it. */
  readonly statistical: readonly number[]
  /** The demand planned for: on the item's grid, with the same running total to half a unit. */
  readonly consensus: readonly number[]
  /** What of it is ordered by customers already; left out where nothing is. */
  readonly booked?: readonly number[]
  /** Standard deviation of the error of the demand planned for; 0 where nothing is known of it. */
  readonly stdDev: readonly number[]
  /** Around the demand planned for, before rounding. */
  readonly intervals: readonly ForecastInterval[]
  /** From the baseline to `consensus`: added up in order, the steps give it exactly. */
  readonly waterfall: readonly WaterfallStep[]
  /** The history that was forecast, where it was added up from transactions or changed before forecasting. */
  readonly history?: ForecastHistory
  /** Smoothing parameters and final states of the model. */
  readonly parameters?: Forecast['parameters']
  /** What each driver, and each event without an uplift of its own, does, as estimated from the histories of all that have it. */
  readonly effects?: readonly DemandEffect[]
  /** What a combination is made of, with the weight and the error of each model. */
  readonly models?: readonly ForecastPart[]
  /** One-step errors inside the history. */
  readonly accuracy?: InSampleAccuracy
}

/** A distribution of demand and the calendar days of its buckets. */
export interface BucketedDistribution {
  readonly distribution: DemandDistribution
  readonly bucketDays: readonly number[]
}

/** How the demand of one series of an item may turn out. */
export interface SeriesOutlook extends StockId {
  /** Demand between two days of the plan, counted from its first, as it will be seen when the first of them comes. */
  readonly between: (from: number, to: number) => IntervalDemand
  /** Whether it is known how far off it may be; where not, it is as if it were certain. */
  readonly isErrorKnown: boolean
  /** Days that the forecast reaches; what lies beyond follows from them. */
  readonly days: number
  /** The forecast from the start of the plan on, in its own buckets; only where no step has changed it. */
  readonly forecast?: BucketedDistribution
}

/** Demand of one node of the hierarchy; units by period of the plan. */
export interface HierarchyRecord {
  /** Id of the node: of the hierarchy, or of an item that several markets add up to. */
  readonly id: string
  readonly parentId?: string
  /** Forecasting model of the node itself. */
  readonly model: string
  /** What the node itself is forecast at, with the forecasts below it that were made elsewhere. */
  readonly statistical: readonly number[]
  /** The sum of what lies below it, after reconciliation, which changes no forecast that was made elsewhere. */
  readonly reconciled: readonly number[]
  /** The sum of the demand planned for below it. */
  readonly consensus: readonly number[]
}

/** How forecasts of items and their totals were made to add up. */
export interface DemandReconciliation {
  readonly method: ReconciliationMethod
  /** Items and totals above the series, in the order of the hierarchy. */
  readonly nodes: readonly HierarchyRecord[]
  /** Largest gaps between a node and the sum below it, before and after, in the buckets of the histories. */
  readonly coherence: { readonly before: Coherence | null; readonly after: Coherence }
}

/** What planning demand yields. */
export interface DemandPlan {
  /** In the order of items and markets. */
  readonly records: readonly DemandRecord[]
  readonly reconciliation?: DemandReconciliation
  /** One for each record, in their order. */
  readonly outlooks: readonly SeriesOutlook[]
  /** What was taken for granted of orders and drivers. */
  readonly assumptions: readonly Notice[]
  readonly warnings: readonly Notice[]
}
