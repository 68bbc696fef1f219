import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../../src/lp/defaultSolver.js'
import { createModelBuilder, type LinearModel } from '../../../src/lp/model.js'
import { createBoxedSimplex } from '../../../src/lp/search/denseSimplex.js'
import { createRandom } from '../../core/createRandom.js'

const solver = await loadDefaultSolver()

/** A model of which every column has finite bounds, with rows of every kind. */
function boxedModel(random: () => number, size: number): LinearModel {
  const pick = (most: number): number => Math.floor(random() * (most + 1))
  const builder = createModelBuilder(random() < 0.5 ? 'minimize' : 'maximize')
  const columns = 1 + pick(size)
  const rows = pick(size)
  for (let j = 0; j < columns; j += 1) {
    const lower = pick(3) === 0 ? -pick(9) : 0
    builder.addColumn({ objective: pick(3) === 0 ? 0 : pick(20) - 10, lower, upper: lower + pick(12) })
  }
  for (let i = 0; i < rows; i += 1) {
    const lower = pick(30) - 20
    const kind = pick(3)
    builder.addRow(
      kind === 0
        ? { lower }
        : kind === 1
          ? { upper: -lower }
          : kind === 2
            ? { lower, upper: lower }
            : { lower, upper: lower + 8 },
    )
    for (let j = 0; j < columns; j += 1) if (pick(2) === 0) builder.addTerm(i, j, (pick(16) - 8) / (1 + pick(2)))
  }
  return builder.build()
}

describe('the boxed simplex', () => {
  it('has the status and the objective of another solver, again and again under new bounds', async () => {
    const seen = { optimal: 0, infeasible: 0 }
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = createRandom(seed)
      const model = boxedModel(random, seed % 3 === 0 ? 25 : 6)
      const simplex = createBoxedSimplex(model)
      const lower = Float64Array.from(model.columnLower)
      const upper = Float64Array.from(model.columnUpper)
      for (let round = 0; round < 6; round += 1) {
        const other = await solver.solve({ ...model, columnLower: lower.slice(), columnUpper: upper.slice() })
        const status = simplex.solve()
        expect(status, `seed ${seed}, round ${round}`).toBe(other.status)
        if (status === 'optimal') {
          seen.optimal += 1
          expect(simplex.objective(), `seed ${seed}, round ${round}`).toBeCloseTo(other.objective, 5)
        } else seen.infeasible += 1
        const j = Math.floor(random() * model.columnCount)
        const [low, high] = [model.columnLower[j] as number, model.columnUpper[j] as number]
        const middle = low + Math.floor(random() * (high - low + 1))
        const isOpen = random() < 0.3
        lower[j] = isOpen ? low : random() < 0.5 ? middle : low
        upper[j] = isOpen ? high : Math.max(lower[j] as number, middle)
        simplex.setBounds(j, lower[j] as number, upper[j] as number)
      }
    }
    expect(seen.optimal).toBeGreaterThan(300)
    expect(seen.infeasible).toBeGreaterThan(300)
  })
})
