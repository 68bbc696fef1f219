import { list, optional, record, text } from '../../core/checking/checks.js'
import { createIssueList, isSopError } from '../../core/checking/errors.js'
import { throwIfAborted } from '../../core/running/progress.js'
import type { RunOptions } from '../../core/running/progress.js'
import { RUN_FIELDS } from '../../core/running/runChecks.js'
import { lpSolver } from '../modelChecks.js'
import { hasIntegers } from '../modelMath.js'
import type { LpSolver } from '../solver.js'
import { BEHAVIOR_CASES } from './behaviorCases.js'
import type { BehaviorCase } from './behaviorCases.js'
import { INTEGER_CASES } from './integerCases.js'
import { judgeCase } from './judgeAnswer.js'
import { LINEAR_CASES } from './linearCases.js'
import type { ModelCase } from './modelCase.js'
import { STATUS_CASES } from './statusCases.js'

/** Options of `checkSolver`. */
export interface CheckSolverOptions extends RunOptions {
  /** Names of the cases to run. Default: all. */
  readonly names?: readonly string[]
}

/** What became of one case. */
export interface SolverCaseResult {
  readonly name: string
  /** True where nothing is wrong, also where the case was skipped. */
  readonly ok: boolean
  /** True where the solver says that it does not do what the case asks for. */
  readonly skipped: boolean
  /** What is wrong, or why the case was skipped; empty where it passed. */
  readonly message: string
}

/** What `checkSolver` found. */
export interface SolverReport {
  /** Name of the solver. */
  readonly solver: string
  /** True where no case failed. */
  readonly ok: boolean
  readonly cases: readonly SolverCaseResult[]
}

function ofModel(expected: ModelCase): BehaviorCase {
  return {
    name: expected.name,
    ...(hasIntegers(expected.model) ? { needs: 'integer' } : {}),
    async run(solver) {
      try {
        const solution = await solver.solve(expected.model, expected.options)
        return judgeCase(expected, { solution, capabilities: solver.capabilities })
      } catch (error) {
        if (expected.mayRefuse === true && isSopError(error)) return []
        throw error
      }
    },
  }
}

const CASES: readonly BehaviorCase[] = [
  ...[...LINEAR_CASES, ...STATUS_CASES, ...INTEGER_CASES].map(ofModel),
  ...BEHAVIOR_CASES,
]

/**
 * Tells whether a solver keeps the contract of `LpSolver`, so that `solveModel`, `optimizeProduction` and `plan` can rely
 * on it: some 70 small models whose plans and duals were worked out by hand (every status, both senses, equations, ranges,
 * free and fixed columns, degenerate and badly scaled ones, integers), and how it behaves (limits, signals, what it must
 * refuse, the same answer twice, what its capabilities promise).
 *
 * It needs no test framework: run it in the tests of an adapter, and expect `ok`. A case that the capabilities exclude is
 * skipped, and says so.
 *
 * @param solver - the solver
 * @param options - which cases; progress (stage `check`, counted in cases), signal (obeyed between cases)
 * @returns what became of each case, in a fixed order
 * @throws SopError where the solver is none, or a name is that of no case; `ABORTED` when the signal says stop
 * @example
 * ```ts
 * import { checkSolver } from 'sop-engine/lp/conformance'
 * import { createHighsSolver } from 'sop-engine/lp/highs'
 * const report = await checkSolver(createHighsSolver())
 * const failed = report.cases.filter(({ ok }) => !ok)
 * failed // => []
 * report.ok // => true
 * ```
 */
export async function checkSolver(solver: LpSolver, options: CheckSolverOptions = {}): Promise<SolverReport> {
  const issues = createIssueList()
  lpSolver(solver, 'solver', issues)
  record<CheckSolverOptions>({ ...RUN_FIELDS, names: optional(list(text)) })(options, 'options', issues)
  issues.throwIfAny()
  const { names, signal, onProgress } = options
  names?.forEach((name, k) => {
    if (CASES.some((one) => one.name === name)) return
    issues.add(
      'UNKNOWN_ID',
      `options.names[${k}]`,
      name,
      'There is no case of this name.',
      'Take a name from a report.',
    )
  })
  issues.throwIfAny()
  const chosen = CASES.filter(({ name }) => names === undefined || names.includes(name))
  const cases: SolverCaseResult[] = []
  for (const one of chosen) {
    throwIfAborted(signal)
    onProgress?.({ stage: 'check', done: cases.length, total: chosen.length })
    cases.push(await runCase(one, solver))
  }
  onProgress?.({ stage: 'check', done: cases.length, total: chosen.length })
  return { solver: solver.name, ok: cases.every(({ ok }) => ok), cases }
}

async function runCase({ name, needs, run }: BehaviorCase, solver: LpSolver): Promise<SolverCaseResult> {
  if (needs !== undefined && solver.capabilities[needs] !== true) {
    return { name, ok: true, skipped: true, message: `The solver says that it has no capability '${needs}'.` }
  }
  let wrong: string[]
  try {
    wrong = await run(solver)
  } catch (error) {
    wrong = [`it threw ${error instanceof Error ? error.message : String(error)}`]
  }
  return { name, ok: wrong.length === 0, skipped: false, message: wrong.join('; ') }
}
