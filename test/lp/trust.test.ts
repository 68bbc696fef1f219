import { describe, expect, test } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { checkSolution, createModelBuilder, loadDefaultSolver, solveModel } from '../../src/lp/index.js'
import type { LinearModel, LpSolution, LpSolver } from '../../src/lp/index.js'
import { modelOf } from './modelOf.js'

const honest = await loadDefaultSolver()

/** A solver that solves, then says something else. */
const liar = (lie: (solution: LpSolution, model: LinearModel) => unknown): LpSolver => ({
  ...honest,
  name: 'liar',
  solve: async (model, options) => lie(await honest.solve(model, options), model) as LpSolution,
})

describe('limits that contradict each other by little', () => {
  // Presolve lets a row be broken by a thousandth of itself.
  test.each([0.1, 1e-3, 9e-4, 1e-4, 1e-5])('x <= 1, y <= 1, x + y >= 2 + %s is infeasible', async (by) => {
    for (const scale of [1e-4, 1, 1e4]) {
      const model = modelOf(
        'maximize',
        [
          { objective: 1, upper: 1 },
          { objective: 2, upper: 1 },
        ],
        [{ lower: scale * (2 + by), terms: [scale, scale] }],
      )
      expect((await honest.solve(model)).status).toBe('infeasible')
      expect((await solveModel(model, { solver: honest })).status).toBe('infeasible')
    }
  })

  test('and without the contradiction it is solved', async () => {
    const columns = [{ upper: 1 }, { upper: 1 }]
    const model = modelOf('minimize', columns, [{ lower: 2, terms: [1, 1] }])
    expect((await solveModel(model, { solver: honest })).status).toBe('optimal')
  })

  test('whole numbers that a row keeps out by a ten-thousandth', async () => {
    // 3 x <= 8.9997 leaves 2 of the 3 that the objective would like.
    const columns = [
      { objective: 10, upper: 5, integer: true },
      { objective: 1, upper: 1 },
    ]
    const model = modelOf('maximize', columns, [{ upper: 8.9997, terms: [3, 0.5] }])
    const solution = await solveModel(model, { solver: honest })
    expect(solution.status).toBe('optimal')
    expect([...solution.primal]).toEqual([2, 1])
    expect(solution.gap).toBeLessThanOrEqual(1e-6)
  })
})

describe('parts that share nothing', () => {
  test('earn and cost a million each, and the whole is proven to the cent', async () => {
    const builder = createModelBuilder('maximize')
    for (const objective of [3, -3]) {
      const column = builder.addColumn({ objective, upper: 1e6 / 3 })
      builder.addTerm(builder.addRow({ lower: 1e6 / 3 - 1, upper: 1e6 / 3 }), column, 1)
    }
    const model = builder.build()
    const solution = await solveModel(model, { solver: honest })
    // 3 (1e6 / 3) - 3 (1e6 / 3 - 1).
    expect(solution.objective).toBeCloseTo(3, 6)
    expect(solution.status).toBe('optimal')
    expect(checkSolution(model, { solution }).ok).toBe(true)
  })

  test('an endless part does not hide one that has no plan', async () => {
    const builder = createModelBuilder('minimize')
    const endless = builder.addColumn({ objective: 1, lower: -Infinity })
    builder.addTerm(builder.addRow({ upper: 4 }), endless, 1)
    const tight = builder.addColumn({ objective: 1, upper: 1 })
    builder.addTerm(builder.addRow({ lower: 1.0005 }), tight, 1)
    expect((await solveModel(builder.build(), { solver: honest })).status).toBe('infeasible')
  })
})

