import type { Spread } from './calibrateSpread.js'
import type { EffectPriors, UnsureDriver } from './effects/types.js'
import type { FittedModel } from './fittedModel.js'
import type { PreparedSeries } from './prepareSeries.js'

/** A history, where it stands, and what moves it. */
export interface SeriesInput {
  readonly values: readonly (number | null)[]
  /** Periods of the caller's history that stand before the values. Default 0. */
  readonly offset?: number
  readonly drivers?: readonly UnsureDriver[] | undefined
  /** What other series say of the effects of the drivers. */
  readonly priors?: EffectPriors | undefined
}

/** A model fitted to a series, with the spread of its forecasts in the scale of the values. */
export interface SeriesFit {
  readonly history: PreparedSeries
  readonly model: FittedModel
  readonly spread: Spread
  /** Periods in the season, given or found. */
  readonly seasonLength: number
  /** Whether demand below zero is impossible. */
  readonly nonNegative: boolean
}
