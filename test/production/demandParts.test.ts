import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { isSopError } from '../../src/core/checking/errors.js'
import { optimizeProduction } from '../../src/production/index.js'
import type { DemandPart, ProductionProblem } from '../../src/production/types.js'

/** A shop that can buy 5 of 8 asked for in a month, and was late with 2 before it. */
const shop = (demandParts: readonly DemandPart[]): ProductionProblem => ({
  calendar: createCalendar({ start: '2027-01-01', months: 1 }),
  items: [{ id: 'lamp', purchaseCost: 4, price: 10, demand: [6], backlog: 2, supplyLimit: [5], demandParts }],
})

describe('parts of a demand', () => {
  it('tell what those who wait would have paid', async () => {
    const plan = await optimizeProduction(
      shop([
        { periodIndex: -1, quantity: 2, price: 9 },
        { periodIndex: 0, quantity: 4, price: 12 },
        { periodIndex: 0, quantity: 2, price: 6 },
      ]),
    )
    // Five are served: the two at 9, three at 12. One at 12 and two at 6 wait.
    expect(plan.exceptions).toMatchObject([{ code: 'supply-limit', amount: 3, moneyAtStake: 24 }])
  })

  it('add up to it, or are refused with all that is wrong', async () => {
    const error: unknown = await optimizeProduction(
      shop([
        { periodIndex: 1, quantity: 2, price: 9 },
        { periodIndex: 0, quantity: 5, price: -1 },
        { periodIndex: 0, quantity: 5, price: 1 },
      ]),
    ).catch((thrown: unknown) => thrown)
    if (!isSopError(error)) throw error
    expect(error.issues.map(({ path }) => path)).toEqual([
      'items[0].demandParts[0]',
      'items[0].demandParts[1]',
      'items[0].demandParts',
    ])
  })

  it('are counted as their item is, and no more of a demand is booked than is asked for', async () => {
    const [item] = shop([{ periodIndex: -1, quantity: 2, price: 9 }]).items
    const error: unknown = await optimizeProduction({
      ...shop([]),
      items: [{ ...item, id: 'lamp', booked: [7], demandParts: [{ periodIndex: 0, quantity: 5.5, price: 1 }] }],
    }).catch((thrown: unknown) => thrown)
    if (!isSopError(error)) throw error
    expect(error.issues.map(({ path }) => path)).toContain('items[0].demandParts[0]')
    expect(error.issues.map(({ path }) => path)).toContain('items[0].booked[0]')
  })

  // Lamps cost 14 once there are any; ten at 20 and an order of five pay for them, eighty at 11 do not.
  it.each([
    [11, 20],
    [20, 11],
  ])('are refused by their prices, whoever of a month comes first: %i, then %i', async (...prices) => {
    const forecast = prices.map((price) => ({ periodIndex: 0, quantity: price === 20 ? 10 : 80, price }))
    const { records } = await optimizeProduction({
      calendar: createCalendar({ start: '2027-01-01', months: 3 }),
      sellBelowCost: 'stockOnly',
      items: [
        {
          id: 'lamp',
          price: [12, 30, 30],
          demand: [90, 5, 0],
          booked: [0, 5, 0],
          unmetDemand: 'backlog',
          demandParts: [...forecast, { periodIndex: 1, quantity: 5, price: 30, isBooked: true }],
        },
      ],
      sources: [{ id: 'lamp', itemId: 'lamp', kind: 'buy', purchaseCost: [10, 14, 14], supplyLimit: [0, 1000, 1000] }],
    })
    expect(records).toMatchObject([{ purchased: [0, 15, 0], refused: [80, 0, 0] }])
  })
})
