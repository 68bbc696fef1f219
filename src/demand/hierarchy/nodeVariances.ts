import { createNotice, type Notice } from '../../core/notices/notices.js'
import { sumLeaves } from '../../math/sumTree.js'
import type { ReconcileRequest } from './checkReconcileInput.js'
import type { CompiledHierarchy } from './compileHierarchy.js'
import { noNodeError, silentNodes, zeroError } from './notices.js'

/** Variance given to an error that was always zero, as a part of the smallest one above zero. */
const SMALLEST_SHARE = 1e-6
/** Variance of the forecast of a total by that which its deviation states. */
const DOUBT_OF_TOTALS = 4

/** Number of bottom nodes in each row: the variance of a sum of errors that are alike and independent. */
export function bottomCounts(hierarchy: CompiledHierarchy): Float64Array {
  const counts = new Float64Array(hierarchy.rows)
  sumLeaves(hierarchy, new Float64Array(hierarchy.leaves.length).fill(1), counts)
  return counts
}

/**
 * Mean squared one-step error of each row, divided by the square of `unit`; from the first standard deviation where
 * there are no residuals.
 *
 * A node that says nothing of its error gets the average variance per bottom node times the number of its bottom nodes.
 * One that was never wrong gets a small part of the smallest variance: its forecast is kept as far as the others allow.
 */
export function errorVariances(request: ReconcileRequest, unit: number, warnings: Notice[]): Float64Array {
  const { hierarchy, forecasts } = request
  const counts = bottomCounts(hierarchy)
  const variances = new Float64Array(hierarchy.rows)
  const silent: number[] = []
  let perLeaf = 0
  let speaking = 0
  let smallest = Number.POSITIVE_INFINITY
  forecasts.forEach((forecast, row) => {
    let sum = 0
    let count = 0
    for (const residual of forecast?.residuals ?? []) {
      if (residual === null) continue
      sum += (residual / unit) * (residual / unit)
      count += 1
    }
    if (count === 0 && forecast?.stdDev !== undefined) {
      sum = (forecast.stdDev[0] / unit) * (forecast.stdDev[0] / unit)
      count = 1
    }
    if (count === 0) {
      silent.push(row)
      return
    }
    const variance = sum / count
    variances[row] = variance
    perLeaf += variance / counts[row]
    speaking += 1
    if (variance > 0) smallest = Math.min(smallest, variance)
  })
  if (!(smallest < Number.POSITIVE_INFINITY)) {
    warnings.push(createNotice(noNodeError, { path: 'forecasts' }))
    return counts
  }
  for (const row of silent) variances[row] = (perLeaf / speaking) * counts[row]
  if (silent.length > 0) {
    const nodeIds = silent.map((row) => hierarchy.ids[row])
    warnings.push(createNotice(silentNodes, { path: 'forecasts', value: { nodeIds } }))
  }
  raiseZeros(variances, smallest, warnings)
  return variances
}

/** Gives nodes that are never wrong a small part of the smallest variance above zero, with a warning. */
function raiseZeros(variances: Float64Array, smallest: number, warnings: Notice[]): void {
  let still = 0
  variances.forEach((variance, row) => {
    if (variance > 0) return
    variances[row] = smallest * SMALLEST_SHARE
    still += 1
  })
  if (still > 0) warnings.push(createNotice(zeroError, { path: 'forecasts', value: still }))
}

/**
 * Mean square of the stated deviations of each row over the periods ahead, divided by the square of the largest; of a total
 * four times that.
 *
 * Deviations that were calibrated by past forecasts tell more of the errors ahead than those one step ahead inside the
 * history. A total is doubted beyond its deviation: it sees less of what moves its parts, as promotions and launches, than the
 * sum of their forecasts does. See docs/decisions/hierarchies.md, where the factor was measured.
 */
export function forecastVariances({ hierarchy, forecasts }: ReconcileRequest, warnings: Notice[]): Float64Array {
  const { rows, nodes, leafOf } = hierarchy
  const deviations = forecasts.map((forecast) => forecast?.stdDev ?? [])
  const unit = deviations.reduce((most, own) => own.reduce((a, b) => Math.max(a, b), most), 0)
  if (!(unit > 0)) {
    warnings.push(createNotice(noNodeError, { path: 'forecasts' }))
    return bottomCounts(hierarchy)
  }
  const variances = new Float64Array(rows)
  let smallest = Number.POSITIVE_INFINITY
  deviations.forEach((own, row) => {
    const isTotal = row >= nodes || leafOf[row] < 0
    const mean = own.reduce((sum, deviation) => sum + (deviation / unit) * (deviation / unit), 0) / own.length
    variances[row] = isTotal ? DOUBT_OF_TOTALS * mean : mean
    if (mean > 0) smallest = Math.min(smallest, mean)
  })
  raiseZeros(variances, smallest, warnings)
  return variances
}

/** Largest residual or first standard deviation, in absolute terms; 1 where there is none above zero. */
export function errorUnit(request: ReconcileRequest): number {
  let largest = 0
  for (const forecast of request.forecasts) {
    for (const residual of forecast?.residuals ?? []) largest = Math.max(largest, Math.abs(residual ?? 0))
    largest = Math.max(largest, forecast?.stdDev?.[0] ?? 0)
  }
  return largest > 0 ? largest : 1
}
