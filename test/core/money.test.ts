import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCurrencyDecimals } from '../../src/core/money/currencies.js'
import {
  allocate,
  convertMoney,
  currencyDecimals,
  roundCumulative,
  roundMoney,
  sumMoney,
} from '../../src/core/index.js'
import { allocateMinor } from '../../src/core/money/allocateMinor.js'
import {
  changedAmount,
  cumulativeMinor,
  decimalSum,
  fromMinor,
  type MoneyScale,
  productToMinor,
  sumMinor,
  toMinor,
} from '../../src/core/money/money.js'
import { catchSopError } from './catchSopError.js'
import { createRandom } from './createRandom.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const PRODUCTS = Math.min(3_000_000, RUNS * 600)
const Oracle = Decimal.clone({ precision: 120 })

const ROUNDINGS = { halfEven: Decimal.ROUND_HALF_EVEN, halfUp: Decimal.ROUND_HALF_UP } as const

/** Quantity times amount in minor units, unrounded, from the shortest decimal text of each number. */
const exactProduct = (quantity: number | string, amount: number | string, decimals: number): Decimal =>
  new Oracle(quantity).times(amount).times(10 ** decimals)

/** Whole minor units of an exact product by decimal.js alone. */
function roundProduct(product: Decimal, rounding: MoneyScale['rounding']): number {
  const minor = product.toDecimalPlaces(0, ROUNDINGS[rounding]).toNumber()
  return minor === 0 ? 0 : minor
}

const oracle = (quantity: number | string, amount: number | string, { decimals, rounding }: MoneyScale): number =>
  roundProduct(exactProduct(quantity, amount, decimals), rounding)

const SCALES: readonly MoneyScale[] = [0, 2, 3, 4].flatMap((decimals) => [
  { decimals, rounding: 'halfEven' as const },
  { decimals, rounding: 'halfUp' as const },
])

describe('productToMinor', () => {
  test('agrees with exact decimal arithmetic, also right beside and upon a half', () => {
    const random = createRandom(11)
    const wrong: string[] = []
    let halves = 0
    for (let n = 0; n < PRODUCTS; n++) {
      const scale = SCALES[n % SCALES.length] as MoneyScale
      const sign = random() < 0.3 ? -1 : 1
      let quantity: number
      let amount: number
      if (n % 3 === 0) {
        // An amount that is a half of the smallest unit, or a step of its last digits beside it, times few units.
        const units = Math.floor(random() * 10 ** (1 + Math.floor(random() * 9)))
        const beside = [0, 0, 1e-12, -1e-12, 1e-9, 1e-7, -1e-7, 1e-5][Math.floor(random() * 8)] as number
        amount = (sign * (units + 0.5 + beside)) / 10 ** scale.decimals
        quantity = [1, 1, 3, 5, 0.1, 0.5, 7, 11][Math.floor(random() * 8)] as number
      } else {
        quantity = Math.round(random() * 10 ** (1 + Math.floor(random() * 6)) * 1000) / 1000
        amount = (sign * Math.round(random() * 10 ** (1 + Math.floor(random() * 8)))) / 10 ** Math.floor(random() * 7)
      }
      const product = exactProduct(quantity, amount, scale.decimals)
      const expected = roundProduct(product, scale.rounding)
      if (!Number.isSafeInteger(expected)) continue
      if (product.minus(product.trunc()).abs().eq(0.5)) halves++
      if (!Object.is(productToMinor(quantity, amount, scale), expected))
        wrong.push(`${quantity} x ${amount} at ${scale.decimals}`)
    }
    expect(wrong).toEqual([])
    expect(halves).toBeGreaterThan(PRODUCTS / 100)
  })

  test('agrees with exact decimal arithmetic on any doubles and on decimal strings', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e5, max: 1e5 }),
        fc.constantFrom(...SCALES),
        fc.boolean(),
        (quantity, amount, scale, isText) => {
          const expected = oracle(quantity, amount, scale)
          if (!Number.isSafeInteger(expected)) return
          const given = isText ? new Oracle(amount).toFixed() : amount
          expect(productToMinor(quantity, given, scale)).toBe(expected)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('decides a half that a double cannot hold by its decimal digits', () => {
    const usd = { decimals: 2, rounding: 'halfUp' } as const
    expect(productToMinor(1, 1.005, usd)).toBe(101)
    expect(productToMinor(3, 0.335, usd)).toBe(101)
    expect(productToMinor(1.1, 1.05, usd)).toBe(116) // 1.155
    expect(productToMinor(1, '0.00499999999999999999999999999999', usd)).toBe(0)
    expect(productToMinor(1, '0.005', usd)).toBe(1)
    expect(productToMinor(-1, '0.004', usd)).toBe(0)
    expect(productToMinor(1e9, 123.45, { decimals: 3, rounding: 'halfEven' })).toBe(123_450_000_000_000)
  })

  test('refuses what is beyond 2^53 minor units instead of losing digits', () => {
    const usd = { decimals: 2, rounding: 'halfEven' } as const
    expect(toMinor('90071992547409.91', usd)).toBe(Number.MAX_SAFE_INTEGER)
    expect(catchSopError(() => toMinor('90071992547409.92', usd)).code).toBe('MONEY_OVERFLOW')
    expect(catchSopError(() => productToMinor(1e300, 1e300, usd)).code).toBe('MONEY_OVERFLOW')
    expect(catchSopError(() => sumMoney(['90071992547409.91', '0.01'], { currency: 'USD' })).code).toBe(
      'MONEY_OVERFLOW',
    )
  })

  test('refuses what is no amount', () => {
    const usd = { decimals: 2, rounding: 'halfEven' } as const
    for (const bad of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      '',
      '1,000',
      '$5',
      '0x10',
      '1e',
      '--1',
      '1 2',
      undefined,
      null,
      true,
    ]) {
      expect(catchSopError(() => toMinor(bad as never, usd)).code).toBe('NOT_FINITE')
    }
    expect(catchSopError(() => productToMinor(Number.NaN, 1, usd)).code).toBe('NOT_FINITE')
    expect(toMinor(' +12.50 ', usd)).toBe(1250)
    expect(toMinor('.5', usd)).toBe(50)
    expect(toMinor('1.25e2', usd)).toBe(12_500)
  })
})

