/** The unconstrained fit with some variables held at zero. */
export interface HeldFit {
  /** Value by variable; zero where held. */
  readonly values: Float64Array
  /** How far each held variable would rise on its own if let go; at or below zero it is rightly held. */
  readonly pull: Float64Array
}

/** What came of the search. */
export interface NonNegativeFit {
  readonly values: Float64Array
  /** Number of fits made. */
  readonly rounds: number
  /** False where the rounds ran out; the values are then the last ones, raised to zero. */
  readonly settled: boolean
}

/** Rounds in which whole blocks may change without the number of violations coming down. */
const PATIENCE = 3

/**
 * Minimum of a strictly convex quadratic function over variables at or above zero, by block principal pivoting.
 *
 * Each round fits with a set of variables held at zero. Free ones that come out below zero and held ones that would rise
 * if let go are the violations; all of them change sides. When their number has not come down for three rounds, only the
 * one with the highest place changes until it has (Murty's rule). The number of violations at the start of each block
 * phase falls strictly, and Murty's rule visits no set twice, so that the search ends after finitely many rounds with the
 * one minimum there is. `maxRounds` bounds the time all the same.
 *
 * Source: L. F. Portugal, J. J. Judice and L. N. Vicente, "A comparison of block pivoting and interior-point algorithms
 * for linear least squares problems with nonnegative variables", Mathematics of Computation 63 (1994).
 *
 * @param fit - fits with the variables held whose entry is 1
 * @param tolerance - violations up to this size are taken for rounding
 */
export function pivotNonNegative(
  count: number,
  fit: (held: Uint8Array) => HeldFit,
  tolerance: number,
  maxRounds: number,
): NonNegativeFit {
  const held = new Uint8Array(count)
  let fewest = count + 1
  let patience = PATIENCE
  for (let rounds = 1; ; rounds += 1) {
    const { values, pull } = fit(held)
    let violations = 0
    let last = -1
    for (let i = 0; i < count; i += 1) {
      if (!violates(held, values, pull, i, tolerance)) continue
      violations += 1
      last = i
    }
    if (violations === 0 || rounds >= maxRounds) {
      return { values: values.map((value) => (value > 0 ? value : 0)), rounds, settled: violations === 0 }
    }
    if (violations < fewest) {
      fewest = violations
      patience = PATIENCE
    } else {
      patience -= 1
    }
    if (patience < 0) {
      held[last] = held[last] === 1 ? 0 : 1
      continue
    }
    for (let i = 0; i < count; i += 1) {
      if (violates(held, values, pull, i, tolerance)) held[i] = held[i] === 1 ? 0 : 1
    }
  }
}

function violates(held: Uint8Array, values: Float64Array, pull: Float64Array, i: number, tolerance: number): boolean {
  return held[i] === 1 ? pull[i] > tolerance : values[i] < -tolerance
}
