import { compareRefs, type Ref } from '../../core/keys/ref.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { VARIANCE_RULES, type VarianceRule } from './varianceRules.js'
import type { Variance, VarianceGroupName, VarianceLeafName } from './varianceTypes.js'

/** An amount on the grid of 6 decimals, as cost cards have it; beyond what a double holds of it as it is. */
export function toSixDecimals(amount: number): number {
  return Math.abs(amount) < 4e9 ? Math.round(amount * 1e6) / 1e6 + 0 : amount
}

/** A variance by its own formula; its rule says which. */
export function leaf(
  name: VarianceLeafName,
  ref: Ref,
  amount: number,
  rule: VarianceRule = VARIANCE_RULES[name],
): Variance {
  return { name, ref, amount: toSixDecimals(amount), formula: rule.formula, source: rule.source, children: [] }
}

/** The sum of variances, in the order of what they are of. */
export function group(name: VarianceGroupName, ref: Ref, children: readonly Variance[]): Variance {
  // A stable sort: leaves of one thing stay in the order in which their groups tell them.
  const sorted = [...children].sort((a, b) => compareRefs(a.ref, b.ref))
  return { name, ref, amount: sumDecimals(sorted.map(({ amount }) => amount)), children: sorted }
}

/**
 * What a mix of things that can stand in for each other makes of the difference between their standard and actual
 * amounts.
 */
export interface MixPart<T> {
  readonly line: T
  readonly standard: number
  readonly actual: number
  readonly unitValue: number
}

/**
 * Cuts (standard - actual) x value of each line into mix, (actual total in the standard mix - actual) x value, and yield,
 * (standard - actual total in the standard mix) x value. Without a standard of any line all is yield.
 */
export function mixAndYield<T>(
  parts: readonly MixPart<T>[],
): { readonly line: T; readonly mix: number; readonly yield: number }[] {
  const standard = parts.reduce((sum, part) => sum + part.standard, 0)
  const actual = parts.reduce((sum, part) => sum + part.actual, 0)
  return parts.map(({ line, standard: own, actual: used, unitValue }) => {
    const inMix = standard > 0 ? actual * (own / standard) : used
    return { line, mix: (inMix - used) * unitValue, yield: (own - inMix) * unitValue }
  })
}
