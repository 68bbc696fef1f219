import { boundOpen } from './boundOpen.js'
import type { ProductionModel } from '../model/buildProductionModel.js'
import { demandOf } from '../problem/itemForms.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { ProductionModelMap } from '../model/productionModelMap.js'

/** Stock units, relative to what they are compared with, within which two answers are the same. */
const SAME = 1e-7
/** How far a bound lies outside of the answer that it comes from, so that a solver finds room. */
const OUTWARD = 1e-8

interface Program {
  readonly problem: PreparedProblem
  readonly production: ProductionModel
}

interface Answer extends Program {
  readonly solution: { readonly primal: ArrayLike<number> }
}

/** Units late at the close, or lost in the period, in an answer of a model. */
export function openUnits(
  item: PreparedItem,
  { ship, backlog }: ProductionModelMap,
  { at, t, primal }: { readonly at: number; readonly t: number; readonly primal: ArrayLike<number> },
): number {
  if (item.unmetDemand === 'lost') return ship[at] < 0 ? 0 : demandOf(item, t) - primal[ship[at]]
  return backlog[at] < 0 ? 0 : primal[backlog[at]]
}

/** Whether a customer of an item is late or lost. */
export function openCustomers(
  item: PreparedItem,
  map: ProductionModelMap,
  { i, primal }: { readonly i: number; readonly primal: ArrayLike<number> },
): boolean {
  return item.demand.some((_, t) => {
    return openUnits(item, map, { at: i * map.periodCount + t, t, primal }) > SAME * Math.max(1, demandOf(item, t))
  })
}

/** Whether an answer leaves more of an item open than the program before it does. */
export function isLess(answer: Answer, customers: Answer & { readonly isIn: Uint8Array }, i: number): boolean {
  if (customers.isIn[i] === 0) return false
  const item = answer.problem.items[i]
  const { map } = answer.production
  return item.demand.some((_, t) => {
    const at = i * map.periodCount + t
    const open = openUnits(item, map, { at, t, primal: answer.solution.primal })
    const held = openUnits(item, customers.production.map, { at, t, primal: customers.solution.primal })
    return open > held + SAME * Math.max(1, held)
  })
}

/**
 * The model of a program with what each customer gets in the one before it: no more may be late at any
 * close, and no more may be lost. Bounds of columns only, a hair outward.
 */
export function holdCustomers(
  { problem, production }: Program,
  customers: Answer & { readonly isIn: Uint8Array },
): ProductionModel {
  const { map } = customers.production
  const { primal } = customers.solution
  return boundOpen(production, problem.items, (i, at) => {
    if (customers.isIn[i] === 0) return undefined
    const t = at - i * map.periodCount
    const held = Math.max(0, openUnits(problem.items[i], map, { at, t, primal }))
    return held < OUTWARD ? 0 : held + OUTWARD * Math.max(1, held)
  })
}
