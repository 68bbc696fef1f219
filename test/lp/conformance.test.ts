import { describe, expect, test } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { checkSolver } from '../../src/lp/conformance/index.js'
import type { CheckSolverOptions, SolverReport } from '../../src/lp/conformance/index.js'
import { LINEAR_CASES } from '../../src/lp/conformance/linearCases.js'
import { STATUS_CASES } from '../../src/lp/conformance/statusCases.js'
import { createHighsSolver } from '../../src/lp/highs/index.js'
import { createMockSolver, loadDefaultSolver } from '../../src/lp/index.js'
import type { LinearModel, LpSolution, LpSolver } from '../../src/lp/index.js'

function failures({ cases }: SolverReport): string[] {
  return cases.filter(({ ok }) => !ok).map(({ name, message }) => `${name}: ${message}`)
}

describe('every solver of the library keeps the contract', () => {
  test('glpk', async () => {
    const report = await checkSolver(await loadDefaultSolver())
    expect(failures(report)).toEqual([])
    expect(report.cases.filter(({ skipped }) => skipped).map(({ message }) => message)).toEqual([
      "The solver says that it has no capability 'nodeLimit'.",
    ])
  })

  test('highs', async () => {
    const report = await checkSolver(createHighsSolver())
    expect(failures(report)).toEqual([])
    expect(report.ok).toBe(true)
    expect(report.cases.length).toBeGreaterThan(65)
    expect(report.cases.filter(({ skipped }) => skipped)).toEqual([])
  })

  test.each(['simplex', 'ipx', 'pdlp'] as const)('highs, method %s', async (method) => {
    const names = [...LINEAR_CASES, ...STATUS_CASES].map(({ name }) => name)
    expect(failures(await checkSolver(createHighsSolver({ method }), { names }))).toEqual([])
  })
})

