import { describe, expect, test } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import {
  checkSolution,
  createMockSolver,
  createModelBuilder,
  elasticModel,
  loadDefaultSolver,
  solveModel,
  splitModel,
} from '../../src/lp/index.js'
import type { LinearModel, ModelBuilder } from '../../src/lp/index.js'
import { createGlpkSolver } from '../../src/lp/solvers/glpk.js'

const solver = await loadDefaultSolver()

/** One row on the first of two columns. */
function good(): LinearModel {
  const builder = createModelBuilder('minimize')
  const first = builder.addColumn({ objective: 1, upper: 5 })
  builder.addColumn({ objective: 1, upper: 3 })
  const row = builder.addRow({ lower: 1 })
  builder.addTerm(row, first, 1)
  builder.setPivot(row, first)
  return builder.build()
}

const solution = await solveModel(good(), { solver })

/** What a caller gets who passes what the types forbid. */
async function problemsOf(call: () => unknown): Promise<string[]> {
  try {
    await call()
  } catch (error) {
    if (!isSopError(error)) throw error
    for (const { message, remedy } of error.issues) {
      expect(message.length).toBeGreaterThan(10)
      expect(remedy.length).toBeGreaterThan(10)
    }
    return error.issues.map(({ code, path }) => `${code} ${path}`)
  }
  return []
}

const doors: readonly (readonly [string, (model: LinearModel) => unknown])[] = [
  ['solveModel', (model) => solveModel(model, { solver })],
  ['the solver itself', (model) => solver.solve(model)],
  ['splitModel', splitModel],
  ['checkSolution', (model) => checkSolution(model, { solution })],
  ['elasticModel', (model) => elasticModel(model, { rows: [] })],
]

describe.each(doors)('a model that is none, at the door of %s', (_, door) => {
  test.each([
    ['null', null, 'WRONG_TYPE model'],
    ['an array', [], 'WRONG_TYPE model'],
    ['a text', 'model', 'WRONG_TYPE model'],
    ['a sense that there is not', { sense: 'max' }, 'OUT_OF_RANGE model.sense'],
    ['a plain array', { objective: [1, 1] }, 'WRONG_TYPE model.objective'],
    ['texts', { objective: ['1', '1'] }, 'WRONG_TYPE model.objective'],
    ['floats of half the size', { objective: new Float32Array(2) }, 'WRONG_TYPE model.objective'],
    ['an array too short', { columnLower: new Float64Array(1) }, 'MISALIGNED model.columnLower'],
    ['names too short', { columnKeys: ['a'] }, 'MISALIGNED model.columnKeys'],
    ['names that are a text', { columnKeys: 'ab' }, 'WRONG_TYPE model.columnKeys'],
    ['hints too short', { pivotColumn: new Int32Array(0) }, 'MISALIGNED model.pivotColumn'],
    ['a hint of no column', { pivotColumn: Int32Array.of(99) }, 'UNKNOWN_ID rows[0].pivotColumn'],
    ['a kind that there is not', { columnKind: Uint8Array.of(2, 0) }, 'OUT_OF_RANGE columns[0].kind'],
    ['a half column', { columnCount: 2.5 }, 'OUT_OF_RANGE model.columnCount'],
    ['fewer than no rows', { rowCount: -1 }, 'OUT_OF_RANGE model.rowCount'],
    ['a field that there is not', { color: 1 }, 'UNKNOWN_FIELD model.color'],
    ['a constant that is a text', { objectiveConstant: '3' }, 'WRONG_TYPE model.objectiveConstant'],
    ['a constant of NaN', { objectiveConstant: NaN }, 'NOT_FINITE model.objectiveConstant'],
    ['an infinite cost', { objective: Float64Array.of(Infinity, 0) }, 'NOT_FINITE columns[0].objective'],
    ['a coefficient of NaN', { coefficient: Float64Array.of(NaN) }, 'NOT_FINITE rows[0].terms[0]'],
    ['an infinite coefficient', { coefficient: Float64Array.of(Infinity) }, 'NOT_FINITE rows[0].terms[0]'],
    ['a bound of NaN', { columnUpper: Float64Array.of(NaN, 1) }, 'NOT_FINITE columns[0].upper'],
    ['crossed bounds', { columnLower: Float64Array.of(9, 0) }, 'CONFLICT columns[0]'],
    ['crossed limits', { rowUpper: Float64Array.of(0) }, 'CONFLICT rows[0]'],
    ['a term of no column', { columnIndex: Int32Array.of(7) }, 'UNKNOWN_ID rows[0].terms[0]'],
    ['a term below the first column', { columnIndex: Int32Array.of(-1) }, 'UNKNOWN_ID rows[0].terms[0]'],
    ['rows that start late', { rowStart: Int32Array.of(1, 1) }, 'MISALIGNED rowStart'],
    [
      'rows that go back',
      {
        rowCount: 2,
        rowStart: Int32Array.of(0, 2, 1),
        rowLower: new Float64Array(2),
        rowUpper: new Float64Array(2),
        pivotColumn: Int32Array.of(-1, -1),
      },
      'MISALIGNED rowStart',
    ],
    [
      'a column twice in a row',
      { rowStart: Int32Array.of(0, 2), columnIndex: Int32Array.of(0, 0), coefficient: Float64Array.of(1, 1) },
      'DUPLICATE_ID rows[0].terms[1]',
    ],
  ] as const)('%s', async (_what, change, problem) => {
    const isPart = change !== null && typeof change === 'object' && !Array.isArray(change)
    const model = isPart ? { ...good(), ...change } : change
    expect(await problemsOf(() => door(model as LinearModel))).toEqual([problem])
  })

  test('everything missing is told at once', async () => {
    const problems = await problemsOf(() => door({} as LinearModel))
    expect(problems.length).toBe(13)
    expect(problems.every((problem) => problem.startsWith('MISSING_VALUE model.'))).toBe(true)
  })
})