describe('a solver that lies', () => {
  // Doors at 3, windows at 5: 2 and 6 are best, 36.
  const wyndor = modelOf(
    'maximize',
    [{ objective: 3 }, { objective: 5 }],
    [
      { upper: 4, terms: [1, 0] },
      { upper: 12, terms: [0, 2] },
      { upper: 18, terms: [3, 2] },
    ],
  )
  const lies: readonly (readonly [string, (solution: LpSolution, model: LinearModel) => unknown])[] = [
    ['a plan that is not the best', (s) => ({ ...s, primal: s.primal.map((x) => x / 2), objective: 18, bound: 18 })],
    ['a plan that breaks a row', (s) => ({ ...s, primal: s.primal.map((x) => x * 1.01) })],
    ['duals that prove nothing', (s) => ({ ...s, rowDual: s.rowDual.map(() => 0), bound: 36 })],
    ['arrays that are too short', (s) => ({ ...s, primal: s.primal.subarray(1) })],
    ['NaN', (s) => ({ ...s, primal: s.primal.map(() => NaN) })],
    ['null among the values', (s) => ({ ...s, primal: Array.from(s.primal, () => null) })],
    ['a status that there is not', (s) => ({ ...s, status: 'fine' })],
    ['nothing at all', () => undefined],
    ['infeasible', (s) => ({ ...s, status: 'infeasible', primal: new Float64Array(0) })],
    ['unbounded', (s) => ({ ...s, status: 'unbounded', primal: new Float64Array(0) })],
    ['infeasible or unbounded', (s) => ({ ...s, status: 'infeasibleOrUnbounded', primal: new Float64Array(0) })],
    ['out of time without a limit', (s) => ({ ...s, status: 'noPlanInLimit', primal: new Float64Array(0) })],
    ['out of time with a plan, without a limit', (s) => ({ ...s, status: 'feasible' })],
  ]

  test.each(lies)('always: %s', async (_, lie) => {
    const solution = await solveModel(wyndor, { solver: liar(lie) })
    // The values of some lies prove the optimum all the same; then it is one.
    if (solution.status === 'optimal') {
      expect(checkSolution(wyndor, { solution }).ok).toBe(true)
      expect(solution.objective).toBeCloseTo(36, 6)
    } else expect(solution).toMatchObject({ status: 'numericalError', objective: -Infinity, gap: Infinity })
  })

  test.each(lies)('once: %s', async (_, lie) => {
    let isFirst = true
    const once = liar((solution, model) => {
      const answer = isFirst ? lie(solution, model) : solution
      isFirst = false
      return answer
    })
    const solution = await solveModel(wyndor, { solver: once })
    expect(solution.status).toBe('optimal')
    expect(solution.objective).toBeCloseTo(36, 6)
    expect([...solution.primal].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([2, 6])
  })

  const knapsack = modelOf(
    'maximize',
    [5, 6, 7].map((objective) => ({ objective, upper: 9, integer: true })),
    [{ upper: 17, terms: [3, 4, 5] }],
  )
  // 3 x + 4 y + 5 z <= 17 at 5, 6, 7: 3, 2, 0 use all 17 and earn 27; 4, 0, 1 use 17 and earn 27, too.
  test.each([
    ['a bound that the plan exceeds', (s: LpSolution) => ({ ...s, bound: 20 })],
    ['a worse plan with a bound to match', (s: LpSolution) => ({ ...s, primal: s.primal.map(() => 1), bound: 18 })],
    [
      'fractions for whole numbers',
      (s: LpSolution) => ({ ...s, primal: Float64Array.of(17 / 3, 0, 0), bound: 85 / 3 }),
    ],
    ['no whole plan', (s: LpSolution) => ({ ...s, status: 'infeasible', primal: new Float64Array(0) })],
    ['no bound', (s: LpSolution) => ({ ...s, bound: Infinity, gap: Infinity })],
    ['NaN for a bound', (s: LpSolution) => ({ ...s, bound: NaN })],
  ] as const)('about whole numbers: %s', async (_, lie) => {
    const solver = liar((s, model) => (model.columnKind.includes(1) ? lie(s) : s))
    const solution = await solveModel(knapsack, { solver })
    expect(solution).toMatchObject({ status: 'optimal', objective: 27 })
    expect(solution.bound).toBeCloseTo(27, 4)
    expect(checkSolution(knapsack, { solution, gapTolerance: 1e-6 }).worst).toEqual([])
  })

  test('infeasible, of a model that is so, is believed for its proof', async () => {
    const model = modelOf('minimize', [{ objective: 1, upper: 5 }], [{ lower: 6, terms: [1] }])
    const coy = liar((s) => (s.status === 'infeasible' ? { ...s, status: 'infeasibleOrUnbounded' } : s))
    expect((await solveModel(model, { solver: coy })).status).toBe('infeasible')
    const blind = liar((s) => (s.status === 'infeasible' ? { ...s, status: 'unbounded' } : s))
    expect((await solveModel(model, { solver: blind })).status).toBe('infeasible')
    const endless = modelOf('maximize', [{ objective: 1 }, { objective: 1 }], [{ lower: 1, terms: [1, -1] }])
    expect((await solveModel(endless, { solver: coy })).status).toBe('unbounded')
    const wrong = liar((s) => (s.status === 'unbounded' ? { ...s, status: 'infeasible' } : s))
    expect((await solveModel(endless, { solver: wrong })).status).toBe('unbounded')
  })

  test('one that throws is a SopError that names it', async () => {
    const broken: LpSolver = { ...honest, name: 'broken', solve: () => Promise.reject(new Error('out of memory')) }
    const sudden: LpSolver = {
      ...broken,
      solve: () => {
        throw new TypeError('x is undefined')
      },
    }
    for (const solver of [broken, sudden]) {
      const error = await solveModel(wyndor, { solver }).catch((thrown: unknown) => thrown)
      expect(isSopError(error) && error.code).toBe('SOLVER_FAILED')
      expect(String(error)).toContain('broken')
    }
  })

  test('one that never answers is left alone when the time is over', async () => {
    const { useFakeTimers, useRealTimers, advanceTimersByTimeAsync } = (await import('vitest')).vi
    const { setImmediate: realTurn } = globalThis
    useFakeTimers()
    // Turns of the event loop are real, so time passes second by second between them.
    const letPass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        await new Promise<void>((resolve) => realTurn(resolve))
        await advanceTimersByTimeAsync(1000)
      }
    }
    const silent: LpSolver = { ...honest, solve: () => new Promise(() => undefined) }
    const answer = solveModel(wyndor, { solver: silent, timeLimitSeconds: 1 })
    await letPass(30)
    expect((await answer).status).toBe('noPlanInLimit')
    const signal = { aborted: false }
    const stopped = solveModel(wyndor, { solver: silent, signal }).catch((thrown: unknown) => thrown)
    await letPass(5)
    signal.aborted = true
    await letPass(5)
    const error = await stopped
    expect(isSopError(error) && error.code).toBe('ABORTED')
    useRealTimers()
  })

  test('one without duals: they are found by the dual of the model', async () => {
    const silent = liar((s) => ({ ...s, rowDual: new Float64Array(0), reducedCost: new Float64Array(0) }))
    const solution = await solveModel(wyndor, {
      solver: { ...silent, capabilities: { ...honest.capabilities, duals: false } },
    })
    expect(solution.status).toBe('optimal')
    expect([...solution.rowDual].map((y) => Math.round(y * 1e9) / 1e9)).toEqual([0, 1.5, 1])
  })
})

