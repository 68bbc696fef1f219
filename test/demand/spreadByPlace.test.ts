import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/index.js'
import { keepVariance, levelExponent, logLevels } from '../../src/demand/season/levelExponent.js'
import { createRandom } from '../../src/math/createRandom.js'

describe('how far errors follow the level of demand', () => {
  it('is believed in the strength of what was seen, worked by hand', () => {
    // Half of 24 errors at a level e times below the middle, half e times above, and each as large as its level: the slope of
    // the likelihood, 24 tanh(1 - x), is that of the prior, 4 x, at 0.857 (24 x 0.142 = 3.41, 4 x 0.857 = 3.43).
    const errors = Array.from({ length: 24 }, (_, k) => (k % 2 === 0 ? Math.exp(-1) : Math.exp(1)))
    const levels = Array.from({ length: 24 }, (_, k) => (k % 2 === 0 ? -1 : 1))
    expect(levelExponent(errors, levels)).toBeCloseTo(0.857, 2)
    // Four such errors weigh as much as the belief that there is nothing: 4 tanh(1 - x) = 4 x at 0.478.
    expect(levelExponent(errors.slice(0, 4), levels.slice(0, 4))).toBeCloseTo(0.478, 2)
  })

  it('is nothing where errors are the same everywhere, or there are none, or the level is', () => {
    expect(levelExponent([2, 2, 2, 2], [-1, 1, -1, 1])).toBeCloseTo(0, 9)
    expect(levelExponent([], [])).toBeCloseTo(0, 9)
    expect(levelExponent([0, 0], [-1, 1])).toBeCloseTo(0, 9)
    expect(levelExponent([1, 9, 4], [0, 0, 0])).toBeCloseTo(0, 9)
  })

  it('moves the spread between the places of a season, and leaves its variance as a whole', () => {
    const levels = logLevels(Float64Array.of(50, 150)) as Float64Array
    // By the level itself: 0.5 and 1.5, over the root of their mean square, 1.25.
    const [low, high] = keepVariance(levels.map(Math.exp), Float64Array.of(1, 1))
    expect(low).toBeCloseTo(0.5 / Math.sqrt(1.25), 9)
    expect(high).toBeCloseTo(1.5 / Math.sqrt(1.25), 9)
    expect(logLevels(Float64Array.of(0, 0))).toBeUndefined()
  })
})

describe('the spread of a season', () => {
  const seasonOf = (t: number): number => 200 * (1 + 0.7 * Math.sin((2 * Math.PI * t) / 12))
  /** Mean deviation stated for the month with the least demand and for that with the most, over forty histories. */
  const statedOf = (count: number, noiseOf: (level: number) => number): { low: number; high: number } => {
    const random = createRandom(20_261)
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    let [low, high] = [0, 0]
    for (let run = 0; run < 40; run += 1) {
      const values = Array.from({ length: count }, (_, t) => Math.max(0, seasonOf(t) + noiseOf(seasonOf(t)) * normal()))
      const { stdDev } = forecast(values, { horizon: 12, seasonLength: 12 }).distribution
      // The ninth and the third month after the start of a cycle.
      low += (stdDev[(9 - (count % 12) + 12) % 12] as number) / 40
      high += (stdDev[(3 - (count % 12) + 12) % 12] as number) / 40
    }
    return { low, high }
  }

  it.each([
    { count: 45, most: 0.28 },
    { count: 93, most: 0.225 },
  ])('follows demand where errors do, after $count months', ({ count, most }) => {
    // Errors of 15 % of demand: those of the low month are 60 / 340 = 0.18 of those of the high one.
    const { low, high } = statedOf(count, (level) => 0.15 * level)
    expect(low / high).toBeGreaterThan(60 / 340)
    expect(low / high).toBeLessThan(most)
    expect(high).toBeGreaterThan(0.15 * 340)
  })

  it('does not where errors are the same in every month', () => {
    const { low, high } = statedOf(60, () => 30)
    expect(low / high).toBeGreaterThan(0.9)
    expect(low / high).toBeLessThan(1.1)
  })
})