describe('options that are none', () => {
  test.each([
    [{ timeLimitSeconds: -1 }, 'OUT_OF_RANGE options.timeLimitSeconds'],
    [{ timeLimitSeconds: NaN }, 'NOT_FINITE options.timeLimitSeconds'],
    [{ timeLimitSeconds: '3' }, 'WRONG_TYPE options.timeLimitSeconds'],
    [{ relativeGap: -1 }, 'OUT_OF_RANGE options.relativeGap'],
    [{ relativeGap: NaN }, 'NOT_FINITE options.relativeGap'],
    [{ relativGap: 0.1 }, 'UNKNOWN_FIELD options.relativGap'],
    [{ signal: 3 }, 'WRONG_TYPE options.signal'],
  ] as const)('%o of a solve', async (options, problem) => {
    const given = options as object
    expect(await problemsOf(() => solver.solve(good(), given))).toEqual([problem])
    expect(await problemsOf(() => solveModel(good(), { solver, ...given }))).toEqual([problem])
  })

  test('of the solver', async () => {
    const problems = (options: unknown): Promise<string[]> => problemsOf(() => createGlpkSolver(options as object))
    expect(await problems(null)).toEqual(['WRONG_TYPE options'])
    expect(await problems({ loadTimeoutSeconds: 0, load: 3 })).toEqual([
      'OUT_OF_RANGE options.loadTimeoutSeconds',
      'WRONG_TYPE options.load',
    ])
    expect(await problems({ loadTimeout: 2 })).toEqual(['UNKNOWN_FIELD options.loadTimeout'])
  })

  test('a solver that is none', async () => {
    const problems = (given: unknown): Promise<string[]> =>
      problemsOf(() => solveModel(good(), { solver: given } as never))
    expect(await problems(undefined)).toEqual(['MISSING_VALUE options.solver'])
    expect(await problems(createGlpkSolver)).toEqual(['WRONG_TYPE options.solver'])
    expect(await problems({})).toEqual(['MISSING_VALUE options.solver.solve'])
    expect(await problemsOf(() => solveModel(good(), null as never))).toEqual(['WRONG_TYPE options'])
  })

  test('answers of a mock', async () => {
    const problems = (given: unknown): Promise<string[]> => problemsOf(() => createMockSolver(given as never))
    expect(await problems([{ status: 'fine' }])).toEqual(['OUT_OF_RANGE answers[0].status'])
    expect(await problems([{ primal: 'x' }, null])).toEqual(['WRONG_TYPE answers[0].primal', 'WRONG_TYPE answers[1]'])
  })
})

