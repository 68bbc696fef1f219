import { Decimal } from 'decimal.js'
import { findCurrencyDecimals } from './currencies.js'
import { createIssueList } from './errors.js'

/** An amount in major units, as `12.5` or `'12.50'`; a string keeps digits that a number would lose. */
export type MoneyInput = number | string

/** How a half is rounded: to the even neighbor (the default), or away from zero. */
export type Rounding = 'halfEven' | 'halfUp'

/** The grid on which money is kept. */
export interface MoneyOptions {
  /** ISO 4217 code; decides how many decimals an amount has. */
  readonly currency: string
  /** Default `halfEven`. */
  readonly rounding?: Rounding
}

/** A currency's grid in the form that the kernels use. */
export interface MoneyScale {
  readonly decimals: number
  readonly rounding: Rounding
}

// A constructor of our own: the precision holds products of two 17-digit numbers and never depends on what
// else in the program configured decimal.js.
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -30, toExpPos: 40 })

const POWERS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] as const

/** The grid of a currency; a SopError for a code that ISO 4217 does not list. */
export function moneyScale(options: MoneyOptions, path = 'options'): MoneyScale {
  const issues = createIssueList()
  const decimals = findCurrencyDecimals(options.currency)
  if (decimals === undefined) {
    issues.add(
      'UNKNOWN_ID',
      `${path}.currency`,
      options.currency,
      'This is not a currency code of ISO 4217.',
      "Give the three capital letters of a currency, as 'USD', 'EUR' or 'JPY'.",
    )
  }
  const rounding = options.rounding ?? 'halfEven'
  if (rounding !== 'halfEven' && rounding !== 'halfUp') {
    issues.add(
      'OUT_OF_RANGE',
      `${path}.rounding`,
      rounding,
      'There is no such rounding.',
      "Use 'halfEven' or 'halfUp'.",
    )
  }
  issues.throwIfAny()
  return { decimals: decimals as number, rounding }
}

/**
 * Digits after the decimal point of a currency.
 *
 * Source: ISO 4217, list one (active codes).
 *
 * @param currency - ISO 4217 code
 * @returns 2 for USD, 0 for JPY, 3 for KWD
 * @throws SopError `UNKNOWN_ID` for a code that ISO 4217 does not list
 * @example
 * ```ts
 * import { currencyDecimals } from 'sop-engine/core'
 * currencyDecimals('JPY') // => 0
 * ```
 */
export function currencyDecimals(currency: string): number {
  return moneyScale({ currency }, 'input').decimals
}

function exact(amount: MoneyInput, path: string): Decimal {
  const issues = createIssueList()
  const text = typeof amount === 'string' ? amount.trim() : amount
  if (typeof text === 'number' ? !Number.isFinite(text) : !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    issues.add(
      'NOT_FINITE',
      path,
      amount,
      'An amount of money must be a finite number or a decimal string.',
      "Give a number as 12.5, or a string as '12.50' (no thousands separators, no currency sign).",
    )
    issues.throwIfAny()
  }
  return new Exact(text)
}

function safeInteger(value: Decimal, path: string): number {
  const minor = value.toNumber()
  if (!Number.isSafeInteger(minor)) {
    const issues = createIssueList()
    issues.add(
      'MONEY_OVERFLOW',
      path,
      value.toString(),
      'The amount has more digits than can be kept exactly (2^53 minor units).',
      'Plan in a larger unit, as thousands.',
    )
    issues.throwIfAny()
  }
  return minor === 0 ? 0 : minor
}

function roundExact(value: Decimal, scale: MoneyScale, path: string): number {
  const mode = scale.rounding === 'halfUp' ? Decimal.ROUND_HALF_UP : Decimal.ROUND_HALF_EVEN
  return safeInteger(value.times(POWERS[scale.decimals] as number).toDecimalPlaces(0, mode), path)
}

/** Whole minor units of an amount in major units, rounded as its decimal digits say (1.005 is a half, not less). */
export function toMinor(amount: MoneyInput, scale: MoneyScale, path = 'amount'): number {
  return productToMinor(1, amount, scale, path)
}

/**
 * Whole minor units of quantity times unit amount, rounded once, exactly.
 *
 * Float64 decides unless the product lies so near a half that its error could matter; then decimal.js does.
 */
export function productToMinor(quantity: number, unitAmount: MoneyInput, scale: MoneyScale, path = 'amount'): number {
  const power = POWERS[scale.decimals] as number
  if (typeof unitAmount === 'number') {
    const product = quantity * unitAmount * power
    const size = Math.abs(product)
    if (size < 2 ** 50) {
      const nearest = Math.round(product)
      const toHalf = Math.abs(Math.abs(product - nearest) - 0.5)
      if (toHalf > 1e-6 + size * 1e-15) return nearest === 0 ? 0 : nearest
    }
  }
  return roundExact(exact(unitAmount, path).times(exact(quantity, path)), scale, path)
}

/** Major units of a whole number of minor units: the double nearest to the exact decimal. */
export function fromMinor(minor: number, scale: MoneyScale): number {
  const amount = minor / (POWERS[scale.decimals] as number)
  return amount === 0 ? 0 : amount
}

/** Sum of whole minor units, exact also where a running total would pass 2^53. */
export function sumMinor(amounts: ArrayLike<number>, path = 'amounts'): number {
  let total = 0
  for (let i = 0; i < amounts.length; i++) {
    total += amounts[i] as number
    if (!Number.isSafeInteger(total)) return sumMinorExactly(amounts, path)
  }
  return total
}

