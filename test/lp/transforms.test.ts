import { expect, test } from 'vitest'
import { checkSolution, loadDefaultSolver } from '../../src/lp/index.js'
import { residualModel } from '../../src/lp/transform/residualModel.js'
import { scaleModel } from '../../src/lp/transform/scaleModel.js'
import { hardModel } from './hardModel.js'
import { readInstances } from './readInstance.js'

const solver = await loadDefaultSolver()

test('a scaled model has the same optimum', async () => {
  let solved = 0
  for (let seed = 1; seed <= 120; seed += 1) {
    const { model } = hardModel(seed, { integer: false })
    const scaled = scaleModel(model)
    const solution = await solver.solve(scaled.model)
    if (solution.status !== 'optimal') continue
    solved += 1
    const restored = scaled.restore(solution)
    const { worst } = checkSolution(model, {
      solution: { ...restored, bound: 0 },
      primalTolerance: 1e-5,
      dualTolerance: 1e-5,
      gapTolerance: 1e-5,
    })
    expect(worst).toEqual([])
  }
  expect(solved).toBeGreaterThan(20)
})

test('coefficients come near one, and bounds go through the scale and back unchanged', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const { model } = hardModel(seed, { integer: false })
    const scaled = scaleModel(model)
    // Powers of two: what is divided by them and multiplied again is the same to the last bit.
    const { primal } = scaled.restore({ primal: scaled.model.columnLower, rowDual: scaled.model.rowLower })
    expect(primal).toEqual(model.columnLower)
    const spread = (values: Float64Array): number => {
      const sizes = Array.from(values, Math.abs).filter((size) => size > 0)
      return sizes.length === 0 ? 1 : Math.max(...sizes) / Math.min(...sizes)
    }
    expect(spread(scaled.model.coefficient)).toBeLessThanOrEqual(spread(model.coefficient) * 4)
  }
})

test('an answer that is off by a thousandth is mended by what it leaves undone', async () => {
  let mended = 0
  for (const { model, kind } of readInstances()) {
    if (kind !== 'lp' || model.columnCount > 60) continue
    const best = await solver.solve(model)
    const off = {
      primal: best.primal.map((value, j) => value * (1 + (j % 3) * 1e-3)),
      rowDual: best.rowDual.map((value, i) => value * (1 - (i % 2) * 1e-3)),
    }
    expect(checkSolution(model, { solution: { ...off, bound: 0 } }).ok).toBe(false)
    const rest = residualModel(model, off)
    const answer = await solver.solve(rest.model)
    expect(answer.status).toBe('optimal')
    const { worst, gap } = checkSolution(model, { solution: { ...rest.restore(answer), bound: 0 } })
    expect(worst).toEqual([])
    expect(gap).toBeLessThan(1e-9)
    mended += 1
  }
  expect(mended).toBeGreaterThan(8)
})
