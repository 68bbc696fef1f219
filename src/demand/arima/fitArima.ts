import { choleskyFactor, choleskySolve } from '../../math/choleskyFactor.js'
import { type BfgsOptions, minimizeBfgs } from '../../math/minimizeBfgs.js'
import {
  type ArimaOrders,
  type ArmaPolynomials,
  createPolynomials,
  freeCount,
  setFromCoefficients,
  setFromFree,
} from './armaPolynomials.js'
import { runConditionalFilter } from './conditionalFilter.js'
import { type Design, leastSquares } from './design.js'
import { createExactFilter, runExactFilter } from './exactFilter.js'
import { rootsBeyond } from './partialAutocorrelations.js'

/** A history that was differenced, and what may explain its mean. */
export interface ArimaData {
  /** Differenced values. */
  readonly values: Float64Array
  readonly count: number
  readonly design: Design
  /** How many columns of the design are taken; the last one is the constant. */
  readonly columns: number
}

/** How much work a fit is worth. */
export interface FitEffort {
  /** Least squares of the shocks alone, without the likelihood of the first values. */
  readonly conditional: boolean
  /** The fit is one of many that are compared, or the one that is kept. */
  readonly stage: 'search' | 'finish'
}

export interface ArimaFit {
  readonly orders: ArimaOrders
  /** Columns of the design that were taken. */
  readonly columns: number
  readonly polynomials: ArmaPolynomials
  /** Free numbers behind the polynomials, and coefficients of the columns of the basis. */
  readonly free: Float64Array
  readonly weights: Float64Array
  /** Inverse of the cross products behind the weights, by rows: their covariance by the variance of the shocks. */
  readonly inverse: Float64Array
  /** Estimate of greatest likelihood of the variance of the shocks, and the one corrected for the parameters. */
  readonly likelyVariance: number
  readonly variance: number
  readonly logLikelihood: number
  /** Parameters estimated, the variance apart. */
  readonly estimated: number
  readonly aic: number
  /** Infinite where there are not enough values for the number of parameters. */
  readonly aicc: number
  readonly bic: number
}

const LOG_TWO_PI = 1.8378770664093453
/** Roots of the polynomials this near to the unit circle point to a model with too many parameters. */
const LEAST_ROOT = 1.01
/** Shares of the values' mean square below which a variance is rounding. */
const LEAST_VARIANCE = 1e-26
const SEARCHES: Readonly<Record<FitEffort['stage'], BfgsOptions>> = {
  search: { differences: 'forward', gradientStep: 1e-5, tolerance: 1e-6, confirm: false, maxIterations: 50 },
  finish: { differences: 'central', gradientStep: 1e-4, tolerance: 1e-10, confirm: true, maxIterations: 200 },
}
/** Free numbers at which a search begins: partial autocorrelations of at most 0.93. */
const START_LIMIT = 2.5

/**
 * Estimates a model by the exact likelihood of the differenced values, beginning at conditional least squares.
 *
 * Coefficients of columns are found by generalized least squares at each trial, which leaves the likelihood to the
 * parameters of the polynomials alone (Harvey, Time Series Models, 2nd ed. 1993, section 4.5).
 */
export function fitArima(data: ArimaData, orders: ArimaOrders, effort: FitEffort, start?: Float64Array): ArimaFit {
  const problem = createProblem(data, orders)
  const { polynomials } = problem
  const search = SEARCHES[effort.stage]
  let free = start ?? new Float64Array(freeCount(orders))
  const spare = data.count - polynomials.ar.length
  if (free.length > 0 && start === undefined && spare > free.length + data.columns + 1) {
    const found = minimizeBfgs((point) => problem.conditional(point), free, search)
    // at the edge the likelihood is flat, and a search that begins there stays
    const inside = found.point.map((x) => Math.min(Math.max(x, -START_LIMIT), START_LIMIT))
    if (Number.isFinite(problem.exact(inside))) free = inside
  }
  if (free.length > 0 && !effort.conditional) {
    free = minimizeBfgs((point) => problem.exact(point), free, search).point
  }
  return problem.finish(free)
}

/** The function that a fit makes small, a value's share of the negative log-likelihood, at given coefficients. */
export function createObjective(data: ArimaData, orders: ArimaOrders): (coefficients: Float64Array) => number {
  return createProblem(data, orders).at
}

