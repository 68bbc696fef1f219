import { type Check, callable, flag, number, optional, POSITIVE, record, refuse } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { throwIfAborted } from '../../core/running/progress.js'
import type { LinearModel } from '../model.js'
import { checkModel } from '../modelChecks.js'
import { hasIntegers } from '../modelMath.js'
import { checkSolveOptions } from '../solveOptions.js'
import { DEFAULT_TOLERANCES } from '../solver.js'
import type { LpCapabilities, LpSolution, LpSolver } from '../solver.js'
import { solveSurely } from '../trust/solveSurely.js'
import { validateModel } from '../validateModel.js'
import { AGAIN } from './engineRemedy.js'
import { solveLinear } from './glpkLinear.js'
import { solveMixed } from './glpkMixed.js'
import { GLP_UNDEF } from './glpkProblem.js'
import type { GlpkEngine } from './glpkProblem.js'
import { guarded, type Run } from './glpkRun.js'
import { startInThread } from './glpkThread.js'
import { type GlpkWasm, startFromWasm } from './glpkWasm.js'
import { builtIn } from './host.js'
import { startInstalled } from './installedGlpk.js'
import { describe, solverFailure, startGlpk } from './startGlpk.js'
import { waitFor } from './waitFor.js'
import { solveWithoutColumns } from './withoutColumns.js'

/** Options of the GLPK adapter. */
export interface GlpkSolverOptions {
  /** Seconds to wait for the engine to start; a page whose security policy blocks the worker never answers. Default 20. */
  readonly loadTimeoutSeconds?: number
  /**
   * True: in Node, Deno and Bun the engine runs in a thread of its own, so that timers and messages act while it solves, and a
   * signal ends it at once. It costs some 0.1 s at the first solve. In pages and their workers the engine always has a worker of
   * its own. Default false.
   */
  readonly worker?: boolean
  /**
   * Where `glpk.wasm` of glpk.js 5.0 is (a URL, in Node also a path), its bytes, or the module compiled from them: for bundles,
   * in which the engine does not find it, and for places without workers. Default: as glpk.js finds it.
   */
  readonly wasm?: GlpkWasm
  /** Starts an engine in place of the installed one: gives what the default export of glpk.js gives when it is called. */
  readonly load?: () => Promise<unknown>
}

export type { GlpkWasm } from './glpkWasm.js'

/** Engines that are kept for later; a program that solves more at a time starts the others anew. */
const MOST_IDLE = 4

const wasmSource: Check = (value, path, issues) =>
  (typeof value === 'string' && value !== '') ||
  (value !== null && typeof value === 'object') ||
  refuse(issues, 'WRONG_TYPE', path, value, 'a URL, the bytes of glpk.wasm, or a module compiled from them')

/**
 * Makes a solver of GLPK 5.0 (glpk.js), for linear and mixed-integer models: the default one, with a say in where its engine
 * comes from and where it runs.
 *
 * @param options - a thread for the engine, its file, how long to wait for it
 * @returns a solver that loads the engine at its first solve, which throws a SopError of code `SOLVER_FAILED` where it cannot
 * @throws SopError listing every option that there is not, and every one of the wrong kind
 * @example
 * A plan in Node that a click can stop while it is being solved:
 * ```ts
 * import { isSopError, plan } from 'sop-engine'
 * import { createGlpkSolver } from 'sop-engine/lp/glpk'
 * const solver = createGlpkSolver({ worker: true })
 * const stop = new AbortController()
 * const input = {
 *   calendar: { start: '2027-01-01', months: 3 },
 *   items: [{ id: 'lamp', price: 49, purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120, 90] }],
 * }
 * const { status } = await plan(input, { solver, signal: stop.signal })
 * status // => 'optimal'
 * stop.abort('closed')
 * const error: unknown = await plan(input, { solver, signal: stop.signal }).catch((thrown: unknown) => thrown)
 * isSopError(error) && [error.code, error.cause] // => ['ABORTED', 'closed']
 * ```
 */
export function createGlpkSolver(options: GlpkSolverOptions = {}): LpSolver {
  const issues = createIssueList()
  record<GlpkSolverOptions>({
    loadTimeoutSeconds: optional(number(POSITIVE)),
    worker: optional(flag),
    wasm: optional(wasmSource),
    load: optional(callable),
  })(options, 'options', issues)
  issues.throwIfAny()
  const { worker = false, wasm } = options
  const isGiven = { wasm: wasm !== undefined, load: options.load !== undefined, worker }
  const given = Object.entries(isGiven).flatMap(([name, is]) => (is ? [name] : []))
  if (given.length > 1) refuse(issues, 'CONFLICT', 'options', given.join(', '), 'one of wasm, load and worker')
  issues.throwIfAny()
  const start = wasm === undefined ? (worker ? loadInThread : loadInstalled) : () => startFromWasm(wasm)
  const load = options.load ?? start
  /** Engines without work. Each run has one to itself: one that is ended at a signal takes no other's work with it. */
  const idle: GlpkEngine[] = []

  /** One call of an engine; after an abort its memory is lost, so the instance is thrown away with it. */
  const run: Run = async (problem, engineOptions, signal) => {
    throwIfAborted(signal)
    const instance = idle.pop() ?? (await startGlpk(load, options.loadTimeoutSeconds ?? 20))
    try {
      const answer = instance.solve(problem, guarded(problem, engineOptions))
      // The limit of the engine covers its search only, so the wait is longer than that.
      const seconds = engineOptions.tmlim === undefined ? Infinity : engineOptions.tmlim * 2 + 10
      const waited = signal === undefined ? { seconds } : { seconds, signal }
      const result = answer instanceof Promise ? await waitFor(answer, waited) : answer
      if (result === 'timeout') {
        instance.terminate?.()
        return { time: seconds, result: { status: GLP_UNDEF, vars: {} } }
      }
      if (idle.length < MOST_IDLE) idle.push(instance)
      else instance.terminate?.()
      return result
    } catch (error) {
      instance.terminate?.()
      throwIfAborted(signal)
      throw solverFailure(`GLPK stopped: ${describe(error)}.`, AGAIN)
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

/** In a thread where there are any; a page's engine has a worker of its own. */
async function loadInThread(): Promise<unknown> {
  return builtIn('node:worker_threads') === undefined ? loadInstalled() : startInThread()
}

async function loadInstalled(): Promise<unknown> {
  return startInstalled(() => import('#glpk'))
}
