import { choleskyFactor, choleskySolve } from '../../math/choleskyFactor.js'
import { conjugateGradients } from '../../math/conjugateGradients.js'
import { type HeldFit, pivotNonNegative } from '../../math/pivotNonNegative.js'
import { factorTree, fitTree, gatherRows, sumLeaves, type SumStructure } from '../../math/sumTree.js'

/** Covariance of the errors of all rows: a diagonal and columns whose squares are added to it. */
export interface RowCovariance {
  /** By row, above zero. */
  readonly variances: Float64Array
  /** The columns one after the other. */
  readonly factors: Float64Array
  readonly count: number
}

/** Bottom values that fit the forecasts of one period best. */
export interface Projection {
  readonly leaves: Float64Array
  /** Bottom nodes that are held at zero. */
  readonly held: number
  /** False where a limit on rounds or steps was met first. */
  readonly settled: boolean
}

const TOLERANCE = 1e-14
const ACCEPTED = 1e-9
const ZERO_SHARE = 1e-11
const MAX_ROUNDS = 500

/**
 * Prepares the generalized least-squares fit of bottom values b to forecasts y of all rows, (y - S b)' W^-1 (y - S b)
 * least, for W = D + F F'; the reconciled forecasts are S b.
 *
 * Without F the normal equations are those of a tree, solved exactly in time proportional to the nodes; groups across the
 * tree are added by conjugate gradients with the tree as preconditioner. With F the same fit is that of b and z to
 * y = S b + F z, D-weighted, with the squares of z added: with P the fit without F and R = D^-1/2 (F - P F), z solves
 * (I + R'R) z = R' D^-1/2 (y - P y), and b fits y - F z. No matrix of the size of the hierarchy is made.
 *
 * Sources: R. J. Hyndman, R. A. Ahmed, G. Athanasopoulos and H. L. Shang, Computational Statistics and Data Analysis 55
 * (2011); S. L. Wickramasuriya, G. Athanasopoulos and R. J. Hyndman, JASA 114 (2019), for W; S. L. Wickramasuriya,
 * B. A. Turlach and R. J. Hyndman, Statistics and Computing 30 (2020), for b at or above zero.
 *
 * @returns a function that fits the forecasts of one period, with b at or above zero where asked for
 */
export function prepareProjection(
  structure: SumStructure,
  covariance: RowCovariance,
): (forecasts: Float64Array, nonNegative: boolean) => Projection {
  const { rows, leaves } = structure
  const { variances } = covariance
  const free = prepareFit(structure, covariance, new Uint8Array(leaves.length))
  const precision = variances.map((variance) => 1 / variance)
  const curvature = new Float64Array(leaves.length)
  gatherRows(structure, precision, curvature)
  return (forecasts, nonNegative) => {
    const result = new Float64Array(leaves.length)
    const left = new Float64Array(rows)
    let accurate = free(forecasts, result, left)
    const size = forecasts.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const tolerance = size * ZERO_SHARE
    if (!nonNegative || result.every((value) => value >= 0)) return { leaves: result, held: 0, settled: accurate }
    if (result.every((value) => value >= -tolerance)) {
      return { leaves: result.map((value) => (value > 0 ? value : 0)), held: 0, settled: accurate }
    }
    let heldNow = 0
    const fit = (held: Uint8Array): HeldFit => {
      heldNow = held.reduce((sum, one) => sum + one, 0)
      const isAccurate = (heldNow === 0 ? free : prepareFit(structure, covariance, held))(forecasts, result, left)
      accurate &&= isAccurate
      for (let row = 0; row < rows; row += 1) left[row] = left[row] / variances[row]
      const pull = new Float64Array(leaves.length)
      gatherRows(structure, left, pull)
      for (let i = 0; i < pull.length; i += 1) pull[i] = pull[i] / curvature[i]
      return { values: result, pull }
    }
    const { values, settled } = pivotNonNegative(leaves.length, fit, tolerance, MAX_ROUNDS)
    return { leaves: values, held: heldNow, settled: settled && accurate }
  }
}

/** Fits forecasts; fills the bottom values and, in `left`, what D is to explain; returns whether it is accurate. */
type Fit = (forecasts: Float64Array, result: Float64Array, left: Float64Array) => boolean