function sumMinorExactly(amounts: ArrayLike<number>, path: string): number {
  let total = new Exact(0)
  for (let i = 0; i < amounts.length; i++) total = total.plus(amounts[i] as number)
  return safeInteger(total, path)
}

/**
 * Splits a whole number by weights so that the parts are whole and add to it (largest remainder, ties to the first).
 *
 * At least one weight is above zero. A part of weight zero is zero.
 */
export function allocateMinor(total: number, weights: ArrayLike<number>): number[] {
  let sum = 0
  let largest = 0
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i] as number
    largest = Math.max(largest, weights[i] as number)
  }
  // The sum of huge weights is infinite: they are measured by the largest of them.
  const isHuge = sum === Number.POSITIVE_INFINITY
  if (isHuge) {
    sum = 0
    for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) / largest
  }
  const size = Math.abs(total)
  if (!isHuge && Number.isSafeInteger(sum) && Array.prototype.every.call(weights, Number.isInteger)) {
    const parts = allocateWhole(size, weights, sum)
    return total < 0 ? parts.map((part) => 0 - part) : parts
  }
  // Remainders closer than this are a tie: 0.3 / 0.4 is a hair under 0.75. A power of ten, so that the remainders of
  // decimal shares lie in the middle of a step and not on its edge.
  let blur = 1e-9
  while (blur < size * 1e-14) blur *= 10
  const parts: number[] = []
  const remainders: { readonly index: number; readonly remainder: number }[] = []
  let given = 0
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] as number
    const share = size * ((isHuge ? weight / largest : weight) / sum)
    const part = Math.floor(share)
    parts.push(part)
    given += part
    if (weight > 0) remainders.push({ index, remainder: Math.round((share - part) / blur) })
  }
  remainders.sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  // Float error can leave one unit too many as well as too few.
  for (let left = size - given, i = 0; left > 0; left--, i++) {
    const place = (remainders[i % remainders.length] as { index: number }).index
    parts[place] = (parts[place] as number) + 1
  }
  for (let over = given - size, i = remainders.length - 1; over > 0; i = i === 0 ? remainders.length - 1 : i - 1) {
    const place = (remainders[i] as { index: number }).index
    if ((parts[place] as number) === 0) continue
    parts[place] = (parts[place] as number) - 1
    over--
  }
  return total < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts
}

/** Largest remainder by whole weights, exactly: remainders are whole numbers, and two of them are equal or they are not. */
function allocateWhole(size: number, weights: ArrayLike<number>, sum: number): number[] {
  const parts: number[] = []
  const remainders: { readonly index: number; readonly remainder: number }[] = []
  let left = size
  for (let index = 0; index < weights.length; index++) {
    const product = size * (weights[index] as number)
    const isExact = product <= Number.MAX_SAFE_INTEGER
    const whole = isExact ? 0n : BigInt(size) * BigInt(weights[index] as number)
    const remainder = isExact ? product % sum : Number(whole % BigInt(sum))
    const part = isExact ? (product - remainder) / sum : Number(whole / BigInt(sum))
    parts.push(part)
    left -= part
    remainders.push({ index, remainder })
  }
  remainders.sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  // Fewer are left than there are remainders above zero.
  for (let i = 0; i < left; i++) {
    const place = (remainders[i] as { index: number }).index
    parts[place] = (parts[place] as number) + 1
  }
  return parts
}

/**
 * A sum of grid quantities without the noise of floating point, which otherwise could tip a half: to nine decimals, or
 * to as many as leave the last bits of a large quantity out.
 */
function cleanQuantity(quantity: number): number {
  if (Number.isInteger(quantity)) return quantity
  let power = 1e9
  while (power > 1 && Math.abs(quantity) * power >= 2 ** 49) power /= 10
  return Math.round(quantity * power) / power
}

/** Whole minor units posted period by period, so that their running sum is the rounded running product. */
export function cumulativeMinor(quantities: ArrayLike<number>, unitAmount: MoneyInput, scale: MoneyScale): number[] {
  const posted: number[] = []
  let cumulative = 0
  let before = 0
  for (let t = 0; t < quantities.length; t++) {
    cumulative = cleanQuantity(cumulative + (quantities[t] as number))
    const now = productToMinor(cumulative, unitAmount, scale)
    posted.push(now - before)
    before = now
  }
  return posted
}

/** Whole minor units of an amount in another currency: the exact product with the rate, rounded once. */
export function convertToMinor(amount: MoneyInput, rate: MoneyInput, scale: MoneyScale): number {
  return roundExact(exact(amount, 'amount').times(exact(rate, 'options.rate')), scale, 'amount')
}

/** Whole minor units posted period by period, so that their running sum is the rounded running sum of the amounts. */
export function roundCumulativeMinor(amounts: readonly MoneyInput[], scale: MoneyScale): number[] {
  let total = new Exact(0)
  let before = 0
  return amounts.map((amount, i) => {
    total = total.plus(exact(amount, `amounts[${i}]`))
    // 1/3 + 1/3 + 1/3 as doubles is a hair under 1: ten digits past the minor unit are beyond any real rate.
    const now = roundExact(total.toDecimalPlaces(scale.decimals + 10), scale, `amounts[${i}]`)
    const posted = now - before
    before = now
    return posted
  })
}
