/**
 * Forecasts from origins inside the history, made with the parameters of the whole of it.
 *
 * The forecast for step s (0 is the period after the origin) from the origin at which `first + k` periods are known
 * stands at k * steps + s.
 */
export interface RollingForecasts {
  /** Periods known at the first origin; at the next ones, one more each. */
  readonly first: number
  readonly origins: number
  /** Periods forecast from each origin; the last ones may lie beyond the history. */
  readonly steps: number
  readonly point: Float64Array
  /** Standard deviation that the model would have stated. */
  readonly stdDev: Float64Array
}

/** Which forecasts inside the history a model is to make. */
export type RollingRequest = Pick<RollingForecasts, 'first' | 'origins' | 'steps'>

/** Origins and steps beyond which more of them would cost time and change little. */
const MOST_ORIGINS = 400
const MOST_STEPS = 60

/**
 * The origins that a history permits: all from its second half on, or from the tenth value and the second season where
 * that is earlier, since the start states were read from the values before. Nothing where there are not two.
 */
export function requestRolling(
  count: number,
  seasonLength: number,
  horizon: number,
  mostOrigins: number = MOST_ORIGINS,
): RollingRequest | undefined {
  const least = Math.min(Math.max(10, 2 * seasonLength), Math.ceil(count / 2))
  const first = Math.max(least, count - mostOrigins)
  const origins = count - first
  return origins < 2 ? undefined : { first, origins, steps: Math.min(horizon, origins, MOST_STEPS) }
}

/** Makes the forecasts of a request by a rule that fills in those of one origin. */
export function rollForecasts(
  request: RollingRequest,
  fill: (known: number, point: Float64Array, stdDev: Float64Array) => void,
): RollingForecasts {
  const { first, origins, steps } = request
  const point = new Float64Array(origins * steps)
  const stdDev = new Float64Array(origins * steps)
  // one pair of buffers for all origins: a view for each would cost more than the copy
  const points = new Float64Array(steps)
  const deviations = new Float64Array(steps)
  for (let k = 0; k < origins; k += 1) {
    fill(first + k, points, deviations)
    const from = k * steps
    for (let s = 0; s < steps; s += 1) {
      point[from + s] = points[s]
      stdDev[from + s] = deviations[s]
    }
  }
  return { ...request, point, stdDev }
}
