import { createNotice, type Notice } from '../../core/notices/notices.js'
import { shrinkageIntensity } from '../../math/shrinkageIntensity.js'
import type { ReconcileRequest } from './checkReconcileInput.js'
import { errorUnit, errorVariances } from './nodeVariances.js'
import { residualsCut } from './notices.js'

/** Covariance of the one-step errors as diagonal(variances) + F F', with the columns of F one after the other. */
export interface ErrorCovariance {
  readonly variances: Float64Array
  readonly factors: Float64Array
  /** Columns of F. */
  readonly count: number
  readonly shrinkageShare: number
}

/** Complete periods that a covariance needs at least. */
const FEWEST = 3
/** Complete periods that it reads at most, the latest: the time grows with the square of their number. */
const MOST = 1000
/** Correlations are shrunk by no less than this, so that the covariance has an inverse. */
const LEAST_SHRINKAGE = 1e-6

/**
 * Shrunk covariance of the one-step errors: lambda D + (1 - lambda) E'E / T, with D its own diagonal and lambda by Schaefer
 * and Strimmer (2005). It is kept as a diagonal and T columns, so that its size grows with the number of nodes only.
 *
 * @returns undefined where too few periods have a residual in every node
 */
export function errorCovariance(request: ReconcileRequest, warnings: Notice[]): ErrorCovariance | undefined {
  const { hierarchy, forecasts } = request
  const { rows } = hierarchy
  const length = forecasts[0]?.residuals?.length ?? 0
  const complete: number[] = []
  for (let t = 0; t < length; t += 1) {
    if (forecasts.every((forecast) => typeof forecast?.residuals?.[t] === 'number')) complete.push(t)
  }
  if (complete.length < FEWEST) return undefined
  if (complete.length > MOST) {
    warnings.push(createNotice(residualsCut, { path: 'forecasts', value: { used: MOST, of: complete.length } }))
  }
  const periods = complete.slice(-MOST)
  const count = periods.length
  const unit = errorUnit(request)
  const errors = new Float64Array(rows * count)
  const variances = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) {
    const residuals = forecasts[row]?.residuals as readonly number[]
    let sum = 0
    for (let k = 0; k < count; k += 1) {
      const error = residuals[periods[k]] / unit
      errors[row * count + k] = error
      sum += error * error
    }
    variances[row] = sum / count
  }
  const lambda = Math.max(LEAST_SHRINKAGE, shrinkageIntensity(errors, rows, count))
  // The rule for nodes that were never wrong is that of wlsVariance; their variances alone are taken over.
  if (variances.some((variance) => !(variance > 0))) {
    const spare = errorVariances(request, unit, warnings)
    for (let row = 0; row < rows; row += 1) {
      if (!(variances[row] > 0)) variances[row] = spare[row]
    }
  }
  const factors = new Float64Array(lambda < 1 ? rows * count : 0)
  const size = Math.sqrt((1 - lambda) / count)
  for (let row = 0; lambda < 1 && row < rows; row += 1) {
    for (let k = 0; k < count; k += 1) factors[k * rows + row] = size * errors[row * count + k]
  }
  return {
    variances: variances.map((variance) => variance * lambda),
    factors,
    count: lambda < 1 ? count : 0,
    shrinkageShare: lambda,
  }
}
