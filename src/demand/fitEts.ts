import { fitLine } from '../math/leastSquares.js'
import { createSimplexWorkspace, minimizeSimplex } from '../math/minimizeSimplex.js'
import { type EtsForm, type EtsParameters, etsParameterCount, runEts } from './etsModel.js'
import { seasonalIndices } from './seasonalIndices.js'

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
  /** Standard deviation of the first differences: the natural step of the search in level and trend. */
  readonly spread: number
}

/** The smallest smoothing parameter searched: below it a state stands still. */
const LEAST = 1e-4
const MOST = 1 - LEAST

export function createEtsStarts(values: Float64Array, count: number, seasonLength: number): EtsStarts {
  let squares = 0
  for (let t = 1; t < count; t += 1) {
    const change = (values[t] as number) - (values[t - 1] as number)
    squares += change * change
  }
  const spread = count > 1 ? Math.sqrt(squares / (count - 1)) : 0
  return { values, count, seasonLength, bySeason: [undefined, undefined, undefined], spread }
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
      const index = indices[t % m] as number
      adjusted[t] = season === 1 ? (values[t] as number) - index : (values[t] as number) / index
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
    indices[j] = Math.max(indices[j] as number, 0.01)
    sum += indices[j] as number
  }
  for (let j = 0; j < indices.length; j += 1) indices[j] = ((indices[j] as number) * indices.length) / sum
}

/** How a model is fitted. */
export interface EtsFitOptions {
  /** Parameters of a similar model, where the search may begin. */
  readonly warm?: EtsParameters | undefined
  /** Search the start level and the start trend too, instead of taking them from the decomposition. Default false. */
  readonly searchStart?: boolean
}

/**
 * Fits one exponential smoothing model by maximum likelihood over its smoothing parameters.
 *
 * The start states are those of the decomposition: searched for, they reach a slightly higher likelihood, but bend to
 * the first few values, and on the M3 series the forecasts are further off. Parameters stay in the usual region
 * 0 < beta < alpha < 1, 0 < gamma < 1 - alpha, 0.8 <= phi <= 0.98.
 */
export function fitEts(form: EtsForm, starts: EtsStarts, options: EtsFitOptions = {}): EtsFit {
  const { values, count, seasonLength } = starts
  const { warm, searchStart = false } = options
  const base = startState(starts, form.season)
  const m = form.season === 0 ? 1 : seasonLength
  const state = new Float64Array(base.length)
  const sums = new Float64Array(1)
  const trended = form.trend !== 0
  const level = trended ? (base[0] as number) : meanLevel(base, starts)
  const trend = trended ? (base[1] as number) : 0

  const start: number[] = [warm?.alpha ?? 0.2]
  const lower: number[] = [LEAST]
  const upper: number[] = [MOST]
  const step: number[] = [0.2]
  const add = (from: number, low: number, high: number, size: number): void => {
    start.push(from)
    lower.push(low)
    upper.push(high)
    step.push(size)
  }
  if (trended) add(warm === undefined ? 0.1 : warm.beta / warm.alpha, LEAST, MOST, 0.1)
  if (form.season !== 0) add(warm === undefined ? 0.05 : warm.gamma / (1 - warm.alpha), LEAST, MOST, 0.1)
  if (form.trend === 2) add(0.97, 0.8, 0.98, -0.05)
  const parameterCount = start.length
  if (searchStart) {
    const spread = starts.spread > 0 ? starts.spread : 1e-6
    add(level, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, spread)
    if (trended) add(trend, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, spread / 4)
  }

  const read = (point: ArrayLike<number>): EtsParameters => {
    let place = 0
    const alpha = point[place++] as number
    const beta = trended ? alpha * (point[place++] as number) : 0
    const gamma = form.season === 0 ? 0 : (1 - alpha) * (point[place++] as number)
    const phi = form.trend === 2 ? (point[place++] as number) : 1
    return { alpha, beta, gamma, phi }
  }
  const load = (point: ArrayLike<number>): void => {
    state.set(base)
    state[0] = searchStart ? (point[parameterCount] as number) : level
    state[1] = searchStart && trended ? (point[parameterCount + 1] as number) : trend
  }
  const evaluate = (point: ArrayLike<number>): number => {
    load(point)
    return runEts(form, values, count, m, read(point), state, sums)
  }
  const found = minimizeSimplex(
    evaluate,
    start,
    start.length,
    {
      lower,
      upper,
      step,
      tolerance: 1e-3,
      maxEvaluations: 120 * start.length,
      maxRestarts: 3,
      restartGain: 1e-2,
    },
    createSimplexWorkspace(start.length),
  )
  const parameters = read(found.point)
  load(found.point)
  const begin = state.slice()
  const criterion = runEts(form, values, count, m, parameters, state, sums)
  return etsFitOf(form, parameters, begin, state, sums[0] as number, criterion, count)
}

/** A run of the model over the history, with the criterion by which it is compared. */
export function etsFitOf(
  form: EtsForm,
  parameters: EtsParameters,
  start: Float64Array,
  end: Float64Array,
  squares: number,
  criterion: number,
  count: number,
): EtsFit {
  const estimated = etsParameterCount(form, start.length - 2)
  const room = count - estimated - 1
  const aicc =
    room > 0 ? criterion + 2 * estimated + (2 * estimated * (estimated + 1)) / room : Number.POSITIVE_INFINITY
  return {
    form,
    parameters,
    start,
    end,
    squares,
    logLikelihood: -0.5 * criterion,
    aicc: Number.isNaN(aicc) ? Number.POSITIVE_INFINITY : aicc,
    estimated,
  }
}

/** Start level of a model without trend: the line's height in the middle of the values that it was fitted to. */
function meanLevel(base: Float64Array, starts: EtsStarts): number {
  const span = Math.min(starts.count, Math.max(10, 2 * starts.seasonLength))
  return (base[0] as number) + ((base[1] as number) * (span - 1)) / 2
}
