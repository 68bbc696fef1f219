import type { LpSolution } from '../../lp/solver.js'
import { solveModel, type SolveModelOptions } from '../../lp/solveModel.js'
import { buildModel, type ProductionModel } from '../model/buildProductionModel.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { certainlyLate } from './certainlyLate.js'
import { holdCustomers, isLess, openCustomers } from './heldCustomers.js'
import { type OrderedParts, orderedParts } from './orderedParts.js'
import { customersProgram, lossesProgram, stockProgram } from './programs.js'
import { solveParts, withoutProgress } from './solveParts.js'

/** A program with its answer. */
export interface SolvedProgram {
  readonly problem: PreparedProblem
  readonly production: ProductionModel
  readonly solution: LpSolution
}

/** The same, of some parts of the company. */
export interface SolvedOfParts extends SolvedProgram {
  /** 1 for the items of these parts. */
  readonly isIn: Uint8Array
}

/** The program of the customers, of the parts in which the order of service matters, and that of the losses where it was needed. */
export interface SolvedCustomers extends SolvedOfParts {
  readonly losses?: SolvedOfParts
}

/** The program of the safety stock, and that of the customers where it was needed. */
export interface SolvedInOrder extends SolvedProgram {
  readonly customers?: SolvedCustomers
}

interface SolveContext {
  readonly run: SolveModelOptions
  readonly roundsUp: boolean
  readonly parts: OrderedParts
}

/**
 * Solves the programs in their order where it matters: in parts of the company that keep a safety stock and in which somebody is
 * late or lost, and in parts in which somebody goes away beside others who wait. In all others the answer of one program could not
 * bind the next.
 *
 * Where somebody is late in every plan (`certainlyLate`) the program of the customers comes first. Of the other parts that of the
 * safety stock says whether somebody is late; only then the program of the customers is solved, and where it gives
 * somebody more, the program of the safety stock once more with what customers get held. Where a time limit stops that, the
 * answer that is there is `feasible`, not `optimal`.
 */
export async function solveInOrder(
  prepared: PreparedProblem,
  { run, roundsUp }: Omit<SolveContext, 'parts'>,
): Promise<SolvedInOrder> {
  const parts = orderedParts(prepared)
  const context: SolveContext = { run, roundsUp, parts }
  const problem = stockProgram(prepared)
  const plain = { problem, production: buildModel(problem, { roundsUp }) }
  const sure = prepared.customersFirst ? certainlyLate(prepared) : []
  const late = parts.withOpen((i) => sure[i])
  const before = late.includes(1) ? await solveCustomers(prepared, late, context) : undefined
  const first = await solveHeld(plain, before, run)
  if (first.solution.status !== 'optimal') return first
  const { production, solution } = first
  const isOpen = (i: number): boolean => openCustomers(problem.items[i], production.map, { i, primal: solution.primal })
  const isIn = either(parts.withOpen(isOpen), first.customers?.isIn)
  if (isIn.every((own, i) => own === (first.customers?.isIn[i] ?? 0))) return first
  const customers = await solveCustomers(prepared, isIn, context)
  if (customers === undefined) return unproven(first)
  const held = holdCustomers(plain, customers)
  const short = isIn.map((_, i) => (isLess(first, customers, i) ? 1 : 0))
  if (!short.includes(1)) return { ...first, production: held, customers }
  const again = await solveParts(held, solution, { short, run })
  return again === undefined ? unproven(first) : { problem, production: held, solution: again, customers }
}

/** Items that are in one of two sets. */
const either = (one: Uint8Array, other: Uint8Array | undefined): Uint8Array =>
  other === undefined ? one : one.map((own, i) => own | other[i])

/** An answer that keeps every limit, of which it is not known that customers come first: a time limit was in the way. */
function unproven({ problem, production, solution }: SolvedInOrder): SolvedInOrder {
  const none = new Float64Array(0)
  return { problem, production, solution: { ...solution, status: 'feasible', rowDual: none, reducedCost: none } }
}

/** The program of the customers of some parts; undefined where it has no proven answer. */
async function solveCustomers(
  prepared: PreparedProblem,
  isIn: Uint8Array,
  context: SolveContext,
): Promise<SolvedCustomers | undefined> {
  const { run, parts } = context
  const first = await solveOfParts(customersProgram(prepared), isIn, context)
  if (first === undefined) return undefined
  const { problem, production, solution } = first
  const isOpen = (i: number): boolean =>
    isIn[i] === 1 && openCustomers(problem.items[i], production.map, { i, primal: solution.primal })
  const isLosing = parts.withLost(isOpen)
  if (!isLosing.includes(1)) return first
  const losses = await solveOfParts(lossesProgram(prepared), isLosing, context)
  if (losses === undefined) return undefined
  const lost = { ...losses, isIn: lostItems(problem, isLosing) }
  const held = holdCustomers(first, lost)
  const short = isIn.map((_, i) => (isLess(first, lost, i) ? 1 : 0))
  const again = short.includes(1) ? await solveParts(held, solution, { short, run }) : solution
  return again && { problem, production: held, solution: again, isIn, losses }
}

/** A program of some parts; undefined where it has no proven answer. */
async function solveOfParts(
  problem: PreparedProblem,
  isIn: Uint8Array,
  { run, roundsUp }: SolveContext,
): Promise<SolvedOfParts | undefined> {
  const production = buildModel(problem, { roundsUp, isIn })
  const solution = await solveModel(production.model, withoutProgress(run))
  return solution.status === 'optimal' ? { problem, production, solution, isIn } : undefined
}

/** Those of some items whose customers go away. */
function lostItems({ items }: PreparedProblem, isIn: Uint8Array): Uint8Array {
  return isIn.map((own, i) => (items[i].unmetDemand === 'lost' ? own : 0))
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
