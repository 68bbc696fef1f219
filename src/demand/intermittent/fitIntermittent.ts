import type { DemandSizes } from '../../core/numbers/distribution.js'
import { countQuantile } from '../../math/countDistribution.js'
import { sumQuantile } from '../../math/sumQuantile.js'
import { cumulativeStdDeviations, type FittedModel } from '../fittedModel.js'
import type { IntermittentModel } from '../types.js'
import { aggregatedPath } from './aggregatedPath.js'
import { COMBINED_NAME, combinedPath } from './combinedPath.js'
import { countsOrSizes } from './countsOrSizes.js'
import { crostonPath } from './crostonPath.js'
import { levelPath } from './levelPath.js'
import type { RatePath } from './ratePath.js'
import { createSizeMixture, mixtureQuantile, type SizeMixture } from './sizeMixture.js'
import { tsbPath } from './tsbPath.js'

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
 * Periods without observation are left out, not filled: a gap is no demand of a size in between. Demand in whole
 * pieces, or lots, is Poisson, or negative binomial where it is dispersed more than that; other demand, lots of few
 * sizes and pieces by the hundreds are a mixture of no demand and the sizes seen (`countsOrSizes`). The standard
 * deviations are those of the same distribution: the innovation of a period moves the rate of later ones by as much as
 * it did, on average, inside the history.
 */
export function fitIntermittent(
  history: IntermittentHistory,
  request: IntermittentRequest,
  horizon: number,
): FittedModel {
  const { actual } = history
  const values = history.values.subarray(0, history.count).filter((_, t) => actual[t] !== null)
  const { name, path } = followRate(values, request)
  const { rate } = path
  const effect = rateResponse(values, path)
  const counts = countsOrSizes(values, path.fitted, rate)
  const mixture = createSizeMixture(values, rate)
  const variance = counts === undefined ? mixture.variance : counts.dispersion * rate * counts.unit
  const stdDev = new Float64Array(horizon)
  for (let h = 0; h < horizon; h += 1) stdDev[h] = Math.sqrt(variance * (1 + h * effect * effect))

  const quantile = (probability: number, h: number): number => {
    const growth = 1 + h * effect * effect
    if (counts !== undefined) {
      const { unit, dispersion } = counts
      return countQuantile({ rate: rate / unit, dispersion: dispersion * growth }, probability) * unit
    }
    const wanted = mixtureQuantile(mixture, probability)
    return Math.max(0, rate + (wanted - rate) * Math.sqrt(growth))
  }
  const cumulativeStdDev = cumulativeStdDeviations(
    new Float64Array(horizon).fill(effect),
    new Float64Array(horizon).fill(variance),
  )
  const unit = counts?.unit ?? 1
  const cumulativeQuantile = (probability: number, h: number): number => {
    if (h === 0) return quantile(probability, 0)
    const deviation = cumulativeStdDev[h] / unit
    return sumQuantile(((h + 1) * rate) / unit, deviation * deviation, counts !== undefined, probability) * unit
  }
  return {
    name,
    point: new Float64Array(horizon).fill(rate),
    stdDev,
    cumulativeStdDev,
    fitted: spread(path.fitted, actual, history.count),
    ratios: {
      ...path.ratios,
      ...(counts === undefined ? { demandProbability: mixture.probability } : { dispersion: counts.dispersion }),
    },
    levels: path.levels,
    criteria: {},
    estimated: 2, // the rate and its spread
    quantile,
    cumulativeQuantile,
    demandSizes: relativeSizes(mixture, { rate, count: values.length, effect }),
  }
}

/**
 * The sizes seen as multiples of the rate, with the probability of a demand. It is known as well as from so many periods, and the rate has moved
 * since as one does of which each period moves the given share (the variance of a smoothed level).
 */
function relativeSizes(
  { probability, sizes }: SizeMixture,
  { rate, count, effect }: { readonly rate: number; readonly count: number; readonly effect: number },
): DemandSizes {
  const uncertainty = Math.max(1 / count, effect / (2 - effect))
  return {
    probability,
    probabilityStdDev: Math.sqrt(probability * (1 - probability) * uncertainty),
    sizes: rate > 0 ? Array.from(sizes, (size) => size / rate) : [],
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
