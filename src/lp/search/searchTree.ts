import type { LinearModel } from '../linearModel.js'
import { createBoxedSimplex } from './denseSimplex.js'

/** How a tree of bounds is searched. */
export interface TreeSearch {
  /** For each column the step of which its value must be a whole multiple; 0 where it may be anything. */
  readonly step: ArrayLike<number>
  /** What a fraction of a step of a column weighs in the choice of the column to branch on. */
  readonly weight: ArrayLike<number>
  /** Columns of a lower rank are branched on first: those of a higher one follow from them. */
  readonly rank: ArrayLike<number>
  /** The most nodes, each of which is one linear program. */
  readonly nodes: number
  /** The most steps of the simplex over all nodes. */
  readonly steps: number
  /** True where a plan with this objective is no better than what is there already, by enough to look for it. */
  readonly isEnough: (objective: number) => boolean
  /** Called between nodes now and then, so that others can run and a signal can stop the work. */
  readonly pause: () => Promise<void>
  /** Takes what a node says as a proposal; `isWhole` where every column keeps its step. */
  readonly propose: (value: (column: number) => number, isWhole: boolean) => void
}

/** What a search has shown. */
export interface TreeResult {
  /** True where no node is left open: what was proposed is the best, or there is no plan. */
  readonly isDone: boolean
  readonly nodes: number
}

/** A change of bounds on the way to a node. */
interface Branch {
  readonly parent: Branch | undefined
  readonly column: number
  readonly lower: number
  readonly upper: number
  /** Objective of the parent: no plan below is better. */
  readonly bound: number
}

/** Steps times cells of the tableau between two pauses: some tens of milliseconds. */
const WORK_BETWEEN_PAUSES = 2e7

/** A multiple of its step up to this share of one is whole. */
const WHOLE = 1e-6

/**
 * Branch and bound (Land & Doig 1960) by counted nodes over {@link createBoxedSimplex}: it dives towards the nearest whole
 * number, and where a dive ends goes on from the open node with the best bound. Every column must have finite bounds.
 *
 * Limited by counts alone, so that the answer does not depend on the machine.
 */
export async function searchTree(model: LinearModel, search: TreeSearch): Promise<TreeResult> {
  const { step, weight, rank, isEnough } = search
  const simplex = createBoxedSimplex(model)
  const better = model.sense === 'maximize' ? 1 : -1
  const open: Branch[] = []
  let applied: number[] = []
  let nodes = 0

  const apply = (branch: Branch | undefined): void => {
    const bounds = new Map<number, { lower: number; upper: number }>()
    for (let at = branch; at !== undefined; at = at.parent) {
      const known = bounds.get(at.column)
      // The branch further down is the narrower one.
      if (known === undefined) bounds.set(at.column, { lower: at.lower, upper: at.upper })
    }
    for (const column of applied) {
      if (!bounds.has(column)) simplex.setBounds(column, model.columnLower[column], model.columnUpper[column])
    }
    for (const [column, { lower, upper }] of bounds) simplex.setBounds(column, lower, upper)
    applied = [...bounds.keys()]
  }

  const limitsOf = (branch: Branch | undefined, column: number): { readonly lower: number; readonly upper: number } => {
    for (let at = branch; at !== undefined; at = at.parent) if (at.column === column) return at
    return { lower: model.columnLower[column], upper: model.columnUpper[column] }
  }

  /** Of the lowest rank with fractions the column whose fraction weighs most; -1 where all are whole. */
  const fractional = (): number => {
    let best = -1
    let most = 0
    for (let j = 0; j < model.columnCount; j += 1) {
      if (step[j] === 0) continue
      const multiple = simplex.value(j) / step[j]
      const distance = Math.abs(multiple - Math.round(multiple))
      if (distance <= WHOLE + 1e-10 * Math.abs(multiple)) continue
      const score = weight[j] * distance
      if (best < 0 || rank[j] < rank[best] || (rank[j] === rank[best] && score > most)) {
        most = score
        best = j
      }
    }
    return best
  }

  /** The open branch with the best bound, of equal ones the latest; taken out. */
  const takeBest = (): Branch | undefined => {
    let best = -1
    for (let n = open.length - 1; n >= 0; n -= 1) {
      if (best < 0 || better * (open[n].bound - open[best].bound) > 0) best = n
    }
    return best < 0 ? undefined : open.splice(best, 1)[0]
  }

  const cells = model.rowCount * model.columnCount
  let stepsAtPause = 0
  let isRoot = true
  let next: Branch | undefined
  let isLost = false
  while (isRoot || next !== undefined) {
    if (nodes >= search.nodes || simplex.steps() >= search.steps) return { isDone: false, nodes }
    const branch = next
    isRoot = false
    next = undefined
    nodes += 1
    if ((simplex.steps() - stepsAtPause) * cells > WORK_BETWEEN_PAUSES) {
      stepsAtPause = simplex.steps()
      await search.pause()
    }
    if (branch === undefined || !isEnough(branch.bound)) {
      apply(branch)
      const status = simplex.solve()
      if (status === 'stopped') isLost = true
      const objective = simplex.objective()
      if (status === 'optimal' && !isEnough(objective)) {
        const column = fractional()
        search.propose(simplex.value, column < 0)
        if (column >= 0 && !isEnough(objective)) {
          const { lower, upper } = limitsOf(branch, column)
          const multiple = simplex.value(column) / step[column]
          const below = Math.floor(multiple) * step[column]
          const above = Math.ceil(multiple) * step[column]
          const down: Branch = { parent: branch, column, lower, upper: Math.max(lower, below), bound: objective }
          const up: Branch = { parent: branch, column, lower: Math.min(upper, above), upper, bound: objective }
          const isUp = multiple - Math.floor(multiple) > 0.5
          open.push(isUp ? down : up)
          next = isUp ? up : down
        }
      }
    }
    next ??= takeBest()
  }
  return { isDone: !isLost, nodes }
}
