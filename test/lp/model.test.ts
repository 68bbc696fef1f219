import { describe, expect, test } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import type { SopError } from '../../src/core/checking/errors.js'
import {
  checkSolution,
  createMockSolver,
  createModelBuilder,
  elasticModel,
  loadDefaultSolver,
  solveModel,
  splitModel,
} from '../../src/lp/index.js'
import type { LinearModel, LpSolver, SolveModelOptions } from '../../src/lp/index.js'

async function errorOf(call: () => unknown): Promise<SopError> {
  try {
    await call()
  } catch (error) {
    if (isSopError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

function wyndor(): LinearModel {
  const builder = createModelBuilder('maximize')
  const doors = builder.addColumn({ objective: 3, key: 'doors' })
  const windows = builder.addColumn({ objective: 5, key: 'windows' })
  builder.addTerm(builder.addRow({ upper: 4, key: 'plant1' }), doors, 1)
  builder.addTerm(builder.addRow({ upper: 12, key: 'plant2' }), windows, 2)
  const plant3 = builder.addRow({ upper: 18, key: 'plant3' })
  builder.addTerm(plant3, doors, 3)
  builder.addTerm(plant3, windows, 2)
  return builder.build()
}

/** Two plants that share nothing, a free-standing column and an empty row. */
function twoPlants(): LinearModel {
  const builder = createModelBuilder('minimize')
  builder.addConstant(100)
  const a = builder.addColumn({ objective: 2 })
  const idle = builder.addColumn({ objective: 4, lower: 3, upper: 8 })
  const b = builder.addColumn({ objective: 5 })
  const c = builder.addColumn({ objective: 1, upper: 6 })
  builder.addRow({ upper: 0 })
  builder.addTerm(builder.addRow({ lower: 10 }), a, 1)
  const second = builder.addRow({ lower: 8 })
  builder.addTerm(second, b, 1)
  builder.addTerm(second, c, 1)
  expect(idle).toBe(1)
  return builder.build()
}

describe('createModelBuilder', () => {
  test('sums duplicate terms, drops those that cancel, and sorts each row', () => {
    const builder = createModelBuilder('minimize')
    const [a, b, c] = [builder.addColumn(), builder.addColumn(), builder.addColumn()]
    const [first, second] = [builder.addRow(), builder.addRow({ upper: 1 })]
    builder.addTerm(second, c, 1)
    builder.addTerm(first, b, 2)
    builder.addTerm(second, a, 4)
    builder.addTerm(first, b, 3)
    builder.addTerm(second, b, 7)
    builder.addTerm(second, b, -7)
    const model = builder.build()
    expect([...model.rowStart]).toEqual([0, 1, 3])
    expect([...model.columnIndex]).toEqual([1, 0, 2])
    expect([...model.coefficient]).toEqual([5, 4, 1])
    expect([...model.columnUpper]).toEqual([Infinity, Infinity, Infinity])
    expect([...model.rowLower]).toEqual([-Infinity, -Infinity])
  })

  test('holds a large model', () => {
    const builder = createModelBuilder('minimize')
    for (let j = 0; j < 50_000; j += 1) builder.addColumn({ objective: j % 7 })
    for (let i = 0; i < 30_000; i += 1) {
      const row = builder.addRow({ lower: 1 })
      for (let k = 0; k < 7; k += 1) builder.addTerm(row, (i * 13 + k * 977) % 50_000, k + 1)
    }
    const model = builder.build()
    expect(model.columnIndex.length).toBe(210_000)
    expect(model.rowStart[30_000]).toBe(210_000)
  })

  test('lists everything that is wrong in one error', async () => {
    const builder = createModelBuilder('minimize')
    builder.addColumn({ objective: NaN, key: 'make lamp' })
    builder.addColumn({ lower: 5, upper: 4 })
    builder.addColumn({ lower: Infinity })
    const row = builder.addRow({ upper: NaN, key: 'hours' })
    builder.addTerm(row, 0, Infinity)
    builder.addConstant(Infinity)
    const error = await errorOf(() => builder.build())
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'NOT_FINITE objectiveConstant',
      'NOT_FINITE columns[0].objective',
      'CONFLICT columns[1]',
      'NOT_FINITE columns[2].lower',
      'NOT_FINITE rows[0].upper',
      'NOT_FINITE rows[0].terms[0]',
    ])
    expect(error.message).toContain('make lamp')
    expect(error.issues.every((issue) => issue.remedy.length > 10)).toBe(true)
  })

  test('refuses terms of rows and columns that do not exist', async () => {
    const builder = createModelBuilder('minimize')
    builder.addColumn()
    builder.addRow()
    builder.addTerm(0, 1, 1)
    builder.addTerm(-1, 0, 1)
    builder.addTerm(0, 0.5, 1)
    const error = await errorOf(() => builder.build())
    expect(error.issues.map((issue) => issue.path)).toEqual(['terms[0]', 'terms[1]', 'terms[2]'])
  })
})

describe('solveModel', () => {
  test('puts parts, loose columns, empty rows and the constant together', async () => {
    const model = twoPlants()
    expect(splitModel(model).parts.map((part) => [...part.columns])).toEqual([[0], [2, 3]])
    const seen: string[] = []
    const solution = await solveModel(model, {
      solver: await loadDefaultSolver(),
      onProgress: ({ stage, done, total }) => seen.push(`${stage} ${done}/${total}`),
    })
    expect([...solution.primal]).toEqual([10, 3, 2, 6])
    expect(solution.objective).toBe(100 + 20 + 12 + 10 + 6)
    expect(solution.bound).toBeCloseTo(148, 9)
    expect([...solution.rowDual]).toEqual([0, 2, 5])
    expect([...solution.reducedCost]).toEqual([0, 4, 0, -4])
    expect(checkSolution(model, { solution })).toMatchObject({ ok: true, objective: 148, dualObjective: 148 })
    expect(seen).toEqual(['solve 0/2', 'solve 1/2', 'solve 2/2'])
  })

  test('the worst status decides, and an infeasible part ends the work', async () => {
    const honest = await loadDefaultSolver()
    const cases = [
      ['optimal', 'feasible', 'feasible', 2],
      ['unbounded', 'optimal', 'unbounded', 2],
      ['unbounded', 'infeasible', 'infeasible', 2],
      ['infeasible', 'optimal', 'infeasible', 1],
      ['noPlanInLimit', 'unbounded', 'noPlanInLimit', 2],
      ['feasible', 'numericalError', 'numericalError', 2],
    ] as const
    for (const [first, second, whole, asked] of cases) {
      const builder = createModelBuilder('minimize')
      for (const status of [first, second]) {
        const column = builder.addColumn({
          objective: 1,
          lower: status === 'unbounded' ? -Infinity : 0,
          upper: status === 'infeasible' ? 1 : 9,
          key: status,
        })
        builder.addTerm(builder.addRow(status === 'unbounded' ? { upper: 5 } : { lower: 2 }), column, 1)
      }
      const seen = new Set<string>()
      const solver: LpSolver = {
        ...honest,
        async solve(model, options) {
          const status = model.columnKeys?.[0] ?? ''
          seen.add(status)
          const solution = await honest.solve(model, options)
          if (status === 'feasible') return { ...solution, status, rowDual: new Float64Array(0) }
          // Once lost, it is lost for every other way of putting the model, too.
          if (seen.has('numericalError')) return { ...solution, status: 'numericalError' }
          return status === 'noPlanInLimit' ? { ...solution, status } : solution
        },
      }
      expect((await solveModel(builder.build(), { solver, timeLimitSeconds: 100 })).status).toBe(whole)
      expect([...seen].filter((key) => key === first || key === second).length).toBe(asked)
    }
  })

  test('rows and columns without terms can make a model infeasible or unbounded', async () => {
    const solver = createMockSolver([])
    const impossible = createModelBuilder('minimize')
    impossible.addRow({ lower: 1 })
    expect((await solveModel(impossible.build(), { solver })).status).toBe('infeasible')
    const endless = createModelBuilder('maximize')
    endless.addColumn({ objective: 1 })
    expect((await solveModel(endless.build(), { solver })).status).toBe('unbounded')
    const fraction = createModelBuilder('maximize')
    fraction.addColumn({ lower: 0.2, upper: 0.8, integer: true })
    expect((await solveModel(fraction.build(), { solver })).status).toBe('infeasible')
    const free = createModelBuilder('maximize')
    free.addColumn({ lower: -9, upper: -2 })
    expect([...(await solveModel(free.build(), { solver })).primal]).toEqual([-2])
  })

  test('stops between parts, and shares the time limit', async () => {
    const model = twoPlants()
    const signal = { aborted: false }
    const solver = createMockSolver(() => {
      signal.aborted = true
      return {}
    })
    expect((await errorOf(() => solveModel(model, { solver, signal }))).code).toBe('ABORTED')
    expect(solver.models.length).toBe(1)
    let clock = 0
    const optima = [
      { primal: [10], rowDual: [2] },
      { primal: [2, 6], rowDual: [5] },
    ]
    const timed = createMockSolver(() => {
      clock += 4000
      return optima.shift() ?? {}
    })
    const options: SolveModelOptions = { solver: timed, timeLimitSeconds: 10, now: () => clock }
    await solveModel(model, options)
    expect(timed.options.map((option) => option.timeLimitSeconds)).toEqual([10, 6])
  })

  test('a mock without answers says so', async () => {
    const error = await errorOf(() => solveModel(wyndor(), { solver: createMockSolver([]) }))
    expect(error.code).toBe('SOLVER_FAILED')
  })
})

describe('checkSolution', () => {
  const primal = Float64Array.of(2, 6)
  const rowDual = Float64Array.of(0, 1.5, 1)
  const check = (x: Float64Array, y: Float64Array) =>
    checkSolution(wyndor(), { solution: { primal: x, rowDual: y, bound: 36 } })

  test('accepts the optimum of a textbook with its printed duals', () => {
    expect(check(primal, rowDual)).toEqual({
      ok: true,
      primalInfeasibility: 0,
      dualInfeasibility: 0,
      complementarity: 0,
      gap: 0,
      objective: 36,
      dualObjective: 36,
      worst: [],
    })
  })

  test('names the worst violation', () => {
    const over = check(Float64Array.of(3, 6), rowDual)
    expect(over.ok).toBe(false)
    expect(over.worst.find(({ kind }) => kind === 'row')).toMatchObject({ index: 2, key: 'plant3' })
    const below = check(Float64Array.of(-1, 6), rowDual)
    expect(below.worst.some(({ kind, key }) => kind === 'column' && key === 'doors')).toBe(true)
    const wrongSign = check(primal, Float64Array.of(-1, 1.5, 1))
    expect(wrongSign.dualInfeasibility).toBeGreaterThan(0.1)
    expect(wrongSign.worst.some(({ kind, key }) => kind === 'rowDual' && key === 'plant1')).toBe(true)
    const cheap = check(primal, Float64Array.of(0, 0, 0))
    expect(cheap.worst.some(({ kind, key }) => kind === 'reducedCost' && key === 'windows')).toBe(true)
    const suboptimal = check(Float64Array.of(2, 5), rowDual)
    expect(suboptimal.gap).toBeCloseTo(5 / 31, 12)
    expect(suboptimal.primalInfeasibility).toBe(0)
    expect(suboptimal.worst.some(({ kind }) => kind === 'rowComplementarity')).toBe(true)
  })

  test('NaN and missing values are never ok', () => {
    expect(check(Float64Array.of(NaN, 6), rowDual).ok).toBe(false)
    expect(check(primal, Float64Array.of(0, NaN, 1)).ok).toBe(false)
    expect(check(new Float64Array(0), rowDual).ok).toBe(false)
    expect(check(primal, new Float64Array(0)).ok).toBe(false)
  })

  test('uses the limit that the sign of the dual names, in ranges and free columns', () => {
    const builder = createModelBuilder('minimize')
    const x = builder.addColumn({ objective: -1, lower: -Infinity })
    const row = builder.addRow({ lower: 2, upper: 9 })
    builder.addTerm(row, x, 1)
    const model = builder.build()
    const at = (value: number, dual: number): boolean =>
      checkSolution(model, { solution: { primal: Float64Array.of(value), rowDual: Float64Array.of(dual), bound: 0 } })
        .ok
    expect(at(9, -1)).toBe(true)
    expect(at(2, -1)).toBe(false)
    expect(at(9, 1)).toBe(false)
  })

  test('with integers: whole numbers, and a bound that no plan may beat', () => {
    const builder = createModelBuilder('maximize')
    builder.addTerm(builder.addRow({ upper: 7 }), builder.addColumn({ objective: 3, upper: 9, integer: true }), 2)
    const model = builder.build()
    const at = (value: number, bound: number) =>
      checkSolution(model, { solution: { primal: Float64Array.of(value), rowDual: new Float64Array(0), bound } })
    expect(at(3, 10.5)).toMatchObject({ ok: true, gap: 1.5 / 9 })
    expect(at(3.5, 10.5).worst[0]?.kind).toBe('integrality')
    expect(at(3, 8).ok).toBe(false)
  })
})

describe('elasticModel', () => {
  test('shows the cheapest repair of a conflict', async () => {
    const builder = createModelBuilder('maximize')
    const made = builder.addColumn({ objective: 4 })
    const hours = builder.addRow({ upper: 30, key: 'hours' })
    const demand = builder.addRow({ lower: 100, key: 'demand' })
    builder.addTerm(hours, made, 0.5)
    builder.addTerm(demand, made, 1)
    const model = builder.build()
    const solver = await loadDefaultSolver()
    expect((await solveModel(model, { solver })).status).toBe('infeasible')

    const repair = elasticModel(model, {
      rows: [
        { row: hours, abovePenalty: 30 },
        { row: demand, belowPenalty: 10, abovePenalty: 1 },
      ],
      penaltiesOnly: true,
    })
    expect(repair.elastic).toEqual([
      { row: 0, belowColumn: -1, aboveColumn: 1 },
      { row: 1, belowColumn: 2, aboveColumn: -1 },
    ])
    const solution = await solveModel(repair.model, { solver })
    // An hour makes two pieces, worth 20 of penalty and costing 30: so the demand gives way.
    expect([...solution.primal]).toEqual([60, 0, 40])
    expect(solution.objective).toBe(-400)
    expect(checkSolution(repair.model, { solution }).ok).toBe(true)

    const kept = elasticModel(model, { rows: [{ row: hours, abovePenalty: 30 }] })
    expect([...(await solveModel(kept.model, { solver })).primal]).toEqual([100, 20])
  })

  test('refuses unknown rows and negative penalties, all at once', async () => {
    const error = await errorOf(() =>
      elasticModel(wyndor(), { rows: [{ row: 7 }, { row: 0, belowPenalty: -1, abovePenalty: NaN }] }),
    )
    expect(error.issues.map((issue) => issue.path)).toEqual([
      'options.rows[0].row',
      'options.rows[1].belowPenalty',
      'options.rows[1].abovePenalty',
    ])
  })
})
