import { isSopError, SopError } from '../../core/checking/errors.js'
import { throwIfAborted } from '../../core/running/progress.js'
import type { LinearModel } from '../model.js'
import { objectiveValue, reducedCosts } from '../modelMath.js'
import { LP_STATUSES, relativeGap, solutionWithoutPlan } from '../solver.js'
import type { LpSolution, LpSolveOptions, LpSolver } from '../solver.js'
import { provenCopy } from './proven.js'
import { waitFor } from '../solvers/waitFor.js'

/** What one question may change of the caller's options. */
type Question = Pick<LpSolveOptions, 'presolve'>

/** Puts models to a solver, within what is left of the caller's limits. */
export interface Asker {
  /** The answer, its form checked and its objective counted anew; undefined where it has no such form. */
  ask(model: LinearModel, question?: Question): Promise<LpSolution | undefined>
  /** As `ask`, for another attempt: an engine that breaks down gives no answer. */
  askAgain(model: LinearModel, question?: Question): Promise<LpSolution | undefined>
  /** Whether a limit of time or nodes was given, and has been used up. */
  isLate(): boolean
  /** Whether the caller gave a limit that may stop the solver before it is done. */
  readonly isLimited: boolean
  /** Seconds that the solver says it worked. */
  seconds(): number
}

/** Counts the seconds of several solves together. */
export interface Clock {
  /** Seconds left; undefined where there is no limit. */
  left(): number | undefined
  /** Takes down what a solver says that it worked. */
  spend(seconds: number): void
}

/** Starts to ask a solver; without a clock the seconds that it says of itself count. */
export function createAsker(solver: LpSolver, options: LpSolveOptions, clock?: Clock): Asker {
  const limit = options.timeLimitSeconds === Infinity ? undefined : options.timeLimitSeconds
  const { signal } = options
  const isTimed = clock === undefined ? limit !== undefined : clock.left() !== undefined
  const isLimited = isTimed || (options.nodeLimit !== undefined && options.nodeLimit !== Infinity)
  let used = 0
  let isOver = false
  const secondsLeft = (): number | undefined => {
    if (clock !== undefined) return clock.left()
    return limit === undefined ? undefined : Math.max(0, limit - used)
  }

  const ask = async (model: LinearModel, question: Question = {}): Promise<LpSolution | undefined> => {
    throwIfAborted(signal)
    const left = secondsLeft()
    const own = { ...options, ...question, ...(left === undefined ? {} : { timeLimitSeconds: left }) }
    let answer: LpSolution | 'timeout'
    try {
      const promise = Promise.resolve(solver.solve(model, own))
      // A solver that obeys its limit has long answered; one that never does is not waited for.
      const most = left === undefined ? Infinity : left * 2 + 15
      const isWaited = left !== undefined || signal !== undefined
      answer = await (isWaited
        ? waitFor(promise, { seconds: most, ...(signal === undefined ? {} : { signal }) })
        : promise)
    } catch (error) {
      if (isSopError(error)) throw error
      throw new SopError([
        {
          code: 'SOLVER_FAILED',
          path: 'options.solver',
          message: `The solver ${solver.name} broke down.`,
          received: error instanceof Error ? error.message : String(error),
          remedy: 'Mend the solver, or pass another one.',
        },
      ])
    }
    if (answer === 'timeout') {
      isOver = true
      return solutionWithoutPlan(model, 'noPlanInLimit', used)
    }
    const read = provenCopy(model, answer) ?? readAnswer(model, answer)
    const seconds = Math.max(0, read?.solveSeconds ?? 0)
    used += seconds
    clock?.spend(seconds)
    if (isLimited && (secondsLeft() === 0 || read?.status === 'noPlanInLimit')) isOver = true
    return read
  }

  return {
    ask,
    async askAgain(model, question) {
      try {
        return await ask(model, question)
      } catch (error) {
        if (isSopError(error) && error.code === 'SOLVER_FAILED') return undefined
        throw error
      }
    },
    isLate: () => isOver,
    isLimited,
    seconds: () => used,
  }
}

/**
 * Reads an answer of any solver: a status that there is, values for every column and row, and numbers only. The objective
 * and the reduced costs are worked out here, never taken over. Undefined where it is no answer.
 */
function readAnswer(model: LinearModel, answer: LpSolution): LpSolution | undefined {
  if (answer === null || typeof answer !== 'object' || !LP_STATUSES.includes(answer.status)) return undefined
  const { status } = answer
  const solveSeconds = Number.isFinite(answer.solveSeconds) ? (answer.solveSeconds ?? 0) : 0
  if (status !== 'optimal' && status !== 'feasible') return solutionWithoutPlan(model, status, solveSeconds)
  const primal = readNumbers(answer.primal, model.columnCount)
  if (primal === undefined) return undefined
  const rowDual = readNumbers(answer.rowDual, model.rowCount) ?? new Float64Array(0)
  const objective = objectiveValue(model, primal)
  const bound = typeof answer.bound === 'number' && !Number.isNaN(answer.bound) ? answer.bound : unknownBound(model)
  return {
    status,
    objective,
    primal,
    rowDual,
    reducedCost: rowDual.length === model.rowCount ? reducedCosts(model, rowDual) : new Float64Array(0),
    bound,
    gap: relativeGap(objective, bound),
    solveSeconds,
  }
}

/** A bound that says nothing. */
export function unknownBound(model: LinearModel): number {
  return model.sense === 'minimize' ? -Infinity : Infinity
}

function readNumbers(values: unknown, length: number): Float64Array | undefined {
  const isList = Array.isArray(values) || (ArrayBuffer.isView(values) && 'length' in values)
  if (!isList || (values as ArrayLike<unknown>).length !== length) return undefined
  const list = values as ArrayLike<unknown>
  const numbers = new Float64Array(length)
  for (let at = 0; at < length; at += 1) {
    const value = list[at]
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
    // -0 becomes 0.
    numbers[at] = value + 0
  }
  return numbers
}
