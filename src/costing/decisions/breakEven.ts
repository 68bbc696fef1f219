import { list, number, optional, QUANTITY, record } from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { profitBeforeTax, type ProfitWanted, TAX_SHARE } from './beforeTax.js'

/** One product, by its unit. */
export interface SingleProductBreakEven extends ProfitWanted {
  /** Selling price of one unit, major units of money. */
  readonly price: number
  /** Variable cost of one unit, manufacturing and selling. */
  readonly variableCostPerUnit: number
  /** Fixed cost of the time span. */
  readonly fixedCosts: number
  /** Units sold or planned; with them come profit, margin of safety and leverage. */
  readonly units?: number
}

/** Several products sold in a mix that stays as it is. */
export interface ProductMixBreakEven extends ProfitWanted {
  /** Fixed cost of the time span. */
  readonly fixedCosts: number
  readonly products: readonly ProductInMix[]
}

/** What one product of a mix earns and costs in the time span. */
export interface ProductInMix {
  readonly revenue: number
  readonly variableCosts: number
}

/** Where revenue covers cost; null where it never does, or where it depends on something not given. */
export interface BreakEven {
  /** Of one unit; null for a mix. */
  readonly contributionPerUnit: number | null
  /** Contribution over revenue; null without revenue. */
  readonly contributionRatio: number | null
  /**
   * Units at which the target profit, or without one the break-even, is reached; null for a mix, or where no unit
   * contributes.
   */
  readonly breakEvenUnits: number | null
  /** Revenue at which it is reached. */
  readonly breakEvenRevenue: number | null
  /** At the given units or mix. */
  readonly profit: number | null
  /** Revenue above the break-even, at which nothing is earned, whatever profit is wanted. */
  readonly marginOfSafetyRevenue: number | null
  /** Margin of safety over revenue. */
  readonly marginOfSafetyRatio: number | null
  /** Contribution over profit. */
  readonly degreeOfOperatingLeverage: number | null
}

function checkInput(input: SingleProductBreakEven | ProductMixBreakEven, issues: IssueList): void {
  const amount = number(QUANTITY)
  const common = { fixedCosts: amount, targetProfit: optional(amount), taxShare: optional(TAX_SHARE) }
  const product = record<ProductInMix>({ revenue: amount, variableCosts: amount })
  const isMix = input !== null && typeof input === 'object' && 'products' in input
  if (isMix) record<ProductMixBreakEven>({ ...common, products: list(product, { least: 1 }) })(input, '', issues)
  else {
    const single = { price: amount, variableCostPerUnit: amount, units: optional(amount) }
    record<SingleProductBreakEven>({ ...common, ...single })(input, '', issues)
    if (input !== null && typeof input === 'object' && input.price === undefined) {
      const remedy = 'Give price and variableCostPerUnit of one product, or products for a mix.'
      issues.add('MISSING_VALUE', 'products', undefined, 'There is neither a price nor a mix of products.', remedy)
    }
  }
  issues.throwIfAny()
}

/**
 * Cost-volume-profit figures: break-even (or target-profit) units and revenue, margin of safety and operating leverage.
 *
 * units = (fixed costs + target profit / (1 - tax share)) / contribution per unit; revenue = the same / contribution
 * ratio, for a mix at its own revenue shares. Margin of safety = revenue - fixed costs / contribution ratio. Source:
 * Horngren, Cost Accounting, ch. 3. Not rounded.
 *
 * @param input - price and variable cost of one unit, or revenue and variable costs of each product of a mix; fixed costs
 * @returns figures in units and major units of money; null where a figure does not exist
 * @throws SopError `NOT_FINITE`, `OUT_OF_RANGE`, `EMPTY` for a mix without a product
 * @example
 * ```ts
 * import { breakEven } from 'sop-engine'
 * const result = breakEven({ price: 250, variableCostPerUnit: 150, fixedCosts: 35_000, units: 400 })
 * result.breakEvenUnits // => 350
 * result.profit // => 5000
 * ```
 */
export function breakEven(input: SingleProductBreakEven | ProductMixBreakEven): BreakEven {
  const issues = createIssueList()
  checkInput(input, issues)
  const { fixedCosts } = input
  const wanted = fixedCosts + profitBeforeTax(input)
  if ('products' in input) {
    const revenue = input.products.reduce((sum, product) => sum + product.revenue, 0)
    const contribution = input.products.reduce((sum, product) => sum + product.revenue - product.variableCosts, 0)
    return measure({ wanted, fixedCosts, revenue, contribution, perUnit: null, breakEvenUnits: null })
  }
  const { price, variableCostPerUnit, units } = input
  const perUnit = price - variableCostPerUnit
  const breakEvenUnits = perUnit > 0 ? wanted / perUnit : null
  const known = { wanted, fixedCosts, perUnit, breakEvenUnits, price }
  if (units !== undefined) return measure({ ...known, revenue: price * units, contribution: perUnit * units })
  return { ...measure({ ...known, revenue: price, contribution: perUnit }), ...NOT_KNOWN }
}

const NOT_KNOWN = {
  profit: null,
  marginOfSafetyRevenue: null,
  marginOfSafetyRatio: null,
  degreeOfOperatingLeverage: null,
} as const

/** What the figures are made of; a mix of products has neither a price nor a contribution per unit. */
interface Figures {
  readonly wanted: number
  readonly fixedCosts: number
  readonly revenue: number
  readonly contribution: number
  readonly perUnit: number | null
  readonly breakEvenUnits: number | null
  readonly price?: number
}

function measure(figures: Figures): BreakEven {
  const { wanted, fixedCosts, revenue, contribution, perUnit, breakEvenUnits, price } = figures
  const ratio = price === undefined ? divide(contribution, revenue) : divide(perUnit as number, price)
  const breakEvenRevenue =
    breakEvenUnits !== null && price !== undefined
      ? breakEvenUnits * price
      : ratio !== null && ratio > 0
        ? wanted / ratio
        : null
  const profit = contribution - fixedCosts
  // Safety is the way down to no profit at all, not to the profit wanted.
  const margin = safety(figures, breakEvenRevenue, ratio)
  return {
    contributionPerUnit: perUnit,
    contributionRatio: ratio,
    breakEvenUnits,
    breakEvenRevenue,
    profit,
    marginOfSafetyRevenue: margin,
    marginOfSafetyRatio: margin === null ? null : divide(margin, revenue),
    degreeOfOperatingLeverage: divide(contribution, profit),
  }
}

/** Revenue that may be lost until nothing is earned. */
function safety({ wanted, fixedCosts, revenue }: Figures, reached: number | null, ratio: number | null): number | null {
  if (reached === null) return null
  if (wanted === fixedCosts) return revenue - reached
  return ratio === null || ratio <= 0 ? null : revenue - fixedCosts / ratio
}

const divide = (amount: number, by: number): number | null => (by === 0 ? null : amount === 0 ? 0 : amount / by)
