import { cumulativeStdDeviations, type FittedModel } from '../fittedModel.js'
import { rollForecasts, type RollingForecasts, type RollingRequest } from '../rollForecasts.js'
import { etsName, runEts } from './etsModel.js'
import type { EtsFit, EtsStarts } from './fitEts.js'

/**
 * Means and variances of a fitted exponential smoothing model.
 *
 * Variances after Hyndman, Koehler, Ord and Snyder (2008), chapter 6: exact for additive errors (class 1) and for
 * multiplicative errors without a multiplicative season (class 2). With a multiplicative season (class 3) the exact form
 * needs products of matrices; the form of class 2 is used with the first-order effect of each innovation on level, trend
 * and season, which the tests hold within 2 % of the exact one. The mean is the path without errors.
 */
export function forecastEts(fit: EtsFit, starts: EtsStarts, horizon: number, request?: RollingRequest): FittedModel {
  const { form, parameters, end } = fit
  const { alpha, beta, gamma } = parameters
  const { count } = starts
  const m = form.season === 0 ? 1 : starts.seasonLength
  const phi = form.trend === 0 ? 0 : form.trend === 1 ? 1 : parameters.phi

  const point = new Float64Array(horizon)
  const unseasonal = new Float64Array(horizon)
  const weights = new Float64Array(horizon).fill(1)
  let damped = 0
  let power = 1
  for (let h = 0; h < horizon; h += 1) {
    power *= phi
    damped += power
    const base = end[0] + damped * end[1]
    const season = form.season === 0 ? 0 : end[2 + ((count + h) % m)]
    if (form.season === 2) weights[h] = season
    point[h] = form.season === 2 ? base * season : base + season
    unseasonal[h] = form.season === 2 ? base : point[h]
  }

  const coefficients = new Float64Array(horizon)
  damped = 0
  power = 1
  for (let j = 1; j < horizon; j += 1) {
    power *= phi
    damped += power
    coefficients[j] = alpha + beta * damped + (form.season !== 0 && j % m === 0 ? gamma : 0)
  }

  // the variance itself costs no degree of freedom
  const degrees = Math.max(1, count - (fit.estimated - 1))
  const variance = fit.squares / degrees
  const innovations = new Float64Array(horizon).fill(variance)
  const stdDev = new Float64Array(horizon)
  if (form.error === 0) {
    let sum = 1
    for (let h = 0; h < horizon; h += 1) {
      if (h > 0) sum += coefficients[h] * coefficients[h]
      stdDev[h] = Math.sqrt(variance * sum)
    }
  } else {
    const theta = new Float64Array(horizon)
    for (let h = 0; h < horizon; h += 1) {
      const mean = unseasonal[h]
      let earlier = 0
      for (let j = 1; j <= h; j += 1) {
        const c = coefficients[j]
        earlier += variance * c * c * theta[h - j]
      }
      // expected square of the one-step mean, seen from the end of the history
      theta[h] = mean * mean + earlier
      innovations[h] = variance * theta[h]
      stdDev[h] = weights[h] * Math.sqrt(earlier + innovations[h])
    }
  }

  const fitted = new Float64Array(count)
  const state = fit.start.slice()
  const trace = request === undefined ? undefined : new Float64Array(3 * count)
  const sums = new Float64Array(1)
  runEts(form, { values: starts.values, count, seasonLength: m }, { parameters, state, sums, fitted, trace })

  const ratios: Record<string, number | number[]> = { alpha }
  if (form.trend !== 0) ratios['beta'] = beta
  if (form.season !== 0) ratios['gamma'] = gamma
  if (form.trend === 2) ratios['phi'] = phi
  const levels: Record<string, number | number[]> = {
    initialLevel: fit.start[0],
    level: end[0],
  }
  if (form.trend !== 0) {
    levels['initialTrend'] = fit.start[1]
    levels['trend'] = end[1]
  }
  if (form.season !== 0) {
    const target = form.season === 1 ? levels : ratios
    // in the order of the periods: the first period of the history, and the first period ahead
    target['initialSeason'] = Array.from(fit.start.subarray(2))
    target['season'] = Array.from({ length: m }, (_, j) => end[2 + ((count + j) % m)])
  }
  if (form.error === 0) levels['residualStdDev'] = Math.sqrt(variance)
  else ratios['residualStdDev'] = Math.sqrt(variance)
  return {
    name: etsName(form),
    point,
    stdDev,
    cumulativeStdDev: cumulativeStdDeviations(coefficients, innovations, form.season === 2 ? weights : undefined),
    fitted,
    estimated: fit.estimated - 1,
    ...(request === undefined || trace === undefined
      ? {}
      : { rolling: rollEts(fit, m, trace, { point, stdDev }, request) }),
    ratios,
    levels,
    criteria: {
      logLikelihood: { value: fit.logLikelihood, timesLogScale: -count },
      aic: { value: 2 * (fit.estimated - fit.logLikelihood), timesLogScale: 2 * count },
      bic: { value: fit.estimated * Math.log(count) - 2 * fit.logLikelihood, timesLogScale: 2 * count },
      ...(Number.isFinite(fit.aicc) ? { aicc: { value: fit.aicc, timesLogScale: 2 * count } } : {}),
    },
  }
}

/** Forecasts from the states that the model passed through; a multiplicative error spreads with their size. */
function rollEts(
  fit: EtsFit,
  m: number,
  trace: Float64Array,
  ahead: Pick<FittedModel, 'point' | 'stdDev'>,
  request: RollingRequest,
): RollingForecasts {
  const { form, parameters, start } = fit
  const phi = form.trend === 0 ? 0 : form.trend === 1 ? 1 : parameters.phi
  const relative = new Float64Array(request.steps)
  for (let s = 0; s < request.steps; s += 1) {
    relative[s] = Math.abs(ahead.stdDev[s] / ahead.point[s])
  }
  return rollForecasts(request, (known, point, stdDev) => {
    const last = 3 * (known - 1)
    const level = trace[last]
    const trend = trace[last + 1]
    let damped = 0
    let power = 1
    let place = known - m
    for (let s = 0; s < point.length; s += 1) {
      power *= phi
      damped += power
      let value = level + damped * trend
      if (form.season !== 0) {
        const season = (place >= 0 ? trace[3 * place + 2] : start[2 + ((known + s) % m)]) as number
        value = form.season === 1 ? value + season : value * season
        place += 1
        if (place === known) place -= m
      }
      point[s] = value
      stdDev[s] = form.error === 0 ? ahead.stdDev[s] : relative[s] * Math.abs(value)
    }
  })
}
