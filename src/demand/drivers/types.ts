/** What moves demand, by period: a price, a promotion, a holiday, active users. */
export interface Driver {
  /** Names the driver in results and warnings. */
  readonly id: string
  /**
   * One number for each period, from the first period of the history given to the last one to be forecast. Flags are 0
   * and 1.
   */
  readonly values: readonly number[]
  /**
   * Take the logarithm of the values, which must be above zero. With the logarithm of demand, the effect is an elasticity:
   * -2 for a demand that falls by 2 % where a price rises by 1 %. Default false.
   */
  readonly log?: boolean
}
