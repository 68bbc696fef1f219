import { createSimplexWorkspace, minimizeSimplex } from '../../math/minimizeSimplex.js'
import { type EtsForm, type EtsParameters, runEts } from './etsModel.js'
import { type EtsFit, type EtsStarts, etsFitOf, fitEts } from './fitEts.js'
import { isAdmissible } from './isAdmissible.js'
import { createStartWorkspace, scoreStart } from './scoreStart.js'

/** What is searched, and where. */
export interface EtsSearch {
  /** `optimized`: all start states too. */
  readonly initial: 'decomposition' | 'optimized'
  /** Region of the smoothing parameters. */
  readonly bounds: 'usual' | 'admissible'
}

const LEAST = 1e-4
const MOST = 1 - LEAST
/** As small as the product of two shares of the usual region, so that the admissible one holds all of it. */
const LEAST_PRODUCT = LEAST * LEAST

/**
 * Fits one exponential smoothing model by maximum likelihood over its smoothing parameters and, where asked for, all its
 * start states; `fitEts` does so over the parameters in the usual region alone.
 *
 * The simplex search runs over the parameters: for each of their values the best start is found at once, by
 * `scoreStart`. It begins where the fit with the start of the decomposition ended, and once more in the middle.
 */
export function searchEts(form: EtsForm, starts: EtsStarts, { initial, bounds }: EtsSearch): EtsFit {
  const rough = fitEts(form, starts)
  const usual = bounds === 'usual'
  const exact = initial === 'optimized'
  if (usual && !exact) return rough
  const { values, count, seasonLength } = starts
  const work = createStartWorkspace(form, values, count, seasonLength)
  const m = work.seasonLength
  const lower = [LEAST]
  const upper = [usual ? MOST : 2]
  const step = [0.1]
  const add = (low: number, high: number, size: number): void => {
    lower.push(low)
    upper.push(high)
    step.push(size)
  }
  // in the usual region shares: beta of alpha, gamma of 1 - alpha
  if (form.trend !== 0) add(usual ? LEAST : LEAST_PRODUCT, usual ? MOST : 4, 0.05)
  if (form.season !== 0) add(usual ? LEAST : LEAST_PRODUCT, usual ? MOST : 2, 0.05)
  if (form.trend === 2) add(0.8, 0.98, -0.05)

  const read = (point: ArrayLike<number>): EtsParameters => {
    let place = 0
    const alpha = point[place++]
    const first = form.trend === 0 ? 0 : point[place++]
    const second = form.season === 0 ? 0 : point[place++]
    const phi = form.trend === 2 ? point[place++] : 1
    return { alpha, beta: usual ? alpha * first : first, gamma: usual ? (1 - alpha) * second : second, phi }
  }
  const write = ({ alpha, beta, gamma, phi }: EtsParameters): number[] => [
    alpha,
    ...(form.trend === 0 ? [] : [usual ? beta / alpha : beta]),
    ...(form.season === 0 ? [] : [usual ? gamma / (1 - alpha) : gamma]),
    ...(form.trend === 2 ? [phi] : []),
  ]

  const flat = flatStart(form, starts, m)
  const bestStart = (Number.isFinite(rough.logLikelihood) ? rough.start : flat).slice()
  const fixed = bestStart.slice()
  const start = bestStart.slice()
  let best = Number.POSITIVE_INFINITY
  let bestPoint = write(rough.parameters)
  const scoreFrom = (from: Float64Array, parameters: EtsParameters): number => {
    start.set(from)
    return scoreStart(work, parameters, start, exact ? undefined : 0)
  }
  const evaluate = (point: ArrayLike<number>): number => {
    const parameters = read(point)
    if (!usual && !isAdmissible(form, parameters, m)) return Number.POSITIVE_INFINITY
    let value = scoreFrom(exact ? bestStart : fixed, parameters)
    if (exact && value === Number.POSITIVE_INFINITY) value = scoreFrom(flat, parameters)
    if (value < best) {
      best = value
      bestPoint = Array.from(point)
      bestStart.set(start)
    }
    return value
  }
  const workspace = createSimplexWorkspace(lower.length)
  for (const from of [rough.parameters, { alpha: 0.5, beta: 0.05, gamma: 0.1, phi: 0.9 }]) {
    const maxEvaluations = 100 * lower.length
    const options = { lower, upper, step, tolerance: 1e-2, maxEvaluations, maxRestarts: 2, restartGain: 0.05 }
    minimizeSimplex(evaluate, write(from), lower.length, options, workspace)
  }
  if (!Number.isFinite(best)) return rough
  const parameters = read(bestPoint)
  centerSeasons(form, bestStart)
  const end = bestStart.slice()
  const sums = new Float64Array(1)
  const criterion = runEts(form, { values, count, seasonLength: m }, { parameters, state: end, sums })
  return etsFitOf(form, { parameters, start: bestStart, end, squares: sums[0], criterion, count })
}

/** A start from which a multiplicative model stays above zero as long as it can: the mean of the first values. */
function flatStart(form: EtsForm, { values, count, seasonLength }: EtsStarts, m: number): Float64Array {
  const start = new Float64Array(2 + m).fill(form.season === 2 ? 1 : 0)
  const span = Math.min(count, Math.max(10, 2 * seasonLength))
  start[0] = 0
  start[1] = 0
  for (let t = 0; t < span; t += 1) start[0] += values[t] / span
  return start
}

/** Seasons about their mean, which goes to the level: zero, or one where they are factors. */
function centerSeasons(form: EtsForm, start: Float64Array): void {
  if (form.season === 0) return
  const seasons = start.subarray(2)
  let mean = 0
  for (const season of seasons) mean += season / seasons.length
  if (form.season === 1) {
    for (let j = 0; j < seasons.length; j += 1) seasons[j] = seasons[j] - mean
    start[0] = start[0] + mean
    return
  }
  for (let j = 0; j < seasons.length; j += 1) seasons[j] = seasons[j] / mean
  start[0] = start[0] * mean
  start[1] = start[1] * mean
}
