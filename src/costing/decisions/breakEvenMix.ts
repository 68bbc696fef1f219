import {
  checkUniqueIds,
  list,
  number,
  optional,
  QUANTITY,
  record,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { profitBeforeTax, type ProfitWanted, TAX_SHARE } from './beforeTax.js'

/** A product in a mix by units. */
export interface ProductInUnitMix {
  readonly itemId: string
  readonly price: number
  readonly variableCostPerUnit: number
  /** Its units in the mix: planned units, or its part as 3 of 3 : 2. */
  readonly units: number
}

/** Products that are sold in a mix of units that stays as it is. */
export interface UnitMixInput extends ProfitWanted {
  readonly fixedCosts: number
  readonly products: readonly ProductInUnitMix[]
}

/** Where a mix covers its cost; null where it never does. Major units of money. */
export interface UnitMixBreakEven {
  /** Contribution of the mix as it is given. */
  readonly contributionOfMix: number
  /** How often the mix as given must be sold. */
  readonly mixes: number | null
  readonly units: number | null
  readonly revenue: number | null
  readonly products: readonly {
    readonly itemId: string
    readonly units: number | null
    readonly revenue: number | null
  }[]
}

/**
 * Break-even (or target profit) of several products sold in a mix by units.
 *
 * mixes = (fixed costs + target profit / (1 - tax share)) / contribution of one mix; units of a product = mixes x its units in the mix.
 * Source: Horngren, Cost Accounting, ch. 3, "sales mix". Not rounded.
 *
 * @param input - fixed costs and products with price, variable cost (major units) and units in the mix
 * @returns mixes, units and revenue in all and by product
 * @throws SopError `EMPTY`, `DUPLICATE_ID`, `OUT_OF_RANGE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { breakEvenMix } from 'sop-engine/costing'
 * // Three small and one large bring 3 x 4 + 18 = 30.
 * const { products } = breakEvenMix({
 *   fixedCosts: 6000,
 *   products: [
 *     { itemId: 'small', price: 10, variableCostPerUnit: 6, units: 3 },
 *     { itemId: 'large', price: 40, variableCostPerUnit: 22, units: 1 },
 *   ],
 * })
 * products.map(({ units }) => units) // => [600, 200]
 * ```
 */
export function breakEvenMix(input: UnitMixInput): UnitMixBreakEven {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  record<UnitMixInput>({
    fixedCosts: quantity,
    products: list(
      record<ProductInUnitMix>({ itemId: text, price: quantity, variableCostPerUnit: quantity, units: quantity }),
      { least: 1 },
    ),
    targetProfit: optional(quantity),
    taxShare: optional(TAX_SHARE),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { fixedCosts, products } = input
  checkUniqueIds(
    products.map(({ itemId }) => itemId),
    (n) => `products[${n}].itemId`,
    issues,
  )
  issues.throwIfAny()
  const contributionOfMix = products.reduce(
    (sum, { price, variableCostPerUnit, units }) => sum + (price - variableCostPerUnit) * units,
    0,
  )
  const mixes = contributionOfMix > 0 ? (fixedCosts + profitBeforeTax(input)) / contributionOfMix : null
  const lines = products.map(({ itemId, price, units }) => ({
    itemId,
    units: mixes === null ? null : mixes * units,
    revenue: mixes === null ? null : mixes * units * price,
  }))
  const sum = (value: (line: (typeof lines)[number]) => number | null): number | null =>
    mixes === null ? null : lines.reduce((all, line) => all + (value(line) ?? 0), 0)
  return {
    contributionOfMix,
    mixes,
    units: sum((line) => line.units),
    revenue: sum((line) => line.revenue),
    products: lines,
  }
}
