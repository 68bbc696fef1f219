import { type Check, type Fields, oneOf, refuse } from '../checking/checks.js'
import { findCurrencyDecimals } from './currencies.js'
import type { MoneyOptions } from './money.js'

const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i

/** What an amount must be. */
export interface MoneyRule {
  /** Whether it may be below zero. Default false. */
  readonly signed?: boolean
}

/** An amount in major units: a finite number or a decimal string. */
export function money({ signed = false }: MoneyRule = {}): Check {
  return (value, path, issues) => {
    const isAmount =
      typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && DECIMAL.test(value)
    if (!isAmount) {
      const code =
        value === undefined
          ? 'MISSING_VALUE'
          : typeof value === 'number' || typeof value === 'string'
            ? 'NOT_FINITE'
            : 'WRONG_TYPE'
      const remedy = "Give a number as 12.5, or a string as '12.50' (no thousands separators, no currency sign)."
      return refuse(issues, code, path, value, 'an amount of money', remedy)
    }
    if (signed || Number(value) >= 0) return true
    return refuse(issues, 'OUT_OF_RANGE', path, value, 'an amount from zero', 'Give zero or more.')
  }
}

/** An ISO 4217 code. */
export const currency: Check = (value, path, issues) => {
  if (typeof value === 'string' && findCurrencyDecimals(value) !== undefined) return true
  const code = value === undefined ? 'MISSING_VALUE' : typeof value === 'string' ? 'UNKNOWN_ID' : 'WRONG_TYPE'
  const remedy = "Give the three capital letters of a currency, as 'USD', 'EUR' or 'JPY'."
  return refuse(issues, code, path, value, 'a currency code of ISO 4217', remedy)
}

/** How halves are rounded. */
export const rounding: Check = (value, path, issues) => oneOf('halfEven', 'halfUp')(value, path, issues)

/** The grid of money, as nearly every function that rounds takes it. */
export const MONEY_FIELDS: Fields<MoneyOptions> = {
  currency,
  rounding: (value, path, issues) => value === undefined || rounding(value, path, issues),
}