describe('scales', () => {
  test('the digits of currencies with other than two are those of ISO 4217', () => {
    for (const code of ['JPY', 'KRW', 'CLP', 'VND', 'ISK', 'XAF', 'XOF', 'XPF', 'UGX', 'PYG'])
      expect(currencyDecimals(code)).toBe(0)
    for (const code of ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']) expect(currencyDecimals(code)).toBe(3)
    for (const code of ['CLF', 'UYW']) expect(currencyDecimals(code)).toBe(4)
    for (const code of ['USD', 'EUR', 'GBP', 'CNY', 'INR', 'HUF', 'MRU', 'SLE', 'ZWG'])
      expect(currencyDecimals(code)).toBe(2)
    for (const code of ['usd', 'XXX', '', 'toString', 'EURO', 'HRK', 'ZWL'])
      expect(findCurrencyDecimals(code)).toBeUndefined()
    expect(catchSopError(() => currencyDecimals('HRK')).code).toBe('UNKNOWN_ID')
    expect(catchSopError(() => roundMoney(1, { currency: 'USD', rounding: 'up' as never })).code).toBe('OUT_OF_RANGE')
  })

  test('an amount on the grid survives the way to minor units and back, at every scale', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...SCALES), (minor, scale) => {
        const major = fromMinor(minor, scale)
        expect(toMinor(new Oracle(minor).div(10 ** scale.decimals).toFixed(), scale)).toBe(minor === 0 ? 0 : minor)
        // A double holds 15 digits for certain, so up to there the number itself comes back.
        if (Math.abs(minor) < 1e15) expect(toMinor(major, scale)).toBe(minor === 0 ? 0 : minor)
      }),
      { numRuns: RUNS },
    )
    expect(Object.is(fromMinor(-0, SCALES[0] as MoneyScale), 0)).toBe(true)
  })

  test('converted money is rounded once, at the target', () => {
    expect(convertMoney('2.5', { rate: '1', to: 'JPY' })).toBe(2)
    expect(convertMoney('2.5', { rate: '1', to: 'JPY', rounding: 'halfUp' })).toBe(3)
    // 0.1249 is not first rounded to 0.125.
    expect(convertMoney('0.1249', { rate: '1', to: 'EUR', rounding: 'halfUp' })).toBe(0.12)
    expect(convertMoney('1.0049', { rate: '0.9999', to: 'KWD' })).toBe(1.005)
  })
})

