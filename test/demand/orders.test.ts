import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/index.js'
import { allocateSupply, consumeForecast, leadWorth, pipelineForecast, senseDemand } from '../../src/demand/index.js'
import type {
  AllocationInput,
  ConsumptionInput,
  LeadInput,
  Opportunity,
  PipelineOptions,
} from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** A result that JSON keeps as it is: no NaN, no -0, no typed array. */
function expectPlain(result: unknown): void {
  expect(JSON.parse(JSON.stringify(result))).toEqual(result)
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const share = fc.double({ min: 0, max: 1, noNaN: true })
const calendar = createCalendar({ start: '2027-01-01', months: 3 })

describe('consumeForecast', () => {
  it('takes the own period, then back, then forward, the nearest first', () => {
    const forecast = [10, 20, 30, 40, 50]
    const result = consumeForecast({ forecast, orders: [0, 0, 100, 0, 0], backwardPeriods: 2, forwardPeriods: 1 })
    expect(result.remainingForecast).toEqual([0, 0, 0, 0, 50])
    expect(result.matches).toEqual([
      { orderPeriodIndex: 2, forecastPeriodIndex: 2, quantity: 30 },
      { orderPeriodIndex: 2, forecastPeriodIndex: 1, quantity: 20 },
      { orderPeriodIndex: 2, forecastPeriodIndex: 0, quantity: 10 },
      { orderPeriodIndex: 2, forecastPeriodIndex: 3, quantity: 40 },
    ])
    expect(
      consumeForecast({ forecast, orders: [0, 0, 105, 0, 0], backwardPeriods: 2, forwardPeriods: 1 }).unmatchedOrders,
    ).toEqual([0, 0, 5, 0, 0])
    expect(consumeForecast({ forecast, orders: [0, 0, 45, 0, 0] }).totalDemand).toEqual([10, 20, 45, 40, 50])
  })

  it('loses no forecast and no order, and consumes only within reach', () => {
    const whole = fc.integer({ min: 0, max: 1000 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(whole, whole), { minLength: 1, maxLength: 15 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        (rows, backwardPeriods, forwardPeriods) => {
          const forecast = rows.map(([units]) => units)
          const orders = rows.map(([, units]) => units)
          const result = consumeForecast(deepFreeze({ forecast, orders, backwardPeriods, forwardPeriods }))
          expectPlain(result)
          const consumed = sum(result.matches.map(({ quantity }) => quantity))
          expect(sum(result.remainingForecast)).toBe(sum(forecast) - consumed)
          expect(sum(result.unmatchedOrders)).toBe(sum(orders) - consumed)
          expect(sum(result.totalDemand)).toBe(sum(forecast) + sum(result.unmatchedOrders))
          forecast.forEach((units, t) => {
            const left = result.remainingForecast[t] as number
            expect(left >= 0 && left <= units).toBe(true)
            // An order stays unmatched only where nothing is left in its reach.
            if ((result.unmatchedOrders[t] as number) > 0) {
              expect(
                sum(result.remainingForecast.slice(Math.max(0, t - backwardPeriods), t + forwardPeriods + 1)),
              ).toBe(0)
            }
          })
          for (const { orderPeriodIndex, forecastPeriodIndex, quantity } of result.matches) {
            expect(quantity).toBeGreaterThan(0)
            expect(forecastPeriodIndex).toBeGreaterThanOrEqual(orderPeriodIndex - backwardPeriods)
            expect(forecastPeriodIndex).toBeLessThanOrEqual(orderPeriodIndex + forwardPeriods)
          }
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    const bad = { forecast: [1, -1], orders: [1], backwardPeriods: -1, forwardPeriods: 0.5 }
    expect(problemsOf(() => consumeForecast(bad))).toEqual([
      'OUT_OF_RANGE forecast[1]',
      'OUT_OF_RANGE backwardPeriods',
      'OUT_OF_RANGE forwardPeriods',
    ])
    expect(problemsOf(() => consumeForecast({ forecast: [1], orders: [1, 2] }))).toEqual(['MISALIGNED orders'])
    expect(problemsOf(() => consumeForecast({} as ConsumptionInput))).toEqual([
      'MISSING_VALUE forecast',
      'MISSING_VALUE orders',
    ])
  })
})

describe('allocateSupply', () => {
  it('gives whole units by largest remainder', () => {
    const result = allocateSupply({ supply: 10.5, demand: { a: 5, b: 5, c: 5 }, wholeUnits: true })
    expect(result).toEqual({ allocated: { a: 4, b: 3, c: 3 }, short: { a: 1, b: 2, c: 2 }, unused: 0.5 })
    expect(allocateSupply({ supply: 0, demand: { a: 5, b: 0 } }).allocated).toEqual({ a: 0, b: 0 })
    expect(allocateSupply({ supply: 3, demand: {} })).toEqual({ allocated: {}, short: {}, unused: 3 })
  })

  it('hands out all that is wanted, to nobody more, and to no higher rank before a lower one is served', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 4 }))
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.boolean(),
        (rows, supply, wholeUnits) => {
          const input = {
            supply,
            demand: Object.fromEntries(rows.map(([units], i) => [`c${i}`, units])),
            priority: Object.fromEntries(rows.map(([, rank], i) => [`c${i}`, rank])),
            wholeUnits,
          }
          const { allocated, short, unused } = allocateSupply(deepFreeze(input))
          expectPlain({ allocated, short, unused })
          expect(sum(Object.values(allocated)) + unused).toBeCloseTo(supply, 6)
          expect(unused).toBeCloseTo(Math.max(0, supply - sum(Object.values(input.demand))), 6)
          for (const [id, wanted] of Object.entries(input.demand)) {
            const got = allocated[id] as number
            expect(got >= 0 && got <= wanted).toBe(true)
            expect(short[id]).toBe(wanted - got)
            if (wholeUnits) expect(Number.isInteger(got)).toBe(true)
            for (const other of Object.keys(input.demand)) {
              const [rank, otherRank] = [input.priority[id] as number, input.priority[other] as number]
              if (rank < otherRank && got < wanted) expect(allocated[other]).toBe(0)
              if (rank === otherRank && !wholeUnits) {
                const otherWanted = input.demand[other] as number
                expect(got * otherWanted).toBeCloseTo((allocated[other] as number) * wanted, 4)
              }
            }
          }
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    const bad = { supply: -1, demand: { a: 1.5, b: 2 }, priority: { b: 1, z: 1 }, wholeUnits: true }
    expect(problemsOf(() => allocateSupply(bad))).toEqual([
      'OUT_OF_RANGE supply',
      'OUT_OF_RANGE demand.a',
      'MISSING_VALUE priority.a',
      'UNKNOWN_ID priority.z',
    ])
    const empty = { wholeUnits: 1 } as unknown as AllocationInput
    expect(problemsOf(() => allocateSupply(empty))).toEqual([
      'MISSING_VALUE supply',
      'WRONG_TYPE wholeUnits',
      'MISSING_VALUE demand',
    ])
  })
})

describe('pipelineForecast', () => {
  const stages = [
    { id: 'lead', probability: 0.2 },
    { id: 'proposal', probability: 0.5 },
    { id: 'signed', probability: 1 },
  ]

  it('has the values worked by hand', () => {
    const leads: Opportunity[] = [
      { id: 'a', quantity: 100, closeDate: '2027-01-05', stageId: 'proposal' },
      { id: 'b', quantity: 40, closeDate: '2027-01-31', stageId: 'lead' },
      { id: 'c', quantity: 10, closeDate: '2027-01-31', stageId: 'lead', probability: 1 },
      { id: 'd', quantity: 30, closeDate: '2027-03-31', stageId: 'signed' },
    ]
    const result = pipelineForecast(leads, { calendar, stages, quantiles: [0.3, 0.5, 0.9, 0.95] })
    expect(result.expected).toEqual([68, 0, 30])
    expect(result.variance[0]).toBeCloseTo(0.25 * 10_000 + 0.16 * 1600, 9)
    expect(result.most).toEqual([150, 0, 30])
    // outcomes 10 (0.4), 50 (0.1), 110 (0.4), 150 (0.1)
    expect(result.distribution.quantiles?.map(({ values }) => values)).toEqual([
      [10, 0, 30],
      [50, 0, 30],
      [110, 0, 30],
      [150, 0, 30],
    ])
    expect(result.distribution.cumulativeStdDev[2]).toBeCloseTo(Math.sqrt(result.variance[0] as number), 12)
    expect(result.opportunities[1]).toEqual({
      id: 'b',
      probability: 0.2,
      expectedQuantity: 8,
      periodIndex: 0,
      isOverdue: false,
    })
    expect(result.warnings).toEqual([])
  })

  it('warns of overdue leads and of those outside the calendar', () => {
    const leads: Opportunity[] = [
      { id: 'late', quantity: 100, closeDate: '2026-11-30', stageId: 'proposal' },
      { id: 'far', quantity: 10, closeDate: '2027-04-01', stageId: 'proposal' },
    ]
    const today = pipelineForecast(leads, { calendar, stages, asOf: '2027-01-20', leadTimeDays: 14 })
    expect(today.expected).toEqual([0, 50, 0])
    expect(today.opportunities.map(({ periodIndex: period, isOverdue }) => [period, isOverdue])).toEqual([
      [1, true],
      [null, false],
    ])
    expect(today.outside).toEqual({ count: 1, expectedQuantity: 5 })
    expect(today.warnings.map(({ code }) => code)).toEqual(['overdue', 'outside-calendar'])
    const leftOut = pipelineForecast(leads, { calendar, stages, overdue: 'leaveOut' })
    expect(leftOut.expected).toEqual([0, 0, 0])
    expect(leftOut.outside).toEqual({ count: 2, expectedQuantity: 55 })
    expect(pipelineForecast([], { calendar }).expected).toEqual([0, 0, 0])
  })

  it('goes over to the normal distribution, which agrees with the exact one', () => {
    const many = (count: number, quantity: (i: number) => number): Opportunity[] =>
      Array.from({ length: count }, (_, i) => ({
        id: String(i),
        quantity: quantity(i),
        closeDate: '2027-01-10',
        probability: 0.4,
      }))
    const levels = [0.05, 0.5, 0.95]
    const even = pipelineForecast(
      many(60, () => 100),
      { calendar, quantiles: levels },
    )
    const uneven = pipelineForecast(
      many(60, (i) => 100 + Math.sqrt(i) / 1000),
      { calendar, quantiles: levels },
    )
    expect([even.quantileMethod[0], uneven.quantileMethod[0]]).toEqual(['exact', 'normal'])
    levels.forEach((_, i) => {
      const exact = even.distribution.quantiles?.[i]?.values[0] as number
      expect(Math.abs((uneven.distribution.quantiles?.[i]?.values[0] as number) - exact)).toBeLessThan(100)
    })
    // Binomial 60, 0.4: P(X <= 30) = 0.956, P(X <= 29) = 0.926 by recurrence
    expect(even.distribution.quantiles?.[2]?.values[0]).toBe(3000)
  })

  it('conserves expected units, keeps quantiles in order, and does not mind the order of leads', () => {
    const lead = fc.record({
      quantity: fc.integer({ min: 0, max: 1000 }),
      probability: share,
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.integer({ min: 1, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(lead, { maxLength: 12 }), (rows) => {
        const leads = rows.map(({ quantity, probability, day, month }, i) => ({
          id: String(i),
          quantity,
          probability,
          closeDate: `2027-0${month}-${String(day).padStart(2, '0')}`,
        }))
        const options = { calendar, quantiles: [0.1, 0.5, 0.9] }
        const result = pipelineForecast(deepFreeze(leads), options)
        expectPlain(result)
        const total = sum(result.opportunities.map(({ expectedQuantity }) => expectedQuantity))
        expect(sum(result.expected) + result.outside.expectedQuantity).toBeCloseTo(total, 6)
        const quantiles = (result.distribution.quantiles ?? []).map(({ values }) => values)
        result.expected.forEach((mean, t) => {
          const most = result.most[t] as number
          expect(mean >= 0 && mean <= most * (1 + 1e-12)).toBe(true)
          const [low, middle, high] = quantiles.map((values) => values[t] as number) as [number, number, number]
          expect(0 <= low && low <= middle && middle <= high && high <= most * (1 + 1e-12)).toBe(true)
        })
        const turned = pipelineForecast([...leads].reverse(), options)
        turned.expected.forEach((mean, t) => expect(mean).toBeCloseTo(result.expected[t] as number, 9))
        expect(turned.distribution.quantiles).toEqual(result.distribution.quantiles)
      }),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    const bad = [
      { id: 'a', quantity: -1, closeDate: '2027-02-30', stageId: 'hope' },
      { id: 'a', quantity: 1, closeDate: '2027-01-01' },
      { id: 'b', quantity: 1, closeDate: '2027-01-01', probability: 30 },
      null,
    ] as unknown as Opportunity[]
    const options = {
      calendar,
      stages: [{ id: 'lead', probability: 2 }],
      quantiles: [1],
      overdue: 'x',
      asOf: 'y',
    } as unknown as PipelineOptions
    expect(problemsOf(() => pipelineForecast(bad, options)).sort()).toEqual(
      [
        'INVALID_DATE options.asOf',
        'OUT_OF_RANGE options.overdue',
        'OUT_OF_RANGE options.quantiles[0]',
        'OUT_OF_RANGE options.stages[0].probability',
        'DUPLICATE_ID opportunities[1].id',
        'WRONG_TYPE opportunities[3]',
        'OUT_OF_RANGE opportunities[0].quantity',
        'INVALID_DATE opportunities[0].closeDate',
        'UNKNOWN_ID opportunities[0].stageId',
        'MISSING_VALUE opportunities[1].stageId',
        'OUT_OF_RANGE opportunities[2].probability',
      ].sort(),
    )
    expect(problemsOf(() => pipelineForecast([], {} as PipelineOptions))).toEqual(['MISSING_VALUE options.calendar'])
    expect(problemsOf(() => pipelineForecast(undefined as never, undefined as never))).toEqual([
      'MISSING_VALUE options',
      'MISSING_VALUE opportunities',
    ])
  })
})

describe('leadWorth', () => {
  it('pays for a step only where it is reached', () => {
    const result = leadWorth({
      quantity: 100,
      marginPerUnit: 40,
      steps: [
        { cost: 100, probability: 0.5 },
        { cost: 600, probability: 0.25 },
      ],
    })
    expect(result).toEqual({
      marginIfWon: 4000,
      winProbability: 0.125,
      expectedMargin: 500,
      expectedCost: 400,
      expectedWorth: 100,
      breakEvenProbability: 0.1,
      isWorthPursuing: true,
      worthByStep: [100, 400],
    })
    const loss = leadWorth({ quantity: 10, marginPerUnit: -1, steps: [{ cost: 0, probability: 1 }] })
    expect([loss.expectedWorth, loss.breakEvenProbability, loss.isWorthPursuing]).toEqual([-10, null, false])
  })

  it('rolls back to margin less cost, and breaks even where it says', () => {
    const money = fc.double({ min: 0, max: 1e5, noNaN: true })
    const step = fc.record({ cost: money, probability: share })
    fc.assert(
      fc.property(money, money, fc.array(step, { minLength: 1, maxLength: 6 }), (quantity, marginPerUnit, steps) => {
        const result = leadWorth(deepFreeze({ quantity, marginPerUnit, steps }))
        expectPlain(result)
        const size = 1 + result.marginIfWon + result.expectedCost
        expect(Math.abs((result.worthByStep[0] as number) - result.expectedWorth) / size).toBeLessThan(1e-12)
        expect(result.isWorthPursuing).toBe(result.expectedWorth > 0)
        if (result.breakEvenProbability !== null) {
          const gain = result.breakEvenProbability * result.marginIfWon - result.expectedCost
          expect(Math.abs(gain) / size).toBeLessThan(1e-12)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    const bad = { quantity: -1, marginPerUnit: Number.NaN, steps: [{ cost: -1, probability: 50 }, null] }
    expect(problemsOf(() => leadWorth(bad as unknown as LeadInput))).toEqual([
      'OUT_OF_RANGE quantity',
      'NOT_FINITE marginPerUnit',
      'OUT_OF_RANGE steps[0].cost',
      'OUT_OF_RANGE steps[0].probability',
      'WRONG_TYPE steps[1]',
    ])
    expect(problemsOf(() => leadWorth({ quantity: 1, marginPerUnit: 1, steps: [] }))).toEqual(['EMPTY steps'])
  })
})

describe('senseDemand', () => {
  it('has the posterior mean and deviation worked by hand', () => {
    // shape 100; rate = (100 + 25) / (1 + 0.5) = 83.33; open = 41.67, variance 41.67 + 41.67^2 / 125
    const result = senseDemand({ forecast: [100], booked: [25], bookedShare: [0.5], forecastErrorRate: 0.1 })
    expect(result.sensed[0]).toBeCloseTo(25 + 125 / 3, 12)
    expect(result.stdDev[0]).toBeCloseTo(Math.sqrt(125 / 3 + (125 / 3) ** 2 / 125), 12)
    expect(result.orderWeight[0]).toBeCloseTo(1 / 3, 12)
    // In orders of 5 units: shape 100, 5 booked; rate = 105 / (100 / 20 + 0.5), open = half of it
    const lots = senseDemand({
      forecast: [100],
      booked: [25],
      bookedShare: [0.5],
      forecastErrorRate: 0.1,
      unitsPerOrder: 5,
    })
    expect(lots.sensed[0]).toBeCloseTo(25 + (5 * 0.5 * 105) / 5.5, 12)
  })

  it('says so where orders come earlier than ever', () => {
    const result = senseDemand({ forecast: [100, 50], booked: [20, 60], bookedShare: [0, 0], forecastErrorRate: 0.3 })
    expect(result.sensed).toEqual([100, 60])
    expect(result.warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'early-orders booked[0]',
      'early-orders booked[1]',
    ])
  })

  it('stays at the forecast where orders are as expected, moves with them, and never falls below what is booked', () => {
    const cell = fc.tuple(
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
    )
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (cells, forecastErrorRate, unitsPerOrder) => {
          const forecast = cells.map(([units]) => units)
          const bookedShare = cells.map(([, , part]) => part)
          const options = { bookedShare, forecastErrorRate, unitsPerOrder }
          const asExpected = forecast.map((units, t) => units * (bookedShare[t] as number))
          const still = senseDemand(deepFreeze({ forecast, booked: asExpected, ...options }))
          still.change.forEach((change, t) =>
            expect(Math.abs(change)).toBeLessThan(1e-9 * (1 + (forecast[t] as number))),
          )
          const booked = cells.map(([, units]) => units)
          const result = senseDemand({ forecast, booked, ...options })
          expectPlain(result)
          result.sensed.forEach((units, t) => {
            const slack = 1e-9 * (1 + units)
            expect(units).toBeGreaterThanOrEqual(booked[t] as number)
            const projected = (booked[t] as number) / (bookedShare[t] as number)
            expect(units).toBeLessThanOrEqual(Math.max(forecast[t] as number, projected, booked[t] as number) + slack)
            expect(Number.isFinite(result.stdDev[t])).toBe(true)
          })
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    const bad = { forecast: [1, -1], booked: [1], bookedShare: [80], forecastErrorRate: 0, unitsPerOrder: 0 }
    expect(problemsOf(() => senseDemand(bad))).toEqual([
      'OUT_OF_RANGE forecast[1]',
      'OUT_OF_RANGE bookedShare[0]',
      'OUT_OF_RANGE forecastErrorRate',
      'OUT_OF_RANGE unitsPerOrder',
    ])
  })
})
