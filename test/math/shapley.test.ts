import { expect, it } from 'vitest'
import { shapley } from '../../src/math/shapley.js'

const value =
  (before: readonly number[], after: readonly number[], decimals: number) =>
  (members: number): bigint =>
    BigInt(
      Math.round(
        before.reduce((product, factor, n) => product * ((members >> n) & 1 ? (after[n] as number) : factor), 1) *
          10 ** decimals,
      ),
    )

it('shares a product of four factors out', () => {
  // The mean over all 24 orders, worked out in fractions by another program.
  const before = [27017.63799, 0.93505, 0.51509, 0.633046]
  const after = [43770.52556, 0.89105, 0.57619, 0.668674]
  // Rounded once, at the end: rounded values of coalitions would show in the last digit.
  const shares = shapley(4, value(before, after, 10)).map((share) => (Number(share) / 1e10).toFixed(6))
  expect(shares).toEqual(['5431.366203', '-556.985660', '1285.200043', '629.534216'])
})

it('gives a player that changes nothing nothing, equal players equal parts, and what is left to the first', () => {
  expect(shapley(3, value([5, 1, 1], [5, 2, 2], 0))).toEqual([0n, 8n, 7n])
  expect(shapley(1, value([4], [9], 2))).toEqual([500n])
  // A loss of one unit among three who share it equally.
  expect(shapley(3, (members) => (members === 7 ? -1n : 0n))).toEqual([0n, 0n, -1n])
  expect(shapley(0, () => 3n)).toEqual([])
})
