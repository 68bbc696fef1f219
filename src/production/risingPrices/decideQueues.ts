import { objectiveValue } from '../../lp/modelMath.js'
import { solveModel, type SolveModelOptions } from '../../lp/solveModel.js'
import { customersProgram, stockProgram } from '../customersFirst/programs.js'
import { inPartsOf, partOfItems } from '../problem/sharingParts.js'
import { type SolvedInOrder, type SolvedProgram, solveInOrder } from '../customersFirst/solveInOrder.js'
import { withoutProgress } from '../customersFirst/solveParts.js'
import { buildModel } from '../model/buildProductionModel.js'
import type { OpenRange } from '../problem/openRange.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { waitingQueue } from '../problem/waitingDemand.js'
import { boundLosses, suppliedAnyhow } from './boundLosses.js'
import { leaveLosses } from './leaveLosses.js'
import {
  hasRisingPrices,
  queuesOf,
  type RisingQueue,
  risingQueues,
  type OpenRanges,
  rangeAround,
  withRanges,
} from './openQueues.js'

/** Programs that are solved at most, and columns of all of them together: the same on every machine. */
const MOST = { programs: 120, columns: 400_000 }
/** Share of what is asked for, in money, that may be missed without a search. */
const TOLERANCE = 1e-4

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

/** What leaves no doubt about the ranges of some queues. */
interface Node {
  readonly ranges: OpenRanges
  /** What no plan within the ranges earns more than. */
  readonly bound: number
  /** What the answer truly earns. */
  readonly value: number
  /** What it leaves of queues of rising prices, and of which of them it misses money. */
  readonly queues: readonly RisingQueue[]
  readonly missed: readonly RisingQueue[]
}

interface Context {
  readonly run: SolveModelOptions
  readonly roundsUp: boolean
}

/**
 * Solves the programs; where the answer leaves a queue of rising prices between two of them, so that the program reckons with their mean,
 * which no plan reaches, it decides which part of the queue is served, by branch and bound over what is left: at most so much, or at
 * least so much, each with a loss that is nearer to the true one (Falk & Soland 1969; Land & Doig 1960).
 *
 * What is decided is what customers get, so the program of the customers judges, in the parts of the company in which it matters. An
 * answer of any node is a plan that is possible, and priced truly. It ends after so many programs, whatever it knows then.
 */
export async function decideQueues(prepared: PreparedProblem, context: Context): Promise<DecidedQueues> {
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
  const search = openSearch(prepared, isIn, context)
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
    const isIn = suppliedAnyhow(prepared, ranges, solved)
    if (isIn !== undefined) {
      for (const [at, range] of ranges) {
        if (range.unpaid === undefined || isIn[Math.floor(at / periodCount)] === 0) continue
        const unpaid = Math.min(range.unpaid, range.most)
        ranges.set(at, { ...range, least: Math.max(range.least, unpaid), unpaid })
      }
      problem = withRanges(prepared, ranges)
      solved = await solveInOrder(problem, context)
    }
    if (solved.solution.status !== 'optimal') return plain
    const missed = moneyMissed(risingQueues(problem, solved.production.map, solved.solution.primal))
    if (missed <= least || queues === best.queues) return { solved, problem, ranges, relaxed: all.program, undecided }
  }
  return plain
}

const missing = (queues: readonly RisingQueue[]): RisingQueue[] => queues.filter(({ gap }) => gap > 0)

const moneyMissed = (queues: readonly RisingQueue[]): number => queues.reduce((sum, { gap }) => sum + gap, 0)

/** Items of the parts of the company that hold one of some queues. */
function partsOfQueues(problem: PreparedProblem, cells: readonly number[]): Uint8Array {
  const own = new Set(cells.map((at) => Math.floor(at / problem.periodCount)))
  return inPartsOf(partOfItems(problem), (i) => own.has(i))
}

