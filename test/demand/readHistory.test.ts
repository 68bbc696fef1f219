import { describe, expect, it } from 'vitest'
import { forecast, type Forecast, type ForecastOptions, samplePaths } from '../../src/demand/index.js'
import { createRandom } from '../../src/math/createRandom.js'

const monthly = { horizon: 12, seasonLength: 12 } as const
const zeros = (count: number): number[] => new Array<number>(count).fill(0)
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const codes = ({ warnings }: Forecast): string[] => warnings.map(({ code }) => code)
const upperOf = (result: Forecast): number => Math.max(...(result.intervals[1]?.upper ?? []))
/** Two years between 96 and 104. */
const STEADY = [
  100, 97, 103, 99, 101, 96, 104, 100, 98, 102, 100, 99, 101, 103, 97, 100, 104, 96, 102, 98, 100, 101, 99, 100,
]

describe('zeros at the end of a history', () => {
  it.each([1, 12])('bring a steady demand down, month by month, with a season of %i', (seasonLength) => {
    const results = Array.from({ length: 37 }, (_, k) =>
      forecast([...STEADY, ...zeros(k)], { ...monthly, seasonLength }),
    )
    results.forEach((result, k) => {
      const mean = meanOf(result.point)
      if (k > 0) expect(mean).toBeLessThanOrEqual(meanOf((results[k - 1] as Forecast).point))
      // half after two and a half months: 100 x 2^(-k / 2.5)
      expect(Math.abs(mean - 100 * Math.pow(2, -k / 2.5))).toBeLessThan(2)
      expect(upperOf(result)).toBeLessThan(125)
      expect(codes(result).includes('demand-stopped')).toBe(k > 0)
    })
    expect(meanOf((results[1] as Forecast).point)).toBeGreaterThan(50)
    expect(meanOf((results[12] as Forecast).point)).toBeLessThan(5)
  })

  it.each([2, 3, 6])('count by the own intervals of what is sold every %i months', (every) => {
    const sold = Array.from({ length: 48 }, (_, t) => (t % every === every - 1 ? (STEADY[t % 24] as number) : 0))
    const means = Array.from({ length: 37 }, (_, k) => {
      const result = forecast([...sold, ...zeros(k * every)], monthly)
      expect(upperOf(result)).toBeLessThan(125)
      return meanOf(result.point)
    })
    const [level] = means as [number]
    expect(Math.abs(level * every - 100)).toBeLessThan(5)
    means.slice(1).forEach((mean, k) => expect(mean).toBeLessThanOrEqual((means[k] as number) + 1e-9))
    expect(means[1]).toBeGreaterThan(level / 2)
    expect(means[12]).toBeLessThan(level / 20)
    // the months without demand that stand between two sales say nothing
    expect(codes(forecast([...sold, ...zeros(every - 1)], monthly))).not.toContain('demand-stopped')
  })

  it('leave the spread of demand that goes on or does not', () => {
    const { distribution, point, warnings } = forecast([...STEADY, 0, 0, 0], { horizon: 2, quantiles: [0.5, 0.95] })
    // demand goes on with p = 2^(-3 / 2.5) = 0.435: mean 43.5, deviation 100 sqrt(p (1 - p)) = 49.6
    expect(Math.abs((point[0] as number) - 43.5)).toBeLessThan(1)
    expect(Math.abs((distribution.stdDev[0] as number) - 49.6)).toBeLessThan(1)
    // one of two cases: the sum of two periods errs twice as far
    expect(Math.abs((distribution.cumulativeStdDev[1] as number) - 99.2)).toBeLessThan(2)
    expect(distribution.quantiles?.[0]?.values).toEqual([0, 0])
    const high = distribution.quantiles?.[1]?.values[0] as number
    expect(high).toBeGreaterThan(98)
    expect(high).toBeLessThan(108)
    expect(warnings.find(({ code }) => code === 'demand-stopped')?.message).toBe(
      'The last 3 periods are without demand in a row, and none was before: that it goes on is believed by 44 %, and the forecast is so much lower.',
    )
    const { paths } = samplePaths([...STEADY, 0, 0, 0], { horizon: 2, paths: 2000 })
    expect(Math.abs(meanOf(paths.map(([first]) => first as number)) - 43.5)).toBeLessThan(4)
  })

  it('are demands of zero where the caller says so, and to a method that was named', () => {
    const values = [...STEADY, ...zeros(6)]
    for (const options of [{ zeros: 'keep' }, { model: 'naive' }, { model: 'exponentialSmoothing' }] as const) {
      expect(codes(forecast(values, { horizon: 3, ...options }))).not.toContain('demand-stopped')
    }
    expect(forecast(values, { horizon: 1, model: 'naive' }).point).toEqual([0])
  })

  it('keep the month of a season', () => {
    const season = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]
    const values = [...season, ...season, ...season, ...season, 0, 0]
    const { point } = forecast(values, monthly)
    // the next month is a March
    const alive = Math.pow(2, -2 / 2.5)
    point.forEach((value, h) => expect(value).toBeCloseTo(alive * (season[(h + 2) % 12] as number), 0))
  })
})

