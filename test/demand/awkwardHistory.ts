import fc from 'fast-check'

/** Which awkward histories to make. */
interface AwkwardKinds {
  readonly kinds: readonly string[]
  readonly sizes: readonly number[]
  /** Shares of the periods without an observation. */
  readonly gaps: readonly number[]
}

/** Histories of every awkward kind: gaps, zeros, constants, tiny, huge, negative, sparse, seasonal. */
export function awkwardHistory({ kinds, sizes, gaps: shares }: AwkwardKinds): fc.Arbitrary<(number | null)[]> {
  return fc
    .record({
      length: fc.integer({ min: 1, max: 40 }),
      kind: fc.constantFrom(...kinds),
      size: fc.constantFrom(...sizes),
      gaps: fc.constantFrom(...shares),
      noise: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
      holes: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
    })
    .map(({ length, kind, size, gaps, noise, holes }) =>
      Array.from({ length }, (_, t): number | null => {
        const u = noise[t] as number
        if ((holes[t] as number) < gaps) return null
        if (kind === 'zeros') return 0
        if (kind === 'constant') return size
        if (kind === 'sparse') return u < 0.7 ? 0 : u * size
        if (kind === 'seasonal') return size * (1 + (t % 4) + 0.2 * u)
        if (kind === 'signed') return size * (u - 0.5)
        if (kind === 'wild') return size * Math.exp(-40 * u)
        if (kind === 'trend') return size * Math.max(0, 5 - t / 4 + u)
        if (kind === 'exact') return (size / 100) * ((t % 4) + 2 * t)
        if (kind === 'step') return t < 20 ? size : size * (2 + 1e-9 * u)
        return size * (1 + u)
      }),
    )
}