function prepareFit(structure: SumStructure, covariance: RowCovariance, held: Uint8Array): Fit {
  const { rows } = structure
  const { variances, factors, count } = covariance
  const plain = preparePlainFit(structure, variances, held)
  const sums = new Float64Array(rows)
  const fitPlain: Fit = (forecasts, result, left) => {
    const accurate = plain(forecasts, result)
    sumLeaves(structure, result, sums)
    for (let row = 0; row < rows; row += 1) left[row] = forecasts[row] - sums[row]
    return accurate
  }
  if (count === 0) return fitPlain

  const deviation = variances.map(Math.sqrt)
  const remainders = new Float64Array(count * rows)
  const bottom = new Float64Array(structure.leaves.length)
  let accurateFactors = true
  for (let k = 0; k < count; k += 1) {
    const remainder = remainders.subarray(k * rows, (k + 1) * rows)
    accurateFactors = fitPlain(factors.subarray(k * rows, (k + 1) * rows), bottom, remainder) && accurateFactors
    for (let row = 0; row < rows; row += 1) remainder[row] = remainder[row] / deviation[row]
  }
  const matrix = new Float64Array(count * count)
  for (let k = 0; k < count; k += 1) {
    const first = remainders.subarray(k * rows, (k + 1) * rows)
    for (let l = 0; l <= k; l += 1) {
      matrix[k * count + l] = dot(first, remainders.subarray(l * rows, (l + 1) * rows)) + (k === l ? 1 : 0)
    }
  }
  accurateFactors = choleskyFactor(matrix, count) && accurateFactors
  const shares = new Float64Array(count)
  const adjusted = new Float64Array(rows)
  return (forecasts, result, left) => {
    let accurate = fitPlain(forecasts, result, left)
    for (let row = 0; row < rows; row += 1) left[row] = left[row] / deviation[row]
    for (let k = 0; k < count; k += 1) shares[k] = dot(remainders.subarray(k * rows, (k + 1) * rows), left)
    choleskySolve(matrix, count, shares)
    adjusted.set(forecasts)
    for (let k = 0; k < count; k += 1) {
      const share = shares[k]
      const offset = k * rows
      for (let row = 0; row < rows; row += 1) {
        adjusted[row] = adjusted[row] - share * factors[offset + row]
      }
    }
    accurate = fitPlain(adjusted, result, left) && accurate
    return accurate && accurateFactors
  }
}

/** The fit for a diagonal W. */
function preparePlainFit(
  structure: SumStructure,
  variances: Float64Array,
  held: Uint8Array,
): (forecasts: Float64Array, result: Float64Array) => boolean {
  const { nodes, rows, leaves } = structure
  const factor = factorTree(structure, variances, held)
  const buffers = { mean: new Float64Array(nodes), below: new Float64Array(nodes) }
  const tree = { structure, factor, fixed: held, buffers }
  if (rows === nodes) {
    return (forecasts, result) => {
      fitTree(tree, forecasts, result)
      return true
    }
  }
  const size = leaves.length
  const sums = new Float64Array(rows)
  const own = new Float64Array(nodes)
  const target = new Float64Array(size)
  const gather = (result: Float64Array): void => {
    for (let row = 0; row < rows; row += 1) sums[row] = sums[row] / variances[row]
    gatherRows(structure, sums, result)
    for (let i = 0; i < size; i += 1) if (held[i] === 1) result[i] = 0
  }
  const system = {
    size,
    multiply(x: Float64Array, result: Float64Array): void {
      sumLeaves(structure, x, sums)
      gather(result)
    },
    precondition(r: Float64Array, result: Float64Array): void {
      for (let i = 0; i < size; i += 1) {
        const leaf = leaves[i]
        own[leaf] = r[i] * variances[leaf]
      }
      fitTree(tree, own, result)
    },
  }
  const maxIterations = 2 * (rows - nodes) + 50
  return (forecasts, result) => {
    sums.set(forecasts)
    gather(target)
    fitTree(tree, forecasts, result)
    return conjugateGradients(system, target, result, { tolerance: TOLERANCE, maxIterations }) <= ACCEPTED
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i]
  return sum
}
