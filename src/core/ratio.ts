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

/** The ratio that the decimal digits of a finite number say: 0.1 is 1/10, not the float next to it. */
export function ratioOf(value: number): Ratio {
  const [digits = '0', exponent = '0'] = String(value).split('e')
  const [whole = '0', decimals = ''] = digits.split('.')
  const size = BigInt(`${whole}${decimals}`)
  const shift = Number(exponent) - decimals.length
  return shift >= 0 ? { n: size * 10n ** BigInt(shift), d: 1n } : lowest(size, 10n ** BigInt(-shift))
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
