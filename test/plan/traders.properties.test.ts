import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan, verify } from '../../src/index.js'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { drawTrader } from './drawTrader.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 60)
const TIMEOUT = { timeout: 120_000 + 3000 * RUNS }
const solver = await loadDefaultSolver()

describe('a small company with several prices in a month, stock, and not enough of what it sells', () => {
  it('has a plan that is proven', TIMEOUT, async () => {
    let lost = 0
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const input = drawTrader(seed)
        const result = await plan(input, { solver })
        if (result.status !== 'optimal') return
        expect(verify(result, { input }).checks.filter(({ ok }) => !ok)).toEqual([])
        lost += Number(result.supply.records.some((record) => record.lost.some((units) => units > 0)))
      }),
      { numRuns: RUNS },
    )
    expect(lost).toBeGreaterThan(RUNS / 4)
  })
})
