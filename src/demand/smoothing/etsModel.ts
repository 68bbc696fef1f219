import type { ExponentialSmoothingModel } from '../types.js'

/** Parts of an exponential smoothing model as small numbers, for the kernels. */
export interface EtsForm {
  /** 0 additive, 1 multiplicative. */
  readonly error: 0 | 1
  /** 0 none, 1 additive, 2 additive and damped. */
  readonly trend: 0 | 1 | 2
  /** 0 none, 1 additive, 2 multiplicative. */
  readonly season: 0 | 1 | 2
}

/** Smoothing parameters in the form of Hyndman et al.: the trend moves by beta, the season by gamma. */
export interface EtsParameters {
  readonly alpha: number
  readonly beta: number
  readonly gamma: number
  readonly phi: number
}

/** The parts of a model as the caller named them, for the kernels. */
export function formOf(model: ExponentialSmoothingModel): EtsForm {
  return {
    error: model.error === 'additive' ? 0 : 1,
    trend: model.trend === 'none' ? 0 : model.trend === 'additive' ? 1 : 2,
    season: model.season === 'none' ? 0 : model.season === 'additive' ? 1 : 2,
  }
}

/** Name of the model as the literature writes it, `ETS(M,Ad,A)`. */
export function etsName(form: EtsForm): string {
  const trend = form.trend === 0 ? 'N' : form.trend === 1 ? 'A' : 'Ad'
  const season = form.season === 0 ? 'N' : form.season === 1 ? 'A' : 'M'
  return `ETS(${form.error === 0 ? 'A' : 'M'},${trend},${season})`
}

/** Number of estimated quantities: smoothing parameters, start states (the seasons less one) and the variance. */
export function etsParameterCount(form: EtsForm, seasonLength: number): number {
  const smoothing = 1 + form.trend + (form.season === 0 ? 0 : 1)
  const states = 1 + (form.trend === 0 ? 0 : 1) + (form.season === 0 ? 0 : seasonLength - 1)
  return smoothing + states + 1
}

/** What a model is run over. */
export interface EtsSeries {
  readonly values: Float64Array
  /** Periods of it. */
  readonly count: number
  /** 1 where the form has no season. */
  readonly seasonLength: number
}

/** One run of a model. */
export interface EtsRun {
  readonly parameters: EtsParameters
  /**
   * [level, trend, season of period 0, 1, ...]; holds the start on entry and the end on return, where the season of
   * period t stands at 2 + t modulo the season length.
   */
  readonly state: Float64Array
  /** Receives the sum of squared (relative) errors. */
  readonly sums: Float64Array
  /** Receives the one-step forecasts. */
  readonly fitted?: Float64Array
  /** Receives level, trend and the season just used, as they stand after each period. */
  readonly trace?: Float64Array | undefined
}

/**
 * Runs the model over a history and returns -2 ln(likelihood) less a constant: n ln(sum e^2), and for a multiplicative
 * error 2 sum ln|mu| more; infinite where a multiplicative model leaves the positive numbers.
 *
 * Source: Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008), chapters 2 and 5.
 */
export function runEts(
  form: EtsForm,
  { values, count, seasonLength }: EtsSeries,
  { parameters, state, sums, fitted, trace }: EtsRun,
): number {
  const { alpha, gamma } = parameters
  const phi = form.trend === 0 ? 0 : form.trend === 1 ? 1 : parameters.phi
  const betaRatio = form.trend === 0 ? 0 : parameters.beta / alpha
  const relative = form.error === 1
  const season = form.season
  let level = state[0]
  let trend = form.trend === 0 ? 0 : state[1]
  let place = 2
  const end = 2 + seasonLength
  let squares = 0
  let logs = 0
  let product = 1
  for (let t = 0; t < count; t += 1) {
    const y = values[t]
    const step = phi * trend
    const base = level + step
    let mu = base
    let target = y
    if (season === 1) {
      const s = state[place]
      mu = base + s
      target = y - s
      state[place] = s + gamma * (y - base - s)
      place += 1
      if (place === end) place = 2
    } else if (season === 2) {
      const s = state[place]
      if (!(s > 0 && base > 0)) return Number.POSITIVE_INFINITY
      mu = base * s
      target = y / s
      state[place] = s + gamma * (y / base - s)
      place += 1
      if (place === end) place = 2
    }
    if (fitted !== undefined) fitted[t] = mu
    let e = y - mu
    if (relative) {
      if (!(mu > 0)) return Number.POSITIVE_INFINITY
      e /= mu
      // one logarithm for many factors: it costs more than the rest of the step
      product *= mu
      if (product > 1e200 || product < 1e-200) {
        logs += Math.log(product)
        product = 1
      }
    }
    squares += e * e
    const next = base + alpha * (target - base)
    trend = step + betaRatio * (next - level - step)
    level = next
    if (trace !== undefined) {
      trace[3 * t] = level
      trace[3 * t + 1] = trend
      trace[3 * t + 2] = season === 0 ? 0 : state[place === 2 ? end - 1 : place - 1]
    }
  }
  state[0] = level
  state[1] = trend
  sums[0] = squares
  const floored = Math.max(squares, count * 1e-24)
  return count * Math.log(floored) + (relative ? 2 * (logs + Math.log(product)) : 0)
}
