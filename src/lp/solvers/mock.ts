import { anything, list, oneOf, optional, record } from '../../core/checking/checks.js'
import { createIssueList, SopError } from '../../core/checking/errors.js'
import type { LinearModel } from '../model.js'
import { anyNumbers } from '../modelChecks.js'
import { objectiveValue } from '../modelMath.js'
import { DEFAULT_TOLERANCES, LP_STATUSES, relativeGap, solutionWithoutPlan } from '../solver.js'
import type { LpSolution, LpSolveOptions, LpSolver, LpStatus } from '../solver.js'

/** What a mock solver is to answer; what is left out is filled in to fit. */
export interface MockAnswer {
  /** Default `optimal`. */
  readonly status?: LpStatus
  /** Value of each column. Default: all 0. */
  readonly primal?: ArrayLike<number>
  /** Dual of each row. Default: all 0. */
  readonly rowDual?: ArrayLike<number>
  /** Default: all 0. */
  readonly reducedCost?: ArrayLike<number>
  /** Default: the objective. */
  readonly bound?: number
}

/** A solver that answers by a script, and remembers what it was asked. */
export interface MockSolver extends LpSolver {
  /** The models given, in order. */
  readonly models: readonly LinearModel[]
  /** The options given, in order. */
  readonly options: readonly LpSolveOptions[]
}

/**
 * Makes a solver for tests, which answers without solving. `solveModel` believes no solver, so an answer must be true to
 * pass: an `optimal` one needs the duals that prove it.
 *
 * @param answers - one answer for each solve, in order, or a function from the model to its answer
 * @returns the solver, with the models it was given
 * @throws SopError of code `SOLVER_FAILED`, at a solve for which no answer is left
 * @example
 * ```ts
 * import { createModelBuilder, solveModel } from 'sop-engine'
 * import { createMockSolver } from 'sop-engine/lp'
 * const builder = createModelBuilder('minimize')
 * builder.addTerm(builder.addRow({ lower: 3 }), builder.addColumn({ objective: 2 }), 1)
 * const solver = createMockSolver([{ primal: [3], rowDual: [2] }])
 * const solution = await solveModel(builder.build(), { solver })
 * solution.objective // => 6
 * ```
 */
export function createMockSolver(answers: readonly MockAnswer[] | ((model: LinearModel) => MockAnswer)): MockSolver {
  const issues = createIssueList()
  if (typeof answers !== 'function') {
    const answer = record<MockAnswer>({
      status: optional(oneOf(...LP_STATUSES)),
      primal: optional(anyNumbers),
      rowDual: optional(anyNumbers),
      reducedCost: optional(anyNumbers),
      bound: optional(anything),
    })
    list(answer)(answers, 'answers', issues)
  }
  issues.throwIfAny()
  const models: LinearModel[] = []
  const options: LpSolveOptions[] = []
  return {
    name: 'mock',
    capabilities: {
      integer: true,
      duals: true,
      timeLimit: false,
      nodeLimit: false,
      relativeGap: false,
      presolve: false,
      searchBound: true,
      tolerances: DEFAULT_TOLERANCES,
    },
    models,
    options,
    solve(model, solveOptions = {}) {
      models.push(model)
      options.push(solveOptions)
      const answer = typeof answers === 'function' ? answers(model) : answers[models.length - 1]
      if (answer === undefined) {
        return Promise.reject(
          new SopError([
            {
              code: 'SOLVER_FAILED',
              path: 'solver',
              message: `The mock solver has ${models.length - 1} answers and was asked once more.`,
              received: String(models.length),
              remedy: 'Give one answer for each solve, or a function.',
            },
          ]),
        )
      }
      return Promise.resolve(fill(model, answer))
    },
  }
}

function fill(model: LinearModel, answer: MockAnswer): LpSolution {
  const status = answer.status ?? 'optimal'
  if (status !== 'optimal' && status !== 'feasible') return solutionWithoutPlan(model, status)
  const primal = toArray(answer.primal, model.columnCount)
  const objective = objectiveValue(model, primal)
  const bound = answer.bound ?? objective
  return {
    status,
    objective,
    primal,
    rowDual: toArray(answer.rowDual, model.rowCount),
    reducedCost: toArray(answer.reducedCost, model.columnCount),
    bound,
    gap: relativeGap(objective, bound),
  }
}

function toArray(values: ArrayLike<number> | undefined, length: number): Float64Array {
  return values === undefined ? new Float64Array(length) : Float64Array.from(values)
}
