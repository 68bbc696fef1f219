import { fitLine } from '../math/leastSquares.js'
import { fitEts, createEtsStarts } from './fitEts.js'
import { cumulativeStdDeviations, type FittedModel } from './fittedModel.js'
import { rollForecasts, type RollingRequest } from './rollForecasts.js'
import { hasSeason, seasonalIndices } from './seasonalIndices.js'

/**
 * The Theta method: simple exponential smoothing with a drift of half the slope of the history, on values freed of
 * their season where the autocorrelation test finds one.
 *
 * Sources: Assimakopoulos and Nikolopoulos, International Journal of Forecasting 16 (2000); the form with drift is that
 * of Hyndman and Billah, International Journal of Forecasting 19 (2003). The season is taken out by multiplicative
 * decomposition, by the additive one where a value is not above zero. `seasonal` says that there is a season where
 * better evidence than that test is at hand.
 */
export function fitTheta(
  values: Float64Array,
  count: number,
  seasonLength: number,
  horizon: number,
  request?: RollingRequest,
  seasonal: boolean = hasSeason(values, count, seasonLength),
): FittedModel {
  const m = seasonLength
  const indices = new Float64Array(m)
  let multiplicative = seasonal
  for (let t = 0; t < count && multiplicative; t += 1) multiplicative = (values[t] as number) > 0
  if (seasonal) {
    seasonalIndices(values, count, m, multiplicative, indices)
    if (multiplicative && indices.some((index) => index < 1e-4)) {
      multiplicative = false
      seasonalIndices(values, count, m, false, indices)
    }
  }
  if (!multiplicative && !seasonal) indices.fill(0)
  const adjusted = new Float64Array(count)
  for (let t = 0; t < count; t += 1) {
    const index = indices[t % m] as number
    adjusted[t] = multiplicative ? (values[t] as number) / index : (values[t] as number) - index
  }

  const starts = createEtsStarts(adjusted, count, 1)
  const fit = fitEts({ error: 0, trend: 0, season: 0 }, starts, { searchStart: true })
  const { alpha } = fit.parameters
  const slope = fitLine(adjusted, count).slope / 2
  const variance = fit.squares / Math.max(1, count - 2)
  // (1 - alpha)^t by multiplication: the drift inside the history approaches slope / alpha
  const fitted = new Float64Array(count)
  const levels = new Float64Array(count)
  const fadings = new Float64Array(count)
  let level = fit.start[0] as number
  let fading = 1
  for (let t = 0; t < count; t += 1) {
    const y = adjusted[t] as number
    const mean = level + (slope * (1 - fading)) / alpha
    const index = indices[t % m] as number
    fitted[t] = multiplicative ? mean * index : mean + index
    level += alpha * (y - level)
    levels[t] = level
    fading *= 1 - alpha
    fadings[t] = fading
  }

  const point = new Float64Array(horizon)
  const stdDev = new Float64Array(horizon)
  const weights = new Float64Array(horizon).fill(1)
  for (let h = 0; h < horizon; h += 1) {
    const mean = level + slope * (h + (1 - fading) / alpha)
    const index = indices[(count + h) % m] as number
    if (multiplicative) weights[h] = index
    point[h] = multiplicative ? mean * index : mean + index
    stdDev[h] = (weights[h] as number) * Math.sqrt(variance * (1 + h * alpha * alpha))
  }
  // the drift of each origin is that of the values it knows: the whole history's would foresee
  const roll = (asked: RollingRequest): NonNullable<FittedModel['rolling']> =>
    rollForecasts(asked, (known, points, deviations) => {
      const drift = fitLine(adjusted, known).slope / 2
      for (let h = 0; h < points.length; h += 1) {
        const mean = (levels[known - 1] as number) + drift * (h + (1 - (fadings[known - 1] as number)) / alpha)
        const index = indices[(known + h) % m] as number
        points[h] = multiplicative ? mean * index : mean + index
        deviations[h] = (multiplicative ? index : 1) * Math.sqrt(variance * (1 + h * alpha * alpha))
      }
    })
  const coefficients = new Float64Array(horizon).fill(alpha)
  const innovations = new Float64Array(horizon).fill(variance)
  const season = Array.from({ length: m }, (_, j) => indices[(count + j) % m] as number)
  return {
    name: 'Theta',
    point,
    stdDev,
    cumulativeStdDev: cumulativeStdDeviations(coefficients, innovations, weights),
    fitted,
    // without the drift, which the forecasts inside the history find for themselves
    estimated: 2 + (seasonal ? m - 1 : 0),
    ...(request === undefined ? {} : { rolling: roll(request) }),
    ratios: { alpha, ...(multiplicative ? { season } : {}) },
    levels: {
      level,
      drift: slope,
      residualStdDev: Math.sqrt(variance),
      ...(seasonal && !multiplicative ? { season } : {}),
    },
    criteria: {},
  }
}
