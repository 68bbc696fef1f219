import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addRatios,
  ceilingOf,
  divideRatios,
  multiplyRatios,
  ONE,
  ratioOf,
  subtractRatios,
} from '../../src/core/numbers/ratio.js'

describe('exact quotients', () => {
  it('are what the digits of a number say', () => {
    expect(ratioOf(0.1)).toEqual({ n: 1n, d: 10n })
    expect(ratioOf(2.5e-7)).toEqual({ n: 1n, d: 4_000_000n })
    expect(ratioOf(1e21)).toEqual({ n: 10n ** 21n, d: 1n })
    expect(ratioOf(0)).toEqual({ n: 0n, d: 1n })
  })

  it('are the fraction that a float stands for, where all its digits are given', () => {
    expect(ratioOf(2 / 3)).toEqual({ n: 2n, d: 3n })
    expect(ratioOf(1000 / 921)).toEqual({ n: 1000n, d: 921n })
    expect(ratioOf(0.1 + 0.2)).toEqual({ n: 3n, d: 10n })
    // Fourteen digits are digits.
    expect(ratioOf(0.66666666666667)).toEqual({ n: 66_666_666_666_667n, d: 10n ** 14n })
    // Two of a component at a yield of 2/3 are three for each good unit.
    const perUnit = divideRatios(ratioOf(2), ratioOf(2 / 3))
    expect([1, 2, 3].map(ceilingOf(perUnit))).toEqual([3, 6, 9])
  })

  it('round up only what is not whole', () => {
    // In floats 3 x 0.1 is 0.30000000000000004, of which the ceiling in tenths would be 4.
    const tenths = ceilingOf(multiplyRatios(ratioOf(0.1), ratioOf(10)))
    expect(tenths(3)).toBe(3)
    // 1 / 0.9 x 9 = 10, and 1 / 0.921 x 921 = 1000.
    expect(ceilingOf(divideRatios(ONE, ratioOf(0.9)))(9)).toBe(10)
    const pieces = ceilingOf(divideRatios(ONE, ratioOf(0.921)))
    expect([0, 1, 920, 921, 922].map(pieces)).toEqual([0, 2, 999, 1000, 1002])
  })

  it('count as exactly where a product is beyond 2^53', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 20n }),
        fc.nat(10 ** 9),
        (n, d, units) => {
          const exact = (n * BigInt(units) + d - 1n) / d
          expect(ceilingOf({ n, d })(units)).toBe(Number(exact))
        },
      ),
    )
  })

  it('add, subtract, multiply and divide in lowest terms', () => {
    const [half, third] = [ratioOf(0.5), divideRatios(ONE, ratioOf(3))]
    expect(addRatios(half, third)).toEqual({ n: 5n, d: 6n })
    expect(subtractRatios(half, third)).toEqual({ n: 1n, d: 6n })
    expect(multiplyRatios(half, third)).toEqual({ n: 1n, d: 6n })
    expect(divideRatios(half, third)).toEqual({ n: 3n, d: 2n })
  })
})
