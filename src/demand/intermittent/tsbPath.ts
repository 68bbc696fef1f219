import { createSimplexWorkspace, minimizeSimplex } from '../../math/minimizeSimplex.js'
import { rateError } from './minimizeRateError.js'
import { describeDemands, type RatePath } from './ratePath.js'

/** Grid from which the search of the two constants starts. */
const STARTS: readonly number[] = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1]

/**
 * Method of Teunter, Syntetos and Babai: the probability of a demand is smoothed in every period, its size at each demand.
 *
 *     probability = probability + beta ((1 where there is demand, else 0) - probability)
 *     size        = size + alpha (y - size), at a demand
 *     rate        = probability * size
 *
 * A run of zeros brings the rate down, so that an item that dies out is seen to. Starts are the share of periods with
 * demand and the mean size over the history. Where the constants are left out, the pair with the least mean squared rate is
 * taken: the best of a grid, then a simplex search.
 *
 * Source: Teunter, Syntetos and Babai, European Journal of Operational Research 214 (2011).
 */
export function tsbPath(
  values: Float64Array,
  count: number,
  constants: { readonly alpha?: number; readonly beta?: number } = {},
): RatePath {
  const { demands, meanSize } = describeDemands(values, count)
  const fitted = new Float64Array(count)
  let size = meanSize
  let probability = 0
  const smooth = (alpha: number, beta: number): number => {
    size = meanSize
    probability = demands / Math.max(1, count)
    for (let t = 0; t < count; t += 1) {
      fitted[t] = probability * size
      const value = values[t]
      if (value > 0) {
        size += alpha * (value - size)
        probability += beta * (1 - probability)
      } else probability -= beta * probability
    }
    return probability * size
  }
  const errorAt = (alpha: number, beta: number): number => {
    smooth(alpha, beta)
    return rateError(values, count, fitted)
  }
  const [alpha, beta] =
    constants.alpha === undefined ? searchPair(errorAt) : [constants.alpha, constants.beta ?? constants.alpha]
  const rate = smooth(alpha, beta)
  return { rate, fitted, ratios: { alpha, beta, demandProbability: probability }, levels: { demandSize: size } }
}

function searchPair(errorAt: (alpha: number, beta: number) => number): [number, number] {
  let start: [number, number] = [0, 0]
  let least = Number.POSITIVE_INFINITY
  for (const alpha of STARTS) {
    for (const beta of STARTS) {
      const error = errorAt(alpha, beta)
      if (error < least) {
        least = error
        start = [alpha, beta]
      }
    }
  }
  const found = minimizeSimplex(
    (point) => errorAt(point[0], point[1]),
    start,
    2,
    {
      lower: [0, 0],
      upper: [1, 1],
      step: [0.05, 0.05],
      tolerance: 1e-9 * least,
      maxEvaluations: 80,
      maxRestarts: 0,
      restartGain: 0,
    },
    createSimplexWorkspace(2),
  )
  return found.value < least ? [found.point[0], found.point[1]] : start
}
