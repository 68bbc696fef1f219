import { describe, expect, it } from 'vitest'
import {
  allocateSupply,
  consumeForecast,
  createCalendar,
  isSopError,
  masterSchedule,
  optimizeProduction,
  type ProductionProblem,
  safetyStock,
} from '../../src/index.js'

/** What stands at the end of a range, or beyond it, at the doors of single functions: refused in words, or a stated rule. */
async function told(work: () => unknown): Promise<string[]> {
  try {
    await work()
    return []
  } catch (error) {
    if (!isSopError(error)) throw error
    return error.issues.map(({ path, message }) => `${path}: ${message}`)
  }
}

describe('safetyStock', () => {
  const steady = { demandMean: 10, demandStdDev: 4, leadTime: 2 }
  const forecast = {
    distribution: { mean: [10, 10, 10], stdDev: [3, 3, 3], cumulativeStdDev: [3, 4, 5] },
    bucketDays: [31, 28, 31],
    serviceLevelShare: 0.95,
  }
  const open = 'This must be a finite number above 0 and below 1.'

  it.each([0, 1, 95])('refuses a level of %s', async (level) => {
    expect(await told(() => safetyStock({ ...steady, serviceLevelShare: level }))).toEqual([
      `serviceLevelShare: ${open}`,
    ])
    expect(await told(() => safetyStock({ ...steady, fillRateShare: level }))).toEqual([`fillRateShare: ${open}`])
  })

  it('refuses days below zero and takes parts of a day', async () => {
    const negative = 'This must be a finite number from 0.'
    expect(await told(() => safetyStock({ ...steady, serviceLevelShare: 0.9, leadTime: -1 }))).toEqual([
      `leadTime: ${negative}`,
    ])
    expect(await told(() => safetyStock({ ...forecast, leadTimeDays: 5, reviewDays: -3 }))).toEqual([
      `reviewDays: ${negative}`,
    ])
    // A quarter of a period, a half of its standard deviation: 4 x 0.5.
    expect(safetyStock({ ...steady, z: 1, leadTime: 0.25 }).safetyStock).toBe(2)
  })

  it('says what it takes beyond the forecast', () => {
    const { safetyStock: units, warnings } = safetyStock({ ...forecast, leadTimeDays: 400 })
    expect(Number.isFinite(units)).toBe(true)
    expect(warnings.map(({ code }) => code)).toEqual(['beyond-distribution'])
  })
})

describe('windows of netting', () => {
  it('longer than the plan reach all of it', () => {
    const booked = { forecast: [5, 5, 5], orders: [0, 0, 12] }
    // 12 ordered in the third period take its 5, then 5 of the second, then 2 of the first.
    const whole = consumeForecast({ ...booked, backwardPeriods: 2 })
    expect(whole.remainingForecast).toEqual([3, 0, 0])
    expect(consumeForecast({ ...booked, backwardPeriods: 99, forwardPeriods: 99 })).toEqual(whole)

    // Inside the fence booked orders alone count: 5 and 25 take one lot of 10, and then two more.
    const lots = { onHand: 0, lotSize: 10, forecast: [30, 30], orders: [5, 25] }
    expect(masterSchedule({ ...lots, demandTimeFencePeriods: 9 }).masterSchedule).toEqual([10, 20])
  })

  it('below zero or in parts are refused', async () => {
    const booked = { forecast: [5], orders: [0] }
    const reach = 'This must be a whole number from 0 up to 10000.'
    expect(await told(() => consumeForecast({ ...booked, backwardPeriods: -1, forwardPeriods: 0.5 }))).toEqual([
      `backwardPeriods: ${reach}`,
      `forwardPeriods: ${reach}`,
    ])
    const lots = { onHand: 0, lotSize: 10, forecast: [30], orders: [5] }
    expect(await told(() => masterSchedule({ ...lots, demandTimeFencePeriods: 1.5 }))).toEqual([
      'demandTimeFencePeriods: This must be a whole number from 0.',
    ])
  })
})

describe('ranks that tie', () => {
  it('share, and a unit that cannot be shared goes to the smaller id, in whatever order they are written', () => {
    const allocated = (demand: Readonly<Record<string, number>>): unknown =>
      allocateSupply({ supply: 3, demand, wholeUnits: true }).allocated
    expect(allocated({ north: 2, east: 2 })).toEqual({ east: 2, north: 1 })
    expect(allocated({ east: 2, north: 2 })).toEqual({ east: 2, north: 1 })
    // As texts: 10 stands before 9.
    expect(allocated({ 9: 2, 10: 2 })).toEqual({ 10: 2, 9: 1 })
  })
})

describe('optimizeProduction', () => {
  const problem = (item: object, source: object = {}, change: object = {}): ProductionProblem => ({
    calendar: createCalendar({ start: '2027-01-01', months: 3 }),
    items: [{ id: 'lamp', demand: [31, 28, 31], price: 49, ...item }],
    sources: [{ itemId: 'lamp', kind: 'buy', purchaseCost: 30, ...source }],
    ...change,
  })
  const refused = (...parts: Parameters<typeof problem>): Promise<string[]> =>
    told(() => optimizeProduction(problem(...parts)))

  it('names a minimum above a maximum by its item and period', async () => {
    expect(await refused({ minimumStock: [0, 10, 0], maximumStock: [5, 5, 5] })).toEqual([
      "items[0].minimumStock[1]: The minimum stock of 'lamp', 10, is above its maximum stock, 5.",
    ])
  })

  it('refuses days below zero, and takes parts of a day', async () => {
    expect(await refused({}, { leadTimeDays: -1 })).toEqual([
      'sources[0].leadTimeDays: The value must not be negative.',
    ])
    const bought = async (leadTimeDays: number): Promise<readonly number[] | undefined> =>
      (await optimizeProduction(problem({}, { leadTimeDays }))).records[0]?.purchased
    expect(await bought(30.5)).toEqual([31, 28, 31])
    expect(await bought(31)).toEqual([0, 59, 31])
    expect(await bought(400)).toEqual([0, 0, 0])
  })

  it('refuses more firm periods than there are', async () => {
    for (const firmPeriods of [-1, 1.5, 4])
      expect(await refused({}, {}, { firmPeriods })).toEqual([
        'firmPeriods: The number of firm periods must be whole, from 0 to 3.',
      ])
  })
})
