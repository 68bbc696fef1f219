import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutOrders } from '../../src/production/orderDays/cutOrders.js'
import type { PossibleUnits } from '../../src/production/orderDays/possibleDays.js'
import { RUNS } from './helpers.js'

const upTo = (max: number, min = 0): fc.Arbitrary<number> => fc.integer({ min, max })

/** A period from day 0 on: what can be there, piece by piece as its parts come, and what is called for by the end of each day. */
const need = fc
  .record({
    days: upTo(31, 7),
    leadTimeDays: upTo(6),
    pieces: fc.array(fc.record({ units: upTo(40, 1), later: upTo(8, 1) }), { minLength: 1, maxLength: 3 }),
    called: fc.array(upTo(12), { minLength: 31, maxLength: 31 }),
    isCalled: fc.array(upTo(4), { minLength: 31, maxLength: 31 }),
    spare: upTo(10),
    workDays: upTo(31),
    nextPlan: upTo(31, 1),
  })
  .map(({ days, leadTimeDays, pieces, called, isCalled, spare, workDays, nextPlan }) => {
    let begin = -leadTimeDays - 1
    const possible = pieces.map(({ units, later }): PossibleUnits => {
      begin = Math.min(days - 1, begin + later)
      return { begin, day: Math.max(0, begin + leadTimeDays), units }
    })
    let sum = -spare
    const needed = called.slice(0, days).map((units, k) => (sum += isCalled[k] === 0 ? units : 0))
    const supply = pieces.reduce((all, { units }) => all + units, 0)
    return { possible, needed, supply, leadTimeDays, workDays: Math.min(workDays, days), start: 0, nextPlan }
  })

describe('the orders of an item in a period', () => {
  it('are all that is supplied, and none goes out before the parts of all of its units are there', () => {
    fc.assert(
      fc.property(need, ({ possible, ...rest }) => {
        const last = rest.needed.length - 1
        let done = 0
        for (const { units, release } of cutOrders(possible, rest)) {
          done += units
          // Parts that come after the period are in the books on its last day.
          let [before, there] = [0, -Infinity]
          for (const piece of possible) {
            if (before < done) there = piece.begin
            before += piece.units
          }
          expect(release).toBeGreaterThanOrEqual(Math.min(last, there))
        }
        expect(done).toBe(rest.supply)
      }),
      { numRuns: 20 * RUNS },
    )
  })

  it('wait for no parts but their own, where an order before could have gone out later', () => {
    // 50 units in 31 days of work: 46 can begin on day 0, 4 on day 8. 43 are called for on day 11.
    const needed = Array.from({ length: 31 }, (_, k) => (k < 11 ? 0 : Math.min(50, 43 + (k - 11))))
    const possible = [
      { begin: 0, day: 0, units: 46 },
      { begin: 8, day: 8, units: 4 },
    ]
    const orders = cutOrders(possible, { needed, supply: 50, leadTimeDays: 0, workDays: 31, start: 0, nextPlan: 30 })
    // 7 days of 31 are 12 units: the next begin on the eighth day (7), a day before the parts of the last four come.
    expect(orders.slice(0, 2)).toEqual([
      { day: 7, units: 12, release: 0, ready: 0 },
      { day: 11, units: 34, release: 7, ready: 0 },
    ])
  })
})