interface Problem {
  readonly polynomials: ArmaPolynomials
  readonly conditional: (free: Float64Array) => number
  readonly exact: (free: Float64Array) => number
  /** The same at coefficients of ar, ma, seasonal ar and seasonal ma. */
  readonly at: (coefficients: Float64Array) => number
  readonly finish: (free: Float64Array) => ArimaFit
}

function createProblem(data: ArimaData, orders: ArimaOrders): Problem {
  const { count, columns: width } = data
  const polynomials = createPolynomials(orders)
  const { rest, weights: first } = leastSquares(data.design, width, data.values)
  const columns = [rest, ...data.design.basis.slice(0, width)]
  const filter = createExactFilter(polynomials.ar.length, polynomials.ma.length, width + 1)
  const shocks = columns.map(() => new Float64Array(count))
  const products = new Float64Array(((width + 1) * (width + 2)) / 2)
  const normal = new Float64Array(width * width)
  const weights = new Float64Array(width)
  let squares = 0
  for (let t = 0; t < count; t += 1) squares += rest[t] * rest[t]
  const floor = Math.max(1e-290, (LEAST_VARIANCE * squares) / Math.max(1, count))

  /** Sum of squares that the columns leave; their weights stand in `weights`. */
  const solve = (): number => {
    for (let i = 0; i < width; i += 1) {
      const from = ((i + 1) * (i + 2)) / 2
      weights[i] = products[from]
      for (let j = 0; j <= i; j += 1) normal[i * width + j] = products[from + 1 + j]
    }
    if (width === 0) return products[0]
    if (!choleskyFactor(normal, width)) return Number.NaN
    choleskySolve(normal, width, weights)
    let left = products[0]
    for (let i = 0; i < width; i += 1) left -= weights[i] * products[((i + 1) * (i + 2)) / 2]
    return Math.max(0, left)
  }
  const exactAtPolynomials = (): { value: number; variance: number } => {
    const logSum = runExactFilter(polynomials, filter, { columns, count, products })
    const variance = Math.max(floor, solve() / count)
    return { value: (Math.log(variance) + logSum / count) / 2, variance }
  }
  return {
    polynomials,
    conditional: (free) => {
      setFromFree(polynomials, free, orders.m)
      const used = runConditionalFilter(polynomials, columns, count, shocks, products)
      return Math.log(Math.max(floor, solve() / used)) / 2
    },
    exact: (free) => {
      setFromFree(polynomials, free, orders.m)
      return exactAtPolynomials().value
    },
    at: (coefficients) => {
      setFromCoefficients(polynomials, coefficients, orders.m)
      return exactAtPolynomials().value
    },
    finish: (free) => {
      setFromFree(polynomials, free, orders.m)
      const { value, variance } = exactAtPolynomials()
      const estimated = free.length + width
      const logLikelihood = -count * (value + (1 + LOG_TWO_PI) / 2)
      const k = estimated + 1
      const aic = 2 * k - 2 * logLikelihood
      const inverse = new Float64Array(width * width)
      for (let j = 0; j < width; j += 1) {
        const unit = new Float64Array(width)
        unit[j] = 1
        choleskySolve(normal, width, unit)
        for (let i = 0; i < width; i += 1) inverse[i * width + j] = unit[i]
      }
      return {
        orders,
        columns: width,
        polynomials,
        free,
        weights: weights.map((weight, j) => weight + first[j]),
        inverse,
        likelyVariance: variance,
        variance: (variance * count) / Math.max(1, count - estimated),
        logLikelihood,
        estimated,
        aic,
        aicc: count > k + 1 ? aic + (2 * k * (k + 1)) / (count - k - 1) : Number.POSITIVE_INFINITY,
        bic: aic + k * (Math.log(count) - 2),
      }
    },
  }
}

/** The polynomials of a fit that have a root within 1.01 of the unit circle; those of the season, counted by seasons. */
export function closeRoots({ polynomials: { parts } }: ArimaFit): (keyof ArmaPolynomials['parts'])[] {
  const names = ['ar', 'ma', 'seasonalAr', 'seasonalMa'] as const
  return names.filter((name) => {
    const coefficients = name === 'ma' || name === 'seasonalMa' ? parts[name].map((value) => -value) : parts[name]
    return !rootsBeyond(coefficients, coefficients.length, LEAST_ROOT)
  })
}
