/** What moves demand, by period: a price, a promotion, a holiday, active users. `Driver<number>` is known in all periods. */
export interface Driver<Value extends number | null = number | null> {
  /** Names the driver in results and warnings. */
  readonly id: string
  /**
   * One number for each period, from the first period of the history given to the last one to be forecast. Flags are 0
   * and 1. `null` in the history where it is not known, as before a driver was recorded: its mean stands there. What is ahead
   * changes nothing of what is learned, and acts no further than the range that was seen once more (`driver-extrapolated`).
   */
  readonly values: readonly Value[]
  /**
   * Take the logarithm of the values, which must be above zero. With the logarithm of demand, the effect is an elasticity:
   * -2 for a demand that falls by 2 % where a price rises by 1 %. Default false; for `auto`, true where all values of
   * the history are above zero.
   */
  readonly log?: boolean
}

/** What a driver does to the demand of one series. */
export interface DriverEffect {
  readonly driverId: string
  /**
   * What `effect` means. `ratio`: change of the logarithm of demand for one unit of the driver (0.7 doubles demand);
   * `elasticity`: the same for one unit of the driver's logarithm (-2: 1 % more of a price, 2 % less demand); `units`: units of
   * demand for one unit of the driver (or of its logarithm, where the driver says `log`).
   */
  readonly scale: 'ratio' | 'elasticity' | 'units'
  readonly effect: number
  readonly standardError: number
  /** Value of the driver at which it adds nothing to `contribution`. */
  readonly reference: number
  /** Units of demand that the driver adds to the point forecast, by period ahead. */
  readonly contribution: number[]
}
