import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSolution, loadDefaultSolver, solveModel, splitModel } from '../../src/lp/index.js'
import type { LpSolution } from '../../src/lp/index.js'
import { randomParts, toModel } from './randomModel.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const solver = await loadDefaultSolver()

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a), Math.abs(b))
}

describe('random models', () => {
  test('solving by parts equals solving the whole', async () => {
    const seen = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(randomParts, async (parts) => {
        const model = toModel(parts)
        const whole = await solver.solve(model)
        const split = await solveModel(model, { solver })
        seen.set(split.status, (seen.get(split.status) ?? 0) + 1)
        expect(split.status).toBe(whole.status)
        if (whole.status !== 'optimal') return
        expect(close(split.objective, whole.objective)).toBe(true)
        expect(checkSolution(model, { solution: split }).worst).toEqual([])
        expect(checkSolution(model, { solution: whole }).worst).toEqual([])
      }),
      { numRuns: RUNS },
    )
    // A generator that reached one status only would show nothing.
    expect(seen.get('optimal') ?? 0).toBeGreaterThan(RUNS * 0.1)
    expect(seen.get('unbounded') ?? 0).toBeGreaterThan(RUNS * 0.01)
  })

  test('hints of pivots change neither status nor optimum', async () => {
    await fc.assert(
      fc.asyncProperty(randomParts, async (parts) => {
        const model = toModel(parts)
        const plain = await solver.solve(model)
        const hinted = await solver.solve(toModel(parts, { hints: true }))
        expect(hinted.status).toBe(plain.status)
        if (plain.status !== 'optimal') return
        expect(close(hinted.objective, plain.objective)).toBe(true)
        expect(checkSolution(model, { solution: hinted }).worst).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  test('costs times k give the optimum and the duals times k', async () => {
    await fc.assert(
      fc.asyncProperty(randomParts, fc.constantFrom(0.01, 1000, 1e6), async (parts, factor) => {
        const plain = await solveModel(toModel(parts), { solver })
        const scaled = await solveModel(toModel(parts, { costFactor: factor }), { solver })
        expect(scaled.status).toBe(plain.status)
        if (plain.status !== 'optimal') return
        expect(close((scaled.objective - 7) / factor, plain.objective - 7)).toBe(true)
        expect(checkSolution(toModel(parts, { costFactor: factor }), { solution: scaled }).ok).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })

  test('the certificate refuses a solution whose primal or dual was changed', async () => {
    let tried = 0
    await fc.assert(
      fc.asyncProperty(randomParts, fc.nat(), fc.boolean(), async (parts, pick, up) => {
        const model = toModel(parts)
        const solution = await solveModel(model, { solver })
        if (solution.status !== 'optimal') return
        const step = up ? 0.5 : -0.5
        const column = pick % model.columnCount
        const row = pick % model.rowCount
        // A change along an edge of the optimal face stays optimal; only where the objective moves is it a mistake.
        if (Math.abs(model.objective[column] as number) > 0) {
          tried += 1
          const { objective: _, ...unstated } = changed(solution, 'primal', column, step)
          expect(checkSolution(model, { solution: unstated }).ok).toBe(false)
        }
        const hasTerms = model.rowStart[row] !== model.rowStart[row + 1]
        if (hasTerms) {
          const moved = checkSolution(model, {
            solution: { ...changed(solution, 'rowDual', row, step), reducedCost: solution.reducedCost },
          })
          expect(moved.ok).toBe(false)
        }
      }),
      { numRuns: RUNS },
    )
    expect(tried).toBeGreaterThan(RUNS * 0.05)
  })

  test('parts hold every row and column once', () => {
    fc.assert(
      fc.property(randomParts, (parts) => {
        const model = toModel(parts)
        const { parts: pieces, emptyRows, looseColumns } = splitModel(model)
        const columns = [...pieces.flatMap((piece) => [...piece.columns]), ...looseColumns].sort((a, b) => a - b)
        const rows = [...pieces.flatMap((piece) => [...piece.rows]), ...emptyRows].sort((a, b) => a - b)
        expect(columns).toEqual(Array.from({ length: model.columnCount }, (_, j) => j))
        expect(rows).toEqual(Array.from({ length: model.rowCount }, (_, i) => i))
        expect(pieces.reduce((sum, piece) => sum + piece.model.columnIndex.length, 0)).toBe(model.columnIndex.length)
      }),
      { numRuns: RUNS },
    )
  })
})

function changed(solution: LpSolution, field: 'primal' | 'rowDual', index: number, step: number): LpSolution {
  const values = solution[field].slice()
  values[index] = (values[index] as number) + step
  return { ...solution, [field]: values }
}
