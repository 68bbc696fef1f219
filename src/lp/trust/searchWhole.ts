import type { LinearModel } from '../model.js'
import { objectiveValue } from '../modelMath.js'
import type { Asker } from './ask.js'
import { unknownBound } from './ask.js'
import { sureLinear } from './sureLinear.js'
import { wholePlan } from './wholePlan.js'

/** What a search found: the best plan, what no plan can be better than, and whether nothing was left to look at. */
export interface Found {
  readonly primal?: Float64Array
  readonly bound: number
  readonly isDone: boolean
}

/** How a search is limited, and what it starts with. */
export interface SearchOptions {
  /** 1 for each column that must be a whole number. */
  readonly isWhole: Uint8Array
  /** Relative gap at which a plan is good enough. */
  readonly gap: number
  /** Most relaxations to solve: a count and not a time, so that every machine finds the same. */
  readonly mostNodes: number
  /** A plan that is known, to be beaten. */
  readonly start?: Float64Array
}

/** What is farther from a whole number, relative, is none: in a row of large coefficients a millionth can be a unit. */
const WHOLE = 1e-9

interface Node {
  readonly columnLower: Float64Array
  readonly columnUpper: Float64Array
  /** Objective of the relaxation above, in minimization. */
  readonly bound: number
}

/**
 * Branch and bound (Land & Doig 1960), depth first, over LPs that are proven one by one; so is what it finds. It decides
 * small models where the solver's own search was not believed.
 */
export async function searchWhole(
  asker: Asker,
  relaxed: LinearModel,
  { isWhole, gap, mostNodes, start }: SearchOptions,
): Promise<Found> {
  const sign = relaxed.sense === 'minimize' ? 1 : -1
  const { columnLower, columnUpper } = relaxed
  const open: Node[] = [{ columnLower, columnUpper, bound: -Infinity }]
  let best = start === undefined ? Infinity : sign * objectiveValue(relaxed, start)
  let primal = start
  // The least bound of what was cut off: nothing there is better than that.
  let cut = Infinity
  let isKnown = true
  const reach = (): number => best - (gap / 2) * Math.max(1, Math.abs(best))
  const result = (isDone: boolean): Found => {
    const least = Math.min(best, cut, ...open.map((node) => node.bound))
    const bound = Number.isFinite(least) ? least * sign + 0 : unknownBound(relaxed)
    return { ...(primal === undefined ? {} : { primal }), bound, isDone }
  }
  for (let nodes = 0; open.length > 0; nodes += 1) {
    if (nodes >= mostNodes || asker.isLate()) return result(false)
    const node = open.pop()
    if (node === undefined) break
    if (node.columnLower.some((lower, at) => lower > node.columnUpper[at])) continue
    const solution = await sureLinear(asker, { ...relaxed, ...boundsOf(node) })
    if (solution.status === 'infeasible') continue
    if (solution.status !== 'optimal') {
      // What is not known of this node is not known of the whole; a plan may be found elsewhere.
      isKnown = false
      cut = Math.min(cut, node.bound)
      continue
    }
    const value = sign * solution.objective
    if (value >= reach()) {
      cut = Math.min(cut, value)
      continue
    }
    const j = mostFractional(solution.primal, isWhole)
    if (j < 0) {
      const plan = await wholePlan(asker, { model: relaxed, isWhole }, solution.primal)
      const own = plan === undefined ? Infinity : sign * objectiveValue(relaxed, plan)
      if (own < best) {
        best = own
        primal = plan
      }
      if (value >= reach()) {
        cut = Math.min(cut, value)
        continue
      }
      // Whole to within what the solver sees, and yet no plan, or a worse one: the value, and what lies on either side.
      const free = node.columnLower.findIndex((lower, at) => isWhole[at] === 1 && lower < node.columnUpper[at])
      if (free < 0) {
        open.push(node)
        return result(false)
      }
      const at = Math.round(solution.primal[free])
      open.push(...branch(node, { column: free, below: at - 1, above: at + 1, bound: value }))
      open.push({ ...between(node, free, [at, at]), bound: value })
      continue
    }
    const x = solution.primal[j]
    const [down, up] = branch(node, { column: j, below: Math.floor(x), above: Math.floor(x) + 1, bound: value })
    open.push(...(x - Math.floor(x) < 0.5 ? [up, down] : [down, up]))
  }
  return result(isKnown)
}

/** A node with a column up to `below`, and one with it from `above`. */
function branch(
  node: Node,
  {
    column,
    below,
    above,
    bound,
  }: { readonly column: number; readonly below: number; readonly above: number; readonly bound: number },
): [Node, Node] {
  return [
    { ...between(node, column, [node.columnLower[column], below]), bound },
    { ...between(node, column, [above, node.columnUpper[column]]), bound },
  ]
}

function between(node: Node, column: number, [lower, upper]: readonly [number, number]): Node {
  return {
    ...node,
    columnLower: replaced(node.columnLower, column, lower),
    columnUpper: replaced(node.columnUpper, column, upper),
  }
}

function boundsOf({ columnLower, columnUpper }: Node): Pick<LinearModel, 'columnLower' | 'columnUpper'> {
  return { columnLower, columnUpper }
}

function replaced(bounds: Float64Array, at: number, bound: number): Float64Array {
  const copy = bounds.slice()
  copy[at] = bound
  return copy
}

/** The whole column that is farthest from a whole number; -1 where all are whole. */
function mostFractional(primal: Float64Array, isWhole: Uint8Array): number {
  let column = -1
  let farthest = WHOLE
  primal.forEach((x, j) => {
    if (isWhole[j] !== 1) return
    const distance = Math.abs(x - Math.round(x)) / Math.max(1, Math.abs(x))
    if (distance <= farthest) return
    farthest = distance
    column = j
  })
  return column
}