/** Money that is asked for in some parts. */
function askedFor({ items }: PreparedProblem, isIn: Uint8Array): number {
  return items.reduce((sum, item, i) => {
    if (isIn[i] === 0) return sum
    return sum + waitingQueue(item).reduce((money, { units, price }) => money + units * price, 0)
  }, 0)
}

/** All that may be left of a queue. */
function wholeQueue({ items, periodCount }: PreparedProblem, at: number): OpenRange {
  const t = at % periodCount
  const queue = queuesOf(items[Math.floor(at / periodCount)], periodCount).find((own) => own.t === t)
  return { least: 0, most: (queue?.parts ?? []).reduce((sum, { units }) => sum + units, 0) }
}

interface Solved extends Node {
  readonly program: SolvedProgram & { readonly isIn: Uint8Array }
}

interface Search {
  readonly solve: (ranges: OpenRanges) => Promise<Solved | undefined>
  readonly isOver: () => boolean
}

function openSearch(prepared: PreparedProblem, isIn: Uint8Array, { run, roundsUp }: Context): Search {
  const isOrdered = prepared.items.some(({ besideStock }) => besideStock !== undefined)
  const program = isOrdered ? customersProgram : stockProgram
  const quiet = withoutProgress(run)
  let [programs, columns, size] = [0, 0, 0]
  return {
    solve: async (ranges) => {
      const problem = program(withRanges(prepared, ranges))
      const production = buildModel(problem, { roundsUp, isIn })
      size = production.model.columnCount
      programs += 1
      columns += size
      const solution = await solveModel(production.model, quiet)
      if (solution.status !== 'optimal') return undefined
      const bound = objectiveValue(production.model, solution.primal)
      const queues = risingQueues(problem, production.map, solution.primal)
      const value = bound - moneyMissed(queues)
      return { ranges, bound, value, queues, missed: missing(queues), program: { problem, production, solution, isIn } }
    },
    isOver: () => programs + 2 > MOST.programs || columns + 2 * size > MOST.columns,
  }
}

/** Branch and bound: always on from the better of two halves, and when nothing is to be gained there, from the best that is open. */
async function searchRanges(
  root: Node,
  { solve, isOver, least, whole }: Search & { readonly least: number; readonly whole: (at: number) => OpenRange },
): Promise<{ readonly best: Node; readonly bound: number }> {
  let best = root
  const open: Node[] = [root]
  const isOpen = (node: Node): boolean => node.missed.length > 0 && node.bound > best.value + least
  let next: Node | undefined
  while (!isOver()) {
    const node = next ?? takeBest(open)
    if (node === undefined) break
    const place = open.indexOf(node)
    if (place >= 0) open.splice(place, 1)
    next = undefined
    if (!isOpen(node)) continue
    for (const ranges of halves(node, whole)) {
      const half = await solve(ranges)
      if (half === undefined) continue
      if (half.value > best.value) best = half
      open.push(half)
      if (isOpen(half) && (next === undefined || half.bound > next.bound)) next = half
    }
  }
  return { best, bound: open.reduce((most, node) => Math.max(most, node.bound), best.value) }
}

function takeBest(open: readonly Node[]): Node | undefined {
  return open.reduce<Node | undefined>(
    (best, node) => (best === undefined || node.bound > best.bound ? node : best),
    undefined,
  )
}

/** The two halves of a node: what is left of the queue that misses most is at most, or at least, what a stop of its loss says. */
function halves({ ranges, missed }: Node, whole: (at: number) => OpenRange): OpenRanges[] {
  const [{ at, left, stops }] = missed
  const { least, most, ...rest } = ranges.get(at) ?? whole(at)
  const stop = stops.reduce((near, one) => (Math.abs(one - left) < Math.abs(near - left) ? one : near))
  return [
    { least, most: stop, ...rest },
    { least: stop, most, ...rest },
  ].map((range) => new Map([...ranges, [at, range]]))
}
