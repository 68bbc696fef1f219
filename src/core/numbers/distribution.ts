/**
 * Uncertain demand of one item by period: forecasting gives it, safety stock takes it.
 *
 * All arrays are aligned with the periods of the forecast; units are the item's stock unit.
 */
export interface DemandDistribution {
  /** Expected demand in each period. */
  readonly mean: readonly number[]
  /** Standard deviation of the demand in each period. */
  readonly stdDev: readonly number[]
  /** Standard deviation of the demand summed from the first period to each period. */
  readonly cumulativeStdDev: readonly number[]
  /** Quantiles by period, where they are known better than by the normal distribution. */
  readonly quantiles?: readonly DemandQuantile[]
  /**
   * Quantiles of the demand summed from the first period to each period, where they are known better than by the normal
   * distribution, as those of intermittent demand are; safety stock takes them.
   */
  readonly cumulativeQuantiles?: readonly DemandQuantile[]
}

/** One quantile of the demand, or of its sum, by period. */
export interface DemandQuantile {
  /** Probability, 0 to 1, that the demand stays at or below the value. */
  readonly probability: number
  readonly values: readonly number[]
}
