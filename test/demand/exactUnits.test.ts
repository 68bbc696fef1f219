import { expect, test } from 'vitest'
import { allocateSupply, consumeForecast } from '../../src/demand/index.js'

// Tenths of a kilogram: in floats 0.1 + 0.2 is above 0.3.

test('a supply that is enough to the tenth is enough', () => {
  expect(allocateSupply({ supply: 0.3, demand: { home: 0.1, abroad: 0.2 } })).toEqual({
    allocated: { home: 0.1, abroad: 0.2 },
    short: { home: 0, abroad: 0 },
    unused: 0,
  })
  // 0.3 less 0.1 is left for those that come second.
  const ranked = allocateSupply({ supply: 0.3, demand: { home: 0.1, abroad: 0.2 }, priority: { home: 1, abroad: 2 } })
  expect(ranked.allocated).toEqual({ home: 0.1, abroad: 0.2 })
  expect(ranked.unused).toBe(0)
})

test('orders of 0.1 and 0.2 use a forecast of 0.3 up, and nothing is left to match', () => {
  const result = consumeForecast({ forecast: [0, 0.3], orders: [0.1, 0.2], forwardPeriods: 1 })
  expect(result.remainingForecast).toEqual([0, 0])
  expect(result.unmatchedOrders).toEqual([0, 0])
  expect(result.totalDemand).toEqual([0.1, 0.2])
  expect(result.matches.map(({ quantity }) => quantity)).toEqual([0.1, 0.2])
})
