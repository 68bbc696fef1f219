/** Rows that are sums of leaves: the nodes of a tree, or of several, and groups that lie across it. */
export interface SumStructure {
  /** Number of nodes; the rows 0 to nodes - 1. */
  readonly nodes: number
  /** Number of rows: nodes, then groups. */
  readonly rows: number
  /** Parent by node; -1 at a root. */
  readonly parent: Int32Array
  /** Every node after its parent. */
  readonly topDown: Int32Array
  /** Nodes without a node below them, in the order of nodes. */
  readonly leaves: Int32Array
  /** Place among the leaves by node; -1 where the node is none. */
  readonly leafOf: Int32Array
  /** Where the members of each group start in `groupLeaf`; one more entry than groups. */
  readonly groupStart: Int32Array
  /** Places among the leaves. */
  readonly groupLeaf: Int32Array
}

/** Fills the rows with the sums of the leaves below them: y = S b. */
export function sumLeaves(structure: SumStructure, leafValues: Float64Array, rows: Float64Array): void {
  const { nodes, parent, topDown, leafOf, groupStart, groupLeaf } = structure
  rows.fill(0)
  for (let place = nodes - 1; place >= 0; place -= 1) {
    const node = topDown[place]
    const leaf = leafOf[node]
    if (leaf >= 0) rows[node] = leafValues[leaf]
    const above = parent[node]
    if (above >= 0) rows[above] = rows[above] + rows[node]
  }
  for (let group = 0; group + 1 < groupStart.length; group += 1) {
    let sum = 0
    for (let k = groupStart[group]; k < groupStart[group + 1]; k += 1) {
      sum += leafValues[groupLeaf[k]]
    }
    rows[nodes + group] = sum
  }
}

/** Fills the leaves with the sum over all rows they belong to, the transpose of `sumLeaves`; `rows` is used up. */
export function gatherRows(structure: SumStructure, rows: Float64Array, leafValues: Float64Array): void {
  const { nodes, parent, topDown, leafOf, groupStart, groupLeaf } = structure
  for (let place = 0; place < nodes; place += 1) {
    const node = topDown[place]
    const above = parent[node]
    if (above >= 0) rows[node] = rows[node] + rows[above]
    const leaf = leafOf[node]
    if (leaf >= 0) leafValues[leaf] = rows[node]
  }
  for (let group = 0; group + 1 < groupStart.length; group += 1) {
    for (let k = groupStart[group]; k < groupStart[group + 1]; k += 1) {
      const leaf = groupLeaf[k]
      leafValues[leaf] = leafValues[leaf] + rows[nodes + group]
    }
  }
}

/** Least squares on a tree, ready for any right-hand side. */
export interface TreeFactor {
  /** Part of the difference between a node's own value and the sum below it that the node takes over. */
  readonly trust: Float64Array
  /** Part of a change of the parent that the node bears. */
  readonly step: Float64Array
}

/**
 * Prepares the least-squares fit of leaves to values of all nodes of a tree, each with its own variance, in time
 * proportional to the number of nodes.
 *
 * The least cost of a subtree whose total is x is (x - m)^2 / s plus a constant. For a leaf m is its value and s its
 * variance w. A node with own value y and variance w over children with M = sum of m and P = sum of s has
 * s = 1 / (1 / w + 1 / P) and m = M + (y - M) P / (w + P): two estimates of one total, weighted by precision. Given the
 * total x of the parent, a child takes m + (x - M) s / P. This is block elimination of the normal equations
 * (S' W^-1 S) b = S' W^-1 y in the order of the tree, without fill-in.
 *
 * @param variance - by row, above zero; those of groups are not read
 * @param fixed - by leaf, 1 where the leaf is held at zero
 */
export function factorTree(structure: SumStructure, variance: Float64Array, fixed: Uint8Array): TreeFactor {
  const { nodes, parent, topDown, leafOf } = structure
  const spread = new Float64Array(nodes)
  const below = new Float64Array(nodes)
  const trust = new Float64Array(nodes)
  const step = new Float64Array(nodes)
  for (let place = nodes - 1; place >= 0; place -= 1) {
    const node = topDown[place]
    const leaf = leafOf[node]
    const own = variance[node]
    const sum = below[node]
    if (leaf >= 0) {
      spread[node] = fixed[leaf] === 1 ? 0 : own
    } else if (sum > 0) {
      // By the larger of the two, so that nothing overflows.
      trust[node] = sum <= own ? sum / own / (1 + sum / own) : 1 / (1 + own / sum)
      spread[node] = sum <= own ? sum / (1 + sum / own) : own / (1 + own / sum)
    }
    const above = parent[node]
    if (above >= 0) below[above] = below[above] + spread[node]
  }
  for (let node = 0; node < nodes; node += 1) {
    const above = parent[node]
    const sum = above < 0 ? 0 : below[above]
    step[node] = sum > 0 ? spread[node] / sum : 0
  }
  return { trust, step }
}

/** Room for `fitTree`, made once: by node. */
export interface TreeBuffers {
  readonly mean: Float64Array
  readonly below: Float64Array
}

/** A tree made ready for many fits. */
export interface PreparedTree {
  readonly structure: SumStructure
  readonly factor: TreeFactor
  /** By leaf, 1 where the leaf is held at zero. */
  readonly fixed: Uint8Array
  readonly buffers: TreeBuffers
}

/** Leaves of the least-squares fit to the values of the nodes; values equal to their sums come back unchanged. */
export function fitTree(tree: PreparedTree, values: Float64Array, leafValues: Float64Array): void {
  const { structure, factor, fixed, buffers } = tree
  const { nodes, parent, topDown, leafOf } = structure
  const { trust, step } = factor
  const { mean, below } = buffers
  below.fill(0)
  for (let place = nodes - 1; place >= 0; place -= 1) {
    const node = topDown[place]
    const leaf = leafOf[node]
    const sum = below[node]
    const value = values[node]
    mean[node] = leaf < 0 ? sum + trust[node] * (value - sum) : fixed[leaf] === 1 ? 0 : value
    const above = parent[node]
    if (above >= 0) below[above] = below[above] + mean[node]
  }
  for (let place = 0; place < nodes; place += 1) {
    const node = topDown[place]
    const above = parent[node]
    // The mean of a node above is final by now; what is left of it over the sum below is handed down.
    if (above >= 0) {
      mean[node] = mean[node] + step[node] * (mean[above] - below[above])
    }
    const leaf = leafOf[node]
    if (leaf >= 0) leafValues[leaf] = mean[node]
  }
}
