import type { Driver } from '../drivers/types.js'

/** A driver whose values ahead may themselves be a guess. */
export interface UnsureDriver extends Driver {
  /** Standard deviation of its value (of its logarithm, where it acts by that), by period as `values`. Default: all known. */
  readonly deviations?: readonly number[]
}

/** What is known of the effect of a driver before the series itself is seen, from other series. */
export interface EffectPrior {
  /** Of the change of the logarithm of demand for one unit of the driver, or of its logarithm. */
  readonly mean: number
  readonly stdDev: number
  /**
   * Least and largest driver seen in these series, beyond which the effect is believed less; relative to the mean of
   * its series where it acts by its logarithm.
   */
  readonly low: number
  readonly high: number
}

/** What other series say of the effects, by the id of the driver. */
export type EffectPriors = ReadonlyMap<string, EffectPrior>
