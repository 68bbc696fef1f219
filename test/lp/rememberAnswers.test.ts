import { expect, it } from 'vitest'
import { createModelBuilder, loadDefaultSolver } from '../../src/lp/index.js'
import type { LinearModel, LpSolver } from '../../src/lp/index.js'
import { rememberAnswers } from '../../src/lp/rememberAnswers.js'

function modelOf(upper: number): LinearModel {
  const builder = createModelBuilder('maximize')
  const made = builder.addColumn({ objective: 5, upper: 8 })
  builder.addTerm(builder.addRow({ upper }), made, 2)
  return builder.build()
}

/** The default solver, and the number of times that it was asked. */
async function counted(): Promise<{ readonly solver: LpSolver; readonly count: () => number }> {
  const own = await loadDefaultSolver()
  let count = 0
  const solver: LpSolver = {
    name: own.name,
    capabilities: own.capabilities,
    solve(model, options) {
      count++
      return own.solve(model, options)
    },
  }
  return { solver, count: () => count }
}

it('solves a model once, whoever built it, and every other model anew', async () => {
  const { solver, count } = await counted()
  const remembering = rememberAnswers(solver)
  const first = await remembering.solve(modelOf(12))
  expect(first.objective).toBe(30)
  // What the caller does to its answer is its own affair.
  first.primal.fill(0)
  expect((await remembering.solve(modelOf(12))).primal).toEqual(Float64Array.of(6))
  expect(count()).toBe(1)
  expect((await remembering.solve(modelOf(10))).objective).toBe(25)
  await remembering.solve(modelOf(12), { relativeGap: 0.1 })
  expect(count()).toBe(3)
  // A hair is another model.
  expect((await remembering.solve(modelOf(12 + 1e-9))).objective).not.toBe(30)
  expect(count()).toBe(4)
})

it('remembers nothing that a limit of seconds has a part in, and nothing that failed', async () => {
  const { solver, count } = await counted()
  const remembering = rememberAnswers(solver)
  await remembering.solve(modelOf(12), { timeLimitSeconds: 5 })
  await remembering.solve(modelOf(12), { timeLimitSeconds: 5 })
  expect(count()).toBe(2)
  let isBroken = true
  const moody = rememberAnswers({
    ...solver,
    solve: (model, options) => (isBroken ? Promise.reject(new Error('not today')) : solver.solve(model, options)),
  })
  await expect(moody.solve(modelOf(12))).rejects.toThrow('not today')
  isBroken = false
  expect((await moody.solve(modelOf(12))).objective).toBe(30)
})
