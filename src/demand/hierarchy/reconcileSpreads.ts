import { createNotice, type Notice } from '../../core/notices/notices.js'
import { normalQuantile } from '../../math/normal.js'
import { shrinkageIntensity } from '../../math/shrinkageIntensity.js'
import { sumLeaves } from '../../math/sumTree.js'
import type { ReconcileRequest } from './checkReconcileInput.js'
import { noSpread, tooFewResiduals } from './notices.js'
import type { NodeForecast, ReconciledForecast } from './types.js'

type Spread = Pick<ReconciledForecast, 'stdDev' | 'quantiles'>

/** Complete periods that correlations need at least, and the latest that they read. */
const FEWEST = 3
const MOST = 1000

/**
 * What is known of the spread of each reconciled forecast, by row.
 *
 * A forecast that states its spread keeps it: above its base forecast by the difference, below it in proportion, so that demand
 * which cannot fall below zero does not. A total that states none has the deviation of the sum of the bottom nodes below it,
 * with errors as correlated as their residuals are (shrunk as for `mintShrink`; without residuals not at all, with a warning),
 * and normal quantiles.
 */
export function reconcileSpreads(
  request: ReconcileRequest,
  points: readonly (readonly number[])[],
  warnings: Notice[],
): Spread[] {
  const { hierarchy, forecasts } = request
  const { rows, nodes, leaves, leafOf } = hierarchy
  const isStated = (row: number): boolean =>
    forecasts[row]?.stdDev !== undefined || forecasts[row]?.quantiles !== undefined
  const stated = Array.from({ length: rows }, (_, row) => isStated(row))
  if (!stated.includes(true)) return stated.map(() => ({}))
  const spreads = points.map((point, row): Spread => {
    const forecast = forecasts[row]
    return forecast === undefined ? {} : carrySpread(forecast, point, request.nonNegative)
  })
  const silent = stated.flatMap((one, row) => (one ? [] : [row]))
  const below = Array.from(leaves, (leaf) => spreads[leaf]?.stdDev)
  const totals = silent.filter((row) => row >= nodes || leafOf[row] < 0)
  const known = below.every((stdDev) => stdDev !== undefined)
  if (known && totals.length > 0) {
    const sums = deviationsOfSums(request, below, warnings)
    const probabilities = forecasts.find((forecast) => forecast?.quantiles !== undefined)?.quantiles ?? []
    for (const row of totals) {
      const stdDev = sums.map((byRow) => byRow[row])
      spreads[row] = { stdDev, ...normalQuantiles(probabilities, points[row], stdDev, request.nonNegative) }
    }
  }
  const untold = known ? silent.filter((row) => !totals.includes(row)) : silent
  if (untold.length > 0) {
    const nodeIds = untold.map((row) => hierarchy.ids[row])
    warnings.push(createNotice(noSpread, { path: 'forecasts', value: { nodeIds } }))
  }
  return spreads
}

function carrySpread(
  { point, stdDev, quantiles }: NodeForecast,
  reconciled: readonly number[],
  nonNegative: boolean,
): Spread {
  const ratio = reconciled.map((value, h) =>
    nonNegative && value < point[h] && point[h] > 0 ? Math.max(0, value) / point[h] : 1,
  )
  const moved = (value: number, h: number): number => {
    const carried = ratio[h] < 1 ? value * ratio[h] : value + (reconciled[h] - point[h])
    return nonNegative ? Math.max(0, carried) : carried
  }
  return {
    ...(stdDev === undefined ? {} : { stdDev: stdDev.map((value, h) => value * ratio[h]) }),
    ...(quantiles === undefined
      ? {}
      : { quantiles: quantiles.map(({ probability, values }) => ({ probability, values: values.map(moved) })) }),
  }
}

function normalQuantiles(
  given: readonly { readonly probability: number }[],
  point: readonly number[],
  stdDev: readonly number[],
  nonNegative: boolean,
): Spread {
  if (given.length === 0) return {}
  return {
    quantiles: given.map(({ probability }) => ({
      probability,
      values: point.map((value, h) => {
        const quantile = value + stdDev[h] * normalQuantile(probability)
        return nonNegative ? Math.max(0, quantile) : quantile
      }),
    })),
  }
}

/**
 * Deviation of the sum of bottom nodes in every row, by period. With correlations lambda I + (1 - lambda) Z'Z of the bottom
 * errors, Z the residuals divided by their size, the variance of a sum is lambda times the squares of the deviations plus
 * (1 - lambda) times the squares of the sums of deviation x Z over the periods of the residuals: no matrix of nodes is made.
 */
function deviationsOfSums(
  { hierarchy, forecasts }: ReconcileRequest,
  below: readonly (readonly number[])[],
  warnings: Notice[],
): Float64Array[] {
  const { rows, leaves } = hierarchy
  const residuals = Array.from(leaves, (leaf) => forecasts[leaf]?.residuals ?? [])
  const { errors, count } = standardErrors(residuals)
  const size = leaves.length
  if (count < FEWEST) warnings.push(createNotice(tooFewResiduals, { path: 'forecasts' }))
  const independent = count < FEWEST ? 1 : shrinkageIntensity(errors, size, count)
  const values = new Float64Array(size)
  const sums = new Float64Array(rows)
  return Array.from({ length: below[0]?.length ?? 0 }, (_, h) => {
    for (let leaf = 0; leaf < size; leaf += 1) values[leaf] = below[leaf][h] * below[leaf][h]
    sumLeaves(hierarchy, values, sums)
    const variances = sums.map((sum) => independent * sum)
    for (let k = 0; independent < 1 && k < count; k += 1) {
      for (let leaf = 0; leaf < size; leaf += 1) values[leaf] = below[leaf][h] * errors[leaf * count + k]
      sumLeaves(hierarchy, values, sums)
      for (let row = 0; row < rows; row += 1) {
        variances[row] = variances[row] + (1 - independent) * sums[row] * sums[row]
      }
    }
    return variances.map(Math.sqrt)
  })
}

/** Residuals of the latest periods in which every node has one, each node's of unit sum of squares; node by node. */
function standardErrors(residuals: readonly (readonly (number | null)[])[]): {
  readonly errors: Float64Array
  readonly count: number
} {
  // histories end together; residuals of one node may begin later
  const least = residuals.reduce((length, own) => Math.min(length, own.length), Number.POSITIVE_INFINITY)
  const ago: number[] = []
  for (let t = 1; t <= least && ago.length < MOST; t += 1) {
    if (residuals.every((own) => typeof own[own.length - t] === 'number')) ago.push(t)
  }
  const count = ago.length
  const errors = new Float64Array(residuals.length * count)
  residuals.forEach((own, leaf) => {
    const known = ago.map((t) => own[own.length - t] as number)
    const norm = Math.hypot(...known)
    known.forEach((error, k) => (errors[leaf * count + k] = norm > 0 ? error / norm : 0))
  })
  return { errors, count }
}
