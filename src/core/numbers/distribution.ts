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
  /** How demand comes that is intermittent and expected to be the same in every period; a fill rate in a plan takes it. */
  readonly demandSizes?: DemandSizes
}

/** Demand that is none in a period, or one of some sizes. */
export interface DemandSizes {
  /** Probability, 0 to 1, that there is a demand in a period. */
  readonly probability: number
  /** Standard deviation of what is known of that probability. */
  readonly probabilityStdDev: number
  /** Sizes in rising order, each as likely; units. */
  readonly sizes: readonly number[]
}

/** One quantile of the demand, or of its sum, by period. */
export interface DemandQuantile {
  /** Probability, 0 to 1, that the demand stays at or below the value. */
  readonly probability: number
  readonly values: readonly number[]
}