describe('the suite', () => {
  const honest = createHighsSolver()
  /** HiGHS, with an answer that is changed on its way. */
  const lying = (change: (solution: LpSolution, model: LinearModel) => Partial<LpSolution>): LpSolver => ({
    ...honest,
    name: 'liar',
    async solve(model, options) {
      const solution = await honest.solve(model, options)
      return { ...solution, ...change(solution, model) }
    },
  })
  const isLp = ({ columnKind }: LinearModel): boolean => !columnKind.includes(1)

  const lies: readonly (readonly [string, LpSolver, string])[] = [
    [
      'duals with the signs of a minimization, also where it maximizes',
      lying(({ rowDual, reducedCost }, { sense }) =>
        sense === 'minimize' ? {} : { rowDual: rowDual.map((y) => -y), reducedCost: reducedCost.map((d) => -d) },
      ),
      'maximization, upper limit: a positive dual',
    ],
    [
      'a plan a little off, called optimal',
      lying(({ primal }) => ({ primal: primal.map((x) => x * (1 - 1e-4)) })),
      'minimization, lower limit: a positive dual',
    ],
    [
      'an objective without its constant',
      lying(({ objective }, { objectiveConstant }) => ({ objective: objective - objectiveConstant })),
      'constant of the objective',
    ],
    [
      'infeasible said to be unbounded',
      lying(({ status }) => (status === 'infeasible' ? { status: 'unbounded' } : {})),
      'infeasible: two rows against each other',
    ],
    [
      'the objective of a minimization, where a maximization has no plan',
      lying(({ status }) => (status === 'infeasible' ? { objective: Infinity } : {})),
      'infeasible in a maximization',
    ],
    [
      'the plan of the relaxation, called whole',
      {
        ...honest,
        solve: (model, options) => honest.solve({ ...model, columnKind: new Uint8Array(model.columnCount) }, options),
      },
      'knapsack',
    ],
    [
      'a bound better than can be',
      lying(({ bound, status }, model) =>
        status === 'optimal' && !isLp(model) ? { bound: bound + (model.sense === 'minimize' ? 1 : -1) } : {},
      ),
      'lot sizes with setups',
    ],
    ['values that are not there', lying(() => ({ primal: Float64Array.of(Number.NaN, 1) })), 'range, upper end active'],
    ['plain arrays', lying(({ primal }) => ({ primal: [...primal] as unknown as Float64Array })), 'no rows'],
    ['one array for all answers', reusing(honest), 'gives arrays of its own, not those of another answer'],
    [
      'integers that it says it does not take',
      { ...honest, capabilities: { ...honest.capabilities, integer: false } },
      'refuses integers where it takes none',
    ],
    [
      'limits that it takes for none',
      { ...honest, solve: (model) => honest.solve(model) },
      'refuses limits that are none',
    ],
    ['a model that it writes into', writing(honest), 'leaves model and options as they are'],
    ['another answer the second time', counting(honest), 'gives the same answer twice, whatever it solved between'],
    [
      'tolerances in which everything is exact',
      {
        ...honest,
        capabilities: { ...honest.capabilities, tolerances: { primal: 0.5, dual: 1e-6, integrality: 1e-6, gap: 1e-6 } },
      },
      'says what it is able to do',
    ],
    ['an exception for what is infeasible', throwing(honest), 'infeasible: no columns'],
  ]

  test.each(lies)('finds a lie: %s', async (_, solver, name) => {
    const report = await checkSolver(solver, { names: [name] })
    expect(report.cases.map((one) => one.name)).toEqual([name])
    expect(report.ok).toBe(false)
    expect(report.cases[0]?.message).not.toBe('')
    expect((await checkSolver(honest, { names: [name] })).ok).toBe(true)
  })

  test('finds that a solver which answers without solving keeps nothing', async () => {
    const report = await checkSolver(createMockSolver(() => ({})))
    expect(failures(report).length).toBeGreaterThan(40)
  })

  test('skips what a solver says that it cannot do, and says so', async () => {
    const { capabilities } = honest
    const solver: LpSolver = {
      ...honest,
      capabilities: { integer: true, duals: false, timeLimit: false },
      solve: async (model, options) => ({
        ...(await honest.solve(model, options)),
        rowDual: new Float64Array(0),
        reducedCost: new Float64Array(0),
      }),
    }
    expect(capabilities.duals).toBe(true)
    const report = await checkSolver(solver)
    expect(failures(report)).toEqual([])
    const skipped = report.cases.filter((one) => one.skipped)
    expect(skipped.map(({ message }) => /'(\w+)'/.exec(message)?.[1])).toEqual([
      'timeLimit',
      'timeLimit',
      'nodeLimit',
      'presolve',
    ])
  })

  test('refuses what is no solver, and names that it does not have', async () => {
    const codes = async (solver: unknown, options?: unknown): Promise<string> => {
      try {
        await checkSolver(solver as LpSolver, options as CheckSolverOptions)
      } catch (error) {
        if (isSopError(error)) return error.issues.map(({ path, code }) => `${path} ${code}`).join()
      }
      return 'nothing'
    }
    expect(await codes({})).toBe('solver.solve MISSING_VALUE')
    expect(await codes(honest, { names: ['knapsack', 'nap sack'] })).toBe('options.names[1] UNKNOWN_ID')
    expect(await codes(honest, { name: 'knapsack' })).toBe('options.name UNKNOWN_FIELD')
    expect(await codes(honest, { signal: { aborted: true } })).toBe('options.signal ABORTED')
  })
})

/** Gives the same array each time. */
function reusing(solver: LpSolver): LpSolver {
  const shared = new Float64Array(2)
  return {
    ...solver,
    async solve(model, options) {
      const solution = await solver.solve(model, options)
      if (solution.primal.length !== 2) return solution
      shared.set(solution.primal)
      return { ...solution, primal: shared }
    },
  }
}

function writing(solver: LpSolver): LpSolver {
  return {
    ...solver,
    async solve(model, options) {
      const solution = await solver.solve(model, options)
      model.columnUpper[0] = 1e9
      return solution
    },
  }
}

function counting(solver: LpSolver): LpSolver {
  let count = 0
  return {
    ...solver,
    async solve(model, options) {
      const solution = await solver.solve(model, options)
      count += 1
      return { ...solution, gap: solution.gap + count * 1e-12 }
    },
  }
}

function throwing(solver: LpSolver): LpSolver {
  return {
    ...solver,
    async solve(model, options) {
      const solution = await solver.solve(model, options)
      if (solution.status === 'infeasible') throw new Error('no plan')
      return solution
    },
  }
}
