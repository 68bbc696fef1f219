/** The value of a coalition, as a whole number of small units; its members are the bits that are set. */
export type CoalitionValue = (members: number) => bigint

/**
 * What each of a few players adds, by the Shapley value: the mean of what it adds over all orders in which they could come.
 *
 * Worked in whole numbers, so that the shares add up to the last unit: each is rounded down, and what is left goes to the largest
 * remainders, of equal ones to the first. Source: L. S. Shapley, "A value for n-person games", Contributions to the Theory of
 * Games II, 1953.
 *
 * @param count - players, at most 20
 * @param valueOf - the value of each coalition; it is asked for every one once
 */
export function shapley(count: number, valueOf: CoalitionValue): bigint[] {
  const all = 2 ** count
  const values = Array.from({ length: all }, (_, members) => valueOf(members))
  const factorials = [1n]
  for (let n = 1; n <= count; n++) factorials.push(factorials[n - 1] * BigInt(n))
  const orders = factorials[count]
  const sums = Array.from({ length: count }, (_, player) => {
    let sum = 0n
    for (let members = 0; members < all; members++) {
      if ((members >> player) & 1) continue
      const before = bitsOf(members)
      const weight = factorials[before] * factorials[count - before - 1]
      sum += weight * (values[members | (1 << player)] - values[members])
    }
    return sum
  })
  return shareOut(sums, orders, values[all - 1] - values[0])
}

function bitsOf(members: number): number {
  let bits = 0
  for (let left = members; left > 0; left >>= 1) bits += left & 1
  return bits
}

/** Each sum divided, rounded so that together they are the total. */
function shareOut(sums: readonly bigint[], divisor: bigint, total: bigint): bigint[] {
  const floors = sums.map((sum) => (sum - (((sum % divisor) + divisor) % divisor)) / divisor)
  const remainders = sums.map((sum, n) => ({ n, rest: sum - floors[n] * divisor }))
  remainders.sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : a.n - b.n))
  let left = total - floors.reduce((sum, floor) => sum + floor, 0n)
  for (const { n } of remainders) {
    if (left <= 0n) break
    floors[n] += 1n
    left -= 1n
  }
  return floors
}
