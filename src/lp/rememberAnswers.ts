import type { LinearModel } from './linearModel.js'
import { createKnown, type Known } from './known.js'
import { isSameModel, markOf } from './sameModel.js'
import type { LpSolution, LpSolveOptions, LpSolver } from './solver.js'
import { provenCopy } from './trust/proven.js'

/** What was asked, of whom, and what was answered. */
interface Remembered {
  /** The solver, or what stands for several that answer alike. */
  readonly asked: unknown
  readonly model: LinearModel
  readonly options: string
  readonly answer: Promise<LpSolution>
}

/** A copy that whoever asked may keep; of what was proven for this very model, a proven one. */
const copyOf = (model: LinearModel, answer: LpSolution): LpSolution =>
  provenCopy(model, answer) ?? {
    ...answer,
    primal: answer.primal.slice(),
    rowDual: answer.rowDual.slice(),
    reducedCost: answer.reducedCost.slice(),
  }

/** Models with their answers. */
export type Answers = Known<Remembered>

/**
 * A solver that answers a model it has seen before, to the last number, without solving it again: the same answer, since a
 * solver is asked under limits that are counts. With a limit of seconds nothing is remembered, nor what failed.
 *
 * @param memory - what was answered before, and what stands for the solver there: itself, or the same for all that answer alike
 */
export function rememberAnswers(
  solver: LpSolver,
  { answers, asked: own = solver }: { readonly answers: Answers; readonly asked?: unknown } = {
    answers: createKnown(),
  },
): LpSolver {
  return {
    name: solver.name,
    capabilities: solver.capabilities,
    async solve(model: LinearModel, options: LpSolveOptions = {}) {
      const { signal: _, ...limits } = options
      if (options.timeLimitSeconds !== undefined) return solver.solve(model, options)
      const mark = markOf(model)
      const text = JSON.stringify(limits)
      const found = answers.find(
        mark,
        (one) => one.asked === own && one.options === text && isSameModel(one.model, model),
      )
      if (found !== undefined) return copyOf(model, await found.answer)
      const entry = { asked: own, model, options: text, answer: solver.solve(model, options) }
      answers.keep(mark, entry)
      try {
        return copyOf(model, await entry.answer)
      } catch (error) {
        answers.forget(mark, entry)
        throw error
      }
    },
  }
}
