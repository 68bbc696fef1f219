import { callable, number, optional, POSITIVE, record } from '../../core/checks.js'
import { createIssueList } from '../../core/errors.js'
import { throwIfAborted } from '../../core/progress.js'
import type { LinearModel } from '../model.js'
import { checkModel } from '../modelChecks.js'
import { hasIntegers } from '../modelMath.js'
import { checkSolveOptions } from '../solveOptions.js'
import { DEFAULT_TOLERANCES } from '../solver.js'
import type { LpCapabilities, LpSolution, LpSolver } from '../solver.js'
import { solveSurely } from '../trust/solveSurely.js'
import { validateModel } from '../validateModel.js'
import { solveLinear } from './glpkLinear.js'
import { solveMixed } from './glpkMixed.js'
import { GLP_UNDEF } from './glpkProblem.js'
import type { GlpkEngine } from './glpkProblem.js'
import { guarded, type Run } from './glpkRun.js'
import { solverFailure, startGlpk } from './startGlpk.js'
import { waitFor } from './waitFor.js'
import { solveWithoutColumns } from './withoutColumns.js'

/** Options of the GLPK adapter. */
export interface GlpkSolverOptions {
  /** Seconds to wait for the engine to start; a page whose security policy blocks the worker never answers. Default 20. */
  readonly loadTimeoutSeconds?: number
  /** Starts an engine in place of the installed one; for tests and for pages that bundle their own. */
  readonly load?: () => Promise<unknown>
}

/**
 * Makes a solver of GLPK 5.0 (glpk.js), for linear and mixed-integer models.
 *
 * @param options - how long to wait for the engine
 * @returns a solver that loads the engine at its first solve
 * @throws SopError listing every option that there is not, and every one of the wrong kind
 */
export function createGlpkSolver(options: GlpkSolverOptions = {}): LpSolver {
  const issues = createIssueList()
  record<GlpkSolverOptions>({ loadTimeoutSeconds: optional(number(POSITIVE)), load: optional(callable) })(
    options,
    'options',
    issues,
  )
  issues.throwIfAny()
  const load = options.load ?? loadInstalled
  let engine: Promise<GlpkEngine> | undefined

  const discard = (): void => {
    const old = engine
    engine = undefined
    old?.then((instance) => instance.terminate?.()).catch(() => undefined)
  }

  /** One call of the engine; after an abort its memory is lost, so the instance is thrown away with it. */
  const run: Run = async (problem, engineOptions, signal) => {
    throwIfAborted(signal)
    engine ??= startGlpk(load, options.loadTimeoutSeconds ?? 20)
    let instance: GlpkEngine
    try {
      instance = await engine
    } catch (error) {
      engine = undefined
      throw error
    }
    try {
      const answer = instance.solve(problem, guarded(problem, engineOptions))
      if (!(answer instanceof Promise)) return answer
      // The limit of the engine covers its search only, so the wait is longer than that.
      const seconds = engineOptions.tmlim === undefined ? Infinity : engineOptions.tmlim * 2 + 10
      const result = await waitFor(answer, { seconds, ...(signal === undefined ? {} : { signal }) })
      if (result !== 'timeout') return result
      discard()
      return { time: seconds, result: { status: GLP_UNDEF, vars: {} } }
    } catch (error) {
      discard()
      throwIfAborted(signal)
      throw solverFailure(`GLPK stopped: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  const capabilities: LpCapabilities = {
    integer: true,
    duals: true,
    timeLimit: true,
    nodeLimit: false,
    relativeGap: true,
    // Of an LP; the search for whole numbers always simplifies first.
    presolve: true,
    searchBound: true,
    tolerances: DEFAULT_TOLERANCES,
  }
  /** The engine as it is, to be believed by nobody. */
  const bare: LpSolver = {
    name: 'glpk',
    capabilities,
    async solve(model, solveOptions = {}) {
      if (model.columnCount === 0) return solveWithoutColumns(model)
      if (!hasIntegers(model)) return solveLinear(model, solveOptions, run)
      const relax = (relaxed: LinearModel): Promise<LpSolution> => solveSurely(relaxed, bare, solveOptions)
      return solveMixed(model, { options: solveOptions, run, relax })
    },
  }
  return {
    name: 'glpk',
    capabilities,
    async solve(model, solveOptions = {}) {
      checkModel(model, 'model', createIssueList())
      validateModel(model)
      checkSolveOptions(solveOptions)
      return solveSurely(model, bare, solveOptions)
    },
  }
}

async function loadInstalled(): Promise<unknown> {
  const { default: createEngine } = await import('#glpk')
  return createEngine()
}
