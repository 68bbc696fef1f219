import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import * as highs from 'highs'
import type { Highs } from 'highs'
import { describe, expect, test } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { createHighsSolver } from '../../src/lp/highs/index.js'
import type { HighsSolverOptions } from '../../src/lp/highs/index.js'
import { checkSolution, createModelBuilder, solveModel } from '../../src/lp/index.js'
import type { LinearModel, LpSolution, LpStatus } from '../../src/lp/index.js'
import { relativeGap } from '../../src/lp/solver.js'
import { hardModel } from '../../src/lp/conformance/hardModel.js'
import type { HighsEngine } from '../../src/lp/solvers/highsEngine.js'
import { askHighs } from '../../src/lp/solvers/highsSolve.js'
import { buildProductionModel } from '../../src/production/model/buildProductionModel.js'
import { planScaleProblem } from '../bench/planScale.js'
import { readInstances } from './readInstance.js'

/** The types of highs are those of its CommonJS form, in which the function is a field of the default. */
const startHighs = highs.default as unknown as () => Promise<Highs>

const WASM = createRequire(import.meta.url).resolve('highs/runtime')

/** 3 doors and 5 windows at most, 18 hours: 2 doors and 6 windows earn 36. */
function doorsAndWindows(integer = false): LinearModel {
  const builder = createModelBuilder('maximize')
  const doors = builder.addColumn({ objective: 3, upper: 4, integer })
  const windows = builder.addColumn({ objective: 5, upper: 6, integer })
  const hours = builder.addRow({ upper: 18 })
  builder.addTerm(hours, doors, 3)
  builder.addTerm(hours, windows, 2)
  return builder.build()
}

/** One column with a cost of 1 and one row that asks for `lower` of `coefficient` times it. */
function oneRow(coefficient: number, lower: number): LinearModel {
  const builder = createModelBuilder('minimize')
  const column = builder.addColumn({ objective: 1 })
  builder.addTerm(builder.addRow({ lower }), column, coefficient)
  return builder.build()
}

async function problemOf(promise: Promise<LpSolution>): Promise<string> {
  try {
    return (await promise).status
  } catch (error) {
    if (!isSopError(error)) throw error
    return `${error.code} ${error.message}`
  }
}

describe('known optima', () => {
  const instances = readInstances()

  test.each(instances.map((instance) => [instance.id, instance] as const))('%s', async (_, instance) => {
    const { model, kind, optimum, tolerance } = instance
    const solution = await solveModel(model, { solver: createHighsSolver() })
    expect(solution.status).toBe('optimal')
    expect(Math.abs(solution.objective - optimum)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(optimum)))
    const check = checkSolution(model, { solution })
    expect(check.worst).toEqual([])
    expect(check.gap).toBeLessThanOrEqual(kind === 'lp' ? 1e-9 : 1e-6)
  })

  test.each(['ipx', 'pdlp'] as const)('%s finds the same', async (method) => {
    const solver = createHighsSolver({ method })
    for (const { model, kind, optimum, tolerance } of instances) {
      if (kind !== 'lp') continue
      const { status, objective } = await solver.solve(model)
      expect(status).toBe('optimal')
      expect(Math.abs(objective - optimum)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(optimum)))
    }
  })
})

describe('a planning model', () => {
  const { model } = buildProductionModel(
    planScaleProblem({ finished: 6, assemblies: 4, parts: 14, load: 0.95, seed: 3 }),
  )

  test('has one optimum with its hints of pivots, without them, and by another method', async () => {
    const { pivotColumn: _, ...bare } = model
    const [hinted, plain, inner] = await Promise.all([
      createHighsSolver().solve(model),
      createHighsSolver().solve(bare),
      createHighsSolver({ method: 'ipx' }).solve(model),
    ])
    for (const solution of [hinted, plain, inner]) {
      expect(solution.status).toBe('optimal')
      expect(checkSolution(model, { solution }).worst).toEqual([])
      expect(Math.abs(solution.objective - plain.objective)).toBeLessThan(1e-7 * Math.abs(plain.objective))
    }
  })

  test('is solved to the same bytes by another engine, after other models', async () => {
    const first = await createHighsSolver().solve(model)
    const solver = createHighsSolver()
    await solver.solve(doorsAndWindows(true))
    await solver.solve(oneRow(1, 3))
    const again = await solver.solve(model)
    expect(again.primal).toEqual(first.primal)
    expect(again.rowDual).toEqual(first.rowDual)
  })
})

