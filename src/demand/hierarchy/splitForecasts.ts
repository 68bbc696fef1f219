import { createNotice, type Notice } from '../../core/notices/notices.js'
import { sumLeaves } from '../../math/sumTree.js'
import type { ReconcileRequest } from './checkReconcileInput.js'
import type { CompiledHierarchy } from './compileHierarchy.js'
import { equalProportions } from './notices.js'

/**
 * Splits the forecasts of the cut among the bottom nodes below it; returns bottom values by period.
 *
 * By history: p_j = mean over t of y_jt / y_t (`averageHistorical`), or p_j = sum of y_jt / sum of y_t
 * (`historicalAverages`), with y_t the total below the node of the cut. By forecast: each child gets the part of its
 * parent that its forecast has in those of all children, from the cut down.
 *
 * Sources: C. W. Gross and J. E. Sohl, "Disaggregation methods to expedite product line forecasting", Journal of
 * Forecasting 9 (1990), methods A and F; G. Athanasopoulos, R. A. Ahmed and R. J. Hyndman, International Journal of
 * Forecasting 25 (2009), for forecast proportions.
 */
export function splitForecasts(request: ReconcileRequest, warnings: Notice[]): Float64Array[] {
  const { hierarchy, proportions } = request
  const even = new Set<number>()
  const result = proportions === 'forecast' ? splitByForecast(request, even) : splitByWeight(request, even)
  if (even.size > 0) {
    const nodeIds = [...even].sort((a, b) => a - b).map((node) => hierarchy.ids[node])
    warnings.push(createNotice(equalProportions, { path: 'forecasts', value: { nodeIds } }))
  }
  return result
}

function splitByForecast(request: ReconcileRequest, even: Set<number>): Float64Array[] {
  const { hierarchy, forecasts, horizon, cut, nonNegative } = request
  const { nodes, parent, topDown, leaves } = hierarchy
  const own = (node: number, t: number): number => {
    const value = forecasts[node]?.point[t] as number
    return nonNegative ? Math.max(0, value) : value
  }
  const isCut = new Uint8Array(nodes)
  for (const node of cut) isCut[node] = 1
  const values = new Float64Array(nodes)
  const sums = new Float64Array(nodes)
  const sizes = new Float64Array(nodes)
  const children = new Int32Array(nodes)
  for (const above of parent) if (above >= 0) children[above] = children[above] + 1
  // A node takes part from the cut down.
  const isBelow = new Uint8Array(nodes)
  for (const node of topDown) {
    const above = parent[node]
    if (above >= 0 && (isBelow[above] === 1 || isCut[above] === 1)) isBelow[node] = 1
  }
  return Array.from({ length: horizon }, (_, t) => {
    sums.fill(0)
    sizes.fill(0)
    for (const node of topDown) {
      if (isBelow[node] === 0) continue
      const above = parent[node]
      sums[above] = sums[above] + own(node, t)
      sizes[above] = sizes[above] + Math.abs(own(node, t))
    }
    for (const node of topDown) {
      if (isCut[node] === 1) values[node] = own(node, t)
      if (isBelow[node] === 0) continue
      const above = parent[node]
      const sum = sums[above]
      const total = values[above]
      if (Math.abs(sum) > 1e-12 * sizes[above]) {
        values[node] = total * (own(node, t) / sum)
      } else {
        values[node] = total / children[above]
        if (total !== 0) even.add(above)
      }
    }
    return Float64Array.from(leaves, (leaf) => values[leaf])
  })
}

function splitByWeight(request: ReconcileRequest, even: Set<number>): Float64Array[] {
  const { hierarchy, forecasts, horizon, cut, nonNegative } = request
  const { nodes, leaves, topDown, parent } = hierarchy
  const cutOf = new Int32Array(nodes).fill(-1)
  for (const node of cut) cutOf[node] = node
  for (const node of topDown) {
    const above = parent[node]
    if (cutOf[node] === -1 && above >= 0) cutOf[node] = cutOf[above]
  }
  const weights = bottomWeights(
    request,
    Int32Array.from(leaves, (leaf) => cutOf[leaf]),
  )
  if (nonNegative) weights.forEach((weight, leaf) => (weights[leaf] = Math.max(0, weight)))
  const sums = new Float64Array(nodes)
  const sizes = new Float64Array(nodes)
  const counts = new Float64Array(nodes)
  leaves.forEach((leaf, place) => {
    const node = cutOf[leaf]
    sums[node] = sums[node] + weights[place]
    sizes[node] = sizes[node] + Math.abs(weights[place])
    counts[node] = counts[node] + 1
  })
  const shares = Float64Array.from(leaves, (leaf, place) => {
    const node = cutOf[leaf]
    const sum = sums[node]
    if (Math.abs(sum) > 1e-12 * sizes[node]) return weights[place] / sum
    even.add(node)
    return 1 / counts[node]
  })
  return Array.from({ length: horizon }, (_, t) =>
    Float64Array.from(leaves, (leaf, place) => {
      const value = forecasts[cutOf[leaf]]?.point[t] as number
      return (nonNegative ? Math.max(0, value) : value) * shares[place]
    }),
  )
}

/** Weight of each bottom node, from the caller or from the history. */
function bottomWeights(request: ReconcileRequest, cutOfLeaf: Int32Array): Float64Array {
  const { hierarchy, proportions, history } = request
  const { leaves, rowOf, leafOf, nodes } = hierarchy
  const weights = new Float64Array(leaves.length)
  if (typeof proportions !== 'string') {
    for (const { id, weight } of proportions) weights[leafOf[rowOf.get(id) as number]] = weight
    return weights
  }
  const periods = history?.[0]?.length ?? 0
  const totals = new Float64Array(nodes)
  const gaps = new Uint8Array(nodes)
  for (let t = 0; t < periods; t += 1) {
    totals.fill(0)
    gaps.fill(0)
    history?.forEach((series, leaf) => {
      const node = cutOfLeaf[leaf]
      const value = series[t]
      if (value === null) gaps[node] = 1
      else totals[node] = totals[node] + value
    })
    history?.forEach((series, leaf) => {
      const node = cutOfLeaf[leaf]
      const total = totals[node]
      if (gaps[node] === 1 || total === 0) return
      const value = series[t] as number
      weights[leaf] = weights[leaf] + (proportions === 'averageHistorical' ? value / total : value)
    })
  }
  return weights
}

/** Fills every row from the bottom up. */
export function sumPeriods(hierarchy: CompiledHierarchy, bottom: readonly Float64Array[]): number[][] {
  const points: number[][] = Array.from({ length: hierarchy.rows }, () => [])
  const rows = new Float64Array(hierarchy.rows)
  for (const leaves of bottom) {
    sumLeaves(hierarchy, leaves, rows)
    rows.forEach((value, row) => points[row]?.push(value + 0))
  }
  return points
}
