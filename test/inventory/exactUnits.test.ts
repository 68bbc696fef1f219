import { expect, test } from 'vitest'
import { availableToPromise } from '../../src/inventory/availableToPromise.js'
import { masterSchedule } from '../../src/inventory/masterSchedule.js'

// Tenths of a kilogram: in floats 0.1 + 0.2 is above 0.3, and 0.3 - 0.2 is under 0.1.

test('a lot starts where a tenth is missing, and nowhere else', () => {
  const plan = masterSchedule({ onHand: 0.3, lotSize: 0.7, forecast: [0.1, 0.2, 0.1], orders: [0, 0, 0] })
  expect(plan.masterSchedule).toEqual([0, 0, 0.7])
  expect(plan.projectedAvailableBalance).toEqual([0.2, 0, 0.6])
  // The last millionth of a large balance is missing, too.
  const large = masterSchedule({ onHand: 9e8, lotSize: 1, forecast: [9e8, 0.000001], orders: [0, 0] })
  expect(large.masterSchedule).toEqual([0, 1])
})

test('what can be promised of tenths is tenths', () => {
  expect(availableToPromise({ onHand: 0.3, receipts: [0, 0.7, 0], orders: [0.2, 0.1, 0.3] })).toEqual([0.1, 0.3, null])
})
