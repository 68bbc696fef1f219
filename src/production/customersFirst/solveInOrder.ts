import type { LinearModel } from '../../lp/model.js'
import { objectiveValue } from '../../lp/modelMath.js'
import type { LpSolution } from '../../lp/solver.js'
import { solveModel, type SolveModelOptions } from '../../lp/solveModel.js'
import { splitSound } from '../../lp/splitModel.js'
import { buildModel, type ProductionModel } from '../model/buildProductionModel.js'
import { certainlyLate } from './certainlyLate.js'
import { holdCustomers, isLess, openCustomers } from './heldCustomers.js'
import { hasTarget } from './stockTarget.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { partOfItems } from './sharingParts.js'
import { customersProgram, stockProgram } from './twoPrograms.js'

/** A program with its answer. */
export interface SolvedProgram {
  readonly problem: PreparedProblem
  readonly production: ProductionModel
  readonly solution: LpSolution
}

/** The program of the customers, of the parts of the company in which somebody waits and a safety stock is kept. */
export interface SolvedCustomers extends SolvedProgram {
  /** 1 for the items of these parts. */
  readonly isIn: Uint8Array
}

/** The program of the safety stock, and that of the customers where it was needed. */
export interface SolvedInOrder extends SolvedProgram {
  readonly customers?: SolvedCustomers
}

interface SolveContext {
  readonly run: SolveModelOptions
  readonly roundsUp: boolean
}

/**
 * Solves the programs in their order where it matters: in parts of the company that keep a safety stock and in which somebody is
 * late or lost. In all others what customers get in their own program could not bind.
 *
 * Where somebody is late in every plan (`certainlyLate`) the program of the customers comes first. Of the other parts that of the
 * safety stock says whether somebody is late; only then the program of the customers is solved, and where it gives
 * somebody more, the program of the safety stock once more with what customers get held. Where a time limit stops that, the
 * answer that is there is `feasible`, not `optimal`.
 */
export async function solveInOrder(prepared: PreparedProblem, context: SolveContext): Promise<SolvedInOrder> {
  const problem = stockProgram(prepared)
  const plain = { problem, production: buildModel(problem, { roundsUp: context.roundsUp }) }
  const late = keptParts(prepared, () => certainlyLate(prepared))
  const before = late.includes(1) ? await solveCustomers(prepared, late, context) : undefined
  const first = await solveHeld(plain, before, context.run)
  if (first.solution.status !== 'optimal') return first
  const { production, solution } = first
  const open = keptParts(prepared, () =>
    problem.items.map((item, i) => openCustomers(item, production.map, { i, primal: solution.primal })),
  )
  const isIn = open.map((own, i) => own | (first.customers?.isIn[i] ?? 0))
  if (isIn.every((own, i) => own === (first.customers?.isIn[i] ?? 0))) return first
  const customers = await solveCustomers(prepared, isIn, context)
  if (customers === undefined) return unproven(first)
  const held = holdCustomers(plain, customers)
  const short = isIn.map((_, i) => (isLess(first, customers, i) ? 1 : 0))
  if (!short.includes(1)) return { ...first, production: held, customers }
  const again = await solveParts(held, solution, { short, run: context.run })
  return again === undefined ? unproven(first) : { problem, production: held, solution: again, customers }
}

/** An answer that keeps every limit, of which it is not known that customers come first: a time limit was in the way. */
function unproven({ problem, production, solution }: SolvedInOrder): SolvedInOrder {
  const none = new Float64Array(0)
  return { problem, production, solution: { ...solution, status: 'feasible', rowDual: none, reducedCost: none } }
}

/** Progress is told of one program, which every company has. What is left of a limit is read anew each time. */
const withoutProgress = (run: SolveModelOptions): SolveModelOptions => ({ ...run, onProgress: () => undefined })

/** Items of the parts of the company that keep a safety stock, where customers come first, and hold one of certain items. */
function keptParts(problem: PreparedProblem, holds: () => readonly boolean[]): Uint8Array {
  const { items } = problem
  const isIn = new Uint8Array(items.length)
  if (items.every(({ besideStock }) => besideStock === undefined)) return isIn
  const part = partOfItems(problem)
  const isHeld = holds()
  const kept = new Set(part.filter((_, i) => hasTarget(items[i])))
  const found = new Set(part.filter((_, i) => isHeld[i]))
  part.forEach((own, i) => (isIn[i] = kept.has(own) && found.has(own) ? 1 : 0))
  return isIn
}

/** The program of the customers of some parts; undefined where it has no proven answer. */
async function solveCustomers(
  prepared: PreparedProblem,
  isIn: Uint8Array,
  { run, roundsUp }: SolveContext,
): Promise<SolvedCustomers | undefined> {
  const problem = customersProgram(prepared)
  const production = buildModel(problem, { roundsUp, isIn })
  const solution = await solveModel(production.model, withoutProgress(run))
  return solution.status === 'optimal' ? { problem, production, solution, isIn } : undefined
}

/** The program of the safety stock, with what customers get held where that is known. */
async function solveHeld(
  plain: Omit<SolvedProgram, 'solution'>,
  customers: SolvedCustomers | undefined,
  run: SolveModelOptions,
): Promise<SolvedInOrder> {
  if (customers !== undefined) {
    const production = holdCustomers(plain, customers)
    const solution = await solveModel(production.model, run)
    if (solution.status === 'optimal') return { ...plain, production, solution, customers }
    return { ...plain, solution: await solveModel(plain.production.model, withoutProgress(run)) }
  }
  return { ...plain, solution: await solveModel(plain.production.model, run) }
}

/** Solves the independent parts of a model anew that some items stand in; the others keep their answer. */
async function solveParts(
  { model, map }: ProductionModel,
  solution: LpSolution,
  { short, run }: { readonly short: Uint8Array; readonly run: SolveModelOptions },
): Promise<LpSolution | undefined> {
  const wanted = new Set<number>()
  map.balance.forEach((row, at) => {
    if (row >= 0 && short[Math.floor(at / map.periodCount)] === 1) wanted.add(row)
  })
  const primal = solution.primal.slice()
  const rowDual = solution.rowDual.slice()
  const reducedCost = solution.reducedCost.slice()
  let { bound } = solution
  for (const part of splitSound(model).parts) {
    if (!part.rows.some((row) => wanted.has(row))) continue
    const found = await solveModel(part.model, withoutProgress(run))
    if (found.status !== 'optimal') return undefined
    bound += found.bound - partObjective(part.model, part.columns, solution.primal)
    part.columns.forEach((column, n) => {
      primal[column] = found.primal[n]
      reducedCost[column] = found.reducedCost[n]
    })
    part.rows.forEach((row, n) => (rowDual[row] = found.rowDual[n]))
  }
  const objective = objectiveValue(model, primal)
  return { ...solution, primal, rowDual, reducedCost, objective, bound }
}

/** What the columns of a part came to in the answer of the whole. */
function partObjective({ objective }: LinearModel, columns: Int32Array, primal: Float64Array): number {
  return columns.reduce((sum, column, n) => sum + objective[n] * primal[column], 0)
}
