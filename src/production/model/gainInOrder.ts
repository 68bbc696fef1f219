import type { EasedGain, EasedLimit, LimitEaser, MovedBounds } from '../../lp/search/easeLimits.js'
import type { LinearModel } from '../../lp/linearModel.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { LimitPlaces, ReachedLimit } from './limitPlaces.js'
import type { ProductionModelMap } from './productionModelMap.js'

/** A program of an order, with its optimum. */
export interface ProgramInOrder {
  readonly items: readonly PreparedItem[]
  readonly model: LinearModel
  readonly map: ProductionModelMap
  readonly primal: ArrayLike<number>
  readonly easer: LimitEaser
  readonly places: LimitPlaces
  /** Whether what customers of an item get in it is what they get in the next one. */
  readonly holds: (i: number) => boolean
}

/** A bound that is this near to what it comes from, by its size, is held by it. */
const NEAR = 1e-6

/**
 * What a plan earns more at the given rates where some limits are one higher: program after program, each with what customers get in the
 * changed answer of the one before it. Who goes away takes the hour first, and whoever then waits longer, or shorter, is counted; within the
 * bounds of the first answers the hour may help nobody. Undefined where a program does not tell exactly.
 */
export function gainInOrder(
  programs: readonly ProgramInOrder[],
  limits: readonly ReachedLimit[],
  costOf: (limit: ReachedLimit) => number,
): number | undefined {
  let moved: readonly MovedBounds[] = []
  for (const [n, program] of programs.entries()) {
    const { easer, places } = program
    const eased = limits.flatMap((one): EasedLimit[] => {
      const limit = places.limitOf(one)
      return limit === undefined ? [] : [{ limit, by: 1, ...(limit < 0 && { cost: costOf(one) }) }]
    })
    const found = easer.gainOf(eased, moved)
    if (!found.isExact || !Number.isFinite(found.gain)) return undefined
    const next = programs[n + 1]
    if (next === undefined) return found.gain + weighedMore(program, found)
    moved = boundsAfter(program, found, next)
  }
  return undefined
}

/** What changes of who is late or lost weigh more in a program than at the given rates. */
function weighedMore({ items, map }: ProgramInOrder, { primal }: EasedGain): number {
  const change = new Map(primal)
  let sum = 0
  items.forEach(({ atGivenRates, backlogCost, lostCost, unmetDemand }, i) => {
    if (atGivenRates === undefined) return
    for (let t = 0; t < map.periodCount; t += 1) {
      const at = i * map.periodCount + t
      sum += (backlogCost[t] - atGivenRates.backlogCost[t]) * (change.get(map.backlog[at]) ?? 0)
      if (unmetDemand === 'lost') sum -= (lostCost[t] - atGivenRates.lostCost[t]) * (change.get(map.ship[at]) ?? 0)
    }
  })
  return sum
}

/** Where the bounds of a program stand that hold what customers get in the one before it, after that has changed. */
function boundsAfter(
  { items, map, primal, holds }: ProgramInOrder,
  { primal: changes }: EasedGain,
  { model, map: next }: ProgramInOrder,
): MovedBounds[] {
  const change = new Map(changes)
  const moved: MovedBounds[] = []
  items.forEach(({ unmetDemand }, i) => {
    if (!holds(i)) return
    for (let t = 0; t < map.periodCount; t += 1) {
      const at = i * map.periodCount + t
      const isLost = unmetDemand === 'lost'
      const [column, to] = isLost ? [map.ship[at], next.ship[at]] : [map.backlog[at], next.backlog[at]]
      const by = change.get(column) ?? 0
      if (column < 0 || to < 0 || by === 0) continue
      const held = primal[column]
      const bound = isLost ? model.columnLower[to] : model.columnUpper[to]
      const near = NEAR * Math.max(1, Math.abs(held))
      // A bound of its own holds as far as it is the nearer one.
      if (isLost)
        moved.push({ column: to, lower: bound <= held + near ? by : Math.max(0, held + by - bound), upper: 0 })
      else moved.push({ column: to, lower: 0, upper: bound >= held - near ? by : Math.min(0, held + by - bound) })
    }
  })
  return moved.filter(({ lower, upper }) => lower !== 0 || upper !== 0)
}