describe('a builder', () => {
  test.each(['max', undefined, 1])('refuses a sense of %s', async (sense) => {
    const [problem, ...others] = await problemsOf(() => createModelBuilder(sense as never))
    expect(problem).toMatch(/ sense$/)
    expect(others).toEqual([])
  })

  test.each<readonly [string, (builder: ModelBuilder) => unknown, string]>([
    ['a coefficient that is a text', (b) => b.addTerm(0, 0, '2' as never), 'NOT_FINITE rows[0].terms[0]'],
    ['no coefficient', (b) => (b.addTerm as (...given: number[]) => void)(0, 0), 'NOT_FINITE rows[0].terms[0]'],
    ['a row that is a text', (b) => b.addTerm('0' as never, 0, 2), 'UNKNOWN_ID terms[0]'],
    ['a cost that is a text', (b) => b.addColumn({ objective: '2' as never }), 'WRONG_TYPE columns[1].objective'],
    ['a bound that is a text', (b) => b.addColumn({ upper: '9' as never }), 'WRONG_TYPE columns[1].upper'],
    ['a whole number by 1', (b) => b.addColumn({ integer: 1 as never }), 'WRONG_TYPE columns[1].integer'],
    ['a name that is a number', (b) => b.addColumn({ key: 4 as never }), 'WRONG_TYPE columns[1].key'],
    ['an option that there is not', (b) => b.addColumn({ uper: 1 } as never), 'UNKNOWN_FIELD columns[1].uper'],
    ['no options', (b) => b.addColumn(null as never), 'WRONG_TYPE columns[1]'],
    ['a list of options', (b) => b.addColumn([] as never), 'WRONG_TYPE columns[1]'],
    ['a limit that is a text', (b) => b.addRow({ lower: '1' as never }), 'WRONG_TYPE rows[1].lower'],
    ['a limit of NaN', (b) => b.addRow({ lower: NaN }), 'NOT_FINITE rows[1].lower'],
    ['a hint of no row', (b) => b.setPivot(5, 0), 'UNKNOWN_ID setPivot'],
    ['a hint that is a text', (b) => b.setPivot('0' as never, 0), 'WRONG_TYPE setPivot.row'],
    ['a constant that is a text', (b) => b.addConstant('3' as never), 'NOT_FINITE objectiveConstant'],
  ])('refuses %s', async (_, add, problem) => {
    const problems = await problemsOf(() => {
      const builder = createModelBuilder('minimize')
      builder.addColumn()
      builder.addRow()
      add(builder)
      builder.build()
    })
    expect(problems).toEqual([problem])
  })
})

describe('a solution that is none', () => {
  test.each([
    [null, 'WRONG_TYPE options'],
    [{}, 'MISSING_VALUE options.solution'],
    [{ solution: null }, 'WRONG_TYPE options.solution'],
    [{ solution: { ...solution, primal: [1, 'x'] } }, 'WRONG_TYPE options.solution.primal[1]'],
    [{ solution: { ...solution, primal: 'abc' } }, 'WRONG_TYPE options.solution.primal'],
    [{ solution: { ...solution, primal: new BigInt64Array(2) } }, 'WRONG_TYPE options.solution.primal'],
    [{ solution: { ...solution, primal: new Float64Array(3) } }, 'MISALIGNED options.solution.primal'],
    [{ solution: { ...solution, rowDual: new Float64Array(3) } }, 'MISALIGNED options.solution.rowDual'],
    [{ solution: { ...solution, reducedCost: new Float64Array(1) } }, 'MISALIGNED options.solution.reducedCost'],
    [{ solution: { ...solution, status: 'fine' } }, 'OUT_OF_RANGE options.solution.status'],
    [{ solution: { ...solution, bound: NaN } }, 'NOT_FINITE options.solution.bound'],
    [{ solution, primalTolerance: -1 }, 'OUT_OF_RANGE options.primalTolerance'],
    [{ solution, tolerance: 1 }, 'UNKNOWN_FIELD options.tolerance'],
  ])('%#', async (options, problem) => {
    const problems = await problemsOf(() => checkSolution(good(), options as never))
    expect(problems[0]).toBe(problem)
    expect(problems.length).toBe(1)
  })
})
