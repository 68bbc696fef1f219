/** What drives demand from outside, as a price, a promotion, a holiday or a count of active users. */
export interface ArimaRegressor {
  /** Its coefficient is found under this id in the result. */
  readonly id: string
  /**
   * One number by period, from the first period of the history to the last one forecast; `1` and `0` for what happens
   * or does not. For periods ahead, what is planned or expected; `null` where a past period was not recorded, as while
   * the shop was closed: the value before it stands for it, with a warning. More than are needed may be given.
   */
  readonly values: readonly (number | null)[]
}

/** Parts of a seasonal ARIMA model that are fixed; what is left out is chosen. */
export interface ArimaOptions {
  /**
   * p, d, q: values looked back at (0 to 24), differences (0 to 3) and shocks looked back at (0 to 24). With it, the
   * intervals are by default those that the model states.
   */
  readonly order?: readonly [p: number, d: number, q: number]
  /** P, D, Q: the same by whole seasons, 0 to 5, 0 to 2 and 0 to 5. Zeros for no season. */
  readonly seasonalOrder?: readonly [P: number, D: number, Q: number]
  /**
   * Whether there is a mean (no difference) or a drift (one difference); with more differences there is neither.
   * Default: chosen by AICc.
   */
  readonly constant?: boolean
  /** Drivers whose effects are estimated together with the model: a regression with ARIMA errors. Default: the drivers of the series. */
  readonly regressors?: readonly ArimaRegressor[]
  /**
   * `exact`: estimates of greatest likelihood; `conditional`: least squares of the shocks after the first values, which
   * is faster for long seasons and less good for short histories. Default `exact`.
   */
  readonly method?: 'exact' | 'conditional'
}
