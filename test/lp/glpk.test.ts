import { afterEach, describe, expect, test, vi } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { checkSolution, createModelBuilder } from '../../src/lp/index.js'
import type { LinearModel } from '../../src/lp/index.js'
import { createGlpkSolver } from '../../src/lp/solvers/glpk.js'
import { pivotModel } from '../../src/lp/transform/pivotModel.js'
import { modelOf } from './modelOf.js'

const solver = createGlpkSolver()

/** A market-split model: small, and far beyond what branch and bound without cuts can close. */
function hardModel(): LinearModel {
  let state = 12345
  const next = (): number => (state = (state * 1103515245 + 12345) % 2147483648) % 100
  const lines = Array.from({ length: 6 }, () => Array.from({ length: 50 }, next))
  return modelOf(
    'minimize',
    [
      ...Array.from({ length: 50 }, () => ({ upper: 1, integer: true })),
      ...lines.flatMap(() => [{ objective: 1 }, { objective: 1 }]),
    ],
    lines.map((line, i) => {
      const half = Math.floor(line.reduce((a, b) => a + b, 0) / 2)
      const slack = lines.flatMap((_, k) => (k === i ? [1, -1] : [0, 0]))
      return { lower: half, upper: half, terms: [...line, ...slack] }
    }),
  )
}

async function codesOf(call: () => unknown): Promise<string[]> {
  try {
    await call()
  } catch (error) {
    if (isSopError(error)) return error.issues.map((issue) => issue.code)
    throw error
  }
  return []
}

describe('status', () => {
  test('infeasible, hidden by presolve', async () => {
    const model = modelOf('minimize', [{ objective: 1, upper: 5 }], [{ lower: 6, terms: [1] }])
    const solution = await solver.solve(model)
    expect(solution.status).toBe('infeasible')
    expect([...solution.primal]).toEqual([])
    expect(solution.objective).toBe(Infinity)
    expect(checkSolution(model, { solution }).ok).toBe(false)
  })

  test('unbounded, hidden by presolve', async () => {
    const model = modelOf('maximize', [{ objective: 1 }, { objective: 1 }], [{ lower: 1, terms: [1, 1] }])
    const solution = await solver.solve(model)
    expect(solution.status).toBe('unbounded')
    expect(solution.objective).toBe(Infinity)
  })

  test('infeasible and unbounded stay what they are with pivot hints', async () => {
    for (const [width, status] of [
      [5, 'infeasible'],
      [Infinity, 'unbounded'],
    ] as const) {
      const builder = createModelBuilder('maximize')
      const a = builder.addColumn({ objective: width === 5 ? -1 : 1, upper: width })
      const b = builder.addColumn({ objective: 0 })
      const row = builder.addRow({ lower: 0, upper: 0 })
      builder.addTerm(row, a, 1)
      builder.addTerm(row, b, -1)
      const least = builder.addRow({ lower: 9 })
      builder.addTerm(least, b, 1)
      builder.setPivot(row, b)
      expect((await solver.solve(builder.build())).status).toBe(status)
    }
  })

  test('a mixed-integer model without a plan', async () => {
    const model = modelOf(
      'maximize',
      [{ objective: 1, upper: 9, integer: true }],
      [{ lower: 0.4, upper: 0.6, terms: [1] }],
    )
    expect((await solver.solve(model)).status).toBe('infeasible')
    const parity = modelOf(
      'minimize',
      [
        { upper: 50, integer: true },
        { upper: 50, integer: true },
      ],
      [{ lower: 51, upper: 51, terms: [2, 2] }],
    )
    expect((await solver.solve(parity)).status).toBe('infeasible')
  })

  test('an unbounded mixed-integer model, and one that only looks so', async () => {
    const columns = [{ objective: 1 }, { upper: 9, integer: true }]
    const open = modelOf('maximize', columns, [{ lower: 0, terms: [1, 1] }])
    expect((await solver.solve(open)).status).toBe('unbounded')
    const none = modelOf('maximize', columns, [
      { lower: 0, terms: [1, 0] },
      { lower: 0.4, upper: 0.6, terms: [0, 1] },
    ])
    expect((await solver.solve(none)).status).toBe('infeasible')
  })

  test('status 2 of a mixed-integer model: time limit or gap reached', { timeout: 20_000 }, async () => {
    const model = hardModel()
    let late = await solver.solve(model, { timeLimitSeconds: 0.3 })
    if (late.status === 'noPlanInLimit') late = await solver.solve(model, { timeLimitSeconds: 5 })
    expect(late.status).toBe('feasible')
    expect(checkSolution(model, { solution: late }).ok).toBe(true)
    const columns = [5, 6, 7].map((objective) => ({ objective, upper: 9, integer: true }))
    const knapsack = modelOf('maximize', columns, [{ upper: 17, terms: [3, 4, 5] }])
    expect((await solver.solve(knapsack, { relativeGap: 0.5 })).status).toBe('optimal')
  })

  test('no plan before the time limit', { timeout: 20_000 }, async () => {
    const hard = hardModel()
    // Without the slack columns there is no plan to be found quickly.
    const model = { ...hard, columnUpper: hard.columnUpper.map((upper) => (upper === 1 ? 1 : 0)) }
    expect((await solver.solve(model, { timeLimitSeconds: 0.3 })).status).toBe('noPlanInLimit')
  })
})

