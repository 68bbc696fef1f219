import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKnown } from '../../../src/lp/known.js'
import { createModelBuilder, type LinearModel, loadDefaultSolver, solveModel } from '../../../src/lp/index.js'
import { easeLimits, limitOfRow } from '../../../src/lp/search/easeLimits.js'
import { easeParts, type KnownGains } from '../../../src/lp/search/easeParts.js'

const solver = await loadDefaultSolver()

const arbitraryLine = fc.record({
  prices: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 }),
  hours: fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  }),
  capacity: fc.integer({ min: 1, max: 12 }),
  asked: fc.integer({ min: 1, max: 8 }),
})
type Line = typeof arbitraryLine extends fc.Arbitrary<infer T> ? T : never

/** Lines that share nothing, each with products that share its machines; the columns of the machines, line by line. */
function company(lines: readonly Line[]): {
  readonly model: LinearModel
  readonly machines: number[][]
  readonly products: number[]
} {
  const builder = createModelBuilder('maximize')
  const products: number[] = []
  const machines = lines.map(({ prices, hours, capacity, asked }) => {
    const made = prices.map((price) => builder.addColumn({ objective: price, upper: asked }))
    products.push(...made)
    return hours.map((own) => {
      const row = builder.addRow({ lower: 0, upper: 0 })
      const worked = builder.addColumn({ objective: -0.5, upper: capacity })
      made.forEach((column, k) => builder.addTerm(row, column, own[k] ?? 0))
      builder.addTerm(row, worked, -1)
      return worked
    })
  })
  return { model: builder.build(), machines, products }
}

/** A memory that counts the parts that it did not know. */
function counting(before?: KnownGains): { readonly known: KnownGains; readonly count: () => number } {
  let count = 0
  const own: KnownGains = createKnown(before)
  const keep: KnownGains['keep'] = (mark, one) => {
    count += 1
    own.keep(mark, one)
  }
  return { known: { ...own, keep }, count: () => count }
}

describe('what limits of a part of a model add', () => {
  it('is what they add to the whole, to the last number, also across parts, and is known where the part is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryLine, { minLength: 2, maxLength: 4 }), async (lines) => {
        const first = counting()
        const ask = async (of: readonly Line[], known: KnownGains): Promise<void> => {
          const { model, machines, products } = company(of)
          const optimum = await solveModel(model, { solver })
          const [whole, parts] = [easeLimits(model, optimum), easeParts(model, optimum, known)]
          const limits = machines.flat()
          const sets = [
            ...limits.map((limit) => [limit]),
            ...Array.from({ length: model.rowCount }, (_, row) => [limitOfRow(row)]),
            ...machines,
            limits,
          ]
          for (const set of sets) {
            const eased = set.map((limit) => ({ limit, by: 1, ...(limit < 0 && { cost: 0.25 }) }))
            const gain = parts.gainOf(eased)
            expect(gain).toEqual(whole.gainOf(eased))
            const isAsked = (limit: number): boolean => limits.includes(limit)
            expect(parts.mostRisen(gain, isAsked)).toBe(whole.mostRisen(gain, isAsked))
            // One less of a product may be asked for, too: of the line whose limits are raised, or of another.
            for (const column of products) {
              const moved = [{ column, lower: 0, upper: -Math.min(1, optimum.primal[column] ?? 0) }]
              expect(parts.gainOf(eased, moved)).toEqual(whole.gainOf(eased, moved))
            }
          }
        }
        await ask(lines, first.known)
        const again = counting(first.known)
        await ask(lines, again.known)
        expect(again.count()).toBe(0)
        // A part that is in another place of the model, and has other numbers there, is the same.
        const moved = counting(first.known)
        await ask([{ prices: [21], hours: [[1, 1, 1]], capacity: 5, asked: 9 }, ...lines], moved.known)
        expect(moved.count()).toBe(1)
      }),
      { numRuns: Number(process.env['SOP_FC_RUNS'] ?? 30) },
    )
  }, 300_000)
})
