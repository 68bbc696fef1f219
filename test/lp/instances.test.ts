import { describe, expect, test } from 'vitest'
import { checkSolution, loadDefaultSolver, solveModel } from '../../src/lp/index.js'
import type { LpSolution } from '../../src/lp/index.js'
import { solutionWithoutPlan } from '../../src/lp/solver.js'
import { readInstances } from './readInstance.js'

const instances = readInstances()

/** GLPK through glpk.js has no cuts: these two do not close in minutes, so only the plan and the bound are checked. */
const OPEN = new Set(['miplib-bell5', 'miplib-vpm1'])
/** Tried in turn until there is a plan, so that a busy machine fails nothing. */
const OPEN_SECONDS = [1, 4, 16]

test('all 33 instances are here', () => {
  expect(instances.length).toBe(33)
  expect(instances.filter((instance) => instance.kind === 'milp').length).toBe(10)
})

describe.each([...OPEN])('%s', (id) => {
  test('gives a plan and a bound on either side of the known optimum', { timeout: 40_000 }, async () => {
    const { model, optimum } = instances.find((instance) => instance.id === id) as (typeof instances)[number]
    const solver = await loadDefaultSolver()
    let solution: LpSolution = solutionWithoutPlan(model, 'noPlanInLimit')
    for (const timeLimitSeconds of OPEN_SECONDS) {
      solution = await solveModel(model, { solver, timeLimitSeconds })
      if (solution.status !== 'noPlanInLimit') break
    }
    expect(solution.status).toBe('feasible')
    expect(solution.objective).toBeGreaterThan(optimum)
    expect(solution.objective).toBeLessThan(optimum * 1.3)
    expect(solution.bound).toBeLessThan(optimum)
    const check = checkSolution(model, { solution })
    expect(check.worst).toEqual([])
    expect(check.gap).toBeCloseTo(solution.gap, 12)
    expect(checkSolution(model, { solution, gapTolerance: 1e-6 }).ok).toBe(false)
  })
})

const closed = instances.filter((instance) => !OPEN.has(instance.id))

describe.each(closed.map((instance) => [instance.id, instance] as const))('%s', (_, instance) => {
  test('reaches the known optimum, and the certificate holds', { timeout: 20_000 }, async () => {
    const solver = await loadDefaultSolver()
    const { model } = instance
    const solution = await solveModel(model, { solver })
    expect(solution.status).toBe('optimal')
    const allowed = instance.tolerance * Math.max(1, Math.abs(instance.optimum))
    expect(Math.abs(solution.objective - instance.optimum)).toBeLessThanOrEqual(allowed)

    const check = checkSolution(model, { solution })
    expect(check.worst).toEqual([])
    expect(check.ok).toBe(true)
    expect(Math.abs(check.objective - solution.objective)).toBeLessThanOrEqual(allowed)
    if (instance.kind === 'lp') expect(check.gap).toBeLessThanOrEqual(1e-9)

    for (const [name, value] of Object.entries(instance.knownSolution ?? {})) {
      const column = model.columnKeys?.indexOf(name) ?? -1
      if (column >= 0) expect(solution.primal[column]).toBeCloseTo(value, 6)
    }
    for (const [name, value] of Object.entries(instance.knownDuals ?? {})) {
      expect(solution.rowDual[model.rowKeys?.indexOf(name) ?? -1]).toBeCloseTo(value, 6)
    }
  })
})

test('a hint at every equation changes no optimum', { timeout: 20_000 }, async () => {
  const solver = await loadDefaultSolver()
  let used = 0
  for (const { model, kind, optimum, tolerance } of instances) {
    if (kind !== 'lp') continue
    for (const last of [false, true]) {
      // The first, then the last column of each row: many of these hints are bad ones.
      const pivotColumn = Int32Array.from({ length: model.rowCount }, (_, i) => {
        const from = model.rowStart[i] as number
        const to = model.rowStart[i + 1] as number
        return model.columnIndex[last ? to - 1 : from] as number
      })
      const hinted = { ...model, pivotColumn }
      const solution = await solver.solve(hinted)
      expect(Math.abs(solution.objective - optimum)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(optimum)))
      expect(checkSolution(model, { solution }).worst).toEqual([])
      used += 1
    }
  }
  expect(used).toBe(46)
})
