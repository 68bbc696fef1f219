import { objectiveValue } from '../../lp/modelMath.js'
import { solveModel, type SolveModelOptions } from '../../lp/solveModel.js'
import type { SolvedProgram } from '../customersFirst/solveInOrder.js'
import { withoutProgress } from '../customersFirst/solveParts.js'
import { buildModel } from '../model/buildProductionModel.js'
import type { OpenRange } from '../problem/openRange.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { waitingQueue } from '../problem/waitingDemand.js'
import { type OpenRanges, queuesOf, type RisingQueue, risingQueues, withRanges } from './openQueues.js'

/** Programs that are solved at most, and columns of all of them together: the same on every machine. */
const MOST = { programs: 120, columns: 400_000 }
/** Share of what is asked for, in money, that may be missed without a search. */
export const TOLERANCE = 1e-4

/** How programs are solved. */
export interface SearchContext {
  readonly run: SolveModelOptions
  readonly roundsUp: boolean
}

/** A program of some parts of the company. */
export interface SearchedProgram {
  readonly isIn: Uint8Array
  readonly program: (problem: PreparedProblem) => PreparedProblem
}

/** An answer within ranges of what is left of some queues. */
export interface Solved {
  readonly program: SolvedProgram & { readonly isIn: Uint8Array }
  readonly ranges: OpenRanges
  /** What no plan within the ranges earns more than. */
  readonly bound: number
  /** What the answer truly earns. */
  readonly value: number
  /** What it leaves of queues of rising prices, and of which of them it misses money. */
  readonly queues: readonly RisingQueue[]
  readonly missed: readonly RisingQueue[]
}

/** The queues of which a program misses money. */
export const missing = (queues: readonly RisingQueue[]): RisingQueue[] => queues.filter(({ gap }) => gap > 0)

export const moneyMissed = (queues: readonly RisingQueue[]): number => queues.reduce((sum, { gap }) => sum + gap, 0)

/** Money that is asked for in some parts. */
export function askedFor({ items }: PreparedProblem, isIn: Uint8Array): number {
  return items.reduce((sum, item, i) => {
    if (isIn[i] === 0) return sum
    return sum + waitingQueue(item).reduce((money, { units, price }) => money + units * price, 0)
  }, 0)
}

/** All that may be left of a queue. */
export function wholeQueue({ items, periodCount }: PreparedProblem, at: number): OpenRange {
  const t = at % periodCount
  const queue = queuesOf(items[Math.floor(at / periodCount)], periodCount).find((own) => own.t === t)
  return { least: 0, most: (queue?.parts ?? []).reduce((sum, { units }) => sum + units, 0) }
}

export interface Search {
  readonly solve: (ranges: OpenRanges) => Promise<Solved | undefined>
  readonly isOver: () => boolean
}

/** Solves a program of some parts of the company within ranges. */
export function openSearch(
  prepared: PreparedProblem,
  { isIn, program, run, roundsUp }: SearchContext & SearchedProgram,
): Search {
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
export async function searchRanges(
  root: Solved,
  { solve, isOver, least, whole }: Search & { readonly least: number; readonly whole: (at: number) => OpenRange },
): Promise<{ readonly best: Solved; readonly bound: number }> {
  let best = root
  const open: Solved[] = [root]
  const isOpen = (node: Solved): boolean => node.missed.length > 0 && node.bound > best.value + least
  let next: Solved | undefined
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

function takeBest(open: readonly Solved[]): Solved | undefined {
  return open.reduce<Solved | undefined>(
    (best, node) => (best === undefined || node.bound > best.bound ? node : best),
    undefined,
  )
}

/** The two halves of a node: what is left of the queue that misses most is at most, or at least, what a stop of its loss says. */
function halves({ ranges, missed }: Solved, whole: (at: number) => OpenRange): OpenRanges[] {
  const [{ at, left, stops }] = missed
  const { least, most, ...rest } = ranges.get(at) ?? whole(at)
  const stop = stops.reduce((near, one) => (Math.abs(one - left) < Math.abs(near - left) ? one : near))
  return [
    { least, most: stop, ...rest },
    { least: stop, most, ...rest },
  ].map((range) => new Map([...ranges, [at, range]]))
}
