import { createNotice, type Notice } from '../core/notices/notices.js'
import { type FitHistory, type FitRequest, fitModel, LEAST_FITTED } from './fitModel.js'
import { isIntermittent } from './intermittent/isIntermittent.js'
import type { ForecastModelName } from './types.js'
import { tooShortToSelect } from './notices.js'

/** Ways to forecast between which the rolling origin decides; the earlier one wins a tie. */
const CANDIDATES: readonly ForecastModelName[] = ['auto', 'exponentialSmoothing', 'theta', 'seasonalNaive', 'naive']
const ORIGINS = 3

/**
 * Takes the method with the least sum of absolute errors over up to three origins, half a test window apart.
 *
 * The test window is the horizon, at most one season (six periods without one). Where not even one origin leaves two
 * seasons and ten values to fit, `auto` is kept, with a warning. It is kept for intermittent demand too: the absolute
 * error of single periods is least for whoever forecasts no demand at all.
 * Source: Tashman, "Out-of-sample tests of forecasting accuracy", International Journal of Forecasting 16 (2000).
 */
export function selectByRollingOrigin(history: FitHistory, request: FitRequest, warnings: Notice[]): ForecastModelName {
  const { values, count } = history
  const { seasonLength: m } = request
  if (isIntermittent(history, m)) return 'auto'
  const window = Math.min(request.horizon, m > 1 ? m : 6)
  const step = Math.max(1, window >> 1)
  const least = Math.max(2 * LEAST_FITTED, 2 * m)
  const errors = CANDIDATES.map(() => 0)
  let origins = 0
  for (let k = 0; k < ORIGINS; k += 1) {
    const origin = count - window - k * step
    if (origin < least) break
    origins += 1
    const part = historyUntil(history, origin)
    CANDIDATES.forEach((model, place) => {
      const fitted = fitModel(part, { ...request, model, horizon: window }, [])
      let sum = 0
      for (let h = 0; h < window; h += 1) {
        sum += Math.abs(fitted.point[h] - values[origin + h])
      }
      errors[place] = errors[place] + sum
    })
  }
  if (origins === 0) {
    warnings.push(createNotice(tooShortToSelect, { path: request.path, value: { periods: count } }))
    return 'auto'
  }
  let best = 0
  for (let place = 1; place < errors.length; place += 1) {
    if (errors[place] < errors[best]) best = place
  }
  return CANDIDATES[best]
}

/** The history as it stood at an origin; filled gaps count as observed. */
function historyUntil(history: FitHistory, count: number): FitHistory {
  const values = history.values.subarray(0, count)
  let zeros = 0
  for (const value of values) if (value === 0) zeros += 1
  const positive = values.every((value) => value > 0)
  const { actual, scale, nonNegative, start } = history
  const known = { values, count, start, actual: actual.slice(0, count), scale, observed: count }
  return { ...known, positive, nonNegative, zeros }
}
