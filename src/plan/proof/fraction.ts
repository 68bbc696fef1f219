/**
 * Exact fractions of BigInts: the arithmetic of the proof, kept apart from that of the plan on purpose, so that an error
 * in one cannot hide in the other.
 */
export interface Fraction {
  readonly n: bigint
  /** Above zero. */
  readonly d: bigint
}

export const ZERO: Fraction = { n: 0n, d: 1n }

const POWERS: readonly (readonly [power: number, denominator: bigint])[] = Array.from({ length: 10 }, (_, places) => [
  10 ** places,
  10n ** BigInt(places),
])

/** The fraction that the decimal digits of a number or string say. */
export function fraction(value: number | string): Fraction {
  // Of at most 15 digits there is one text of a number, so that the digits need not be written to be read.
  if (typeof value === 'number') {
    for (const [power, d] of POWERS) {
      const digits = Math.round(value * power)
      if (Math.abs(digits) > 1e15) break
      if (digits / power === value) return { n: BigInt(digits), d }
    }
  }
  const text = String(value).trim().toLowerCase()
  const [digits = '0', exponent = '0'] = text.split('e')
  const [whole = '0', decimals = ''] = digits.replace(/^[+-]/, '').split('.')
  const size = BigInt(`${whole}${decimals}` || '0')
  const shift = Number(exponent) - decimals.length
  const n = text.startsWith('-') ? -size : size
  return shift >= 0 ? { n: n * 10n ** BigInt(shift), d: 1n } : { n, d: 10n ** BigInt(-shift) }
}

/**
 * The fraction that a number means: with 15 significant digits or more, and with decimals, the one of the fewest parts, up to
 * a million, that lies within 1e-15 of it, by trying them; else what its digits say.
 */
export function meantFraction(value: number): Fraction {
  const exact = fraction(value)
  const digits = String(exact.n).length
  if (digits < 15 || Number.isInteger(value) || !(value > 0)) return exact
  for (let d = 1; d <= 1e6; d += 1) {
    const n = Math.round(value * d)
    if (Math.abs(n - value * d) > 1e-14 * n) continue
    const off = BigInt(n) * exact.d - exact.n * BigInt(d)
    if ((off < 0n ? -off : off) * 10n ** 15n <= exact.n * BigInt(d)) return { n: BigInt(n), d: BigInt(d) }
  }
  return exact
}

export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d }
  // Powers of ten stay small where one is a multiple of the other.
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d }
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d }
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d }
}

export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d })

/** The number nearest to a fraction. */
export function nearest({ n, d }: Fraction): number {
  // So many digits that their rounding cannot tip that of the number.
  const decimals = 40 + String(d).length - String(n).length
  const digits = decimals < 0 ? n / d : (n * 10n ** BigInt(decimals)) / d
  return Number(decimals < 0 ? digits : `${digits}e-${decimals}`)
}

/** The whole number next to a fraction; a half goes to the even one, or away from zero. */
export function round({ n, d }: Fraction, mode: 'halfEven' | 'halfUp'): bigint {
  const negative = n < 0n
  const size = negative ? -n : n
  const whole = size / d
  const twice = (size % d) * 2n
  const up = twice > d || (twice === d && (mode === 'halfUp' || whole % 2n === 1n))
  const result = up ? whole + 1n : whole
  return negative ? -result : result
}

/** Shares a whole number out by weights; what is left after rounding down goes to the largest remainders, then the first. */
export function shareOut(total: bigint, weights: readonly Fraction[]): bigint[] {
  if (weights.length === 1 && weights[0]?.n !== 0n) return [total]
  const sum = weights.reduce(plus, ZERO)
  const size = total < 0n ? -total : total
  const exact = weights.map((weight) => ({ n: size * weight.n * sum.d, d: weight.d * sum.n }))
  const parts = exact.map(({ n, d }) => n / d)
  const rest = exact.map(({ n, d }, i) => ({ i, n: n % d, d }))
  // n1/d1 > n2/d2 without dividing
  rest.sort((a, b) => {
    const left = a.n * b.d
    const right = b.n * a.d
    return left === right ? a.i - b.i : left > right ? -1 : 1
  })
  let missing = size - parts.reduce((a, b) => a + b, 0n)
  for (const { i } of rest) {
    if (missing === 0n) break
    parts[i] = (parts[i] as bigint) + 1n
    missing--
  }
  return total < 0n ? parts.map((part) => -part) : parts
}
