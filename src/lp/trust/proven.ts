import type { LinearModel } from '../model.js'
import type { LpSolution } from '../solver.js'

/** What was proven of an answer: the model as it was, and a copy of all that the answer says. */
interface Proven {
  readonly model: LinearModel
  readonly modelPrint: readonly [number, number]
  readonly said: LpSolution
}

const proven = new WeakMap<LpSolution, Proven>()

/**
 * Notes that an answer was checked here against this model, so that nobody checks it twice. The arrays of an answer are
 * open, and the solver of a caller may hold it before we see it again: the memory keeps copies of its own.
 */
export function markProven(model: LinearModel, solution: LpSolution): LpSolution {
  proven.set(solution, { model, modelPrint: printOf(model), said: copyOf(solution) })
  return solution
}

/** Whether an answer was checked here against this very model, and neither has been changed since. */
export function isProven(model: LinearModel, solution: LpSolution): boolean {
  return recall(model, solution) !== undefined
}

/** A proven answer in arrays that nobody else holds; undefined of one that is not, or was changed. */
export function provenCopy(model: LinearModel, solution: LpSolution): LpSolution | undefined {
  const known = recall(model, solution)
  if (known === undefined) return undefined
  const copy = copyOf(known.said)
  proven.set(copy, known)
  return copy
}

function recall(model: LinearModel, solution: LpSolution): Proven | undefined {
  const known = proven.get(solution)
  if (known?.model !== model || !isSame(solution, known.said)) return undefined
  const [first, second] = printOf(model)
  return first === known.modelPrint[0] && second === known.modelPrint[1] ? known : undefined
}

function copyOf(solution: LpSolution): LpSolution {
  const { primal, rowDual, reducedCost } = solution
  return { ...solution, primal: primal.slice(), rowDual: rowDual.slice(), reducedCost: reducedCost.slice() }
}

/** Whether an answer still says what it said, to the last bit. */
function isSame(now: LpSolution, then: LpSolution): boolean {
  return (
    now.status === then.status &&
    Object.is(now.objective, then.objective) &&
    Object.is(now.bound, then.bound) &&
    Object.is(now.gap, then.gap) &&
    Object.is(now.solveSeconds, then.solveSeconds) &&
    isSameArray(now.primal, then.primal) &&
    isSameArray(now.rowDual, then.rowDual) &&
    isSameArray(now.reducedCost, then.reducedCost)
  )
}

function isSameArray(now: unknown, then: Float64Array): boolean {
  if (!(now instanceof Float64Array) || now.length !== then.length) return false
  for (let at = 0; at < then.length; at += 1) {
    if (!Object.is(now[at], then[at])) return false
  }
  return true
}

/**
 * A fingerprint of all numbers of a model (Fowler, Noll & Vo 1991, over words, twice with different multipliers): a copy
 * of a large model would cost more than its proof.
 */
function printOf(model: LinearModel): readonly [number, number] {
  const { objective, columnLower, columnUpper, columnKind, rowStart, columnIndex, coefficient, rowLower, rowUpper } =
    model
  const constant = Float64Array.of(model.objectiveConstant)
  const floats = [constant, objective, columnLower, columnUpper, coefficient, rowLower, rowUpper]
  const words = floats.map((list) => new Int32Array(list.buffer, list.byteOffset, list.length * 2))
  const print = new Int32Array([
    0x811c9dc5 ^ (model.sense === 'minimize' ? 1 : 2),
    model.columnCount ^ (model.rowCount << 16),
  ])
  // Of one kind all, so that one loop is made fast for them.
  for (const list of [...words, Int32Array.from(columnKind), rowStart, columnIndex]) addToPrint(print, list)
  return [print[0], print[1]]
}

function addToPrint(print: Int32Array, words: Int32Array): void {
  let [first, second] = print
  for (let at = 0; at < words.length; at += 1) {
    first = Math.imul(first ^ words[at], 0x01000193)
    second = Math.imul(second + words[at], 0x5bd1e995) ^ (second >>> 15)
  }
  print[0] = first
  print[1] = second
}
