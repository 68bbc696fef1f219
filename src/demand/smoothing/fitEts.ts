import { fitLine } from '../../math/leastSquares.js'
import { minimizeSquares } from '../../math/minimizeSquares.js'
import { seasonalIndices } from '../season/seasonalIndices.js'
import { type EtsForm, type EtsParameters, etsParameterCount, runEts } from './etsModel.js'
import { createEtsSweep, placesOf, sweepEts } from './sweepEts.js'

/** An exponential smoothing model with its parameters, in the scale of the values it was fitted to. */
export interface EtsFit {
  readonly form: EtsForm
  readonly parameters: EtsParameters
  /** Level, trend and seasons before the first period. */
  readonly start: Float64Array
  /** The same after the last one; the season of period t stands at 2 + t modulo the season length. */
  readonly end: Float64Array
  /** Sum of squared (relative) one-step errors. */
  readonly squares: number
  /** Natural logarithm of the likelihood, less the constant that all models share. */
  readonly logLikelihood: number
  /** Akaike's criterion with the correction for short histories; infinite where the history is too short for it. */
  readonly aicc: number
  /** Number of estimated quantities. */
  readonly estimated: number
}

/** What the models of one series share: the values, and the start states by kind of season. */
export interface EtsStarts {
  readonly values: Float64Array
  readonly count: number
  readonly seasonLength: number
  /** By kind of season (none, additive, multiplicative): [level, trend, seasons]; made when first asked for. */
  readonly bySeason: (Float64Array | undefined)[]
}

/** The smallest smoothing parameter searched: below it a state stands still. */
const LEAST = 1e-4
const MOST = 1 - LEAST

export function createEtsStarts(values: Float64Array, count: number, seasonLength: number): EtsStarts {
  return { values, count, seasonLength, bySeason: [undefined, undefined, undefined] }
}

/**
 * Start states: seasons by classical decomposition, level and trend by a line through the first seasonally adjusted
 * values (Hyndman et al. 2008, section 2.6.1).
 */
function startState(starts: EtsStarts, season: 0 | 1 | 2): Float64Array {
  const known = starts.bySeason[season]
  if (known !== undefined) return known
  const { values, count, seasonLength: m } = starts
  const state = new Float64Array(2 + (season === 0 ? 1 : m))
  const span = Math.min(count, Math.max(10, 2 * m))
  let adjusted = values
  if (season !== 0) {
    const indices = state.subarray(2)
    seasonalIndices(values, count, m, season === 2, indices)
    if (season === 2) raiseLowIndices(indices)
    adjusted = new Float64Array(span)
    for (let t = 0; t < span; t += 1) {
      const index = indices[t % m]
      adjusted[t] = season === 1 ? values[t] - index : values[t] / index
    }
  }
  const line = fitLine(adjusted, span)
  state[0] = line.intercept
  state[1] = line.slope
  starts.bySeason[season] = state
  return state
}

/** Keeps multiplicative seasons away from zero, where the level could no longer be read from the values. */
function raiseLowIndices(indices: Float64Array): void {
  let sum = 0
  for (let j = 0; j < indices.length; j += 1) {
    indices[j] = Math.max(indices[j], 0.01)
    sum += indices[j]
  }
  for (let j = 0; j < indices.length; j += 1) indices[j] = (indices[j] * indices.length) / sum
}

/** How a model is fitted. */
export interface EtsFitOptions {
  /** Parameters of similar models, where the search may begin too. */
  readonly warm?: readonly EtsParameters[]
}

/** Where the search may begin, in alpha, beta / alpha and gamma / (1 - alpha): a middling, a still and a lively model. */
const BEGINNINGS = [
  [0.2, 0.1, 0.05],
  [0.02, 0.01, 0.01],
  [0.6, 0.05, 0.1],
  [0.1, 0.02, 0.5],
  [0.05, 0.01, 0.9],
  [0.3, 0.01, 0.3],
  [0.8, 0.3, 0.1],
] as const
/** Share from which a trend or a season that a similar model does not have may begin to move. */
const STILL = 0.01
const DAMPING = { first: 0.97, least: 0.8, most: 0.98 }
/** Gain in -2 ln(likelihood) below which the search ends: far below what makes another forecast. */
const SMALL_GAIN = 1e-2
const MOST_SWEEPS = 40

/**
 * Fits one exponential smoothing model by maximum likelihood over its smoothing parameters.
 *
 * The start states are those of the decomposition: searched for, they reach a slightly higher likelihood, but bend to
 * the first few values, and on the M3 series the forecasts are further off. Parameters stay in the usual region
 * 0 < beta < alpha < 1, 0 < gamma < 1 - alpha, 0.8 <= phi <= 0.98. The likelihood is that of a sum of squares, so the
 * search is one for least squares, from the best of a few beginnings.
 */