/** The best plan of a market split, by looking at every one there is. */
function leastMissed({ rowCount, rowStart, columnIndex, coefficient, rowLower }: LinearModel, columns: number): number {
  const weights = Array.from({ length: rowCount }, (_, i) => {
    const row = new Float64Array(columns)
    for (let k = rowStart[i] as number; k < (rowStart[i + 1] as number); k += 1) {
      const j = columnIndex[k] as number
      if (j < columns) row[j] = coefficient[k] as number
    }
    return row
  })
  let best = Infinity
  for (let plan = 0; plan < 2 ** columns; plan += 1) {
    let missed = 0
    weights.forEach((row, i) => {
      let sum = 0
      for (let j = 0; j < columns; j += 1) if ((plan >> j) % 2 === 1) sum += row[j] as number
      missed += Math.abs(sum - (rowLower[i] as number))
    })
    best = Math.min(best, missed)
  }
  return best
}

describe('a mixed-integer search', () => {
  const searches = readInstances().flatMap((one) => (one.kind === 'milp' ? [[one.id, one] as const] : []))
  const model = hardModel(3, 15)
  const optimum = leastMissed(model, 15)
  const solver = createHighsSolver()

  test('at a limit of nodes gives a plan and a bound on either side of the optimum, the same each time', async () => {
    const solution = await solver.solve(model, { nodeLimit: 1 })
    expect(solution.status).toBe('feasible')
    expect(solution.objective).toBeGreaterThanOrEqual(optimum)
    expect(solution.bound).toBeLessThan(optimum)
    expect(solution.gap).toBeCloseTo((solution.objective - solution.bound) / solution.objective, 12)
    expect(checkSolution(model, { solution }).worst).toEqual([])
    const again = await solver.solve(model, { nodeLimit: 1 })
    expect([again.objective, again.bound, again.primal]).toEqual([solution.objective, solution.bound, solution.primal])
  })

  test('does not earn what its tolerance lets it take', async () => {
    // All weights are whole numbers, and so is what is missed. By default HiGHS says 0.999999.
    const split = hardModel(2, 20)
    const { status, objective } = await solver.solve(split)
    expect(status).toBe('optimal')
    expect(leastMissed(split, 20)).toBe(1)
    expect(Math.abs(objective - 1)).toBeLessThan(1e-8)
  })

  test.each(searches)('%s stops at the gap asked for, and says the gap reached', async (_, instance) => {
    const solution = await solver.solve(instance.model, { relativeGap: 0.05 })
    expect(solution.status).toBe('optimal')
    expect(solution.gap).toBeLessThanOrEqual(0.05)
    expect(solution.gap).toBe(relativeGap(solution.objective, solution.bound))
    const sign = instance.model.sense === 'minimize' ? 1 : -1
    const slack = 1e-9 * instance.optimum
    expect(sign * solution.bound).toBeLessThanOrEqual(sign * instance.optimum + slack)
    expect(sign * solution.objective).toBeGreaterThanOrEqual(sign * instance.optimum - slack)
  })

  test('without one node has no plan, also in parts', async () => {
    expect((await solver.solve(model, { nodeLimit: 0 })).status).toBe('noPlanInLimit')
    expect((await solveModel(model, { solver, nodeLimit: 0 })).status).toBe('noPlanInLimit')
    expect(await problemOf(solveModel(model, { solver, nodeLimit: 2.5 }))).toMatch(/^OUT_OF_RANGE options\.nodeLimit/)
  })

  test('an objective below 1: the gap is absolute', async () => {
    const builder = createModelBuilder('minimize')
    const a = builder.addColumn({ objective: 0.003, upper: 9, integer: true })
    const b = builder.addColumn({ objective: 0.002, upper: 9, integer: true })
    const row = builder.addRow({ lower: 11 })
    builder.addTerm(row, a, 5)
    builder.addTerm(row, b, 3)
    // 5 + 2 x 3 = 11 for 0.007; 2 x 5 + 3 for 0.008; 4 x 3 for 0.008.
    const solution = await solver.solve(builder.build())
    expect(solution.objective).toBeCloseTo(0.007, 12)
    expect([...solution.primal]).toEqual([1, 2])
  })
})

