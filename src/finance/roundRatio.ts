import type { MoneyScale, Rounding } from '../core/money/money.js'

/** A whole number divided by another, rounded exactly: a half is seen as a half whatever the divisor. */
export function roundRatio(numerator: bigint, denominator: bigint, rounding: Rounding): number {
  const negative = numerator < 0n !== denominator < 0n
  const above = numerator < 0n ? -numerator : numerator
  const below = denominator < 0n ? -denominator : denominator
  let whole = above / below
  const twice = 2n * (above % below)
  if (twice > below || (twice === below && (rounding === 'halfUp' || whole % 2n === 1n))) whole += 1n
  return Number(negative ? -whole : whole)
}

/** A finite number as the fraction that its decimal digits say: 0.075 is 75 / 1000. */
export function toFraction(value: number): { readonly numerator: bigint; readonly denominator: bigint } {
  // Most quantities are whole, and to read digits takes longer than all that is done with them.
  if (Number.isSafeInteger(value)) return { numerator: BigInt(value), denominator: 1n }
  const [mantissa, exponent] = String(value).split('e') as [string, string | undefined]
  const [whole, decimals = ''] = mantissa.split('.') as [string, string | undefined]
  const digits = BigInt(whole + decimals)
  const places = decimals.length - Number(exponent ?? 0)
  return places > 0
    ? { numerator: digits, denominator: 10n ** BigInt(places) }
    : { numerator: digits * 10n ** BigInt(-places), denominator: 1n }
}

/** The share of an amount in whole minor units that belongs to a part of all units, by their decimal digits, rounded once. */
export function shareOfMinor(amountMinor: number, part: number, all: number, rounding: Rounding): number {
  const [over, under] = [toFraction(part), toFraction(all)]
  return roundRatio(
    BigInt(amountMinor) * over.numerator * under.denominator,
    over.denominator * under.numerator,
    rounding,
  )
}

/** Whole minor units of a sum of quantities times a rate: exact, so that the noise of the sum cannot tip a half. */
export function sumTimesRate(quantities: readonly number[], rate: number, scale: MoneyScale): number {
  if (rate === 0) return 0
  const price = toFraction(rate)
  let numerator = 0n
  let denominator = 1n
  for (const quantity of quantities) {
    const next = toFraction(quantity)
    numerator = numerator * next.denominator + next.numerator * denominator
    denominator *= next.denominator
  }
  return roundRatio(
    numerator * price.numerator * 10n ** BigInt(scale.decimals),
    denominator * price.denominator,
    scale.rounding,
  )
}
