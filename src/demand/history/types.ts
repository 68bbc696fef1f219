import type { Notice } from '../../core/notices/notices.js'

/** A promotion, a strike, a launch: periods whose demand has a known cause. */
export interface HistoryEvent {
  readonly id: string
  /** Its periods, as places in the history counted from 0. */
  readonly periodIndexes: readonly number[]
  /** Whether demand without the event is put in its place. Default false: what happened stays. */
  readonly replace?: boolean
}

/** What is known of a history, and how far the cleaning may go. */
export interface CleanHistoryOptions {
  /** Periods in one season, as 12 for months in a year; 1 for none. Default 1. */
  readonly seasonLength?: number
  /** By period: the item ran out, so demand was at least what was sold. Default: never. */
  readonly stockOut?: readonly boolean[]
  /** By period: share of it, 0 to 1, during which the item could be had. Default 1 throughout. */
  readonly availableShare?: readonly number[]
  /** Periods with a known cause; they never count as outliers and do not lead what is expected. Default: none. */
  readonly events?: readonly HistoryEvent[]
  /** What to do with outliers; `report` lists them in the warnings only. Default `replace`. */
  readonly outliers?: 'replace' | 'report' | 'keep'
  /** Quartile distances beyond the quartiles from which a remainder is an outlier, above zero. Default 3. */
  readonly outlierThreshold?: number
  /** What to do with lasting steps; `adjust` brings what came before to the level after. Default `report`. */
  readonly levelShifts?: 'report' | 'adjust' | 'keep'
}

/** One value that was changed. */
export interface HistoryAdjustment {
  /** Place in the history, from 0. */
  readonly periodIndex: number
  readonly kind: 'missing' | 'stockOut' | 'outlier' | 'levelShift' | 'event'
  /** Value as given, in the unit of the history; `null` where nothing was observed. */
  readonly observed: number | null
  /** Value put in its place. */
  readonly replacement: number
  /** What was found, in one sentence. */
  readonly reason: string
}

/** A lasting step in the level of the history. */
export interface LevelShift {
  /** First period on the new level, from 0. */
  readonly periodIndex: number
  /** Level without season right before it, in the unit of the history. */
  readonly before: number
  /** The same from it on. */
  readonly after: number
  /** Step by its standard error, on the scale of the test; below zero for a step down. */
  readonly tValue: number
}

/** A history ready to be forecast, and everything that was done to it. */
export interface CleanedHistory {
  /** One value by period given; `null` only before the first observation. */
  readonly values: (number | null)[]
  /** Every value that differs from the one given, by period. */
  readonly adjustments: HistoryAdjustment[]
  readonly levelShifts: LevelShift[]
  readonly warnings: Notice[]
}

/** A value to put in the place of another, with the reason. */
export interface Replacement {
  readonly period: number
  readonly replacement: number
  readonly reason: string
}
