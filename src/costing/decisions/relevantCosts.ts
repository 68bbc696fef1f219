import { number, optional, QUANTITY, record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** An order beside the usual business. */
export interface SpecialOrderInput {
  readonly units: number
  readonly price: number
  /** Variable cost of one unit of it. */
  readonly variableCostPerUnit: number
  /** Fixed cost that comes with it alone; default 0. */
  readonly extraFixedCost?: number
  /** Capacity that is not used, in units; default: enough. */
  readonly spareUnits?: number
  /** Contribution of a unit of usual business that must make room; needed where spare units do not suffice. */
  readonly displacedContributionPerUnit?: number
}

/** Whether a special order pays. Major units of money. */
export interface SpecialOrder {
  /** Units of usual business that must make room. */
  readonly displacedUnits: number
  readonly incrementalRevenue: number
  readonly incrementalCost: number
  readonly opportunityCost: number
  readonly incrementalProfit: number
  /** The price at which nothing is earned and nothing lost; null for an order of no units. */
  readonly minimumPrice: number | null
}

/**
 * Whether an order at a price of its own pays: only what changes with it counts.
 *
 * profit = units x (price - variable cost) - extra fixed cost - displaced units x their contribution. Source: Horngren,
 * Cost Accounting, ch. 11, "one-time-only special orders". Not rounded.
 *
 * @param input - the order, spare capacity, and what would make room for it; major units
 * @returns what it adds, and the least price
 * @throws SopError `MISSING_VALUE`, also of what is displaced where spare units do not suffice; `OUT_OF_RANGE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { specialOrder } from 'sop-engine/costing'
 * const order = { units: 100, price: 12, variableCostPerUnit: 9, spareUnits: 60, displacedContributionPerUnit: 5 }
 * specialOrder(order).incrementalProfit // => 100
 * ```
 */
export function specialOrder(input: SpecialOrderInput): SpecialOrder {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  record<SpecialOrderInput>({
    units: quantity,
    price: quantity,
    variableCostPerUnit: quantity,
    extraFixedCost: optional(quantity),
    spareUnits: optional(quantity),
    displacedContributionPerUnit: optional(quantity),
  })(input, '', issues)
  issues.throwIfAny()
  const { units, price, variableCostPerUnit, extraFixedCost = 0, spareUnits = units } = input
  const displacedUnits = Math.max(0, units - spareUnits)
  if (displacedUnits > 0 && input.displacedContributionPerUnit === undefined) {
    const message = `${displacedUnits} units of usual business must make room, and nothing says what they earn.`
    const remedy = 'Give it (0 where they earn nothing), or more spareUnits.'
    issues.add('MISSING_VALUE', 'displacedContributionPerUnit', undefined, message, remedy)
  }
  issues.throwIfAny()
  const opportunityCost = displacedUnits * (input.displacedContributionPerUnit ?? 0)
  const incrementalCost = units * variableCostPerUnit + extraFixedCost
  return {
    displacedUnits,
    incrementalRevenue: units * price,
    incrementalCost,
    opportunityCost,
    incrementalProfit: units * price - incrementalCost - opportunityCost,
    minimumPrice: units > 0 ? (incrementalCost + opportunityCost) / units : null,
  }
}

/** A product line, customer or shop that might be given up. */
export interface DropInput {
  readonly revenue: number
  readonly variableCosts: number
  /** Fixed cost that ends with it. */
  readonly avoidableFixedCosts: number
  /** Fixed cost that it bears and that stays; it decides nothing. Default 0. */
  readonly allocatedFixedCosts?: number
  /** Contribution that others lose with it: what is sold together; default 0. */
  readonly contributionLostElsewhere?: number
  /** Contribution that its capacity earns elsewhere; default 0. */
  readonly contributionGained?: number
}

/** Whether giving it up pays. Major units of money. */
export interface DropDecision {
  readonly contribution: number
  /** Contribution less avoidable fixed cost. */
  readonly segmentMargin: number
  /** What the books show, with cost that stays. */
  readonly reportedProfit: number
  /** What profit gains where it is given up; below zero it should stay. */
  readonly changeOfProfit: number
}

/**
 * Whether giving up a product line, a customer or a shop pays: what stays either way does not count.
 *
 * change of profit = avoidable fixed cost + contribution gained - contribution - contribution lost elsewhere. Source:
 * Horngren, Cost Accounting, ch. 11, "adding or dropping customers". Not rounded.
 *
 * @param input - revenue and cost of the line, major units
 * @returns its margin, what the books show, and what profit gains without it
 * @throws SopError `MISSING_VALUE`, `OUT_OF_RANGE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { dropDecision } from 'sop-engine/costing'
 * const line = { revenue: 500, variableCosts: 300, avoidableFixedCosts: 150, allocatedFixedCosts: 100 }
 * dropDecision(line) // => { contribution: 200, segmentMargin: 50, reportedProfit: -50, changeOfProfit: -50 }
 * ```
 */
export function dropDecision(input: DropInput): DropDecision {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  record<DropInput>({
    revenue: quantity,
    variableCosts: quantity,
    avoidableFixedCosts: quantity,
    allocatedFixedCosts: optional(quantity),
    contributionLostElsewhere: optional(quantity),
    contributionGained: optional(quantity),
  })(input, '', issues)
  issues.throwIfAny()
  const { revenue, variableCosts, avoidableFixedCosts, allocatedFixedCosts = 0 } = input
  const contribution = revenue - variableCosts
  const segmentMargin = contribution - avoidableFixedCosts
  return {
    contribution,
    segmentMargin,
    reportedProfit: segmentMargin - allocatedFixedCosts,
    changeOfProfit: (input.contributionGained ?? 0) - (input.contributionLostElsewhere ?? 0) - segmentMargin,
  }
}
