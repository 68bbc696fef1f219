import { choleskyFactor, choleskySolve } from './choleskyFactor.js'

/** Sums over all residuals at one point, which the evaluation fills in. */
export interface SquaresSums {
  /** Sum of the squared residuals; infinite where the point is not allowed. */
  squares: number
  /** Sum of residual times its derivative, by dimension. */
  readonly gradient: Float64Array
  /** Sum of the products of derivatives, dimensions squared, row by row. */
  readonly products: Float64Array
}

/** Limits of the search. */
export interface SquaresOptions {
  readonly lower: ArrayLike<number>
  readonly upper: ArrayLike<number>
  /** The search ends when a step is to lower, or has lowered, the sum by less than this share of it. */
  readonly tolerance: number
  readonly maxEvaluations: number
}

export function createSquaresSums(dimensions: number): SquaresSums {
  return {
    squares: Number.POSITIVE_INFINITY,
    gradient: new Float64Array(dimensions),
    products: new Float64Array(dimensions * dimensions),
  }
}

/**
 * Least sum of squares inside a box, by the method of Levenberg and Marquardt; what a bound holds back is left out of a
 * step, and a step beyond a bound ends on it.
 *
 * Sources: Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", SIAM Journal 11 (1963); the
 * update of the damping after Nielsen (1999), as in Madsen, Nielsen and Tingleff, Methods for Non-Linear Least Squares
 * Problems (2004), section 3.2.
 *
 * @param evaluate - fills the sums at a point
 * @param point - the start, overwritten with the best point found
 * @returns the sum of squares there
 */
export function minimizeSquares(
  evaluate: (point: Float64Array, sums: SquaresSums) => void,
  point: Float64Array,
  options: SquaresOptions,
): number {
  const { lower, upper, tolerance, maxEvaluations } = options
  const size = point.length
  let here = createSquaresSums(size)
  let there = createSquaresSums(size)
  const trial = new Float64Array(size)
  const step = new Float64Array(size)
  const free = new Uint8Array(size)
  const matrix = new Float64Array(size * size)
  for (let d = 0; d < size; d += 1) {
    point[d] = Math.min(Math.max(point[d], lower[d]), upper[d])
  }
  evaluate(point, here)
  let damping = 1e-3
  let growth = 2
  for (let evaluations = 1; evaluations < maxEvaluations; evaluations += 1) {
    for (let d = 0; d < size; d += 1) {
      const slope = here.gradient[d]
      const x = point[d]
      const held = (x <= lower[d] && slope >= 0) || (x >= upper[d] && slope <= 0)
      free[d] = held || !(here.products[d * size + d] > 0) ? 0 : 1
    }
    if (!solveDamped(here, free, damping, matrix, step)) break
    let hoped = 0
    for (let d = 0; d < size; d += 1) {
      trial[d] = Math.min(Math.max(point[d] + step[d], lower[d]), upper[d])
      step[d] = trial[d] - point[d]
      hoped -= step[d] * here.gradient[d]
    }
    if (!(hoped > 0.5 * tolerance * here.squares)) break
    evaluate(trial, there)
    const gain = here.squares - there.squares
    if (gain > 0) {
      point.set(trial)
      const known = here
      here = there
      there = known
      if (!(gain > tolerance * known.squares)) break
      const quality = 2 * Math.min(1, gain / (2 * hoped)) - 1
      damping *= Math.max(1 / 3, 1 - quality * quality * quality)
      growth = 2
    } else {
      damping *= growth
      growth *= 2
    }
  }
  return here.squares
}

/** Solves (products + damping * its diagonal) step = -gradient over the free dimensions; the others stay. */
function solveDamped(
  { gradient, products }: SquaresSums,
  free: Uint8Array,
  damping: number,
  matrix: Float64Array,
  step: Float64Array,
): boolean {
  const size = gradient.length
  for (let i = 0; i < size; i += 1) {
    step[i] = free[i] === 1 ? -gradient[i] : 0
    for (let j = 0; j < i; j += 1) {
      matrix[i * size + j] = free[i] === 1 && free[j] === 1 ? products[i * size + j] : 0
    }
    matrix[i * size + i] = free[i] === 1 ? products[i * size + i] * (1 + damping) : 1
  }
  if (!choleskyFactor(matrix, size)) return false
  choleskySolve(matrix, size, step)
  return true
}