describe('zeros before the first demand', () => {
  it('are before the launch, as null is', () => {
    const late = forecast([...zeros(12), ...STEADY], monthly)
    const unseen = forecast([...new Array<null>(12).fill(null), ...STEADY], monthly)
    expect(late.point).toEqual(unseen.point)
    expect(late.distribution).toEqual(unseen.distribution)
    expect(codes(late)).toEqual(['before-launch'])
    const { warnings } = forecast([...zeros(12), ...STEADY], { ...monthly, zeros: 'keep' })
    expect(warnings.map(({ code }) => code)).not.toContain('before-launch')
    expect(codes(forecast([0, ...STEADY], monthly))).toEqual(['before-launch'])
  })

  it('are chance, or a season, where as many come later', () => {
    const spare = [0, 0, 0, 2, 0, 1, 0, 0, 0, 3, 0, 0, 1, 0, 0, 0, 2, 0, 0, 1]
    const winter = Array.from({ length: 36 }, (_, t) => (t % 12 > 2 && t % 12 < 9 ? 50 : 0))
    for (const values of [spare, winter]) expect(codes(forecast(values, monthly))).not.toContain('before-launch')
  })

  it('stand in the fitted values as nothing', () => {
    const { fitted } = forecast([0, 0, ...STEADY], { horizon: 1, fitted: true })
    expect(fitted?.slice(0, 2)).toEqual([null, null])
    expect(fitted).toHaveLength(26)
  })
})

describe('a zero that stands alone', () => {
  const shop = [
    20, 25, 60, 120, 180, 220, 230, 190, 110, 60, 30, 22, 0, 28, 66, 130, 200, 240, 250, 200, 120, 66, 33, 25,
  ]

  it('takes no season away', () => {
    const result = forecast(shop, monthly)
    expect(codes(result)).toEqual(['lone-zero'])
    // a tenth more each year: 25 x 1.1 in December, 250 x 1.1 in July
    expect(Math.abs((result.point[6] as number) - 275)).toBeLessThan(20)
    expect(Math.abs((result.point[11] as number) - 27)).toBeLessThan(4)
    expect(Math.abs((result.point[0] as number) - 24)).toBeLessThan(7)
  })

  it('is part of a flow that is not steady', () => {
    const loose = [4, 9, 2, 7, 12, 1, 5, 0, 8, 3, 11, 2, 6, 9, 1, 4, 7, 13, 2, 5, 8, 3, 6, 10]
    expect(codes(forecast(loose, monthly))).not.toContain('lone-zero')
    expect(codes(forecast(shop, { ...monthly, zeros: 'keep' }))).not.toContain('lone-zero')
  })
})

