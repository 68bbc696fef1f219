import { callable, oneOf, optional, record, refuse } from '../../core/checking/checks.js'
import type { Check } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { throwIfAborted } from '../../core/running/progress.js'
import { checkModel } from '../modelChecks.js'
import { checkSolveOptions } from '../solveOptions.js'
import { DEFAULT_TOLERANCES } from '../solver.js'
import type { LpCapabilities, LpSolver } from '../solver.js'
import { solveSurely } from '../trust/solveSurely.js'
import { validateModel } from '../validateModel.js'
import { describe, highsFailure, startHighs, startInstalled } from './highsEngine.js'
import type { HighsEngine, HighsWasm } from './highsEngine.js'
import { askHighs } from './highsSolve.js'
import { solveWithoutColumns } from './withoutColumns.js'

export type { HighsWasm } from './highsEngine.js'

/**
 * The algorithm for linear models: simplex, interior point with crossover (`ipx`), a first-order method (`pdlp`), or what
 * HiGHS itself chooses. Mixed-integer models are solved by its branch and cut, whatever is chosen here.
 */
export type HighsMethod = 'choose' | 'simplex' | 'ipx' | 'pdlp'

/** Options of the HiGHS adapter. */
export interface HighsSolverOptions {
  /** Default `choose`. */
  readonly method?: HighsMethod
  /** Where `highs.wasm` is, or its bytes, for bundlers that do not find it. Default: beside the package. */
  readonly wasm?: HighsWasm
  /**
   * Starts an engine in place of the installed one: gives what the default export of `highs` gives when it is called.
   * Default: `import('highs')`, at the first solve.
   */
  readonly load?: () => Promise<unknown>
}

const CAPABILITIES: LpCapabilities = {
  integer: true,
  duals: true,
  timeLimit: true,
  nodeLimit: true,
  relativeGap: true,
  presolve: true,
  searchBound: true,
  tolerances: DEFAULT_TOLERANCES,
}

const METHODS = ['choose', 'simplex', 'ipx', 'pdlp'] as const

const wasmSource: Check = (value, path, issues) =>
  (typeof value === 'string' && value !== '') ||
  (value !== null && typeof value === 'object') ||
  refuse(issues, 'WRONG_TYPE', path, value, 'a URL, or the bytes of highs.wasm')

/**
 * Makes a solver of HiGHS (the `highs` package, MIT licence, an optional peer dependency), for linear and mixed-integer
 * models.
 *
 * Runs are deterministic: one thread, a fixed seed, a native solver for each, disposed after it. A solve is synchronous;
 * in a page put it into a worker. No word of HiGHS is believed: what it calls optimal, infeasible or unbounded is proven, or
 * asked for in another way, and at last the answer is `numericalError`.
 *
 * @param options - the algorithm, and where the engine comes from
 * @returns a solver that loads the engine at its first solve, which throws a SopError of code `SOLVER_FAILED` where it
 * cannot
 * @throws SopError for a method that is none of the four; `hipo` and `hipdlp`, which the types of highs 1.15 list, do not
 * work in its WebAssembly build
 * @example
 * ```ts
 * import { createModelBuilder, solveModel } from 'sop-engine'
 * import { createHighsSolver } from 'sop-engine/lp/highs'
 * const builder = createModelBuilder('maximize')
 * const doors = builder.addColumn({ objective: 3, upper: 4, integer: true })
 * const windows = builder.addColumn({ objective: 5, upper: 6, integer: true })
 * const hours = builder.addRow({ upper: 17 })
 * builder.addTerm(hours, doors, 3)
 * builder.addTerm(hours, windows, 2)
 * const solution = await solveModel(builder.build(), { solver: createHighsSolver() })
 * solution.objective // => 33
 * solution.bound // => 33
 * ```
 */
export function createHighsSolver(options: HighsSolverOptions = {}): LpSolver {
  const issues = createIssueList()
  record<HighsSolverOptions>({
    method: optional(oneOf(...METHODS)),
    wasm: optional(wasmSource),
    load: optional(callable),
  })(options, 'options', issues)
  issues.throwIfAny()
  const method = options.method ?? 'choose'
  const load = options.load ?? (() => startInstalled(() => import('highs'), options.wasm))
  let engine: Promise<HighsEngine> | undefined

  /** The engine as it is, to be believed by nobody. */
  const bare = (algorithm: HighsMethod): LpSolver => ({
    name: 'highs',
    capabilities: CAPABILITIES,
    async solve(model, solveOptions = {}) {
      if (model.columnCount === 0) return solveWithoutColumns(model)
      engine ??= startHighs(load)
      let instance: HighsEngine
      try {
        instance = await engine
      } catch (error) {
        engine = undefined
        throw error
      }
      throwIfAborted(solveOptions.signal)
      try {
        return askHighs(instance, model, { method: algorithm, options: solveOptions })
      } catch (error) {
        // After an abort the engine may be in any state, so it is thrown away.
        engine = undefined
        throw highsFailure(
          `HiGHS stopped: ${describe(error)}.`,
          'Solve again, which starts a new engine; where the model is very large, split it or use a native solver.',
        )
      }
    },
  })

  return {
    name: 'highs',
    capabilities: CAPABILITIES,
    async solve(model, solveOptions = {}) {
      checkModel(model, 'model', createIssueList())
      validateModel(model)
      checkSolveOptions(solveOptions)
      const solution = await solveSurely(model, bare(method), solveOptions)
      const isExact = method === 'choose' || method === 'simplex'
      // The other algorithms are less exact than simplex, which is then asked in their place.
      if (solution.status !== 'numericalError' || isExact) return solution
      return solveSurely(model, bare('simplex'), solveOptions)
    },
  }
}