describe('sums and parts', () => {
  test('a sum is exact although its running total passes 2^53', () => {
    const max = Number.MAX_SAFE_INTEGER
    expect(sumMinor([max, max, 1, -max, -1])).toBe(max)
    expect(sumMinor([max, 1, 1, -2])).toBe(max)
    expect(sumMinor([])).toBe(0)
    expect(sumMoney([0.1, 0.2, 0.7], { currency: 'EUR' })).toBe(1)
    expect(sumMoney(new Array<number>(1000).fill(0.01), { currency: 'EUR' })).toBe(10)
  })

  // The smallest doubles are left out: below 2^-1022 the digits that the oracle reads are not the double's own.
  const weight = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 20 }),
    fc.double({ min: 1e-300, max: 1, noNaN: true }),
    fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
  )

  test('parts are whole, add to the total, are within one unit of their share, and none goes to a zero weight', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.maxSafeInteger()),
        fc.array(weight, { minLength: 1, maxLength: 12 }).filter((weights) => weights.some((w) => w > 0)),
        (total, weights) => {
          const parts = allocateMinor(total, weights)
          const sum = Oracle.sum(...weights)
          expect(Oracle.sum(...parts).toNumber()).toBe(total === 0 ? 0 : total)
          parts.forEach((part, i) => {
            expect(Number.isSafeInteger(part) && !Object.is(part, -0)).toBe(true)
            if (weights[i] === 0) expect(part).toBe(0)
            const share = new Oracle(total).times(weights[i] as number).div(sum)
            // Beyond 2^49 a share has no room for its fraction in a double.
            const allowed = 1 + Math.abs(total) * 2e-15
            expect(share.minus(part).abs().toNumber()).toBeLessThanOrEqual(allowed)
          })
        },
      ),
      { numRuns: RUNS * 5 },
    )
  })

  test('the parts are those of the largest-remainder method in exact arithmetic', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc
          .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 })
          .filter((weights) => weights.some((w) => w > 0)),
        fc.constantFrom(1, 10, 100, 1000),
        (total, whole, divisor) => {
          const sum = BigInt(whole.reduce((a, b) => a + b, 0))
          const shares = whole.map((w) => BigInt(total) * BigInt(w))
          const expected = shares.map((share) => Number(share / sum))
          const left = total - expected.reduce((a, b) => a + b, 0)
          const order = shares
            .map((share, i) => ({ i, rest: share % sum }))
            .sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest < b.rest ? 1 : -1))
          for (const { i } of order.slice(0, left)) expected[i] = (expected[i] as number) + 1
          expect(
            allocateMinor(
              total,
              whole.map((w) => w / divisor),
            ),
          ).toEqual(expected)
        },
      ),
      { numRuns: RUNS * 5 },
    )
  })

  test('whole weights share out exactly: the largest remainders as whole numbers, however close they are', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 9_000_000_000_000 }),
        fc.array(fc.oneof(fc.nat({ max: 9_000_000 }), fc.nat({ max: 9 })), { minLength: 1, maxLength: 400 }),
        (total, weights) => {
          const sum = weights.reduce((a, b) => a + b, 0)
          fc.pre(sum > 0)
          const exact = weights.map((weight, n) => {
            const product = BigInt(total) * BigInt(weight)
            return { n, part: product / BigInt(sum), rest: product % BigInt(sum) }
          })
          let left = BigInt(total) - exact.reduce((a, { part }) => a + part, 0n)
          const expected = exact.map(({ part }) => part)
          for (const { n } of [...exact].sort((a, b) => (a.rest === b.rest ? a.n - b.n : a.rest > b.rest ? -1 : 1))) {
            if (left === 0n) break
            expected[n] = (expected[n] as bigint) + 1n
            left--
          }
          expect(allocateMinor(total, weights)).toEqual(expected.map(Number))
        },
      ),
    )
  })

  test('decimal weights share out exactly too, at any size: by their digits', () => {
    expect(allocate(15_165_000_000, { weights: [26, 5], currency: 'IDR' })).toEqual([12719032258.06, 2445967741.94])
    expect(allocate(15_165_000_000, { weights: [2.6, 0.5], currency: 'IDR' })).toEqual([12719032258.06, 2445967741.94])
    expect(allocateMinor(2, [0.1 + 0.2, 0.3, 0.3])).toEqual([1, 1, 0])
    fc.assert(
      fc.property(
        fc.nat({ max: 9_000_000_000_000_000 }),
        fc
          .array(
            fc.oneof(
              fc.constant(0),
              fc.nat({ max: 999 }).map((n) => n / 100),
              weight,
            ),
            { minLength: 1, maxLength: 9 },
          )
          .filter((weights) => weights.some((w) => w > 0)),
        (total, weights) => {
          const Long = Decimal.clone({ precision: 800 })
          const sum = Long.sum(...weights)
          const shares = weights.map((w) => new Long(total).times(w))
          const parts = allocateMinor(total, weights)
          const rest = shares.map((share, n) => share.minus(sum.times(parts[n] as number)))
          // Largest remainder: what was rounded up has no smaller remainder than what was not, and of equals stands first.
          const up = rest.flatMap((r, n) => (r.isNegative() && !r.isZero() ? [{ n, r: r.plus(sum) }] : []))
          const down = rest.flatMap((r, n) => (r.isNegative() && !r.isZero() ? [] : [{ n, r }]))
          for (const a of up) for (const b of down) expect(a.r.gt(b.r) || (a.r.eq(b.r) && a.n < b.n)).toBe(true)
          expect(rest.every((r) => r.abs().lt(sum))).toBe(true)
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('weights whose sum a double cannot hold are shared out all the same, and at once', () => {
    expect(allocateMinor(90_000_000_000, [1e308, 1e308, 1e308])).toEqual([
      30_000_000_000, 30_000_000_000, 30_000_000_000,
    ])
    expect(allocateMinor(3, [5e-324, 5e-324, 5e-324])).toEqual([1, 1, 1])
  })

  test('a tie goes to the earliest part, also where decimal weights blur it', () => {
    expect(allocateMinor(10, [0.3, 0.1])).toEqual([8, 2])
    expect(allocateMinor(10, [0.1, 0.3])).toEqual([3, 7])
    expect(allocate('0.05', { weights: [1, 1], currency: 'USD' })).toEqual([0.03, 0.02])
    expect(allocate('-0.05', { weights: [1, 1], currency: 'USD' })).toEqual([-0.03, -0.02])
    expect(allocate(7, { weights: [1, 1], currency: 'JPY' })).toEqual([4, 3])
  })

  test('refuses weights that cannot share', () => {
    const error = catchSopError(() => allocate(1, { weights: [-1, Number.NaN, 1], currency: 'USD' }))
    expect(error.issues.map((issue) => issue.path)).toEqual(['options.weights[0]', 'options.weights[1]'])
    expect(catchSopError(() => allocate(1, { weights: [0, 0], currency: 'USD' })).code).toBe('EMPTY')
    expect(catchSopError(() => allocate(1, { weights: [], currency: 'USD' })).code).toBe('EMPTY')
  })
})

describe('cumulative rounding', () => {
  test('every running total is the exactly rounded running product, at any size of quantity', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 10, 100, 1000),
        fc.array(fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: -1_000_000, max: 2_000_000_000 })), {
          maxLength: 12,
        }),
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom(...SCALES),
        (divisor, whole, digits, decimals, scale) => {
          const price = digits / 10 ** decimals
          let running = 0
          const totals = whole.map((units) =>
            oracle(new Oracle((running += units)).div(divisor).toFixed(), price, scale),
          )
          if (!totals.every(Number.isSafeInteger)) return
          let posted = 0
          const actual = cumulativeMinor(
            whole.map((units) => units / divisor),
            price,
            scale,
          ).map((p) => (posted += p))
          expect(actual).toEqual(totals)
        },
      ),
      { numRuns: RUNS * 10 },
    )
  })

  test('large quantities with decimals keep their digits', () => {
    // 17,179,869.5 x 0.01 is 17,179,869.5 cents exactly, a half, after any number of steps.
    const random = createRandom(5)
    for (let n = 0; n < 20_000; n++) {
      const tenths = Math.floor(random() * 9e11) * 10 + 5
      expect(cumulativeMinor([tenths / 10], 0.01, { decimals: 2, rounding: 'halfUp' })).toEqual([(tenths + 5) / 10])
    }
  })

  test('an amount that is changed is zero where it is taken away, and one where it becomes one', () => {
    expect(changedAmount(5, [0], [])).toBe(0)
    expect(changedAmount(2, [0.5], [])).toBe(1)
    expect(changedAmount(-3, [0], [])).toBe(0)
    expect(changedAmount('0.1', [3], [0.2])).toBe('0.5')
  })

  test('decimals add up as they are written, and nothing adds up to nothing', () => {
    expect(decimalSum([0.1, 0.2])).toBe(0.3)
    expect(decimalSum([1e15, 0.1, -1e15])).toBe(0.1)
    expect(decimalSum([])).toBe(0)
  })

  test('refuses what is no amount and a rounding that there is not, all at once', () => {
    const options = { currency: 'USD', rounding: 'up' as 'halfUp' }
    const { issues } = catchSopError(() => roundCumulative([1, Number.NaN], options))
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'NOT_FINITE amounts[1]',
      'OUT_OF_RANGE options.rounding',
    ])
    // Where only the options are read, as well.
    expect(catchSopError(() => sumMoney([1], options)).path).toBe('options.rounding')
  })

  test('amounts by period add to the rounded total and never drift', () => {
    const cents = roundCumulative(new Array<number>(36).fill(1000 / 36), { currency: 'USD' })
    expect(sumMoney(cents, { currency: 'USD' })).toBe(1000)
    expect(new Set(cents)).toEqual(new Set([27.78, 27.77]))
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (amounts) => {
          const posted = roundCumulative(amounts, { currency: 'EUR' })
          let total = new Oracle(0)
          let running = 0
          posted.forEach((amount, t) => {
            total = total.plus(amounts[t] as number)
            running += Math.round(amount * 100)
            expect(total.times(100).minus(running).abs().toNumber()).toBeLessThanOrEqual(0.5 + 1e-9)
          })
        },
      ),
      { numRuns: RUNS },
    )
  })
})
