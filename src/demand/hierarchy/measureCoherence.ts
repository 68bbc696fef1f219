import type { CompiledHierarchy } from './compileHierarchy.js'
import type { Coherence } from './types.js'

/**
 * Largest difference between a row and the sum of the bottom nodes below it; `null` where a forecast is missing.
 *
 * Each bottom value is carried up on its own, another way than the one by which forecasts are added up.
 */
export function measureCoherence(
  hierarchy: CompiledHierarchy,
  points: readonly (readonly number[] | undefined)[],
): Coherence | null {
  const { rows, nodes, ids, parent, leaves, groupStart, groupLeaf } = hierarchy
  if (points.length < rows || points.some((point) => point === undefined)) return null
  const horizon = points[0]?.length ?? 0
  let worst: Coherence = { largestGap: 0, nodeId: null, periodIndex: null }
  const sums = new Float64Array(rows)
  for (let t = 0; t < horizon; t += 1) {
    sums.fill(0)
    for (const leaf of leaves) {
      const value = points[leaf]?.[t] as number
      for (let node = leaf; node >= 0; node = parent[node]) sums[node] = sums[node] + value
    }
    for (let row = nodes; row < rows; row += 1) {
      for (let k = groupStart[row - nodes]; k < groupStart[row - nodes + 1]; k += 1) {
        sums[row] = sums[row] + (points[leaves[groupLeaf[k]]]?.[t] as number)
      }
    }
    for (let row = 0; row < rows; row += 1) {
      const gap = Math.abs((points[row]?.[t] as number) - sums[row])
      if (gap > worst.largestGap) worst = { largestGap: gap, nodeId: ids[row], periodIndex: t }
    }
  }
  return worst
}
