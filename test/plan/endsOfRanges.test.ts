import { describe, expect, it } from 'vitest'
import { checkPlanInput } from '../../src/schema/index.js'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * What stands at the end of a range, or beyond it: levels of 0 and 1, days below zero and in parts, orders before today, windows
 * longer than the plan, a minimum above a maximum. Each is refused in words, or planned by a rule that is stated.
 */
type Loose = { [field: string]: unknown }

const shop = (item: Loose = {}, change: Loose = {}): PlanInput =>
  ({
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'lamp', price: 49, purchaseCost: 30, safetyStock: 0, ...item }],
    forecasts: [{ itemId: 'lamp', quantities: [31, 28, 31] }],
    ...change,
  }) as PlanInput

const policy = (fields: Loose): PlanInput => shop({}, { policy: fields })

/** Place, message and remedy of every mistake. */
const told = (input: PlanInput): string[] =>
  checkPlanInput(input).map(({ path, message, remedy }) => `${path}: ${message} ${remedy}`)

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(result.status).toBe('optimal')
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const supplyOf = ({ supply }: Plan): readonly number[] | undefined => supply.records[0]?.purchased

describe('a service level', () => {
  const never = 'The value must be above 0. Give a safetyStock of 0 where none is wanted.'
  const always =
    'The value must be below 1. No stock covers every case: give 0.99 or 0.999, or a minimumStock that must always be there.'
  const percent = 'The value must be below 1. Shares are written as fractions: 95 % is 0.95.'

  it.each([
    [0, never],
    [1, always],
    [95, percent],
  ])('of %s', (serviceLevelShare, text) => {
    expect(told(policy({ serviceLevelShare }))).toEqual([`policy.serviceLevelShare: ${text}`])
    expect(told(shop({ serviceLevelShare }))).toEqual([`items[0].serviceLevelShare: ${text}`])
    const stockPolicies = [{ itemId: 'lamp', serviceLevelShare }]
    const items = [{ id: 'lamp', price: 49, purchaseCost: 30 }]
    expect(told(shop({}, { items, stockPolicies }))).toEqual([`stockPolicies[0].serviceLevelShare: ${text}`])
  })

  it('next to the ends is planned', async () => {
    for (const serviceLevelShare of [1e-9, 1 - 1e-9]) {
      const quantities = [8, 12, 9, 11, 7, 13, 10, 9, 12, 8, 11, 10]
      const change = { forecasts: [], history: [{ itemId: 'lamp', start: '2026-01', quantities }] }
      const items = [{ id: 'lamp', price: 49, purchaseCost: 30 }]
      const result = await proven(shop({}, { ...change, items, policy: { serviceLevelShare } }))
      for (const units of result.supply.records[0]?.safetyStock ?? []) expect(Number.isFinite(units)).toBe(true)
    }
  })
})

describe('days', () => {
  it('below zero are refused, and as many as are seconds', () => {
    expect(told(shop({ leadTimeDays: -1 }))).toEqual([
      'items[0].leadTimeDays: The value must be at least 0. Give a value at least 0.',
    ])
    expect(told(policy({ reviewDays: -0.5 }))).toEqual([
      'policy.reviewDays: The value must be at least 0. Give a value at least 0.',
    ])
    expect(told(shop({ leadTimeDays: 21 * 86_400 }))).toEqual([
      'items[0].leadTimeDays: The value must be at most 36500. Count in calendar days: 1814400 seconds are 21.',
    ])
    expect(told(policy({ reviewDays: 30 * 86_400 }))).toEqual([
      'policy.reviewDays: The value must be at most 36500. Count in calendar days: 2592000 seconds are 30.',
    ])
  })

  it('of terms are whole', () => {
    const finance = { customerTerms: { netDays: 30.5 } }
    expect(told(shop({}, { finance })).map((text) => text.split(':')[0])).toEqual(['finance.customerTerms'])
  })

  it('of a lead time are taken in parts: after 30.5 days January has half a day left, after 31 none', async () => {
    // One lamp a day is wanted. What comes on the last day of January at noon serves January; what comes on 1 February does not.
    expect(supplyOf(await proven(shop({ leadTimeDays: 30.5 })))).toEqual([31, 28, 31])
    expect(supplyOf(await proven(shop({ leadTimeDays: 31 })))).toEqual([0, 59, 31])
  })

  it('of a calendar are whole and not below zero', () => {
    const days = (count: number): string[] =>
      told(shop({}, { calendar: { start: '2027-01-01', days: count } })).map((text) => text.split(':')[0] ?? '')
    expect(days(-1)).toEqual(['calendar.days'])
    expect(days(1.5)).toEqual(['calendar.days'])
  })
})

