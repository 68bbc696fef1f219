import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { checkSolution, loadDefaultSolver, solveModel } from '../../src/lp/index.js'
import type { LinearModel, LpSolution, LpSolver } from '../../src/lp/index.js'
import { createHighsSolver } from '../../src/lp/solvers/highs.js'
import { type ExactAnswer, solveExactly } from './exactSimplex.js'
import { hardModel, TRAITS } from './hardModel.js'

/** Models of each kind; the deep run has more, and others with every commit. */
const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 150)
const FIRST = (Number(process.env['SOP_FC_SEED'] ?? 1) * 1_000_003) % 2_000_000_000
const solvers: readonly LpSolver[] = [await loadDefaultSolver(), createHighsSolver()]

const DECIDED: readonly string[] = ['optimal', 'infeasible', 'unbounded']

/** Plan and bound of whole numbers may be 1e-6 apart, and each as far from what exact arithmetic gives. */
const CLOSE = 2e-6

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= CLOSE * Math.max(1, Math.abs(a), Math.abs(b))
}

/** The model with limits that are wider by a billionth of what meets in their rows. */
function widened(model: LinearModel, primal: Float64Array): LinearModel {
  const sizes = new Float64Array(model.rowCount).fill(1)
  for (let i = 0; i < model.rowCount; i += 1) {
    for (let k = model.rowStart[i] as number; k < (model.rowStart[i + 1] as number); k += 1) {
      const term = (model.coefficient[k] as number) * (primal[model.columnIndex[k] as number] ?? 0)
      sizes[i] = Math.max(sizes[i] as number, Math.abs(term))
    }
  }
  const wide = (limit: number, i: number, by: number): number =>
    limit + by * Math.max(sizes[i] as number, Math.abs(limit))
  return {
    ...model,
    rowLower: model.rowLower.map((limit, i) => wide(limit, i, -1e-9)),
    rowUpper: model.rowUpper.map((limit, i) => wide(limit, i, 1e-9)),
  }
}

/** The model with no column beyond a hundred million. */
function boxed(model: LinearModel): LinearModel {
  return {
    ...model,
    columnLower: model.columnLower.map((bound) => Math.max(bound, -1e8)),
    columnUpper: model.columnUpper.map((bound) => Math.min(bound, 1e8)),
  }
}

/**
 * Whether an answer lies between what is true of the model and what is true of it with limits a billionth wider: no
 * arithmetic of doubles sees a contradiction of 1e-16, or a gain of 1e-14 for each unit of a column without end.
 */
function isWithinDoubles(model: LinearModel, solution: LpSolution, truth: ExactAnswer): boolean {
  const wide = widened(model, solution.primal)
  if (solution.status === 'unbounded') {
    // Nor does it see an end that lies beyond a hundred million units.
    const near = solveExactly(boxed(model))
    const isFarAway = truth.status === 'optimal' && !isClose(near.objective, truth.objective)
    return isFarAway || solveExactly(wide).status === 'unbounded'
  }
  if (solution.status !== 'optimal') return false
  const most = solveExactly(boxed(wide))
  if (most.status !== 'optimal') return false
  const sign = model.sense === 'minimize' ? -1 : 1
  const room = CLOSE * Math.max(1, Math.abs(solution.objective))
  const isReachable = sign * (solution.objective - most.objective) <= room
  return isReachable && (truth.status !== 'optimal' || sign * (truth.objective - solution.objective) <= room)
}

/** What is wrong with an answer, said so that the model can be found again. */
function judge(model: LinearModel, solution: LpSolution, truth: ExactAnswer): string[] {
  const wrong: string[] = []
  if (solution.status === 'optimal') {
    const { worst } = checkSolution(model, { solution, gapTolerance: 1e-6 })
    for (const { kind, index, amount } of worst) wrong.push(`optimal, and ${kind} ${index} is off by ${amount}`)
  }
  if (truth.status === 'unknown' || !DECIDED.includes(solution.status)) return wrong
  const isSame = solution.status === truth.status
  if (isSame && (solution.status !== 'optimal' || isClose(solution.objective, truth.objective))) return wrong
  if (isWithinDoubles(model, solution, truth)) return wrong
  wrong.push(`${solution.status} at ${solution.objective}, and the model is ${truth.status} at ${truth.objective}`)
  return wrong
}

function heldMegabytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}

describe.each([
  ['linear', false, 0.002],
  ['whole numbers', true, 0.01],
] as const)('hard models, %s', (_, integer, share) => {
  test(
    `${RUNS} are right by exact arithmetic, by the default solver and by HiGHS`,
    { timeout: 30_000 + RUNS * 1000 },
    async ({ task }) => {
      const wrong: string[] = []
      const traits = new Map<string, number>()
      const statuses = new Map<string, number>()
      const undecided = new Map<string, number>()
      let before = 0
      for (let run = 0; run < RUNS; run += 1) {
        // The instances and what they compiled are there by then.
        if (run === Math.min(100, Math.floor(RUNS / 3))) before = heldMegabytes()
        const seed = FIRST + run
        const hard = hardModel(seed, { integer })
        for (const trait of hard.traits) traits.set(trait, (traits.get(trait) ?? 0) + 1)
        const truth = solveExactly(hard.model)
        for (const solver of solvers) {
          const solution = await solveModel(hard.model, { solver })
          if (!DECIDED.includes(solution.status)) undecided.set(solver.name, (undecided.get(solver.name) ?? 0) + 1)
          for (const words of judge(hard.model, solution, truth)) wrong.push(`seed ${seed}, ${solver.name}: ${words}`)
          const told = `${solver.name} ${solution.status}`
          statuses.set(told, (statuses.get(told) ?? 0) + 1)
        }
      }
      const grown = heldMegabytes() - before
      const tally = (counts: ReadonlyMap<string, number>): string =>
        [...counts].map(([name, count]) => `${name} ${count}`).join(', ')
      Object.assign(task.meta, {
        closing: `hard models, ${integer ? 'whole numbers' : 'linear'}: ${tally(statuses)}; memory ${grown.toFixed(1)} MB; ${tally(traits)}`,
      })
      expect(wrong).toEqual([])
      // The share, and what a sample of this size may be off by.
      const most = RUNS * share + 2 * Math.sqrt(RUNS * share)
      for (const count of undecided.values()) expect(count).toBeLessThanOrEqual(most)
      expect(grown).toBeLessThan(20)
      // A generator that leaves a trait out shows nothing of it.
      for (const trait of TRAITS) {
        if (trait.endsWith('integer') && !integer) continue
        expect(traits.get(trait) ?? 0, trait).toBeGreaterThan(RUNS * 0.01)
      }
      for (const status of DECIDED) {
        expect(statuses.get(`glpk ${status}`) ?? 0, status).toBeGreaterThan(RUNS * 0.05)
      }
    },
  )
})

/** Each once gave a wrong status or a wrong objective, or none where there is one. */
test.each([
  [false, 399],
  [false, 1000105],
  [false, 1000265],
  [false, 1000564],
  [false, 1000571],
  [true, 447],
  [true, 768],
  [true, 1118],
  [true, 1392],
  [true, 1478],
] as const)('a model that once misled a solver (whole numbers: %s, seed %s)', async (integer, seed) => {
  const { model } = hardModel(seed, { integer })
  const solution = await solveModel(model, { solver: solvers[0] as LpSolver })
  expect(DECIDED).toContain(solution.status)
  expect(judge(model, solution, solveExactly(model))).toEqual([])
})
