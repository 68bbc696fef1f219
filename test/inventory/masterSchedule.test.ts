import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { availableToPromise } from '../../src/inventory/availableToPromise.js'
import { masterSchedule } from '../../src/inventory/masterSchedule.js'
import { catchSopError } from '../core/catchSopError.js'
import { deepFreeze } from '../costing/deepFreeze.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const sum = (numbers: readonly (number | null)[]): number => numbers.reduce<number>((a, b) => a + (b ?? 0), 0)

describe('masterSchedule', () => {
  test('a period that needs more than one lot gets whole lots', () => {
    const plan = masterSchedule({ onHand: 5, lotSize: 10, forecast: [40, 5, 0], orders: [0, 8, 3], safetyStock: 2 })
    expect(plan.masterSchedule).toEqual([40, 10, 0])
    expect(plan.projectedAvailableBalance).toEqual([5, 7, 4])
    expect(plan.availableToPromise).toEqual([45, -1, null])
  })

  test('nine ninths are one: a shortfall of the last digit starts no lot, and adds none', () => {
    const ninths = Array.from({ length: 9 }, () => 1 / 9)
    const orders = ninths.map(() => 0)
    // A double is a little more than a ninth: after nine of them 1.7e-16 are missing.
    expect(masterSchedule({ onHand: 1, lotSize: 1, forecast: ninths, orders }).masterSchedule).toEqual(orders)
    // And five ninths by the ninth come to 5.000000000000001.
    const lots = masterSchedule({ onHand: 0, lotSize: 1 / 9, forecast: [5 / 9], orders: [0] })
    expect(lots.masterSchedule[0]).toBeCloseTo(5 / 9, 12)
    // A millionth of a unit that is missing is missing.
    expect(masterSchedule({ onHand: 1, lotSize: 1, forecast: [1.000001], orders: [0] }).masterSchedule).toEqual([1])
  })

  test('the balance never falls below the safety stock, and no lot comes before it is needed', () => {
    const quantity = fc.integer({ min: 0, max: 80 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(quantity, quantity), { minLength: 1, maxLength: 12 }),
        quantity,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(5),
        fc.nat(20),
        (rows, onHand, lotSize, demandTimeFencePeriods, safetyStock) => {
          const forecast = rows.map(([expected]) => expected)
          const orders = rows.map(([, booked]) => booked)
          const plan = masterSchedule(
            deepFreeze({ onHand, lotSize, forecast, orders, demandTimeFencePeriods, safetyStock }),
          )
          let balance = onHand
          plan.masterSchedule.forEach((receipt, t) => {
            const demand =
              t < demandTimeFencePeriods ? (orders[t] as number) : Math.max(forecast[t] as number, orders[t] as number)
            balance += receipt - demand
            expect(plan.projectedAvailableBalance[t]).toBe(balance)
            expect(balance).toBeGreaterThanOrEqual(safetyStock)
            expect(receipt % lotSize).toBe(0)
            if (receipt > 0) expect(balance - lotSize).toBeLessThan(safetyStock)
          })
          // All that is promised and booked is what there is.
          expect(sum(plan.availableToPromise) + sum(orders)).toBe(onHand + sum(plan.masterSchedule))
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('refuses bad input, all at once', () => {
    const error = catchSopError(() =>
      masterSchedule({ onHand: -1, lotSize: 0, forecast: [1, Number.NaN], orders: [-1], demandTimeFencePeriods: 0.5 }),
    )
    expect(error.issues.map((issue) => issue.path)).toEqual([
      'onHand',
      'lotSize',
      'forecast[1]',
      'orders[0]',
      'demandTimeFencePeriods',
      'orders',
    ])
    const promise = catchSopError(() => availableToPromise({ onHand: Number.NaN, receipts: [-1], orders: [] }))
    expect(promise.issues.map((issue) => issue.path)).toEqual(['onHand', 'receipts[0]', 'orders'])
    expect(availableToPromise({ onHand: 3, receipts: [], orders: [] })).toEqual([])
  })
})