export function fitEts(form: EtsForm, starts: EtsStarts, { warm = [] }: EtsFitOptions = {}): EtsFit {
  const { values, count } = starts
  const base = startState(starts, form.season)
  const seasonLength = form.season === 0 ? 1 : starts.seasonLength
  const series = { values, count, seasonLength }
  const trended = form.trend !== 0
  const start = base.slice()
  start[0] = trended ? base[0] : meanLevel(base, starts)
  start[1] = trended ? base[1] : 0
  const places = placesOf(form)
  const state = new Float64Array(base.length)
  const sums = new Float64Array(1)

  const read = (point: ArrayLike<number>): EtsParameters => {
    const alpha = point[0]
    const beta = trended ? alpha * point[places.trend] : 0
    const gamma = form.season === 0 ? 0 : (1 - alpha) * point[places.season]
    return { alpha, beta, gamma, phi: form.trend === 2 ? point[places.damping] : 1 }
  }
  const run = (point: ArrayLike<number>): number => {
    state.set(start)
    return runEts(form, series, { parameters: read(point), state, sums })
  }
  const pointOf = (alpha: number, trend: number, season: number, damping: number): Float64Array => {
    const point = new Float64Array(places.size)
    point[0] = alpha
    if (trended) point[places.trend] = trend
    if (form.season !== 0) point[places.season] = season
    if (form.trend === 2) point[places.damping] = damping
    return point
  }

  let point = pointOf(0.2, 0.1, 0.05, DAMPING.first)
  let least = Number.POSITIVE_INFINITY
  const consider = (beginning: Float64Array): void => {
    const criterion = run(beginning)
    if (!(criterion < least)) return
    least = criterion
    point = beginning
  }
  for (const { alpha, beta, gamma, phi } of warm) {
    const damping = phi < 1 ? phi : DAMPING.first
    consider(pointOf(alpha, Math.max(beta / alpha, STILL), Math.max(gamma / (1 - alpha), STILL), damping))
  }
  for (const [alpha, trend, season] of BEGINNINGS) consider(pointOf(alpha, trend, season, DAMPING.first))

  const lower = new Float64Array(places.size).fill(LEAST)
  const upper = new Float64Array(places.size).fill(MOST)
  if (form.trend === 2) {
    lower[places.damping] = DAMPING.least
    upper[places.damping] = DAMPING.most
  }
  const sweep = createEtsSweep(seasonLength)
  minimizeSquares((at, total) => sweepEts(form, series, { places, start, sweep, point: at, sums: total }), point, {
    lower,
    upper,
    tolerance: SMALL_GAIN / count,
    maxEvaluations: MOST_SWEEPS,
  })
  const criterion = run(point)
  return etsFitOf(form, { parameters: read(point), start, end: state, squares: sums[0], criterion, count })
}

/**
 * Relative variance up to which a multiplicative error is taken: beyond, one deviation reaches below zero, and the
 * variance ahead grows past all bounds.
 */
const MOST_NOISE = 1

/** A run of the model over the history, with the criterion by which it is compared. */
export interface FinishedRun extends Pick<EtsFit, 'parameters' | 'start' | 'end' | 'squares'> {
  readonly criterion: number
  readonly count: number
}

/** The fit that a run shows. */
export function etsFitOf(form: EtsForm, run: FinishedRun): EtsFit {
  const { parameters, start, end, squares, criterion, count } = run
  const estimated = etsParameterCount(form, start.length - 2)
  const tooNoisy = form.error === 1 && squares > MOST_NOISE * count
  const room = count - estimated - 1
  const aicc =
    room > 0 ? criterion + 2 * estimated + (2 * estimated * (estimated + 1)) / room : Number.POSITIVE_INFINITY
  return {
    form,
    parameters,
    start,
    end,
    squares,
    logLikelihood: tooNoisy ? Number.NEGATIVE_INFINITY : -0.5 * criterion,
    aicc: tooNoisy || Number.isNaN(aicc) ? Number.POSITIVE_INFINITY : aicc,
    estimated,
  }
}

/** Start level of a model without trend: the line's height in the middle of the values that it was fitted to. */
function meanLevel(base: Float64Array, starts: EtsStarts): number {
  const span = Math.min(starts.count, Math.max(10, 2 * starts.seasonLength))
  return base[0] + (base[1] * (span - 1)) / 2
}
