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

  // A row that asks for a hair more than all of its columns together is kept within the tolerance, with each at its bound; the last of them took its
  // multiplier, and one before it was left at the other bound, of which the multipliers then said nothing.
  it('leaves multipliers that prove its answer where a row is a hair out of reach', () => {
    let optimal = 0
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = createRandom(seed)
      const pick = (most: number): number => Math.floor(random() * (most + 1))
      const builder = createModelBuilder('maximize')
      const upper = Array.from({ length: 2 + pick(3) }, () => 1 + pick(4))
      for (const most of upper) builder.addColumn({ objective: pick(20) - 10, lower: 0, upper: most })
      const rows = 1 + pick(2)
      for (let i = 0; i < rows; i += 1) {
        const uses = upper.map(() => pick(2))
        const most = uses.reduce((sum, use, j) => sum + use * (upper[j] as number), 0)
        builder.addRow(i === 0 ? { lower: most + 5e-8 } : { upper: most - pick(3) })
        uses.forEach((use, j) => {
          if (use > 0) builder.addTerm(i, j, use)
        })
      }
      const model = builder.build()
      const simplex = createBoxedSimplex(model)
      if (simplex.solve() !== 'optimal') continue
      optimal += 1
      upper.forEach((most, j) => {
        let reduced = model.objective[j] as number
        for (let i = 0; i < rows; i += 1) {
          for (let k = model.rowStart[i] as number; k < (model.rowStart[i + 1] as number); k += 1) {
            if (model.columnIndex[k] === j) reduced -= (model.coefficient[k] as number) * simplex.rowDual(i)
          }
        }
        // What would gain by rising is at the top, and what would gain by falling at the bottom.
        const way = reduced > 1e-6 ? most - simplex.value(j) : reduced < -1e-6 ? simplex.value(j) : 0
        expect(way, `seed ${seed}, column ${j}`).toBeCloseTo(0, 6)
      })
    }
    expect(optimal).toBeGreaterThan(100)
  })
})
