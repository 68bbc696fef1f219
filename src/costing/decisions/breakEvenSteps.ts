import { type Check, list, number, optional, QUANTITY, record, throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { profitBeforeTax, type ProfitWanted, TAX_SHARE } from './beforeTax.js'
import type { CostStep } from './stepFixedCost.js'

/** A product whose fixed cost steps up with volume. */
export interface SteppedBreakEvenInput extends ProfitWanted {
  readonly price: number
  readonly variableCostPerUnit: number
  /** Fixed cost of each band of units, in all; bounds rise. */
  readonly steps: readonly CostStep[]
}

/** Where a product with stepped cost covers it. */
export interface SteppedBreakEven {
  /**
   * Fewest units at which the target is reached and kept to the end of their band, one for each band that reaches it
   * anew.
   */
  readonly breakEvenUnits: readonly number[]
  /** Ranges of units in which it is reached, both ends included; the last may have no end. */
  readonly profitable: readonly { readonly from: number; readonly to: number | null }[]
}

/**
 * Break-even points where fixed cost steps up with volume: there may be none, one or several.
 *
 * Within a band the units are (cost of the band + target profit / (1 - tax share)) / contribution per unit, where that lies in the band;
 * a band that begins above its break-even continues the profit of the one before. Source: Horngren, Cost Accounting,
 * ch. 2 and 3, step cost functions. Not rounded.
 *
 * @param input - price, variable cost (major units) and the bands
 * @returns the points, and the ranges in which the target is reached
 * @throws SopError `EMPTY`, `PERIODS_OUT_OF_ORDER` for bounds that do not rise, `OUT_OF_RANGE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { breakEvenSteps } from 'sop-engine/costing'
 * const result = breakEvenSteps({
 *   price: 15,
 *   variableCostPerUnit: 10,
 *   steps: [
 *     { upTo: 1000, cost: 4000 },
 *     { upTo: 2000, cost: 6000 },
 *   ],
 * })
 * result.breakEvenUnits // => [800, 1200]
 * result.profitable // => [{ from: 800, to: 1000 }, { from: 1200, to: 2000 }]
 * ```
 */
export function breakEvenSteps(input: SteppedBreakEvenInput): SteppedBreakEven {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  const bound: Check = (value, path, into) => value === Number.POSITIVE_INFINITY || quantity(value, path, into)
  record<SteppedBreakEvenInput>({
    price: quantity,
    variableCostPerUnit: quantity,
    steps: list(record<CostStep>({ upTo: bound, cost: quantity }), { least: 1 }),
    targetProfit: optional(quantity),
    taxShare: optional(TAX_SHARE),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { price, variableCostPerUnit, steps } = input
  let before = Number.NEGATIVE_INFINITY
  steps.forEach(({ upTo }, n) => {
    if (upTo <= before) {
      const message = 'The bounds of the bands must rise.'
      issues.add('PERIODS_OUT_OF_ORDER', `steps[${n}].upTo`, upTo, message, 'Sort the bands by upTo.')
    }
    before = upTo
  })
  issues.throwIfAny()
  const contribution = price - variableCostPerUnit
  const breakEvenUnits: number[] = []
  const profitable: { from: number; to: number | null }[] = []
  let from = 0
  for (const { upTo, cost } of steps) {
    const wanted = cost + profitBeforeTax(input)
    const units = contribution > 0 ? wanted / contribution : wanted <= 0 ? 0 : Number.POSITIVE_INFINITY
    const last = profitable.at(-1)
    if (units <= upTo && units !== Number.POSITIVE_INFINITY) {
      const to = upTo === Number.POSITIVE_INFINITY ? null : upTo
      // Where the whole band pays and so did the end of the one before, the range goes on.
      if (units <= from && last !== undefined && last.to === from) last.to = to
      else {
        breakEvenUnits.push(Math.max(units, from))
        profitable.push({ from: Math.max(units, from), to })
      }
    }
    from = upTo
  }
  return { breakEvenUnits, profitable }
}
