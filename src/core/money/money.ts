import { Decimal } from 'decimal.js'
import { findCurrencyDecimals } from './currencies.js'
import { createIssueList } from '../checking/errors.js'
import { findScale, toGrid } from '../numbers/quantityGrid.js'

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

/** True where an amount has no digit finer than the minor unit. */
export function isWholeMinor(amount: MoneyInput, scale: MoneyScale, path = 'amount'): boolean {
  return exact(amount, path)
    .times(POWERS[scale.decimals] as number)
    .isInteger()
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

/** Whole minor units of a share of an amount that is in minor units already, rounded once, exactly. */
export function minorTimesShare(
  amountMinor: number,
  share: MoneyInput,
  { rounding }: Pick<MoneyScale, 'rounding'>,
  path = 'amount',
): number {
  return productToMinor(amountMinor, share, { decimals: 0, rounding }, path)
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

/** A sum of quantities without a grid, freed of the noise of floating point, which otherwise could tip a half. */
function cleanQuantity(quantity: number): number {
  let power = 1e9
  while (power > 1 && Math.abs(quantity) * power >= 2 ** 49) power /= 10
  return Math.round(quantity * power) / power
}

/**
 * Whole minor units posted period by period, so that their running sum is the rounded running product. Where the unit amount
 * changes with the period, all before it is taken at its new unit amount: what that makes of it is not posted here.
 */
export function cumulativeMinor(
  quantities: ArrayLike<number>,
  unitAmount: MoneyInput | readonly MoneyInput[],
  scale: MoneyScale,
  path = 'amount',
): number[] {
  const posted: number[] = []
  const isOne = !Array.isArray(unitAmount)
  let perUnit = (isOne ? unitAmount : unitAmount[0]) as MoneyInput
  let last = 0
  const grid = findScale(Array.from(quantities))
  let total = 0
  let before = 0
  for (let t = 0; t < quantities.length; t++) {
    const quantity = quantities[t] as number
    if (!isOne && unitAmount[t] !== perUnit) {
      perUnit = unitAmount[t] as MoneyInput
      before = productToMinor(last, perUnit, scale, path)
    }
    total = grid === undefined ? cleanQuantity(total + quantity) : total + toGrid(quantity, grid)
    last = grid === undefined ? total : total / grid
    const now = productToMinor(last, perUnit, scale, path)
    posted.push(now - before)
    before = now
  }
  return posted
}

/** Whole minor units of the sum of quantities times unit amounts of their own: the exact sum, rounded once. */
export function sumProductsMinor(
  products: readonly (readonly [number, MoneyInput])[],
  scale: MoneyScale,
  path = 'amount',
): number {
  const [first, ...others] = products
  if (first === undefined) return 0
  if (others.length === 0) return productToMinor(first[0], first[1], scale, path)
  const total = products.reduce(
    (sum, [quantity, unitAmount]) => sum.plus(exact(unitAmount, path).times(exact(quantity, path))),
    new Exact(0),
  )
  return roundExact(total, scale, path)
}

/** Whole minor units of an amount in another currency: the exact product with the rate, rounded once. */
export function convertToMinor(amount: MoneyInput, rate: MoneyInput, scale: MoneyScale): number {
  return roundExact(exact(amount, 'amount').times(exact(rate, 'options.rate')), scale, 'amount')
}

/** The number nearest to `amount * times / parts` as the decimal digits say: 24.1 * 1.5 is 36.15, not a hair above it. */
export function decimalProduct(amount: number, times: number, parts = 1): number {
  return new Exact(amount).times(times).div(parts).toNumber()
}

/**
 * An amount times factors, plus terms, as the decimal digits say, in whatever order these stand: 49 * 1.1 is 53.9. A text stays
 * a text, which keeps digits that a number would lose.
 */
export function changedAmount(amount: MoneyInput, times: readonly number[], plus: readonly number[]): MoneyInput {
  const inOrder = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b)
  const product = inOrder(times).reduce((value, factor) => value.times(factor), exact(amount, 'amount'))
  const value = inOrder(plus).reduce((sum, term) => sum.plus(term), product)
  if (typeof amount === 'string') return value.isZero() ? '0' : value.toFixed()
  const nearest = value.toNumber()
  return nearest === 0 ? 0 : nearest
}

/** The number nearest to the sum as the decimal digits say: 0.1 + 0.2 is 0.3. */
export function decimalSum(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Exact(0)).toNumber()
}

/** The number nearest to the sum of products, each as its decimal digits say, to so many decimals (a half to the even one). */
export function decimalSumOfProducts(products: readonly (readonly [number, number])[], decimals: number): number {
  return products
    .reduce((sum, [a, b]) => sum.plus(new Exact(a).times(b)), new Exact(0))
    .toDecimalPlaces(decimals)
    .toNumber()
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