describe('periods that were not observed', () => {
  const SEASON = [-30, -10, 5, 20, 40, 50, 45, 20, 0, -30, -50, -60]
  /** A straight line of 12 a year with a season, without noise. */
  const exact = (t: number): number => 100 + t + (SEASON[t % 12] as number)

  it.each([24, 36, 48, 60])('take nothing off a trend and a season, in %i months', (count) => {
    const whole = Array.from({ length: count }, (_, t) => exact(t))
    const gaps: Record<string, (t: number) => boolean> = {
      'January to April of the last year': (t) => t >= count - 12 && t < count - 8,
      'the last four months': (t) => t >= count - 4,
      'two single months': (t) => t === 7 || t === 15,
    }
    for (const [name, isGap] of Object.entries(gaps)) {
      const { point } = forecast(
        whole.map((value, t) => (isGap(t) ? null : value)),
        monthly,
      )
      point.forEach((value, h) => {
        const error = Math.abs(value / exact(count + h) - 1)
        expect(error, `${name}, month ${h + 1}`).toBeLessThan(0.01)
      })
    }
  })

  it('at the end are forecast too', () => {
    const line = Array.from({ length: 30 }, (_, t) => (t < 26 ? 50 + 2 * t : null))
    const result = forecast(line, { horizon: 2 })
    expect(codes(result)).toEqual(['trailing-gap'])
    // 2 more each month, the gap included
    expect(Math.abs((result.point[1] as number) - (50 + 2 * 31))).toBeLessThan(1)
  })

  it('at the end of weeks are forecast too, and go on growing', () => {
    // 2 more each week, 60 more and less in a year
    const exact = (t: number): number => 200 + 2 * t + 60 * Math.sin((2 * Math.PI * t) / 52)
    const weeks = Array.from({ length: 260 }, (_, t) => (t < 231 ? exact(t) : null))
    const result = forecast(weeks, { horizon: 26, seasonLength: 52 })
    expect(codes(result)).toEqual(['trailing-gap'])
    result.point.forEach((value, h) => expect(Math.abs(value / exact(260 + h) - 1), `week ${h + 1}`).toBeLessThan(0.02))
  })

  it('grow by a factor where the history does', () => {
    const grown = Array.from({ length: 48 }, (_, t) => 100 * Math.pow(1.2, Math.floor(t / 12)) * (1 + (t % 12) / 10))
    const full = forecast(grown, monthly).point
    const { point } = forecast(
      grown.map((value, t) => (t > 38 && t < 43 ? null : value)),
      monthly,
    )
    point.forEach((value, h) => expect(Math.abs(value / (full[h] as number) - 1)).toBeLessThan(0.01))
  })
})

describe('a season that nobody asked for', () => {
  const air = [
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
    140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
  ]

  it('is told where the length was left out', () => {
    const told = (options: Partial<ForecastOptions>): string[] => codes(forecast(air, { horizon: 3, ...options }))
    expect(told({})).toEqual(['season-not-modeled'])
    expect(told({ model: 'theta' })).toEqual(['season-not-modeled'])
    for (const options of [{ seasonLength: 1 }, { seasonLength: 12 }, { model: 'naive' }] as const) {
      expect(told(options)).toEqual([])
    }
    expect(forecast(air, { horizon: 3 }).warnings[0]?.value).toBe(12)
  })
})

describe('a history of any zeros', () => {
  it('scales with its unit, and forecasts nothing far above what was sold', () => {
    const next = createRandom(5)
    for (let n = 0; n < 120; n += 1) {
      const share = next()
      const count = 6 + Math.floor(next() * 50)
      const values = [
        ...zeros(Math.floor(next() * 15)),
        ...Array.from({ length: count }, () => (next() < share ? 1 + Math.floor(next() * 100) : 0)),
        ...zeros(Math.floor(next() * 15)),
      ].map((value) => (next() < 0.03 ? null : value))
      const one = forecast(values, monthly)
      const most = Math.max(...values.map((value) => value ?? 0))
      expect(upperOf(one)).toBeLessThanOrEqual(4 * most)
      const double = forecast(
        values.map((value) => (value === null ? null : 2 * value)),
        monthly,
      )
      double.point.forEach((value, h) => expect(value).toBeCloseTo(2 * (one.point[h] as number), 6))
    }
  })
})
