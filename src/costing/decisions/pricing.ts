import { number, optional, POSITIVE, QUANTITY, record } from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'

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

/** A return on what is invested in so many units. */
type ReturnWanted = Pick<PricingInput, 'returnRate' | 'investment' | 'units'>

const RETURN_WANTED = {
  returnRate: optional(number(QUANTITY)),
  investment: optional(number(QUANTITY)),
  units: optional(number(POSITIVE)),
}

const returnPerUnit = ({ returnRate = 0, investment = 0, units = 1 }: ReturnWanted): number =>
  (returnRate * investment) / units

/** Adds problems where not just one of the ways to say what shall be earned is given, or a return without all it needs. */
function checkWanted(
  wanted: Readonly<Record<string, number | undefined>>,
  input: ReturnWanted,
  issues: IssueList,
): void {
  const names = Object.keys(wanted)
  if (names.filter((name) => wanted[name] !== undefined).length !== 1) {
    const message = `One of ${names.slice(0, -1).join(', ')} and ${names.at(-1)} says what shall be earned.`
    issues.add('CONFLICT', 'marginShare', wanted['marginShare'], message, 'Give just one of them.')
  }
  if (input.returnRate === undefined) return
  for (const field of ['investment', 'units'] as const) {
    if (input[field] !== undefined) continue
    issues.add('MISSING_VALUE', field, undefined, 'A return is earned on an investment, by units.', `Give ${field}.`)
  }
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
  record<PricingInput>({
    unitCost: number(QUANTITY),
    marginShare: optional(number({ min: 0, below: 1 })),
    markupRate: optional(number(QUANTITY)),
    ...RETURN_WANTED,
  })(input, '', issues)
  issues.throwIfAny()
  const { unitCost, marginShare, markupRate, returnRate } = input
  checkWanted({ marginShare, markupRate, returnRate }, input, issues)
  issues.throwIfAny()
  const price =
    marginShare !== undefined
      ? unitCost / (1 - marginShare)
      : markupRate !== undefined
        ? unitCost * (1 + markupRate)
        : unitCost + returnPerUnit(input)
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
  /** Share of the price that shall be profit, 0 to below 1; this or `returnRate`. */
  readonly marginShare?: number
  /** Return wanted on what is invested; with `investment` and `units`. */
  readonly returnRate?: number
  readonly investment?: number
  readonly units?: number
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
 * target cost = target price x (1 - margin share) = target price - return x investment / units; gap = current cost -
 * target cost. It is below zero where the return is more than the price brings. Source: Horngren, Cost Accounting, ch. 13;
 * Garrison, Managerial Accounting, "target costing"; CIMA Official Terminology, "target cost". Not rounded.
 *
 * @param input - price and current cost (major units), margin or return
 * @returns target cost, margin, and the gap
 * @throws SopError `CONFLICT` unless just one of margin and return is given, `OUT_OF_RANGE`, `NOT_FINITE`, `MISSING_VALUE`
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
    marginShare: optional(number({ min: 0, below: 1 })),
    ...RETURN_WANTED,
    currentCost: optional(number(QUANTITY)),
  })(input, '', issues)
  issues.throwIfAny()
  const { targetPrice, marginShare, returnRate, currentCost } = input
  checkWanted({ marginShare, returnRate }, input, issues)
  issues.throwIfAny()
  const targetMargin = marginShare === undefined ? returnPerUnit(input) : targetPrice * marginShare
  const may = targetPrice - targetMargin
  return { targetCost: may, targetMargin, costGap: currentCost === undefined ? null : currentCost - may }
}
