import { describe, expect, it } from 'vitest'
import { excessOfSums } from '../../src/math/excessOfSums.js'

describe('excessOfSums', () => {
  it('folds ten or nothing with itself', () => {
    const [none, one, two] = excessOfSums({ probability: 0.3, values: [10] }, 2)
    expect(none?.(4)).toBe(0)
    // Ten is over 4 by 6, in 3 of 10 cases.
    expect(one?.(4)).toBeCloseTo(1.8, 12)
    // Twenty in 9, ten in 42, none in 49 of 100 cases: over 0, 10, 15 and 20.
    expect([0, 10, 15, 20, 99].map((level) => two?.(level))).toEqual(
      [6, 0.9, 0.45, 0, 0].map((value) => expect.closeTo(value, 12) as unknown),
    )
    // Below zero all of it is over, and the rest of the way.
    expect(two?.(-2)).toBeCloseTo(8, 12)
  })

  it('takes several sizes, each as likely', () => {
    const [, , two] = excessOfSums({ probability: 1, values: [1, 3] }, 2)
    // 2, 4, 4, 6, each a quarter: over 3 by 0, 1, 1, 3.
    expect(two?.(3)).toBeCloseTo(1.25, 12)
  })

  it('keeps the mean of sizes that are multiples of nothing', () => {
    const values = [1, Math.SQRT2, Math.PI]
    const [, one, two] = excessOfSums({ probability: 0.5, values }, 2)
    const mean = (1 + Math.SQRT2 + Math.PI) / 6
    expect(one?.(0)).toBeCloseTo(mean, 12)
    expect(two?.(0)).toBeCloseTo(2 * mean, 12)
  })
})