describe('what glpk.js would get wrong', () => {
  test('NaN and infinite coefficients are refused before the call', async () => {
    const good = modelOf('minimize', [{ objective: 1 }], [{ lower: 1, terms: [1] }])
    const load = vi.fn()
    const unused = createGlpkSolver({ load })
    for (const value of [NaN, Infinity]) {
      expect(await codesOf(() => unused.solve({ ...good, coefficient: Float64Array.of(value) }))).toEqual([
        'NOT_FINITE',
      ])
      expect(await codesOf(() => unused.solve({ ...good, objective: Float64Array.of(value) }))).toEqual(['NOT_FINITE'])
    }
    expect(await codesOf(() => unused.solve({ ...good, rowLower: Float64Array.of(NaN) }))).toEqual(['NOT_FINITE'])
    expect(
      await codesOf(() => unused.solve({ ...good, columnLower: Float64Array.of(9), columnUpper: Float64Array.of(8) })),
    ).toEqual(['CONFLICT'])
    expect(load).not.toHaveBeenCalled()
  })

  test('a hand-made row with a duplicate term is refused', async () => {
    const good = modelOf('minimize', [{ objective: 1 }, {}], [{ lower: 1, terms: [1, 1] }])
    expect(await codesOf(() => solver.solve({ ...good, columnIndex: Int32Array.of(0, 0) }))).toEqual(['DUPLICATE_ID'])
  })

  test('all five kinds of bounds are kept, also in integer columns', async () => {
    const columns = [
      { objective: 1, lower: -4, upper: 3 },
      { objective: -1, lower: -Infinity, upper: -2 },
      { objective: 1, lower: 2 },
      { objective: 1, lower: 5, upper: 5 },
      { objective: 1, lower: -Infinity },
      { objective: 1, lower: 2, upper: 7, integer: true },
    ]
    const wide = [
      { lower: -1000, terms: [1, -1, 1, 1, 1, 1] },
      { lower: -50, terms: [0, 0, 0, 0, 1, 0] },
    ]
    for (const integer of [false, true]) {
      const model = modelOf(
        'minimize',
        columns.map((column) => ({ ...column, integer: integer && column.integer === true })),
        wide,
      )
      const solution = await solver.solve(model)
      expect([...solution.primal]).toEqual([-4, -2, 2, 5, -50, 2])
    }
  })

  test('an integer from 0 to 1 keeps a bound of 0', async () => {
    const model = modelOf(
      'maximize',
      [
        { objective: 1, upper: 0, integer: true },
        { objective: 1, upper: 1, integer: true },
      ],
      [{ upper: 5, terms: [1, 1] }],
    )
    expect([...(await solver.solve(model)).primal]).toEqual([0, 1])
  })

  test('whole bounds of integers that are given as fractions', async () => {
    const model = modelOf(
      'maximize',
      [{ objective: 1, lower: 0.5, upper: 3.7, integer: true }],
      [{ upper: 99, terms: [1] }],
    )
    expect([...(await solver.solve(model)).primal]).toEqual([3])
  })

  test('an integer without a bound gets one from the rows, or is refused', async () => {
    const model = modelOf(
      'maximize',
      [{ objective: 1, integer: true }, { upper: 4 }],
      [{ upper: 10.5, terms: [2, -1] }],
    )
    expect((await solver.solve(model)).objective).toBe(7)
    const open = modelOf('minimize', [{ objective: 1, integer: true, key: 'lots' }], [{ lower: 3.5, terms: [1] }])
    expect(await codesOf(() => solver.solve(open))).toEqual(['OUT_OF_RANGE'])
  })

  test('no rows, no columns, empty rows', async () => {
    const noRows = modelOf('minimize', [{ objective: 2, lower: 3 }], [])
    expect((await solver.solve(noRows)).objective).toBe(6)
    const noColumns = modelOf('minimize', [], [{ lower: 0, terms: [] }])
    expect((await solver.solve(noColumns)).status).toBe('optimal')
    expect((await solver.solve(modelOf('minimize', [], [{ lower: 1, terms: [] }]))).status).toBe('infeasible')
    const emptyRow = modelOf('minimize', [{ objective: 2, lower: 3 }], [{ lower: -1, terms: [] }])
    expect((await solver.solve(emptyRow)).objective).toBe(6)
  })

  test('long and equal keys do no harm', async () => {
    const key = 'x'.repeat(400)
    const model = modelOf(
      'maximize',
      [
        { objective: 3, key },
        { objective: 5, key },
      ],
      [
        { upper: 4, key, terms: [1, 0] },
        { upper: 12, key, terms: [0, 2] },
        { upper: 18, key, terms: [3, 2] },
      ],
    )
    const solution = await solver.solve(model)
    expect([...solution.rowDual]).toEqual([0, 1.5, 1])
    expect([...solution.reducedCost]).toEqual([0, 0])
  })

  test('duals have the sign of the change of the objective, in both senses', async () => {
    const cheapest = modelOf('minimize', [{ objective: 2 }, { objective: 3, upper: 4 }], [{ lower: 10, terms: [1, 2] }])
    const solution = await solver.solve(cheapest)
    const more = await solver.solve({ ...cheapest, rowLower: Float64Array.of(11) })
    expect(solution.rowDual[0]).toBeCloseTo(more.objective - solution.objective, 9)
    const wider = await solver.solve({ ...cheapest, columnUpper: Float64Array.of(Infinity, 4.5) })
    expect(solution.reducedCost[1]).toBeCloseTo((wider.objective - solution.objective) / 0.5, 9)
  })
})

