import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/index.js'
import { cumulativeDemandAt } from '../../src/inventory/cumulativeDemandAt.js'
import { shortInReview } from '../../src/inventory/fillRateFactor.js'
import { createRandom } from '../../src/math/createRandom.js'

/** Order-up-to level of a factor. */
type Level = (factor: number) => number

/** Ten in three of ten months, for sure. */
const bucketDays = [30, 30, 30]
const lots = (probabilityStdDev: number): Parameters<typeof shortInReview>[0] => ({
  distribution: {
    mean: [3, 3, 3],
    stdDev: [4.5, 4.5, 4.5],
    cumulativeStdDev: [4.5, 6.5, 8],
    demandSizes: { probability: 0.3, probabilityStdDev, sizes: [10] },
  },
  bucketDays,
})
const levelOf = (days: number, { distribution }: Parameters<typeof shortInReview>[0]): Level => {
  const { mean, variance } = cumulativeDemandAt(days, distribution, bucketDays)
  return (factor) => mean + factor * Math.sqrt(variance)
}

describe('the level that fills 95 % of lots of ten', () => {
  it('is half a unit under a lot where orders arrive at once', () => {
    const short = shortInReview(lots(0), { leadTimeDays: 0, reviewDays: 30 })
    expect(short?.asked).toBeCloseTo(3, 12)
    // When one comes, 10 - S is short, and that may be 5 % of it.
    expect(levelOf(30, lots(0))(short?.factorFor(0.05) ?? 0)).toBeCloseTo(9.5, 9)
  })

  it('is near two lots after a lead time of a month', () => {
    const short = shortInReview(lots(0), { leadTimeDays: 30, reviewDays: 30 })
    // Over one lot, only two months with a lot each are short: 0.09 (20 - S) is 5 % of 3.
    expect(levelOf(60, lots(0))(short?.factorFor(0.05) ?? 0)).toBeCloseTo(20 - 0.15 / 0.09, 9)
  })

  it('counts once what was short before the review', () => {
    const short = shortInReview(lots(0), { leadTimeDays: 30, reviewDays: 30 })
    // At S = 5, after two months 10 - 5 in 42 and 20 - 5 in 9 of 100 cases; after the first 10 - 5 in 30.
    const { mean, variance } = cumulativeDemandAt(60, lots(0).distribution, bucketDays)
    expect(short?.shortAt((5 - mean) / Math.sqrt(variance))).toBeCloseTo(0.42 * 5 + 0.09 * 15 - 0.3 * 5, 9)
  })

  it('is between two lots and one where half a month has gone by', () => {
    const short = shortInReview(lots(0), { leadTimeDays: 15, reviewDays: 15 })
    // After half the month half of its lots have come: 0.15 x (10 - S) of 1.5 that are asked for.
    expect(short?.asked).toBeCloseTo(1.5, 12)
    expect(levelOf(30, lots(0))(short?.factorFor(0.05) ?? 0)).toBeCloseTo(9.5, 9)
  })

  it('grows with what is not known of how often they come', () => {
    const days = { leadTimeDays: 30, reviewDays: 30 }
    // 0.1 and 0.5 with a weight of a sixth, 0.3 with two thirds: two lots in (0.01 + 0.25 + 4 x 0.09) / 6 of the cases.
    const level = levelOf(60, lots(0))(shortInReview(lots(0.2 / Math.sqrt(3)), days)?.factorFor(0.05) ?? 0)
    expect(level).toBeCloseTo(20 - 0.15 / (0.62 / 6), 9)
  })

  it('is not told where lead time and review are long, or no sizes are known', () => {
    expect(shortInReview(lots(0), { leadTimeDays: 1800, reviewDays: 30 })).toBeUndefined()
    const { demandSizes: _, ...distribution } = lots(0).distribution
    expect(shortInReview({ distribution, bucketDays }, { leadTimeDays: 0, reviewDays: 30 })).toBeUndefined()
  })
})

describe('histories of 48 months', () => {
  /** Share of the demand that a level serves, month by month, by the same demand drawn anew. */
  const filled = (draw: () => number, months: number): ((level: number) => number) => {
    const cycles = Array.from({ length: 60_000 }, () => {
      const before = Array.from({ length: months - 1 }, draw).reduce((a, b) => a + b, 0)
      const last = draw()
      return { before, last }
    })
    const asked = cycles.reduce((sum, { last }) => sum + last, 0)
    return (level) =>
      1 -
      cycles.reduce(
        (sum, { before, last }) => sum + Math.max(0, before + last - level) - Math.max(0, before - level),
        0,
      ) /
        asked
  }

  it.each([
    ['10 in 30 % of months', (u: () => number) => (u() < 0.3 ? 10 : 0)],
    ['1 to 20 in 30 %', (u: () => number) => (u() < 0.3 ? 1 + Math.floor(u() * 20) : 0)],
    ['50 in 10 %', (u: () => number) => (u() < 0.1 ? 50 : 0)],
  ] as const)('of %s: at most a tenth above the least level, at most a point under the target', (_, draw) => {
    const histories = Array.from({ length: 60 }, (_, seed) => {
      const random = createRandom(100 + seed)
      return Array.from({ length: 48 }, () => draw(random))
    }).filter((history) => history.filter((units) => units > 0).length > 1)
    const forecasts = histories.map((history) => forecast(history, { horizon: 3, quantiles: [0.95] }))
    for (const months of [1, 2, 3]) {
      const random = createRandom(7)
      const share = filled(() => draw(random), months)
      let least = 0
      while (share(least) < 0.95) least += 1
      const levels = forecasts.map(({ distribution }) => {
        const days = { leadTimeDays: 30 * (months - 1), reviewDays: 30 }
        const { mean, variance } = cumulativeDemandAt(30 * months, distribution, bucketDays)
        const factor = shortInReview({ distribution, bucketDays }, days)?.factorFor(0.05) ?? Number.NaN
        return Math.ceil(mean + factor * Math.sqrt(variance) - 1e-6)
      })
      const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length
      expect(average(levels)).toBeLessThanOrEqual(1.1 * least)
      expect(average(levels.map(share))).toBeGreaterThanOrEqual(0.94)
    }
  })
})
