import { describe, expect, it } from 'vitest'
import { createRandom, createRandomIntegers } from '../../src/math/createRandom.js'

describe('createRandom', () => {
  it('is xoshiro128** as its authors published it, from the state 1, 2, 3, 4', () => {
    const next = createRandomIntegers([1, 2, 3, 4])
    expect(Array.from({ length: 10 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })

  it('lies between zero and one, evenly, whatever the seed', () => {
    for (const seed of [0, 1, 2, 4_294_967_295]) {
      const random = createRandom(seed)
      const bins = new Array<number>(10).fill(0)
      let product = 0
      let last = 0.5
      for (let k = 0; k < 20_000; k += 1) {
        const value = random()
        expect(value > 0 && value < 1).toBe(true)
        const bin = Math.floor(value * 10)
        bins[bin] = (bins[bin] as number) + 1
        product += (value - 0.5) * (last - 0.5)
        last = value
      }
      // five deviations of a binomial, and of the mean product of neighbors
      for (const size of bins) expect(Math.abs(size - 2000)).toBeLessThan(5 * Math.sqrt(1800))
      expect(Math.abs(product / 20_000)).toBeLessThan(5 / 12 / Math.sqrt(20_000))
    }
  })

  it('repeats itself for a seed, and not for another', () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, createRandom(seed))
    expect(draw(3)).toEqual(draw(3))
    expect(draw(3)).not.toEqual(draw(4))
  })
})
