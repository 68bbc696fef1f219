import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/index.js'
import { studentQuantile } from '../../src/math/student.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Standard normal numbers from a seed. */
function noise(seed: number, count: number): number[] {
  let state = seed >>> 0
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 4_294_967_296
  }
  return Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()))
}

describe('the spread of a forecast', () => {
  it('is what the errors inside the history make of the model’s, worked by hand', () => {
    const values = [10, 12, 11, 13, 10, 14, 12, 13, 11, 15, 16, 13]
    const horizon = 2
    const { distribution, intervals } = forecast(values, { horizon, model: 'naive', spread: 'calibrated' })
    // the model: a random walk, whose variance is the mean square of the changes
    const changes = values.slice(1).map((value, t) => value - (values[t] as number))
    const variance = changes.reduce((sum, change) => sum + change * change, 0) / changes.length
    for (let h = 1; h <= horizon; h += 1) {
      // origins from the second half on
      let square = 0
      let errors = 0
      for (let known = 6; known + h <= values.length; known += 1) {
        const error = (values[known + h - 1] as number) - (values[known - 1] as number)
        square += (error * error) / (variance * h)
        errors += 1
      }
      const growing = 1 - 1 / h
      const looks = errors / (1 + (growing * growing * (h - 1) * (2 * h - 1)) / (3 * h))
      const wider = 1 + (h / 11) * growing
      const scale = (wider * (4 + looks * (square / errors))) / (4 + looks)
      const degrees = 4 + looks
      const deviation = Math.sqrt((variance * h * scale * degrees) / (degrees - 2))
      expect(distribution.stdDev[h - 1]).toBeCloseTo(deviation, 9)
      const half = studentQuantile(0.975, degrees) * Math.sqrt(variance * h * scale)
      expect((intervals[1]?.upper[h - 1] as number) - 13).toBeCloseTo(half, 9)
      expect(13 - (intervals[1]?.lower[h - 1] as number)).toBeCloseTo(half, 9)
    }
    // errors of one and two periods ahead share one innovation: 5 variances where independent ones would have 3
    const [first, second] = distribution.stdDev as [number, number]
    const correlation = (5 - 1 - 2) / (2 * Math.sqrt(2))
    const sum = Math.sqrt(first * first + 2 * correlation * first * second + second * second)
    expect(distribution.cumulativeStdDev[1]).toBeCloseTo(sum, 9)
  })

  it('stays near the model’s where the model is right and the history long', () => {
    const values = noise(7, 400).map((z) => 100 + 10 * z)
    const model = { name: 'exponentialSmoothing', error: 'additive', trend: 'none', season: 'none' } as const
    const stated = forecast(values, { horizon: 12, model })
    const seen = forecast(values, { horizon: 12, model, spread: 'calibrated' })
    seen.distribution.stdDev.forEach((value, h) => {
      expect(value / (stated.distribution.stdDev[h] as number)).toBeGreaterThan(0.93)
      expect(value / (stated.distribution.stdDev[h] as number)).toBeLessThan(1.07)
    })
  })

  it('widens with the horizon where the model overlooks what its errors have in common', () => {
    // changes that persist: the naive model takes them for independent
    let change = 0
    let level = 1000
    const values = noise(11, 300).map((z) => {
      change = 0.9 * change + z
      level += change
      return level
    })
    const stated = forecast(values, { horizon: 8, model: 'naive' })
    const seen = forecast(values, { horizon: 8, model: 'naive', spread: 'calibrated' })
    const ratio = (h: number): number =>
      (seen.distribution.stdDev[h] as number) / (stated.distribution.stdDev[h] as number)
    expect(ratio(0)).toBeCloseTo(1, 1)
    expect(ratio(7)).toBeGreaterThan(1.7)
    // errors h ahead have the variance of the sum of h correlated changes, about h^2 for so few
    expect(ratio(7)).toBeLessThan(Math.sqrt(8))
  })

  it('holds what it promises on random walks of every length', () => {
    let [inside, periods] = [0, 0]
    for (let series = 0; series < 150; series += 1) {
      const count = 12 + (series % 5) * 12
      let level = 200
      const path = noise(1000 + series, count + 6).map((z) => (level += 5 * z))
      const { intervals } = forecast(path.slice(0, count), { horizon: 6, model: 'theta', levels: [0.9] })
      path.slice(count).forEach((value, h) => {
        periods += 1
        const [lower, upper] = [intervals[0]?.lower[h] as number, intervals[0]?.upper[h] as number]
        if (value >= lower && value <= upper) inside += 1
      })
    }
    expect(inside / periods).toBeGreaterThan(0.86)
    expect(inside / periods).toBeLessThan(0.95)
  })

  it('leaves the point alone, and tells the same by intervals and by quantiles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 2, maxLength: 40 }),
        fc.constantFrom('calibrated' as const, 'model' as const),
        fc.constantFrom('auto' as const, 'theta' as const, 'naive' as const, 'mean' as const, 'drift' as const),
        fc.integer({ min: 1, max: 70 }),
        (values, spread, model, horizon) => {
          const options = { horizon, seasonLength: 4, model, levels: [0.9], quantiles: [0.05, 0.95, 0.999] }
          const result = forecast(values, { ...options, spread })
          expect(result.point).toEqual(forecast(values, { horizon, seasonLength: 4, model }).point)
          const { quantiles = [] } = result.distribution
          expect(quantiles.map(({ probability }) => probability)).toEqual([0.05, 0.95, 0.999])
          for (let h = 0; h < horizon; h += 1) {
            const size = 1 + (quantiles[2]?.values[h] as number)
            const [lower, upper] = [result.intervals[0]?.lower[h] as number, result.intervals[0]?.upper[h] as number]
            expect(Math.abs((quantiles[0]?.values[h] as number) - lower)).toBeLessThan(1e-9 * size)
            expect(Math.abs((quantiles[1]?.values[h] as number) - upper)).toBeLessThan(1e-9 * size)
            expect(quantiles[2]?.values[h] as number).toBeGreaterThanOrEqual(upper)
          }
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('of a benchmark or a fixed model is the textbook’s, unless asked otherwise', () => {
    const values = [5, 9, 4, 8, 7, 6, 9, 3, 8, 7]
    for (const model of ['naive', 'drift', 'mean', 'seasonalNaive'] as const) {
      const plain = forecast(values, { horizon: 3, model })
      expect(plain).toEqual(forecast(values, { horizon: 3, model, spread: 'model' }))
      expect(plain).not.toEqual(forecast(values, { horizon: 3, model, spread: 'calibrated' }))
    }
    const chosen = forecast(values, { horizon: 3 })
    expect(chosen).toEqual(forecast(values, { horizon: 3, spread: 'calibrated' }))
    expect(chosen).not.toEqual(forecast(values, { horizon: 3, spread: 'model' }))
  })
})