describe('an order before today', () => {
  const ordered = (dueDate: string, asOf: string): Promise<Plan> =>
    proven(shop({}, { asOf, openOrders: [{ itemId: 'lamp', quantity: 9, dueDate }] }))
  const receipts = ({ supply }: Plan): readonly number[] | undefined => supply.records[0]?.scheduledReceipts
  const isLate = ({ exceptions }: Plan): boolean => exceptions.some(({ code }) => code === 'late-order')

  it('and before the plan is late, and expected in the first period', async () => {
    const result = await ordered('2026-11-30', '2026-12-20')
    expect([receipts(result), isLate(result)]).toEqual([[9, 0, 0], true])
  })

  it('but inside of the plan comes on its day: stock is that of the first day', async () => {
    const result = await ordered('2027-02-10', '2027-03-05')
    expect([receipts(result), isLate(result)]).toEqual([[0, 9, 0], false])
  })
})

describe('a window longer than the plan', () => {
  it('of firm periods is refused where all other mistakes are', async () => {
    expect(told(policy({ firmPeriods: 3 }))).toEqual([])
    expect(told(policy({ firmPeriods: 4 }))).toEqual([
      'policy.firmPeriods: The plan has 3 periods. Give at most 3: then supply is what firmSupply says throughout.',
    ])
    await expect(plan(policy({ firmPeriods: 4 }))).rejects.toThrow('policy.firmPeriods')
    const wide = { calendar: { start: '2027-01-01', months: 3, quarters: 1 }, policy: { firmPeriods: 4 } }
    expect(told(shop({}, { ...wide, forecasts: [{ itemId: 'lamp', quantities: [1, 1, 1, 3] }] }))).toEqual([])
  })

  it('of review is bridged: nothing waits for the next plan', async () => {
    expect(supplyOf(await proven(policy({ reviewDays: 400 })))).toEqual([31, 28, 31])
  })
})

describe('a minimum above a maximum', () => {
  const limits = { minimumStock: 10, maximumStock: [12, 5, 12] }
  const text =
    "The minimum stock of 'lamp', 10, is above its maximum stock, 5. Lower the minimum, or raise the maximum."
  const items = [{ id: 'lamp', price: 49, purchaseCost: 30 }]

  it('is named where it stands', async () => {
    expect(told(shop(limits))).toEqual([`items[0].maximumStock[1]: ${text}`])
    const stockPolicies = [{ itemId: 'lamp', ...limits }]
    expect(told(shop({}, { items, stockPolicies }))).toEqual([`stockPolicies[0].maximumStock[1]: ${text}`])
    await expect(plan(shop({}, { items, stockPolicies }))).rejects.toThrow('stockPolicies[0].maximumStock[1]')
  })

  it('of a safety stock keeps the maximum, and says so', async () => {
    const result = await proven(shop({ safetyStock: [3, 10, 3], maximumStock: 5 }))
    expect(result.supply.records[0]?.closing).toEqual([3, 5, 3])
    const notices = result.warnings.filter(({ code }) => code === 'safety-stock-over-maximum')
    expect(notices.map(({ refs }) => refs)).toEqual([[{ itemId: 'lamp' }]])
    const within = await proven(shop({ safetyStock: [3, 5, 3], maximumStock: 5 }))
    expect(within.warnings.filter(({ code }) => code === 'safety-stock-over-maximum')).toEqual([])
  })
})
