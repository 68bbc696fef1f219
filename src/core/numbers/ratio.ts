/** An exact quotient of whole numbers, in lowest terms; `d` is above zero. */
export interface Ratio {
  readonly n: bigint
  readonly d: bigint
}

export const ONE: Ratio = { n: 1n, d: 1n }

function lowest(n: bigint, d: bigint): Ratio {
  let [a, b] = [n < 0n ? -n : n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  return a <= 1n ? { n, d } : { n: n / a, d: d / a }
}

/** Numbers of so many significant digits are results of an arithmetic in floats: of 2/3 the sixteen digits are given. */
const FLOAT_DIGITS = 15
/** A fraction meant by such a number lies this near to it, relative (4 to 9 units of its last place), and is this simple. */
const NEAR = 10n ** 15n
const MOST_PARTS = 1_000_000n

/**
 * The ratio that a finite number, not negative, says: by its decimal digits 0.1 is 1/10, not the float next to it. A number with
 * all the digits that a float has is the simplest fraction next to it, where that has at most a million parts.
 */
export function ratioOf(value: number): Ratio {
  const [digits = '0', exponent = '0'] = String(value).split('e')
  const [whole = '0', decimals = ''] = digits.split('.')
  const size = BigInt(`${whole}${decimals}`)
  const shift = Number(exponent) - decimals.length
  const exact = shift >= 0 ? { n: size * 10n ** BigInt(shift), d: 1n } : lowest(size, 10n ** BigInt(-shift))
  if (shift >= 0 || size < 10n ** BigInt(FLOAT_DIGITS - 1)) return exact
  const { n, d } = exact
  const simple = simplestBetween({ n: n * (NEAR - 1n), d: d * NEAR }, { n: n * (NEAR + 1n), d: d * NEAR })
  return simple.d <= MOST_PARTS ? simple : exact
}

/** The fraction of the fewest parts between two, by continued fractions (Hardy & Wright, ch. 10). */
function simplestBetween(low: Ratio, high: Ratio): Ratio {
  const floor = low.n / low.d
  if (floor * low.d === low.n) return { n: floor, d: 1n }
  if ((floor + 1n) * high.d <= high.n) return { n: floor + 1n, d: 1n }
  const rest = simplestBetween({ n: high.d, d: high.n - floor * high.d }, { n: low.d, d: low.n - floor * low.d })
  return { n: floor * rest.n + rest.d, d: rest.n }
}

export const addRatios = (a: Ratio, b: Ratio): Ratio => lowest(a.n * b.d + b.n * a.d, a.d * b.d)
export const subtractRatios = (a: Ratio, b: Ratio): Ratio => lowest(a.n * b.d - b.n * a.d, a.d * b.d)
export const multiplyRatios = (a: Ratio, b: Ratio): Ratio => lowest(a.n * b.n, a.d * b.d)
/** a / b; `b` must be above zero. */
export const divideRatios = (a: Ratio, b: Ratio): Ratio => lowest(a.n * b.d, a.d * b.n)

/** A function that gives the smallest whole number that is not under `ratio` times a whole number, exactly. */
export function ceilingOf(ratio: Ratio): (units: number) => number {
  const { n, d } = ratio
  const [top, bottom] = [Number(n), Number(d)]
  const most = Number.MAX_SAFE_INTEGER / Math.max(1, top)
  if (d === 1n) return (units) => (units <= most ? top * units : Number(n * BigInt(units)))
  const isSafe = bottom <= Number.MAX_SAFE_INTEGER && top <= Number.MAX_SAFE_INTEGER
  return (units) => {
    if (!isSafe || units > most) {
      const product = n * BigInt(units)
      return Number((product + d - 1n) / d)
    }
    const product = top * units
    const rest = product % bottom
    return (product - rest) / bottom + (rest > 0 ? 1 : 0)
  }
}
