import { choleskyFactor, choleskySolve } from '../../math/choleskyFactor.js'
import { type EtsForm, type EtsParameters, runEts } from './etsModel.js'

/** Steps of one search; from a start that is nearly right two or three suffice. */
const MOST_STEPS = 20
/** A gain in -2 ln(likelihood) too small to be worth another step. */
const LEAST_GAIN = 1e-4
const MOST_HALVINGS = 12
/** Added to the diagonal, as a share of it: a start that no value tells of keeps its place. */
const RIDGE = 1e-11

/** Buffers of the search for the start states of one model over one history. */
export interface StartWorkspace {
  readonly form: EtsForm
  readonly values: Float64Array
  readonly count: number
  /** Places of the state: 1 without a season. */
  readonly seasonLength: number
  /** Start states that are free: the last season is not, since the level makes up for it. */
  readonly free: number
  readonly levelEffect: Float64Array
  readonly trendEffect: Float64Array
  readonly seasonEffect: Float64Array
  readonly meanEffect: Float64Array
  readonly gradient: Float64Array
  readonly curvature: Float64Array
  readonly trial: Float64Array
  readonly end: Float64Array
  readonly sums: Float64Array
}

export function createStartWorkspace(
  form: EtsForm,
  values: Float64Array,
  count: number,
  seasonLength: number,
): StartWorkspace {
  const m = form.season === 0 ? 1 : seasonLength
  const free = 1 + (form.trend === 0 ? 0 : 1) + (form.season === 0 ? 0 : m - 1)
  const column = (): Float64Array => new Float64Array(free)
  return {
    form,
    values,
    count,
    seasonLength: m,
    free,
    levelEffect: column(),
    trendEffect: column(),
    seasonEffect: new Float64Array(m * free),
    meanEffect: column(),
    gradient: column(),
    curvature: new Float64Array(free * free),
    trial: new Float64Array(2 + m),
    end: new Float64Array(2 + m),
    sums: new Float64Array(1),
  }
}

/**
 * Moves the start states to where the likelihood is largest for the smoothing parameters given; returns -2 ln(likelihood)
 * less a constant, infinite where a multiplicative model leaves the positive numbers.
 *
 * Fisher's scoring with halved steps. With an additive error and no multiplicative season the one-step means are linear
 * in the start, so that the first step arrives: the regression on the start states of De Livera, Hyndman and Snyder,
 * "Forecasting time series with complex seasonal patterns using exponential smoothing", Journal of the American
 * Statistical Association 106 (2011), section 3.
 *
 * @param start - [level, trend, seasons], where the search begins and what it finds
 * @param mostSteps - 0 leaves the start as it is
 */
export function scoreStart(
  work: StartWorkspace,
  parameters: EtsParameters,
  start: Float64Array,
  mostSteps: number = MOST_STEPS,
): number {
  const { form, free, gradient, curvature, trial, end, sums } = work
  const run = (from: Float64Array): number => {
    end.set(from)
    return runEts(form, work, { parameters, state: end, sums })
  }
  const isLinear = form.error === 0 && form.season !== 2
  const seasonal = form.trend === 0 ? 1 : 2
  let best = run(start)
  for (let step = 0; step < mostSteps && best < Number.POSITIVE_INFINITY; step += 1) {
    differentiate(work, parameters, start, sums[0])
    for (let c = 0; c < free; c += 1) {
      const place = c * free + c
      // a start without any effect would leave a zero there
      curvature[place] = curvature[place] * (1 + RIDGE) + Number.MIN_VALUE
    }
    const slope = gradient.slice()
    if (!choleskyFactor(curvature, free)) return best
    choleskySolve(curvature, free, gradient)
    let expected = 0
    for (let c = 0; c < free; c += 1) expected += (gradient[c] * slope[c]) / 2
    if (!(expected > LEAST_GAIN)) return best
    let share = 1
    let value = Number.POSITIVE_INFINITY
    for (let halving = 0; halving < MOST_HALVINGS; halving += 1) {
      trial.set(start)
      trial[0] = start[0] - share * gradient[0]
      if (form.trend !== 0) trial[1] = start[1] - share * gradient[1]
      for (let c = seasonal; c < free; c += 1) {
        const place = 2 + c - seasonal
        trial[place] = start[place] - share * gradient[c]
      }
      value = run(trial)
      if (value < best) break
      share /= 2
    }
    if (!(value < best)) return best
    start.set(trial)
    const gain = best - value
    best = value
    if (gain < LEAST_GAIN || isLinear) return best
  }
  return best
}

