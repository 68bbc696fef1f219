import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DemandDistribution } from '../../src/core/numbers/distribution.js'
import { safetyStock } from '../../src/inventory/safetyStock.js'
import { catchSopError } from '../core/catchSopError.js'
import { createRandom } from '../core/createRandom.js'
import { deepFreeze } from '../costing/deepFreeze.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Independent demand, alike in every bucket of `days`. */
function steadyDistribution(mean: number, stdDev: number, buckets: number): DemandDistribution {
  return deepFreeze({
    mean: new Array<number>(buckets).fill(mean),
    stdDev: new Array<number>(buckets).fill(stdDev),
    cumulativeStdDev: Array.from({ length: buckets }, (_, t) => stdDev * Math.sqrt(t + 1)),
  })
}

describe('safetyStock from demand per period', () => {
  test('type 1, z tables: 95 % takes 1.645, 98 % 2.054, 99.9 % 3.090 deviations', () => {
    for (const [share, z] of [
      [0.5, 0],
      [0.95, 1.6449],
      [0.98, 2.0537],
      [0.999, 3.0902],
    ] as const) {
      const result = safetyStock({ demandMean: 100, demandStdDev: 20, leadTime: 4, serviceLevelShare: share })
      expect(result.z).toBeCloseTo(z, 4)
      expect(result.leadTimeDemandStdDev).toBe(40)
      expect(result.safetyStock).toBeCloseTo(40 * z, 2)
      expect(result.reorderPoint).toBeCloseTo(400 + 40 * z, 2)
      expect(result.serviceLevelShare).toBeCloseTo(share, 12)
      expect(result.warnings).toEqual([])
    }
  })

  test('demand and lead time that both vary add their variances', () => {
    // d = 150, s = 16 a day, L = 5, sL = 1 days: sqrt(5 x 16^2 + 150^2) = 154.2 (Heizer & Render's form of the example).
    const result = safetyStock({ demandMean: 150, demandStdDev: 16, leadTime: 5, leadTimeStdDev: 1, z: 1.65 })
    expect(result.leadTimeDemandStdDev).toBeCloseTo(Math.sqrt(5 * 256 + 22_500), 12)
    expect(result.safetyStock).toBeCloseTo(254.4, 0)
  })

  test('skewed demand takes the table of the gamma distribution', () => {
    // As large as it varies, demand is exponential: 5.991 / 2 at 95 % (chi-square, 2 degrees). Two such months: 9.488 / 2.
    const month = { demandMean: 100, demandStdDev: 100, serviceLevelShare: 0.95, demandShape: 'gamma' } as const
    expect(safetyStock({ ...month, leadTime: 1 }).reorderPoint).toBeCloseTo(299.6, 1)
    expect(safetyStock({ ...month, leadTime: 2 }).reorderPoint).toBeCloseTo(474.4, 1)
    // Of an exponential demand e^-2 of the mean is expected beyond twice the mean: a fill rate of 1 - e^-2 needs that.
    const asked = { demandMean: 100, demandStdDev: 100, demandShape: 'gamma', leadTime: 1, orderQuantity: 100 } as const
    const filled = safetyStock({ ...asked, fillRateShare: 1 - Math.exp(-2) })
    expect(filled.reorderPoint).toBeCloseTo(200, 8)
    expect(filled.expectedShortPerCycle).toBeCloseTo(100 * Math.exp(-2), 8)
    expect(filled.serviceLevelShare).toBeCloseTo(1 - Math.exp(-2), 10)
    expect(safetyStock({ ...asked, z: 1 })).toMatchObject({ safetyStock: 100, reorderPoint: 200 })
    // From a deviation of three times the mean on, it leans no more.
    const wild = { demandStdDev: 300, leadTime: 1, serviceLevelShare: 0.95, demandShape: 'gamma' } as const
    const most = safetyStock({ ...wild, demandMean: 100 })
    expect(safetyStock({ ...wild, demandMean: 1 }).z).toBeCloseTo(most.z, 12)
    expect(safetyStock({ ...wild, demandMean: 101 }).z).not.toBeCloseTo(most.z, 4)
    // A tenth of variation is nearly normal; without demand there is nothing to lean.
    const even = { demandMean: 100, demandStdDev: 1, leadTime: 1, serviceLevelShare: 0.95 }
    expect(safetyStock({ ...even, demandShape: 'gamma' }).z / safetyStock(even).z).toBeCloseTo(1.003, 2)
    const none = { demandMean: 0, demandStdDev: 5, leadTime: 1, serviceLevelShare: 0.95 }
    expect(safetyStock({ ...none, demandShape: 'gamma' })).toEqual(safetyStock(none))
    const error = catchSopError(() => safetyStock({ ...none, demandShape: 'lognormal' as 'gamma' }))
    expect(error.issues.map(({ path }) => path)).toEqual(['demandShape'])
  })

  test('a lead time and a review period that were simulated give the service that was asked for', () => {
    const random = createRandom(77)
    // Sum of twelve uniforms less six: normal enough for a check to two digits.
    const normal = (): number => Array.from({ length: 12 }, random).reduce((a, b) => a + b, 0) - 6
    const asked = safetyStock({ demandMean: 40, demandStdDev: 9, leadTime: 3, reviewPeriod: 2, serviceLevelShare: 0.9 })
    const fill = safetyStock({ demandMean: 40, demandStdDev: 9, leadTime: 3, reviewPeriod: 2, fillRateShare: 0.97 })
    const cycles = 60_000
    let stockouts = 0
    let short = 0
    for (let n = 0; n < cycles; n++) {
      let demand = 0
      for (let t = 0; t < 5; t++) demand += 40 + 9 * normal()
      if (demand > asked.reorderPoint) stockouts++
      short += Math.max(0, demand - fill.reorderPoint)
    }
    expect(stockouts / cycles).toBeCloseTo(0.1, 2)
    // Without an order quantity a cycle sells the demand of its review period.
    expect(1 - short / cycles / 80).toBeCloseTo(0.97, 2)
    expect(fill.expectedShortPerCycle).toBeCloseTo(0.03 * 80, 9)
  })

  test('a fill rate is met by the expected shortage that it allows, for any order quantity', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 0.9999, noNaN: true }),
        fc.double({ min: 1, max: 1000, noNaN: true }),
        fc.double({ min: 0.5, max: 200, noNaN: true }),
        (fillRateShare, orderQuantity, stdDev) => {
          const result = safetyStock({
            demandMean: 50,
            demandStdDev: stdDev,
            leadTime: 1,
            fillRateShare,
            orderQuantity,
          })
          expect(result.expectedShortPerCycle / ((1 - fillRateShare) * orderQuantity)).toBeCloseTo(1, 9)
          expect(result.reorderPoint).toBeCloseTo(50 + result.z * stdDev, 6)
          expect(result.warnings.map((warning) => warning.code)).toEqual(result.z < 0 ? ['negative-safety-stock'] : [])
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('more service, more uncertainty or more time never take less stock', () => {
    const size = fc.double({ min: 0, max: 50, noNaN: true })
    fc.assert(
      fc.property(
        size,
        size,
        size,
        size,
        size,
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        (demandStdDev, leadTime, leadTimeStdDev, reviewPeriod, more, share) => {
          const base = {
            demandMean: 20,
            demandStdDev,
            leadTime,
            leadTimeStdDev,
            reviewPeriod,
            serviceLevelShare: share,
          }
          const { safetyStock: stock } = safetyStock(base)
          for (const field of ['demandStdDev', 'leadTime', 'leadTimeStdDev', 'reviewPeriod'] as const) {
            expect(safetyStock({ ...base, [field]: base[field] + more }).safetyStock).toBeGreaterThanOrEqual(
              stock - 1e-9,
            )
          }
          expect(safetyStock({ ...base, serviceLevelShare: share + 0.009 }).safetyStock).toBeGreaterThanOrEqual(stock)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('without any uncertainty there is nothing to protect against', () => {
    for (const target of [{ serviceLevelShare: 0.99 }, { fillRateShare: 0.99, orderQuantity: 10 }]) {
      const result = safetyStock({ demandMean: 30, leadTime: 2, ...target })
      expect(result).toMatchObject({ safetyStock: 0, reorderPoint: 60, expectedShortPerCycle: 0, serviceLevelShare: 1 })
      expect(result.warnings.map((warning) => warning.code)).toEqual(['no-uncertainty'])
      expect(JSON.parse(JSON.stringify(result))).toEqual(result)
    }
  })
})

describe('safetyStock from a distribution', () => {
  test('equals the formula per period where demand is steady, also in the middle of a bucket', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 20 }),
        fc.double({ min: 0.55, max: 0.999, noNaN: true }),
        (lead, review, leadSd, serviceLevelShare) => {
          const byForecast = safetyStock({
            distribution: steadyDistribution(300, 40, 12),
            bucketDays: new Array<number>(12).fill(30),
            leadTimeDays: lead,
            leadTimeStdDevDays: leadSd,
            reviewDays: review,
            serviceLevelShare,
          })
          const byPeriod = safetyStock({
            demandMean: 10,
            demandStdDev: 40 / Math.sqrt(30),
            leadTime: lead,
            leadTimeStdDev: leadSd,
            reviewPeriod: review,
            serviceLevelShare,
          })
          expect(byForecast.safetyStock).toBeCloseTo(byPeriod.safetyStock, 6)
          expect(byForecast.reorderPoint).toBeCloseTo(byPeriod.reorderPoint, 6)
          expect(byForecast.warnings.map((warning) => warning.code)).toEqual(
            byPeriod.warnings.map((warning) => warning.code),
          )
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('takes the deviation of the running total, not the sum of independent periods', () => {
    const distribution = { mean: [100, 200], stdDev: [30, 40], cumulativeStdDev: [30, 70] }
    const at = (leadTimeDays: number): { leadTimeDemandStdDev: number; leadTimeDemandMean: number } =>
      safetyStock({ distribution, bucketDays: [31, 28], leadTimeDays, z: 2 })
    expect(at(31)).toMatchObject({
      leadTimeDemandStdDev: 30,
      leadTimeDemandMean: 100,
      safetyStock: 60,
      reorderPoint: 160,
      warnings: [],
    })
    expect(at(59)).toMatchObject({ leadTimeDemandStdDev: 70, leadTimeDemandMean: 300 })
    expect(at(45).leadTimeDemandStdDev).toBeCloseTo(Math.sqrt((900 + 4900) / 2), 12)
    expect(at(45).leadTimeDemandMean).toBe(200)
    expect(at(0)).toMatchObject({ leadTimeDemandStdDev: 0, leadTimeDemandMean: 0 })
  })

  test('goes on beyond the last bucket by the square root of time, with a warning', () => {
    const result = safetyStock({
      distribution: steadyDistribution(300, 40, 3),
      bucketDays: [30, 30, 30],
      leadTimeDays: 360,
      z: 1,
    })
    expect(result.leadTimeDemandStdDev).toBeCloseTo(40 * Math.sqrt(12), 9)
    expect(result.leadTimeDemandMean).toBeCloseTo(3600, 9)
    expect(result.warnings.map((warning) => warning.code)).toEqual(['beyond-distribution'])
  })

  test('every mistake is listed at once', () => {
    const distribution = { mean: [1, Number.NaN], stdDev: [1, 1], cumulativeStdDev: [1] }
    const error = catchSopError(() =>
      safetyStock({ distribution, bucketDays: [30, 0], leadTimeDays: -1, serviceLevelShare: 98, fillRateShare: 1 }),
    )
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'OUT_OF_RANGE serviceLevelShare',
      'OUT_OF_RANGE fillRateShare',
      'OUT_OF_RANGE bucketDays[1]',
      'NOT_FINITE distribution.mean[1]',
      'OUT_OF_RANGE leadTimeDays',
      'CONFLICT fillRateShare',
      'MISALIGNED distribution.cumulativeStdDev',
    ])
    expect(catchSopError(() => safetyStock({ demandMean: 1, leadTime: 1 })).code).toBe('MISSING_VALUE')
    expect(
      catchSopError(() => safetyStock({ demandMean: 1, leadTime: 1, demandStdDev: 1, fillRateShare: 0.9 })).path,
    ).toBe('orderQuantity')
    expect(catchSopError(() => safetyStock({ demandMean: 1, leadTime: 1, z: 1, orderQuantity: 0 })).path).toBe(
      'orderQuantity',
    )
    expect(
      catchSopError(() => safetyStock({ demandMean: Number.NaN, leadTime: -1, z: Number.POSITIVE_INFINITY })).issues,
    ).toHaveLength(3)
    expect(
      catchSopError(() => safetyStock({ distribution, bucketDays: [], leadTimeDays: 1, z: 1 })).issues[0]?.code,
    ).toBe('EMPTY')
  })
})

describe('safetyStock from quantiles of the running total', () => {
  const distribution: DemandDistribution = deepFreeze({
    mean: [2, 2, 2],
    stdDev: [2, 2, 2],
    cumulativeStdDev: [2, 2.5, 3],
    cumulativeQuantiles: [
      { probability: 0.99, values: [9, 12, 15] },
      { probability: 0.9, values: [5, 7, 10] },
    ],
  })
  const bucketDays = [10, 10, 10]
  const at = (
    leadTimeDays: number,
    serviceLevelShare: number,
    leadTimeStdDevDays = 0,
  ): ReturnType<typeof safetyStock> =>
    safetyStock({ distribution, bucketDays, leadTimeDays, serviceLevelShare, leadTimeStdDevDays })

  test('a listed probability at the end of a bucket gives the quantile itself', () => {
    for (const [days, share, level] of [
      [10, 0.9, 5],
      [20, 0.9, 7],
      [30, 0.99, 15],
    ] as const) {
      const result = at(days, share)
      expect(result.reorderPoint).toBeCloseTo(level, 12)
      expect(result.safetyStock).toBeCloseTo(level - (2 * days) / 10, 12)
      expect(result.z).toBeCloseTo(result.safetyStock / result.leadTimeDemandStdDev, 12)
      expect(result.serviceLevelShare).toBeCloseTo(share, 12)
      expect(result.warnings).toEqual([])
    }
  })

  test('between probabilities by normal scores, within a bucket by deviations, beyond the last by the last', () => {
    // normal scores 1.2816, 1.6449, 2.3263: weight 0.3477
    expect(at(10, 0.95).reorderPoint).toBeCloseTo(5 + 0.3477 * 4, 3)
    // at 15 days: variance (4 + 6.25) / 2, factor between (5 - 2) / 2 and (7 - 4) / 2.5
    expect(at(15, 0.9).reorderPoint).toBeCloseTo(3 + 1.35 * Math.sqrt(5.125), 12)
    expect(at(5, 0.9).reorderPoint).toBeCloseTo(1 + 1.5 * Math.sqrt(2), 12)
    const late = at(60, 0.9)
    expect(late.reorderPoint).toBeCloseTo(12 + (4 / 3) * Math.sqrt(18), 12)
    expect(late.warnings.map(({ code }) => code)).toEqual(['beyond-distribution'])
  })

  test('a bucket of which all is known has the factor 0', () => {
    const known: DemandDistribution = {
      mean: [2, 2],
      stdDev: [0, 2],
      cumulativeStdDev: [0, 2],
      cumulativeQuantiles: [{ probability: 0.9, values: [2, 7] }],
    }
    const days = (leadTimeDays: number): number =>
      safetyStock({ distribution: known, bucketDays: [10, 10], leadTimeDays, serviceLevelShare: 0.9 }).safetyStock
    expect(days(10)).toBe(0)
    // Half-way to a factor of (7 - 4) / 2, with half the variance of 4.
    expect(days(15)).toBeCloseTo(0.75 * Math.sqrt(2), 12)
  })

  test('a lead time that varies widens the deviation, which the factor multiplies', () => {
    const result = at(10, 0.9, 5)
    expect(result.leadTimeDemandStdDev).toBeCloseTo(Math.sqrt(4 + 1), 12)
    expect(result.safetyStock).toBeCloseTo(1.5 * Math.sqrt(5), 12)
  })

  test('a probability that is not listed, a factor, a fill rate and no interval are as without quantiles', () => {
    const { cumulativeQuantiles: _, ...normal } = distribution
    const outside = at(20, 0.995)
    expect(outside.warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'quantile-unknown distribution.cumulativeQuantiles',
    ])
    const plain = safetyStock({ distribution: normal, bucketDays, leadTimeDays: 20, serviceLevelShare: 0.995 })
    expect({ ...outside, warnings: [] }).toEqual(plain)
    for (const target of [{ z: 2 }, { fillRateShare: 0.97, orderQuantity: 8 }]) {
      const input = { bucketDays, leadTimeDays: 20, ...target }
      expect(safetyStock({ distribution, ...input })).toEqual(safetyStock({ distribution: normal, ...input }))
    }
    expect(at(0, 0.9, 3).safetyStock).toBeCloseTo(1.2816 * 0.6, 4)
  })

  test('every mistake in them is listed', () => {
    const quantiles = [{ probability: 95, values: [1, -1] }]
    const error = catchSopError(() =>
      safetyStock({
        distribution: { ...distribution, cumulativeQuantiles: quantiles },
        bucketDays,
        leadTimeDays: 5,
        serviceLevelShare: 0.9,
      }),
    )
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'OUT_OF_RANGE distribution.cumulativeQuantiles[0].probability',
      'OUT_OF_RANGE distribution.cumulativeQuantiles[0].values[1]',
      'MISALIGNED distribution.cumulativeQuantiles[0].values',
    ])
  })
})
