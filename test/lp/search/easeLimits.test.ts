import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createModelBuilder, type LinearModel, loadDefaultSolver, solveModel } from '../../../src/lp/index.js'
import { easeLimits, limitOfRow } from '../../../src/lp/search/easeLimits.js'
import { provenEaser } from '../../../src/plan/proof/causes/provenEaser.js'

const solver = await loadDefaultSolver()

/** Products that share machines, with capacities that meet more often than not. */
const arbitraryShop = fc.record({
  prices: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
  hours: fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  }),
  capacity: fc.integer({ min: 1, max: 12 }),
  asked: fc.integer({ min: 1, max: 8 }),
})

function shop(
  { prices, hours, capacity, asked }: typeof arbitraryShop extends fc.Arbitrary<infer T> ? T : never,
  more: { readonly machine?: number; readonly row?: number } = {},
): LinearModel {
  const builder = createModelBuilder('maximize')
  const made = prices.map((price) => builder.addColumn({ objective: price, upper: asked }))
  hours.forEach((line, n) => {
    const row = builder.addRow({ lower: 0, upper: more.row === n ? 1 : 0 })
    const worked = builder.addColumn({ objective: -0.5, upper: capacity + (more.machine === n ? 1 : 0) })
    made.forEach((column, k) => builder.addTerm(row, column, line[k] ?? 0))
    builder.addTerm(row, worked, -1)
  })
  return builder.build()
}

describe('what a limit that is raised adds to an optimum', () => {
  it('is what the model with one more earns more, however many limits meet, and is proven from both sides', async () => {
    let [less, cases] = [0, 0]
    await fc.assert(
      fc.asyncProperty(arbitraryShop, async (given) => {
        const model = shop(given)
        const optimum = await solveModel(model, { solver })
        const easer = easeLimits(model, optimum)
        const proof = provenEaser(model, optimum)
        for (let n = 0; n < given.hours.length; n += 1) {
          const column = given.prices.length + n
          for (const [limit, other] of [
            [column, shop(given, { machine: n })],
            [limitOfRow(n), shop(given, { row: n })],
          ] as const) {
            const again = await solveModel(other, { solver })
            const found = easer.gainOf([{ limit, by: 1 }])
            expect(found.isExact).toBe(true)
            expect(found.gain).toBeCloseTo(again.objective - optimum.objective, 6)
            expect(proof.gainOf([{ limit, by: 1 }]).gain).toBe(found.gain)
            cases += 1
            if (limit === column && found.gain < (optimum.reducedCost[column] ?? 0) - 1e-6) less += 1
          }
        }
      }),
      { numRuns: Number(process.env['SOP_FC_RUNS'] ?? 60) },
    )
    // Corners in which a multiplier promises what one more alone does not bring must occur.
    expect(less).toBeGreaterThan(cases / 100)
  })

  it('of two machines on equal hours names the other', async () => {
    const given = { prices: [10], hours: [[1], [1]], capacity: 4, asked: 8 }
    const model = shop(given)
    const optimum = await solveModel(model, { solver })
    const easer = easeLimits(model, optimum)
    const scarce = (optimum.reducedCost[1] ?? 0) > (optimum.reducedCost[2] ?? 0) ? 1 : 2
    const alone = easer.gainOf([{ limit: scarce, by: 1 }])
    expect(alone).toMatchObject({ gain: 0, isExact: true })
    expect(easer.mostRisen(alone, (limit) => limit >= 1 && limit !== scarce)).toBe(3 - scarce)
    const both = easer.gainOf([1, 2].map((limit) => ({ limit, by: 1 })))
    expect(both.gain).toBeCloseTo(9, 9)
    expect(new Map(both.primal)).toEqual(
      new Map([
        [0, 1],
        [1, 1],
        [2, 1],
      ]),
    )
  })
})
