import type { MoneyInput } from '../../core/money/money.js'
import type { Facts } from './facts.js'
import { type Fraction, fraction, plus, round, times, ZERO } from './fraction.js'

/** Exact amounts in minor units, rounded as the plan rounds. */
export interface MinorAmounts {
  toMinor(amount: Fraction): bigint
  money(amount: MoneyInput | undefined): bigint
  /** Quantity times money per unit, rounded once. */
  product(quantity: number, unitAmount: MoneyInput): bigint
  /** Posted so that the running total is rounded, not each period. */
  cumulative(unitAmount: number, quantities: readonly number[]): bigint[]
  /** One amount for each period of a price (a level) or a budget (a flow). */
  byPeriod(value: MoneyInput | readonly MoneyInput[] | undefined, flow: boolean): readonly MoneyInput[]
}

/** The money of a plan, in its currency and rounding. */
export function minorAmounts(facts: Facts): MinorAmounts {
  const { plan, days } = facts
  const minor = fraction(10 ** plan.ledger.decimals)
  const toMinor = (amount: Fraction): bigint => round(times(amount, minor), plan.input.rounding)
  const money = (amount: MoneyInput | undefined): bigint => toMinor(fraction(amount ?? 0))
  const product = (a: number, b: MoneyInput): bigint => (a === 0 ? 0n : toMinor(times(fraction(a), fraction(b))))
  const cumulative = (unit: number, quantities: readonly number[]): bigint[] => {
    const unitAmount = fraction(unit)
    let total = ZERO
    let before = 0n
    return quantities.map((quantity) => {
      if (quantity === 0) return 0n
      total = plus(total, fraction(quantity))
      const now = toMinor(times(total, unitAmount))
      const posted = now - before
      before = now
      return posted
    })
  }
  const byPeriod = (value: MoneyInput | readonly MoneyInput[] | undefined, flow: boolean): readonly MoneyInput[] => {
    if (typeof value === 'object') return value
    if (!flow) return days.map(() => value ?? 0)
    return facts.flow(Number(value ?? 0))
  }
  return { toMinor, money, product, cumulative, byPeriod }
}