describe('numbers that HiGHS by default takes for others', () => {
  const solver = createHighsSolver()

  test('a coefficient of 1e-10 is not dropped', async () => {
    expect((await solver.solve(oneRow(1e-10, 1))).objective).toBeCloseTo(1e10, -3)
  })

  test('a limit of 1e22 is a limit, and a coefficient of 1e16 is one', async () => {
    expect((await solver.solve(oneRow(1, 1e22))).objective / 1e22).toBeCloseTo(1, 9)
    expect((await solver.solve(oneRow(1e16, 1e16))).objective).toBeCloseTo(1, 9)
  })
})

describe('the engine', () => {
  test.each(['hipo', 'hipdlp', 'ipm', ''])('is not asked for the method %j: the four that work are named', (method) => {
    expect(() => createHighsSolver({ method } as unknown as HighsSolverOptions)).toThrow(
      /options\.method: This must be one of choose, simplex, ipx, pdlp\./,
    )
  })

  test('options of other kinds and unknown ones are refused, all at once', () => {
    const options = { load: 3, wasm: 5, threads: 2 } as unknown as HighsSolverOptions
    expect(() => createHighsSolver(options)).toThrow(/^3 problems/)
  })

  test.each([
    ['bytes', () => readFileSync(WASM)],
    ['a path', () => WASM],
    ['a URL', () => pathToFileURL(WASM)],
  ])('is found by %s', async (_, wasm) => {
    const solution = await createHighsSolver({ wasm: wasm() }).solve(doorsAndWindows())
    expect(solution.objective).toBe(36)
  })

  test('is started once for solves at the same time, and not before the first', async () => {
    let count = 0
    const solver = createHighsSolver({
      load: () => {
        count += 1
        return startHighs()
      },
    })
    expect(count).toBe(0)
    await Promise.all([
      solver.solve(doorsAndWindows()),
      solver.solve(oneRow(1, 2)),
      solver.solve(doorsAndWindows(true)),
    ])
    expect(count).toBe(1)
  })

  test('that does not start, or is another, is said so in words', async () => {
    const failing = createHighsSolver({ load: () => Promise.reject(new Error('no wasm here.')) })
    expect(await problemOf(failing.solve(doorsAndWindows()))).toMatch(
      /^SOLVER_FAILED solver: HiGHS could not be started: no wasm here\. .* option wasm/,
    )
    const old = createHighsSolver({ load: () => Promise.resolve({ solve: () => ({}) }) })
    expect(await problemOf(old.solve(doorsAndWindows()))).toMatch(
      /has no createModel\. .* Install highs 1\.15 or later/,
    )
  })

  test('that breaks down is thrown away, and the next solve starts another', async () => {
    let count = 0
    const load = async (): Promise<unknown> => {
      count += 1
      return count === 1 ? fakeEngine([{ crash: true }]).engine : startHighs()
    }
    const solver = createHighsSolver({ load })
    expect(await problemOf(solver.solve(doorsAndWindows()))).toMatch(/^SOLVER_FAILED .*HiGHS stopped: memory access/)
    expect((await solver.solve(doorsAndWindows())).objective).toBe(36)
    expect(count).toBe(2)
  })

  test('keeps no memory: after 400 solves it has as much as after 40', async () => {
    let engine: Highs | undefined
    const solver = createHighsSolver({ load: async () => (engine = await startHighs()) })
    const models = [doorsAndWindows(), doorsAndWindows(true), oneRow(1, 3), oneRow(2, 5)]
    const solveAll = async (times: number): Promise<number> => {
      for (let k = 0; k < times; k += 1) await solver.solve(models[k % models.length] as LinearModel)
      return (engine as Highs).memoryBytes
    }
    const early = await solveAll(40)
    expect(await solveAll(400)).toBe(early)
  })
})

/** What an engine is to say of each run: a code of HighsModelStatus, and whether it has a plan. */
interface Script {
  readonly code?: number
  readonly plan?: readonly number[]
  readonly crash?: boolean
}

