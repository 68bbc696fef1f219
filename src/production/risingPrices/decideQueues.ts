import { customersProgram, stockProgram } from '../customersFirst/programs.js'
import { inPartsOf, partOfItems } from '../problem/sharingParts.js'
import { type SolvedInOrder, type SolvedProgram, solveInOrder } from '../customersFirst/solveInOrder.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { boundLosses, suppliedAnyhow } from './boundLosses.js'
import { leaveLosses } from './leaveLosses.js'
import { hasRisingPrices, risingQueues, type OpenRanges, rangeAround, withRanges } from './openQueues.js'
import {
  askedFor,
  missing,
  moneyMissed,
  openSearch,
  type SearchContext,
  searchRanges,
  TOLERANCE,
  wholeQueue,
} from './searchRanges.js'

/** The programs in their order, with what was decided about queues in which prices rise. */
export interface DecidedQueues {
  readonly solved: SolvedInOrder
  /** The problem, with the ranges that were chosen. */
  readonly problem: PreparedProblem
  /** Ranges that were chosen; none where the program reckons with what is lost. */
  readonly ranges: OpenRanges
  /** The program of the customers without ranges: no plan earns more. Only where ranges were chosen. */
  readonly relaxed?: SolvedProgram & { readonly isIn: Uint8Array }
  /** Money that a plan might earn more which the search has not ruled out. */
  readonly undecided: number
}

/**
 * Solves the programs; where the answer leaves a queue of rising prices between two of them, so that the program reckons with their mean,
 * which no plan reaches, it decides which part of the queue is served, by branch and bound over what is left: at most so much, or at
 * least so much, each with a loss that is nearer to the true one (Falk & Soland 1969; Land & Doig 1960).
 *
 * What is decided is what customers get, so the program of the customers judges, in the parts of the company in which it matters. An
 * answer of any node is a plan that is possible, and priced truly. It ends after so many programs, whatever it knows then.
 */
export async function decideQueues(prepared: PreparedProblem, context: SearchContext): Promise<DecidedQueues> {
  const free = await solveInOrder(prepared, context)
  const plain: DecidedQueues = { solved: free, problem: prepared, ranges: new Map(), undecided: 0 }
  if (free.solution.status !== 'optimal') return plain
  const losses = await leaveLosses(prepared, free, context)
  const bounded = losses.size === 0 ? { ranges: losses, solved: free } : await boundLosses(prepared, losses, context)
  const { ranges: unpaid, solved: first } = bounded
  if (first.solution.status !== 'optimal') return plain
  const base = withRanges(prepared, unpaid)
  const { periodCount } = prepared
  const rising = prepared.items.some((item) => hasRisingPrices(item, periodCount))
  const missed = rising ? missing(risingQueues(base, first.production.map, first.solution.primal)) : []
  const isIn = partsOfQueues(prepared, [...unpaid.keys(), ...missed.map(({ at }) => at)])
  const least = TOLERANCE * askedFor(prepared, isIn)
  const isMissed = missed.length > 0 && moneyMissed(missed) > least
  if (unpaid.size === 0 && !isMissed) return plain
  const isOrdered = prepared.items.some(({ besideStock }) => besideStock !== undefined)
  const search = openSearch(prepared, { isIn, program: isOrdered ? customersProgram : stockProgram, ...context })
  const all = await search.solve(new Map())
  if (all === undefined) return plain
  if (!isMissed) return { solved: first, problem: base, ranges: unpaid, relaxed: all.program, undecided: 0 }
  const root = unpaid.size === 0 ? all : await search.solve(unpaid)
  if (root === undefined) return plain
  const { best, bound } = await searchRanges(root, { ...search, least, whole: (at) => wholeQueue(prepared, at) })
  const undecided = bound - best.value > least ? bound - best.value : 0
  // Between two prices nothing is missed; another queue may be once one is held there, so then all are.
  for (const queues of [best.missed, best.queues]) {
    const ranges = new Map(best.ranges)
    for (const one of queues) ranges.set(one.at, rangeAround(one, ranges.get(one.at) ?? wholeQueue(prepared, one.at)))
    let problem = withRanges(prepared, ranges)
    let solved = await solveInOrder(problem, context)
    // Which part of a queue is served may leave supply for what does not pay.
    const isSupplied = suppliedAnyhow(prepared, ranges, solved)
    if (isSupplied !== undefined) {
      for (const [at, range] of ranges) {
        if (range.unpaid === undefined || isSupplied[Math.floor(at / periodCount)] === 0) continue
        const left = Math.min(range.unpaid, range.most)
        ranges.set(at, { ...range, least: Math.max(range.least, left), unpaid: left })
      }
      problem = withRanges(prepared, ranges)
      solved = await solveInOrder(problem, context)
    }
    if (solved.solution.status !== 'optimal') return plain
    const money = moneyMissed(risingQueues(problem, solved.production.map, solved.solution.primal))
    if (money <= least || queues === best.queues) return { solved, problem, ranges, relaxed: all.program, undecided }
  }
  return plain
}

/** Items of the parts of the company that hold one of some queues. */
function partsOfQueues(problem: PreparedProblem, cells: readonly number[]): Uint8Array {
  const own = new Set(cells.map((at) => Math.floor(at / problem.periodCount)))
  return inPartsOf(partOfItems(problem), (i) => own.has(i))
}
