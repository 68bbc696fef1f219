const GRID = 20
const REFINEMENTS = 24
/** 1 / golden ratio. */
const SECTION = 0.6180339887498949

/**
 * Mean squared rate: how far the rate stands from the mean demand per period so far.
 *
 * The error of one period rewards whoever forecasts the usual value of an intermittent series, which is zero. The mean of
 * all periods up to t is what a rate is meant to be, and a forecast of zero is the farthest from it that demand allows.
 *
 *     MSR = mean over t of (rate(t) - (y(1) + ... + y(t)) / t)^2
 *
 * Source: Kourentzes, "On intermittent demand model optimisation and selection", International Journal of Production
 * Economics 156 (2014).
 */
export function rateError(values: Float64Array, count: number, fitted: Float64Array): number {
  let sum = 0
  let total = 0
  for (let t = 0; t < count; t += 1) {
    total += values[t]
    const distance = fitted[t] - total / (t + 1)
    sum += distance * distance
  }
  return count > 0 ? sum / count : 0
}

/**
 * Smoothing constant from 0 to `upper` with the least error: the best of a grid, then golden section around it.
 *
 * The error may have several valleys, which the grid tells apart; the smaller constant wins a tie.
 */
export function minimizeSmoothing(errorAt: (constant: number) => number, upper: number): number {
  let best = 0
  let least = errorAt(0)
  for (let k = 1; k <= GRID; k += 1) {
    const constant = (k * upper) / GRID
    const error = errorAt(constant)
    if (error < least) {
      best = constant
      least = error
    }
  }
  let low = Math.max(0, best - upper / GRID)
  let high = Math.min(upper, best + upper / GRID)
  for (let k = 0; k < REFINEMENTS; k += 1) {
    const left = high - SECTION * (high - low)
    const right = low + SECTION * (high - low)
    if (errorAt(left) <= errorAt(right)) high = right
    else low = left
  }
  const middle = (low + high) / 2
  return errorAt(middle) < least ? middle : best
}
