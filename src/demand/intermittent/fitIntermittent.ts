import { countQuantile, estimateDispersion } from '../../math/countDistribution.js'
import { sumQuantile } from '../../math/sumQuantile.js'
import { cumulativeStdDeviations, type FittedModel } from '../fittedModel.js'
import type { IntermittentModel } from '../types.js'
import { aggregatedPath } from './aggregatedPath.js'
import { COMBINED_NAME, combinedPath } from './combinedPath.js'
import { crostonPath } from './crostonPath.js'
import { levelPath } from './levelPath.js'
import type { RatePath } from './ratePath.js'
import { createSizeMixture, mixtureQuantile } from './sizeMixture.js'
import { tsbPath } from './tsbPath.js'

/** Mean in pieces up to which demand is counted piece by piece; beyond, the grid of whole numbers does not matter. */
const LARGEST_COUNTED = 500
/** Size up to which a whole number is taken for a count of pieces. */
const LARGEST_PIECES = 1e6

/** A history without negative values and with at least one above zero. */
export interface IntermittentHistory {
  /** Values by the scale, gaps filled. */
  readonly values: Float64Array
  readonly count: number
  /** The same in the unit of the history, `null` where nothing was observed. */
  readonly actual: readonly (number | null)[]
  readonly scale: number
}

/** The method asked for, or `combination` for the weighted mean of four. */
export type IntermittentRequest = IntermittentModel | { readonly name: 'combination' }

/**
 * Fits a method for intermittent demand: one rate for all periods ahead, with the quantiles of demand about it.
 *
 * Periods without observation are left out, not filled: a gap is no demand of a size in between. Demand in whole pieces
 * is Poisson, or negative binomial where it is dispersed more than that; other demand, and pieces by the hundreds, is a
 * mixture of no demand and the sizes seen. The standard deviations are those of the same distribution: the innovation of
 * a period moves the rate of later ones by as much as it did, on average, inside the history.
 */
export function fitIntermittent(
  history: IntermittentHistory,
  request: IntermittentRequest,
  horizon: number,
): FittedModel {
  const { actual, scale } = history
  const values = history.values.subarray(0, history.count).filter((_, t) => actual[t] !== null)
  const { name, path } = followRate(values, request)
  const { rate } = path
  const effect = rateResponse(values, path)
  const counted = rate * scale <= LARGEST_COUNTED && isWhole(actual)
  const mixture = createSizeMixture(values, rate)
  const inPieces = (one: number): number => one * scale
  const dispersion = counted ? estimateDispersion(values.map(inPieces), path.fitted.map(inPieces)) : 1
  const variance = counted ? (dispersion * rate) / scale : mixture.variance
  const stdDev = new Float64Array(horizon)
  for (let h = 0; h < horizon; h += 1) stdDev[h] = Math.sqrt(variance * (1 + h * effect * effect))

  const quantile = (probability: number, h: number): number => {
    const growth = 1 + h * effect * effect
    if (counted) {
      return countQuantile({ rate: rate * scale, dispersion: dispersion * growth }, probability) / scale
    }
    const wanted = mixtureQuantile(mixture, probability)
    return Math.max(0, rate + (wanted - rate) * Math.sqrt(growth))
  }
  const cumulativeStdDev = cumulativeStdDeviations(
    new Float64Array(horizon).fill(effect),
    new Float64Array(horizon).fill(variance),
  )
  const unit = counted ? scale : 1
  const cumulativeQuantile = (probability: number, h: number): number => {
    if (h === 0) return quantile(probability, 0)
    const deviation = cumulativeStdDev[h] * unit
    return sumQuantile((h + 1) * rate * unit, deviation * deviation, counted, probability) / unit
  }
  return {
    name,
    point: new Float64Array(horizon).fill(rate),
    stdDev,
    cumulativeStdDev,
    fitted: spread(path.fitted, actual, history.count),
    ratios: { ...path.ratios, ...(counted ? { dispersion } : { demandProbability: mixture.probability }) },
    levels: path.levels,
    criteria: {},
    estimated: 2, // the rate and its spread
    quantile,
    cumulativeQuantile,
  }
}

function followRate(values: Float64Array, request: IntermittentRequest): { name: string; path: RatePath } {
  const count = values.length
  if (request.name === 'combination') return { name: COMBINED_NAME, path: combinedPath(values, count) }
  const { alpha, beta } = request
  const constants = { ...(alpha === undefined ? {} : { alpha }), ...(beta === undefined ? {} : { beta }) }
  switch (request.name) {
    case 'ses':
      return { name: 'SES', path: levelPath(values, count, alpha) }
    case 'tsb':
      return { name: 'TSB', path: tsbPath(values, count, constants) }
    case 'adida':
    case 'imapa':
      return { name: request.name.toUpperCase(), path: aggregatedPath(values, count, request.name, alpha) }
    default: {
      const name = request.name === 'croston' ? 'Croston' : request.name.toUpperCase()
      return { name, path: crostonPath(values, count, request.name, constants) }
    }
  }
}

/** Least-squares share, 0 to 1, of a one-step error by which the rate moved: alpha itself for a smoothed level. */
function rateResponse(values: Float64Array, { fitted, rate }: RatePath): number {
  const count = values.length
  let products = 0
  let squares = 0
  for (let t = 0; t < count; t += 1) {
    const before = fitted[t]
    const error = values[t] - before
    const after = t + 1 < count ? fitted[t + 1] : rate
    products += (after - before) * error
    squares += error * error
  }
  return squares > 0 ? Math.min(1, Math.max(0, products / squares)) : 0
}

function isWhole(actual: readonly (number | null)[]): boolean {
  return actual.every((value) => value === null || (Number.isInteger(value) && value <= LARGEST_PIECES))
}

/** Puts figures by observed period back to their places; NaN where nothing was observed. */
function spread(fitted: Float64Array, actual: readonly (number | null)[], count: number): Float64Array {
  const result = new Float64Array(count).fill(Number.NaN)
  let place = 0
  for (let t = 0; t < count; t += 1) {
    if (actual[t] === null) continue
    result[t] = fitted[place]
    place += 1
  }
  return result
}