/** An engine that answers by a script; it counts the native solvers that were not given back. */
function fakeEngine(script: readonly Script[]): {
  readonly engine: HighsEngine
  readonly asked: string[]
  open(): number
} {
  let open = 0
  const asked: string[] = []
  const engine: HighsEngine = {
    createModel() {
      const { code = 15, plan, crash = false } = script[asked.length] ?? {}
      let options: Readonly<Record<string, unknown>> = {}
      open += 1
      return {
        options: { set: (values) => (options = values) },
        info: { get: (name) => (name === 'primal_solution_status' ? (plan === undefined ? 0 : 2) : -Infinity) },
        passModel: ({ colCost }) => {
          asked.push(
            `${String(options['solver'])} ${String(options['presolve'])}${colCost.some((c) => c !== 0) ? '' : ' any'}`,
          )
        },
        run() {
          if (crash) throw new Error('memory access out of bounds')
          return { modelStatus: code }
        },
        getSolution: () => ({ colValue: Float64Array.from(plan ?? [0, 0]), rowDual: new Float64Array(1) }),
        getRunTime: () => 0,
        dispose: () => {
          open -= 1
        },
      }
    },
  }
  return { engine, asked, open: () => open }
}

describe('what HiGHS says, in our words', () => {
  const cases: readonly (readonly [string, Script, LpStatus])[] = [
    ['infeasible', { code: 8 }, 'infeasible'],
    ['infeasible or unbounded', { code: 9 }, 'infeasibleOrUnbounded'],
    ['unbounded, with a plan', { code: 10, plan: [0, 0] }, 'unbounded'],
    ['unbounded, without one', { code: 10 }, 'unbounded'],
    ['time limit, without a plan', { code: 13 }, 'noPlanInLimit'],
    ['time limit, with a plan', { code: 13, plan: [1, 0] }, 'feasible'],
    // Nobody can ask for a limit of iterations: it is a method that does not get on.
    ['iteration limit', { code: 14, plan: [1, 0] }, 'numericalError'],
    ['limit of nodes, with a plan', { code: 16, plan: [1, 0] }, 'feasible'],
    ['optimal', { code: 7, plan: [2, 6] }, 'optimal'],
    ['optimal, with values that it does not call feasible', { code: 7 }, 'numericalError'],
    ...[0, 1, 2, 3, 4, 5, 6, 11, 12, 15, 17, 99].map(
      (code) => [`code ${code}`, { code, plan: [2, 6] }, 'numericalError'] as const,
    ),
  ]

  test.each(cases)('%s', (_, script, status) => {
    for (const integer of [false, true]) {
      const fake = fakeEngine([script])
      const answer = askHighs(fake.engine, doorsAndWindows(integer), { method: 'ipx', options: {} })
      expect(answer.status).toBe(status)
      expect(fake.asked).toEqual([integer ? 'choose choose' : 'ipx choose'])
      expect(fake.open()).toBe(0)
    }
  })

  test('is not believed: a plan that is not the best, and one that breaks a row', async () => {
    const plans = [
      [2, 5],
      [4, 6],
    ]
    for (const plan of plans) {
      const fake = fakeEngine(Array.from({ length: 50 }, () => ({ code: 7, plan })))
      const solver = createHighsSolver({ load: () => Promise.resolve(fake.engine) })
      expect((await solver.solve(doorsAndWindows())).status).toBe('numericalError')
      expect(fake.asked.length).toBeGreaterThan(1)
      expect(fake.open()).toBe(0)
    }
  })

  test('by an algorithm that gives nothing, simplex is asked for', async () => {
    const engine = await startHighs()
    let asked = 0
    const failing = {
      createModel() {
        const native = engine.createModel()
        let method: unknown
        return {
          options: {
            set(values: Readonly<Record<string, string | number | boolean>>) {
              method = values['solver']
              return native.options.set(values)
            },
          },
          info: native.info,
          passModel: (model: unknown) => native.passModel(model as Parameters<typeof native.passModel>[0]),
          run() {
            if (method !== 'pdlp') return native.run()
            asked += 1
            return { modelStatus: 15 }
          },
          getSolution: () => native.getSolution(),
          getRunTime: () => native.getRunTime(),
          dispose: () => native.dispose(),
        }
      },
    }
    const solver = createHighsSolver({ method: 'pdlp', load: () => Promise.resolve(failing) })
    expect((await solver.solve(doorsAndWindows())).objective).toBe(36)
    expect(asked).toBeGreaterThan(0)
  })
})
