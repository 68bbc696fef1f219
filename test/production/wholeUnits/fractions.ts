/** A ratio of whole numbers, the denominator above zero. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

function reduced(numerator: bigint, denominator: bigint): Fraction {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator]
  while (b > 0n) [a, b] = [b, a % b]
  return a === 0n ? { numerator: 0n, denominator: 1n } : { numerator: numerator / a, denominator: denominator / a }
}

/** The decimal number that a float is written as: 0.1 is one tenth. */
export function fractionOf(value: number): Fraction {
  const [digits, exponent = '0'] = value.toExponential().split('e')
  const [whole = '', decimals = ''] = (digits as string).split('.')
  const power = Number(exponent) - decimals.length
  const mantissa = BigInt(whole + decimals)
  return power >= 0 ? reduced(mantissa * 10n ** BigInt(power), 1n) : reduced(mantissa, 10n ** BigInt(-power))
}

export const times = (a: Fraction, b: Fraction): Fraction =>
  reduced(a.numerator * b.numerator, a.denominator * b.denominator)

export const over = (a: Fraction, b: Fraction): Fraction =>
  reduced(a.numerator * b.denominator, a.denominator * b.numerator)

export const plus = (a: Fraction, b: Fraction): Fraction =>
  reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { ...b, numerator: -b.numerator })

/** The smallest whole number that is not under a fraction of at least zero. */
export const ceilOf = ({ numerator, denominator }: Fraction): bigint => (numerator + denominator - 1n) / denominator

export const toNumber = ({ numerator, denominator }: Fraction): number => Number(numerator) / Number(denominator)