describe('a solver that wraps ours and changes its answer in place', () => {
  // x + y <= 10, both up to 8, at 3 and 2: 8 and 2 are best, 28.
  const shelf = (): LinearModel =>
    modelOf(
      'maximize',
      [
        { objective: 3, upper: 8 },
        { objective: 2, upper: 8 },
      ],
      [{ upper: 10, terms: [1, 1] }],
    )
  // 3 x + 4 y <= 17 at 5 and 6: 3 and 2 use all 17 and earn 27; no other whole numbers earn as much.
  const crates = (): LinearModel =>
    modelOf(
      'maximize',
      [5, 6].map((objective) => ({ objective, upper: 9, integer: true })),
      [{ upper: 17, terms: [3, 4] }],
    )
  type Open = { -readonly [field in keyof LpSolution]: LpSolution[field] }
  const lies: readonly (readonly [string, (s: Open) => void])[] = [
    ['a plan that is not the best', (s) => s.primal.fill(1)],
    ['a plan that breaks the row', (s) => s.primal.fill(8)],
    ['values in another order', (s) => s.primal.reverse()],
    ['NaN', (s) => s.primal.fill(NaN)],
    ['multipliers of zero', (s) => s.rowDual.fill(0)],
    ['reduced costs of zero', (s) => s.reducedCost.fill(0)],
    ['another bound', (s) => (s.bound = 1000)],
    ['another objective and gap', (s) => void Object.assign(s, { objective: 50, gap: 1 })],
    ['a status', (s) => (s.status = 'infeasible')],
    ['other arrays', (s) => (s.primal = Float64Array.of(0, 0))],
  ]

  test.each(lies)('%s: a true optimum or none', async (_, lie) => {
    for (const [model, best] of [
      [shelf(), 28],
      [crates(), 27],
    ] as const) {
      // About whole numbers, the relaxations are told as they are.
      const solver = liar((s, asked) => {
        if (best === 28 || asked.columnKind.includes(1)) lie(s as Open)
        return s
      })
      const solution = await solveModel(model, { solver })
      if (solution.status === 'optimal') {
        expect(solution.objective).toBeCloseTo(best, 6)
        expect(checkSolution(model, { solution, gapTolerance: 1e-6 }).worst).toEqual([])
      } else expect(solution.status).toBe('numericalError')
    }
  })

  test.each(lies)('%s, once: the optimum', async (_, lie) => {
    let isFirst = true
    const solver = liar((s) => {
      if (isFirst) lie(s as Open)
      isFirst = false
      return s
    })
    const solution = await solveModel(shelf(), { solver })
    expect(solution).toMatchObject({ status: 'optimal' })
    expect([...solution.primal, ...solution.rowDual, ...solution.reducedCost]).toEqual([8, 2, 2, 1, 0])
  })

  test('later, while the answer is being read', async () => {
    for (let wait = 0; wait < 12; wait += 1) {
      const solver: LpSolver = {
        ...honest,
        name: 'late',
        solve: async (model, options) => {
          const answer = await honest.solve(model, options)
          let turns = wait
          const turn = (): void => {
            turns -= 1
            if (turns < 0) answer.primal.fill(8)
            else queueMicrotask(turn)
          }
          queueMicrotask(turn)
          return answer
        },
      }
      const solution = await solveModel(shelf(), { solver })
      if (solution.status === 'optimal') expect([...solution.primal]).toEqual([8, 2])
      else expect(solution.status).toBe('numericalError')
    }
  })

  test('an answer that is kept, to a model that has other limits by now', async () => {
    let kept: LpSolution | undefined
    let asked: LinearModel | undefined
    const keeper: LpSolver = {
      ...honest,
      name: 'keeper',
      solve: async (model, options) => {
        asked ??= model
        kept ??= await honest.solve(asked, options)
        return kept
      },
    }
    const model = shelf()
    expect((await solveModel(model, { solver: keeper })).objective).toBeCloseTo(28, 6)
    // From here on the first column may go up to 4 only: an answer of 8 is none.
    model.columnUpper[0] = 4
    const solution = await solveModel(model, { solver: keeper })
    if (solution.status === 'optimal') expect(checkSolution(model, { solution }).ok).toBe(true)
    else expect(solution.status).toBe('numericalError')
  })
})
