/** State that an integer seed is spread over, by the mixing function of SplitMix (Steele, Lea and Flood 2014) for 32 bits. */
function spreadSeed(seed: number): Int32Array {
  const state = new Int32Array(4)
  let sum = seed | 0
  for (let place = 0; place < 4; place += 1) {
    sum = (sum + 0x9e3779b9) | 0
    let mixed = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    state[place] = mixed ^ (mixed >>> 16)
  }
  return state
}

/**
 * Seeded random whole numbers from 0 to 2^32 - 1: xoshiro128**, the same in every engine.
 *
 * Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM Transactions on Mathematical
 * Software 47 (2021).
 *
 * @param seed - whole number, of which 32 bits count; or a state of four numbers, not all of them zero
 */
export function createRandomIntegers(seed: number | readonly [number, number, number, number]): () => number {
  const state = typeof seed === 'number' ? spreadSeed(seed) : Int32Array.from(seed)
  let [a, b, c, d] = state as unknown as [number, number, number, number]
  return () => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
}

/** Seeded random numbers above 0 and below 1, of 52 bits each. */
export function createRandom(seed: number): () => number {
  const next = createRandomIntegers(seed)
  // half a step off zero, where a quantile would be infinite
  return () => ((next() >>> 6) * 67_108_864 + (next() >>> 6) + 0.5) / 4_503_599_627_370_496
}
