import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safetyStock } from '../../src/index.js'
import { statedDistribution } from '../../src/demand/index.js'
import { problemsOf } from './problemsOf.js'

describe('statedDistribution', () => {
  it('adds the variances of independent periods', () => {
    // 3, 4, 12: 5 after two, 13 after three
    const { stdDev, cumulativeStdDev } = statedDistribution({ mean: [10, 10, 10], stdDev: [3, 4, 12] })
    expect(stdDev).toEqual([3, 4, 12])
    expect(cumulativeStdDev).toEqual([3, 5, 13])
  })

  it('finds the deviation of a normal distribution in its quantiles, one, two or three of them', () => {
    // the quantiles of 1000 and 100 at 10, 50 and 90 %: 1000 - 128.155, 1000, 1000 + 128.155
    const at = [
      { probability: 0.9, values: [1128.15515655] },
      { probability: 0.1, values: [871.84484345] },
      { probability: 0.5, values: [1000] },
    ]
    for (const quantiles of [at.slice(0, 1), at.slice(1, 2), at.slice(0, 2), at]) {
      expect(statedDistribution({ mean: [1000], quantiles }).stdDev[0]).toBeCloseTo(100, 5)
    }
  })

  it('knows no demand below zero, and reckons the deviation from the mean', () => {
    // half of the time nothing, else the upper half of a normal distribution of 0 and 10: E x^2 = 100 / 2, around 0
    const half = [
      { probability: 0.5, values: [0] },
      { probability: 0.8413447460685429, values: [10] },
    ]
    expect(statedDistribution({ mean: [0], quantiles: half }).stdDev[0]).toBeCloseTo(Math.sqrt(50), 9)
    // around 4 instead: E x = 10 / sqrt(2 pi) = 3.98942; 50 - 2 x 4 x 3.98942 + 16
    const around = statedDistribution({ mean: [4], quantiles: half }).stdDev[0]
    expect(around).toBeCloseTo(Math.sqrt(66 - 8 * 3.989422804014327), 9)
  })

  it('gives stated quantiles back for one period, and less of their skew for the sum of several', () => {
    const quantiles = [
      { probability: 0.5, values: [80, 80, 80, 80] },
      { probability: 0.95, values: [250, 250, 250, 250] },
    ]
    const { stdDev, cumulativeQuantiles } = statedDistribution({ mean: [100, 100, 100, 100], quantiles })
    const [deviation = 0] = stdDev
    const values = cumulativeQuantiles?.[1]?.values ?? []
    expect(values[0]).toBe(250)
    // 250 is 150 above the mean: z = 1.644854 deviations and a rest, which stays as it is while the first part doubles
    expect(values[3]).toBeCloseTo(400 + 2 * 1.6448536269514722 * deviation + (150 - 1.6448536269514722 * deviation), 8)
  })

  it('serves a service level that is stated: the quantile of the lead time is the reorder point', () => {
    const distribution = statedDistribution({
      mean: [100, 100],
      quantiles: [
        { probability: 0.9, values: [120, 120] },
        { probability: 0.98, values: [190, 190] },
      ],
    })
    for (const [serviceLevelShare, reorderPoint] of [
      [0.9, 120],
      [0.98, 190],
    ] as const) {
      const stock = safetyStock({ distribution, bucketDays: [30, 30], leadTimeDays: 30, serviceLevelShare })
      expect(stock.reorderPoint).toBeCloseTo(reorderPoint, 9)
    }
  })

  it('lists what is wrong, all of it', () => {
    expect(problemsOf(() => statedDistribution({ mean: [1, 2] }))).toEqual(['MISSING_VALUE stdDev'])
    expect(
      problemsOf(() =>
        statedDistribution({
          mean: [100, 100],
          stdDev: [1],
          quantiles: [
            { probability: 0.9, values: [120, 90] },
            { probability: 0.5, values: [100, 100] },
            { probability: 0.5, values: [100, 100] },
          ],
        }),
      ),
    ).toEqual([
      'CONFLICT stdDev',
      'MISALIGNED stdDev',
      'DUPLICATE_ID quantiles[2].values',
      'CONFLICT quantiles[0].values[1]',
    ])
    expect(problemsOf(() => statedDistribution({ mean: [5], quantiles: [{ probability: 0.5, values: [5] }] }))).toEqual(
      ['CONFLICT quantiles'],
    )
    expect(problemsOf(() => statedDistribution({ mean: [5], quantiles: [{ probability: 0.9, values: [4] }] }))).toEqual(
      ['CONFLICT quantiles[0].values[0]'],
    )
    expect(problemsOf(() => statedDistribution({ mean: [5], quantiles: [] }))).toEqual(['EMPTY quantiles'])
    expect(
      problemsOf(() => statedDistribution({ mean: [5], quantiles: [{ probability: 1.5, values: [-1] }] })).length,
    ).toBeGreaterThan(1)
  })

  it('has no numbers but finite ones, quantiles in order, and the same for periods in another unit', () => {
    const value = fc.integer({ min: 0, max: 1000 })
    const period = fc.record({ mean: value, quantiles: fc.array(value, { minLength: 2, maxLength: 2 }) })
    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 5 }), (periods) => {
        const of = (factor: number): ReturnType<typeof statedDistribution> =>
          statedDistribution({
            mean: periods.map(({ mean }) => mean * factor),
            quantiles: [0.7, 0.97].map((probability, n) => ({
              probability,
              values: periods
                .map(({ quantiles }) => [...quantiles].sort((a, b) => a - b)[n] as number)
                .map((q) => q * factor),
            })),
          })
        const [one, other] = [of(1), of(64)]
        for (const values of [
          one.stdDev,
          one.cumulativeStdDev,
          ...(one.cumulativeQuantiles ?? []).map(({ values: own }) => own),
        ])
          values.forEach((number) => expect(Number.isFinite(number) && number >= 0).toBe(true))
        const [low, high] = one.cumulativeQuantiles ?? []
        low?.values.forEach((number, t) => expect(number).toBeLessThanOrEqual((high?.values[t] ?? 0) + 1e-6))
        other.stdDev.forEach((number, t) => expect(number).toBeCloseTo(64 * (one.stdDev[t] ?? 0), 6))
      }),
    )
  })
})
