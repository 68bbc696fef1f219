import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { everybodyPays } from '../../src/plan/supply/everybodyPays.js'
import { prepareProblem } from '../../src/production/prepareProblem.js'
import type { ProductionProblem } from '../../src/production/types.js'
import { problemArbitrary } from '../production/helpers.js'
import { RUNS } from './runs.js'

/**
 * A chair of four legs at 5 from January to February and at 6 in March, and half an hour of the saw at 20 with 4 of power: 24 + 12 = 36 in
 * March, the dearest month.
 */
const shop = (price: number, change: Partial<ProductionProblem> = {}): ProductionProblem => ({
  calendar: createCalendar({ start: '2027-01-01', months: 3 }),
  items: [{ id: 'chair', demand: [10, 10, 0], price }, { id: 'leg' }],
  sources: [
    { itemId: 'chair', kind: 'make' },
    { itemId: 'leg', kind: 'buy', purchaseCost: [5, 5, 6] },
  ],
  billOfMaterials: [{ itemId: 'chair', componentId: 'leg', quantityPer: 4 }],
  operations: [{ itemId: 'chair', resourceId: 'saw', runHoursPerUnit: 0.5 }],
  resources: [{ id: 'saw', capacityHours: 100, costPerHour: 20, variableOverheadPerHour: 4 }],
  sellBelowCost: 'stockOnly',
  ...change,
})

const refusesAnybody = (problem: ProductionProblem): boolean =>
  prepareProblem(problem).items.some(({ refused, isUnpaid }) => refused !== undefined || isUnpaid === true)

describe('whether every price covers what a unit costs', () => {
  it('is seen at once where it covers the dearest month', () => {
    expect(everybodyPays(shop(36.01))).toBe(true)
  })

  it('is left open where it covers a cheaper month only, in which nobody need be refused', () => {
    expect(everybodyPays(shop(35.99))).toBe(false)
    expect(refusesAnybody(shop(35.99))).toBe(false)
    expect(refusesAnybody(shop(31.99))).toBe(true)
  })

  it('counts what selling costs, and the one order that pays less', () => {
    const [, leg] = shop(0).items
    const chair = { id: 'chair', demand: [10, 10, 0], price: 50, sellingCostPerUnit: [5, 5, 5] }
    const items = (more: object): Partial<ProductionProblem> => ({
      items: [{ ...chair, ...more }, ...(leg ? [leg] : [])],
    })
    expect(everybodyPays(shop(0, items({})))).toBe(true)
    expect(everybodyPays(shop(0, items({ sellingCostPerUnit: [5, 15, 5] })))).toBe(false)
    // A tenth of the price goes to who sells: of 41 it leaves 36.90, of 39 it leaves 35.10.
    const parts = (price: number): object => ({
      demandParts: [
        { periodIndex: 0, quantity: 10, price: 50 },
        { periodIndex: 1, quantity: 9, price: 50 },
        { periodIndex: 1, quantity: 1, price },
      ],
    })
    expect(everybodyPays(shop(0, items(parts(41))))).toBe(true)
    expect(everybodyPays(shop(0, items(parts(39))))).toBe(false)
  })

  it('is never said where somebody is refused', () => {
    const seen = { pays: 0, refused: 0 }
    fc.assert(
      fc.property(problemArbitrary(), (drawn) => {
        const problem = { ...drawn, sellBelowCost: 'stockOnly' as const }
        const isRefused = refusesAnybody(problem)
        if (isRefused) seen.refused += 1
        if (!everybodyPays(problem)) return
        seen.pays += 1
        expect(isRefused).toBe(false)
      }),
      { numRuns: 5 * RUNS },
    )
    expect(seen.pays).toBeGreaterThan(0)
    expect(seen.refused).toBeGreaterThan(0)
  })
})