describe('the engine', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const model = modelOf('minimize', [{ objective: 1 }], [{ lower: 1, terms: [1] }])
  const answer = { time: 0, result: { status: 5, vars: { 0: 1 }, dual: { 0: 1 } } }

  test('an abort throws the instance away, and the next solve loads a new one', async () => {
    let loads = 0
    const terminate = vi.fn()
    const flaky = createGlpkSolver({
      load: async () => {
        loads += 1
        const broken = loads === 1
        return {
          GLP_OPT: 5,
          terminate,
          solve: () => {
            if (broken) throw new Error('Aborted()')
            return answer
          },
        }
      },
    })
    expect(await codesOf(() => flaky.solve(model))).toEqual(['SOLVER_FAILED'])
    expect((await flaky.solve(model)).status).toBe('optimal')
    expect((await flaky.solve(model)).status).toBe('optimal')
    expect(loads).toBe(2)
    expect(terminate).toHaveBeenCalledTimes(1)
  })

  test('a worker that never starts ends in an error, and so does one without its engine', async () => {
    vi.useFakeTimers()
    const blocked = createGlpkSolver({ load: () => new Promise(() => undefined), loadTimeoutSeconds: 2 })
    const codes = codesOf(() => blocked.solve(model))
    await vi.advanceTimersByTimeAsync(2100)
    expect(await codes).toEqual(['SOLVER_FAILED'])
    const hollow = createGlpkSolver({ load: async () => ({ error: { message: 'no wasm' } }) })
    expect(await codesOf(() => hollow.solve(model))).toEqual(['SOLVER_FAILED'])
    const failing = createGlpkSolver({ load: () => Promise.reject(new Error('blocked')) })
    expect(await codesOf(() => failing.solve(model))).toEqual(['SOLVER_FAILED'])
  })

  test('a worker is ended by the signal, and after twice the time limit', async () => {
    vi.useFakeTimers()
    const terminate = vi.fn()
    const load = async (): Promise<unknown> => ({ GLP_OPT: 5, terminate, solve: () => new Promise(() => undefined) })
    const signal = { aborted: false }
    const stopped = codesOf(() => createGlpkSolver({ load }).solve(model, { signal }))
    await vi.advanceTimersByTimeAsync(500)
    signal.aborted = true
    await vi.advanceTimersByTimeAsync(500)
    expect(await stopped).toEqual(['ABORTED'])
    const late = createGlpkSolver({ load }).solve(model, { timeLimitSeconds: 1 })
    await vi.advanceTimersByTimeAsync(13_000)
    expect((await late).status).toBe('noPlanInLimit')
    expect(terminate).toHaveBeenCalledTimes(2)
  })

  test('an aborted signal and negative limits are refused', async () => {
    expect(await codesOf(() => solver.solve(model, { signal: { aborted: true } }))).toEqual(['ABORTED'])
    expect(await codesOf(() => solver.solve(model, { timeLimitSeconds: -1 }))).toEqual(['OUT_OF_RANGE'])
    expect(await codesOf(() => solver.solve(model, { relativeGap: NaN }))).toEqual(['NOT_FINITE'])
  })
})

describe('pivots', () => {
  test('a circle of hints is broken, not followed', async () => {
    const builder = createModelBuilder('minimize')
    const a = builder.addColumn({ objective: 1 })
    const b = builder.addColumn({ objective: 1 })
    const c = builder.addColumn({ objective: 1, upper: 10 })
    for (const [own, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const row = builder.addRow({ lower: 3, upper: 3 })
      builder.addTerm(row, own, 2)
      builder.addTerm(row, other, -1)
      builder.addTerm(row, c, 1)
      builder.setPivot(row, own)
    }
    const model = builder.build()
    expect(pivotModel(model)?.model.columnCount).toBe(2)
    const solution = await solver.solve(model)
    expect(solution.objective).toBeCloseTo(3, 9)
    expect(checkSolution(model, { solution }).ok).toBe(true)
  })

  test('without an equation there is nothing to pivot on', () => {
    const builder = createModelBuilder('minimize')
    const row = builder.addRow({ lower: 1 })
    builder.addTerm(row, builder.addColumn(), 1)
    builder.setPivot(row, 0)
    expect(pivotModel(builder.build())).toBeUndefined()
  })
})
