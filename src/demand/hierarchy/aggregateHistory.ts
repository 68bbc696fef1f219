import { isRecord, refuseUnknown } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { sumLeaves } from '../../math/sumTree.js'
import type { Driver } from '../drivers/types.js'
import type { TimeSeries } from '../types.js'
import { checkBottomHistory } from './checkBottomHistory.js'
import { type CompiledHierarchy, compileHierarchy } from './compileHierarchy.js'
import { totalDrivers } from './totalDrivers.js'
import type { Hierarchy } from './types.js'

/**
 * Adds the histories of the bottom nodes up to one history for each node and group of a hierarchy.
 *
 * A period that was not observed in one bottom node is not observed in any total that holds it. Use zero where nothing
 * was asked for, as before the launch of an item. A driver that all bottom nodes of a total have is one of the total, too: the
 * mean of theirs by what each sells, so that a promotion of half of the sales is half a promotion.
 *
 * @param history - one series for each bottom node, with its id; values in one unit, the same periods in each
 * @param options - `hierarchy`: nodes with `id` and `parentId`, and groups of bottom nodes
 * @returns one series for each node, then for each group, in the order of the hierarchy
 * @throws SopError that lists every mistake: loops, unknown parents, ids used twice, missing or misaligned histories
 * @example
 * ```ts
 * import { aggregateHistory } from 'sop-engine'
 * const nodes = [{ id: 'all' }, { id: 'north', parentId: 'all' }, { id: 'south', parentId: 'all' }]
 * const history = [{ id: 'north', values: [3, 4] }, { id: 'south', values: [5, null] }]
 * aggregateHistory(history, { hierarchy: { nodes } })[0] // => { id: 'all', values: [8, null] }
 * const promotion = [[1, 0, 0], [0, 0, 1]].map((values) => [{ id: 'promotion', values }])
 * const promoted = history.map((series, n) => ({ ...series, drivers: promotion[n] }))
 * aggregateHistory(promoted, { hierarchy: { nodes } })[0]?.drivers?.[0]?.values[2]?.toFixed(2) // => '0.42'
 * ```
 */
export function aggregateHistory(
  history: readonly TimeSeries[],
  options: { readonly hierarchy: Hierarchy },
): { id: string; values: (number | null)[]; drivers?: Driver[] }[] {
  const issues = createIssueList()
  if (isRecord(options, 'options', issues)) {
    refuseUnknown<{ hierarchy: Hierarchy }>(options, 'options', { hierarchy: true }, issues)
  }
  const compiled = compileHierarchy(options?.hierarchy, 'options.hierarchy', issues)
  const byLeaf = checkBottomHistory(history, compiled, 'history', issues)
  issues.throwIfAny()
  if (compiled === undefined || byLeaf === undefined) return []
  const { ids, rows, leaves } = compiled
  const result = ids.map((id) => ({ id, values: [] as (number | null)[] }))
  const periods = byLeaf[0]?.length ?? 0
  const values = new Float64Array(leaves.length)
  const missing = new Float64Array(leaves.length)
  const sums = new Float64Array(rows)
  const gaps = new Float64Array(rows)
  for (let t = 0; t < periods; t += 1) {
    byLeaf.forEach((series, leaf) => {
      const value = series[t]
      values[leaf] = value ?? 0
      missing[leaf] = value === null ? 1 : 0
    })
    sumLeaves(compiled, values, sums)
    sumLeaves(compiled, missing, gaps)
    result.forEach((series, row) => series.values.push(gaps[row] > 0 ? null : sums[row] + 0))
  }
  if (!history.some(({ drivers = [] }) => drivers.length > 0)) return result
  const byId = new Map(history.map((series) => [series.id, series]))
  return seriesBelow(compiled, (leaf) => byId.get(ids[leaves[leaf]]) as TimeSeries).map((below, row) => {
    const drivers = totalDrivers(below, periods)
    return { ...result[row], ...(drivers.length > 0 ? { drivers } : {}) }
  })
}

/** The series of the bottom nodes below each row. */
function seriesBelow(
  { rows, nodes, parent, leaves, groupStart, groupLeaf }: CompiledHierarchy,
  seriesOf: (leaf: number) => TimeSeries,
): TimeSeries[][] {
  const below: TimeSeries[][] = Array.from({ length: rows }, () => [])
  leaves.forEach((row, leaf) => {
    for (let node = row; node >= 0; node = parent[node]) below[node].push(seriesOf(leaf))
  })
  for (let row = nodes; row < rows; row += 1) {
    for (const leaf of groupLeaf.subarray(groupStart[row - nodes], groupStart[row - nodes + 1]))
      below[row].push(seriesOf(leaf))
  }
  return below
}
