import { number, optional, POSITIVE, QUANTITY, record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** A cost, and what shall be earned on it. */
export interface PricingInput {
  /** Of one unit: full or variable, whichever the margin is over. */
  readonly unitCost: number
  /** Share of the price that shall be margin, 0 to below 1; this or `markupRate`. */
  readonly marginShare?: number
  /** Margin over cost; may be above 1. */
  readonly markupRate?: number
  /** Return wanted on what is invested; with `investment` and `units` in place of the other two. */
  readonly returnRate?: number
  readonly investment?: number
  readonly units?: number
}

/** A price and what is earned with it. Major units of money. */
export interface Pricing {
  readonly price: number
  readonly margin: number
  /** Null at a price of 0. */
  readonly marginShare: number | null
  /** Null without a cost. */
  readonly markupRate: number | null
}

/**
 * The price at which a unit earns a margin, a markup or a return.
 *
 * price = cost / (1 - margin share) = cost x (1 + markup) = cost + return x investment / units. Source: Horngren, Cost
 * Accounting, ch. 13. Not rounded.
 *
 * @param input - cost (major units) and one of margin, markup and return
 * @returns price, margin, and both of its ratios
 * @throws SopError `CONFLICT` unless just one of the three is given, `OUT_OF_RANGE`, `NOT_FINITE`, `MISSING_VALUE`
 * @example
 * ```ts
 * import { priceForMargin } from 'sop-engine/costing'
 * priceForMargin({ unitCost: 60, marginShare: 0.25 }).price // => 80
 * ```
 */
export function priceForMargin(input: PricingInput): Pricing {
  const issues = createIssueList()
  const rate = optional(number(QUANTITY))
  record<PricingInput>({
    unitCost: number(QUANTITY),
    marginShare: optional(number({ min: 0, below: 1 })),
    markupRate: rate,
    returnRate: rate,
    investment: rate,
    units: optional(number(POSITIVE)),
  })(input, '', issues)
  issues.throwIfAny()
  const { unitCost, marginShare, markupRate, returnRate, investment, units } = input
  const wanted = [marginShare, markupRate, returnRate].filter((one) => one !== undefined)
  if (wanted.length !== 1) {
    const message = 'One of marginShare, markupRate and returnRate says what shall be earned.'
    issues.add('CONFLICT', 'marginShare', marginShare, message, 'Give one of the three.')
  }
  if (returnRate !== undefined && (investment === undefined || units === undefined)) {
    const field = investment === undefined ? 'investment' : 'units'
    issues.add('MISSING_VALUE', field, undefined, 'A return is earned on an investment, by units.', `Give ${field}.`)
  }
  issues.throwIfAny()
  const price =
    marginShare !== undefined
      ? unitCost / (1 - marginShare)
      : markupRate !== undefined
        ? unitCost * (1 + markupRate)
        : unitCost + ((returnRate ?? 0) * (investment ?? 0)) / (units ?? 1)
  const margin = price - unitCost
  return {
    price,
    margin,
    marginShare: price > 0 ? margin / price : null,
    markupRate: unitCost > 0 ? margin / unitCost : null,
  }
}

/** What the market pays, what shall be earned, and what it costs today. */
export interface TargetCostInput {
  /** Price that the market pays for a unit. */
  readonly targetPrice: number
  /** Share of the price that shall be profit, 0 to below 1. */
  readonly marginShare: number
  /** What a unit costs as it is designed now; with it comes the gap. */
  readonly currentCost?: number
}

/** What a unit may cost. Major units of money. */
export interface TargetCost {
  readonly targetCost: number
  readonly targetMargin: number
  /** Current less target cost: what has to be designed out; below zero none. Null without the current cost. */
  readonly costGap: number | null
}

/**
 * Target costing: what a unit may cost at the price that the market pays.
 *
 * target cost = target price x (1 - margin share); gap = current cost - target cost. Source: Horngren, Cost Accounting,
 * ch. 13; CIMA Official Terminology, "target cost". Not rounded.
 *
 * @param input - price and current cost (major units), margin
 * @returns target cost, margin, and the gap
 * @throws SopError `OUT_OF_RANGE`, `NOT_FINITE`, `MISSING_VALUE`
 * @example
 * ```ts
 * import { targetCost } from 'sop-engine/costing'
 * targetCost({ targetPrice: 80, marginShare: 0.25, currentCost: 66 }) // => { targetCost: 60, targetMargin: 20, costGap: 6 }
 * ```
 */
export function targetCost(input: TargetCostInput): TargetCost {
  const issues = createIssueList()
  record<TargetCostInput>({
    targetPrice: number(QUANTITY),
    marginShare: number({ min: 0, below: 1 }),
    currentCost: optional(number(QUANTITY)),
  })(input, '', issues)
  issues.throwIfAny()
  const { targetPrice, marginShare, currentCost } = input
  const targetMargin = targetPrice * marginShare
  const may = targetPrice - targetMargin
  return { targetCost: may, targetMargin, costGap: currentCost === undefined ? null : currentCost - may }
}