/**
 * Gradient and expected curvature of -2 ln(likelihood) by the start states, from the derivatives of every one-step mean,
 * which are carried along as the model runs.
 */
function differentiate(work: StartWorkspace, parameters: EtsParameters, start: Float64Array, squares: number): void {
  const { form, values, count, seasonLength: m, free, end: state, gradient, curvature } = work
  const { levelEffect, trendEffect, seasonEffect, meanEffect } = work
  const { alpha, beta, gamma } = parameters
  const phi = form.trend === 0 ? 0 : form.trend === 1 ? 1 : parameters.phi
  const betaRatio = form.trend === 0 ? 0 : beta / alpha
  const seasonal = form.trend === 0 ? 1 : 2
  const relative = form.error === 1
  const weight = (2 * count) / Math.max(squares, count * 1e-24)
  state.set(start)
  levelEffect.fill(0)
  trendEffect.fill(0)
  seasonEffect.fill(0)
  gradient.fill(0)
  curvature.fill(0)
  levelEffect[0] = 1
  if (form.trend !== 0) trendEffect[1] = 1
  for (let c = seasonal; c < free; c += 1) seasonEffect[(c - seasonal) * free + c] = 1
  let level = state[0]
  let trend = form.trend === 0 ? 0 : state[1]
  let place = 0
  for (let t = 0; t < count; t += 1) {
    const y = values[t]
    const step = phi * trend
    const base = level + step
    const s = form.season === 0 ? 0 : state[2 + place]
    const mean = form.season === 2 ? base * s : base + s
    const target = form.season === 2 ? y / s : y - s
    const byBase = form.season === 2 ? s : 1
    const bySeason = form.season === 0 ? 0 : form.season === 2 ? base : 1
    // how the observed level and season move with season and base
    const levelBySeason = form.season === 0 ? 0 : form.season === 2 ? (alpha * y) / (s * s) : alpha
    const seasonByBase = form.season === 2 ? (gamma * y) / (base * base) : gamma
    const from = place * free
    for (let c = 0; c < free; c += 1) {
      const dStep = phi * trendEffect[c]
      const dLevel = levelEffect[c]
      const dBase = dLevel + dStep
      const dSeason = seasonEffect[from + c]
      const effect = byBase * dBase + bySeason * dSeason
      meanEffect[c] = effect > 1e-20 || effect < -1e-20 ? effect : 0
      const dNext = (1 - alpha) * dBase - levelBySeason * dSeason
      trendEffect[c] = dStep + betaRatio * (dNext - dLevel - dStep)
      levelEffect[c] = dNext > 1e-20 || dNext < -1e-20 ? dNext : 0
      if (form.season !== 0) seasonEffect[from + c] = (1 - gamma) * dSeason - seasonByBase * dBase
    }
    const error = y - mean
    const slope = relative ? (2 - (weight * error * y) / (mean * mean)) / mean : -weight * error
    const bend = relative ? (weight + 4) / (mean * mean) : weight
    for (let c = 0; c < free; c += 1) {
      const effect = meanEffect[c]
      if (effect === 0) continue
      gradient[c] = gradient[c] + slope * effect
      const scaled = bend * effect
      const row = c * free
      for (let d = 0; d <= c; d += 1) {
        curvature[row + d] = curvature[row + d] + scaled * meanEffect[d]
      }
    }
    const next = base + alpha * (target - base)
    if (form.season !== 0) {
      state[2 + place] = s + gamma * ((form.season === 2 ? y / base : y - base) - s)
      place = place + 1 === m ? 0 : place + 1
    }
    trend = step + betaRatio * (next - level - step)
    level = next
  }
}
