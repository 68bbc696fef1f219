import { expect, test } from 'vitest'
import { checkSolution, createModelBuilder } from '../../src/lp/index.js'
import type { LinearModel } from '../../src/lp/index.js'
import { createGlpkSolver } from '../../src/lp/solvers/glpk.js'
import { dualModel } from '../../src/lp/transform/dualModel.js'
import { pivotModel } from '../../src/lp/transform/pivotModel.js'

const ITEMS = 12
const PERIODS = 8

/** Finished goods with one component each, one machine for all, stock, lost sales. */
function planningModel(): LinearModel {
  const builder = createModelBuilder('maximize')
  const machines = Array.from({ length: PERIODS }, () => builder.addRow({ upper: 620 }))
  for (let item = 0; item < ITEMS; item += 1) {
    let stock = -1
    let parts = -1
    for (let t = 0; t < PERIODS; t += 1) {
      const demand = 20 + ((item * 31 + t * 17) % 60)
      const made = builder.addColumn({ objective: -2 })
      const bought = builder.addColumn({ objective: -5 - (item % 3) })
      const sold = builder.addColumn({ objective: 30 + item })
      const lost = builder.addColumn({ objective: -8 })
      const closing = builder.addColumn({ objective: -0.3 })
      const closingParts = builder.addColumn({ objective: -0.1 })
      const balance = builder.addRow({ lower: 0, upper: 0 })
      builder.addTerm(balance, made, 1)
      builder.addTerm(balance, sold, -1)
      builder.addTerm(balance, closing, -1)
      if (stock >= 0) builder.addTerm(balance, stock, 1)
      const partBalance = builder.addRow({ lower: 0, upper: 0 })
      builder.addTerm(partBalance, bought, 1)
      builder.addTerm(partBalance, made, -2)
      builder.addTerm(partBalance, closingParts, -1)
      if (parts >= 0) builder.addTerm(partBalance, parts, 1)
      const wanted = builder.addRow({ lower: demand, upper: demand })
      builder.addTerm(wanted, sold, 1)
      builder.addTerm(wanted, lost, 1)
      builder.addTerm(machines[t] as number, made, 1 + (item % 4) * 0.25)
      builder.setPivot(balance, made)
      builder.setPivot(partBalance, bought)
      builder.setPivot(wanted, sold)
      stock = closing
      parts = closingParts
    }
  }
  return builder.build()
}

test('pivoting and dualizing are undone exactly', async () => {
  const model = planningModel()
  const { pivotColumn: _, ...plain } = model
  const solver = createGlpkSolver()
  const direct = await solver.solve(plain)
  expect(direct.status).toBe('optimal')
  const pivoted = pivotModel(model)
  expect(pivoted?.model.columnCount).toBe(model.columnCount - 3 * ITEMS * PERIODS)
  if (pivoted === undefined) return

  const inside = await solver.solve(pivoted.model)
  expect(inside.objective).toBeCloseTo(direct.objective, 6)
  const back = pivoted.restore(inside)
  expect(checkSolution(plain, { solution: { ...back, bound: 0 } }).worst).toEqual([])

  const dual = dualModel(plain)
  const dualOptimum = await solver.solve(dual.model)
  // The dual is written for a minimization, so its optimum has the opposite sign.
  expect(dualOptimum.objective).toBeCloseTo(-direct.objective, 6)
  expect(checkSolution(plain, { solution: { ...dual.restore(dualOptimum), bound: 0 } }).worst).toEqual([])
})

test('a model with hints is solved in one call of the engine, by fewer columns', async () => {
  const model = planningModel()
  const pivoted = pivotModel(model) as NonNullable<ReturnType<typeof pivotModel>>
  const glpk = (await import('glpk.js/node')).default
  const sizes: number[] = []
  const solver = createGlpkSolver({
    load: async () => {
      const engine = await glpk()
      return {
        GLP_OPT: 5,
        solve: (problem: { subjectTo: unknown[] }, options: unknown) => {
          sizes.push(problem.subjectTo.length)
          return engine.solve(problem as never, options as never)
        },
      }
    },
  })
  const solution = await solver.solve(model)
  expect(sizes).toEqual([pivoted.model.columnCount])
  expect(checkSolution(model, { solution }).worst).toEqual([])
})

test('a large infeasible model with hints is told by its dual', async () => {
  const model = planningModel()
  // More must be sold than the machines can make.
  const impossible = { ...model, columnUpper: model.columnUpper.map((upper, j) => (j % 6 === 3 ? 0 : upper)) }
  expect((await createGlpkSolver().solve(impossible)).status).toBe('infeasible')
})
