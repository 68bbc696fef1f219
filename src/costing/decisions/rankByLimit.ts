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
import { compareText } from '../../core/keys/keys.js'

/** A product that needs the limiting factor. */
export interface LimitedProduct {
  readonly itemId: string
  /** Net price of one unit, major units. */
  readonly price: number
  /** Variable cost of one unit made. */
  readonly variableCostPerUnit: number
  /** Hours, kilograms or whatever is short, for one unit. */
  readonly limitPerUnit: number
  /** Units that can be sold. */
  readonly demandUnits: number
  /** What one unit costs that is bought in place of being made; default: it cannot be bought. */
  readonly purchaseCost?: number
  /** Units that must be made before anything else; default 0. */
  readonly committedUnits?: number
}

/** What {@link rankByLimit} ranks. */
export interface LimitInput {
  readonly products: readonly LimitedProduct[]
  /** How much there is of what is short. */
  readonly available: number
}

/** The mix that earns most within one limit. Major units of money. */
export interface LimitRanking {
  /** In the order in which the limit is given to them. */
  readonly products: readonly {
    readonly itemId: string
    readonly contributionPerUnit: number
    /**
     * What one unit of the limit earns when the product is made: its contribution, or what making it saves over buying.
     * Null where it needs none.
     */
    readonly worthOfLimit: number | null
    readonly madeUnits: number
    readonly boughtUnits: number
    readonly unmetUnits: number
    readonly limitUsed: number
    readonly contribution: number
  }[]
  readonly contribution: number
  readonly limitUsed: number
  readonly limitLeft: number
  /** What one more unit of the limit would earn; 0 where some is left. */
  readonly worthOfMore: number
}

/**
 * Gives one limiting factor to the products of which it earns most, and buys the rest where that pays.
 *
 * Rank = contribution / limit for a unit; where a product can be bought at a gain, (purchase cost - variable cost) /
 * limit, as only that is lost by not making it. What contributes nothing is not made. Source: Drury, Management and
 * Cost Accounting, "limiting factors"; Horngren, Cost Accounting, ch. 11. Not rounded; parts of units.
 *
 * @param input - products (major units, units of the limit) and how much there is of it
 * @returns units made, bought and not met, in rank order, and what more of the limit is worth
 * @throws SopError `DUPLICATE_ID`, `OUT_OF_RANGE`; `CONFLICT` where committed units need more than there is, or are
 * more than the demand
 * @example
 * ```ts
 * import { rankByLimit } from 'sop-engine/costing'
 * const { products, worthOfMore } = rankByLimit({
 *   available: 100,
 *   products: [
 *     { itemId: 'A', price: 30, variableCostPerUnit: 10, limitPerUnit: 4, demandUnits: 20 },
 *     { itemId: 'B', price: 20, variableCostPerUnit: 10, limitPerUnit: 1, demandUnits: 40 },
 *   ],
 * })
 * products.map(({ itemId, madeUnits }) => [itemId, madeUnits]) // => [['B', 40], ['A', 15]]
 * worthOfMore // => 5
 * ```
 */
export function rankByLimit(input: LimitInput): LimitRanking {
  checkInput(input)
  const candidates = input.products.map((product) => {
    const { price, variableCostPerUnit, limitPerUnit, purchaseCost } = product
    const contribution = price - variableCostPerUnit
    const bought = purchaseCost === undefined ? 0 : Math.max(0, price - purchaseCost)
    // What is lost by not making one: its contribution, less what is earned with a bought one.
    const gain = contribution - bought
    return { product, contribution, bought, gain, worth: limitPerUnit > 0 ? gain / limitPerUnit : null }
  })
  const rankOf = ({ worth }: (typeof candidates)[number]): number => worth ?? Number.POSITIVE_INFINITY
  candidates.sort(
    (a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(b) - rankOf(a)) || compareText(a.product.itemId, b.product.itemId),
  )
  const committed = candidates.reduce(
    (sum, { product }) => sum + (product.committedUnits ?? 0) * product.limitPerUnit,
    0,
  )
  let left = Math.max(0, input.available - committed)
  let worthOfMore = 0
  const products = candidates.map(({ product, contribution, bought, gain, worth }) => {
    const { itemId, demandUnits, limitPerUnit, committedUnits = 0 } = product
    const wanted = gain > 0 ? demandUnits - committedUnits : 0
    const more = limitPerUnit > 0 ? Math.min(wanted, left / limitPerUnit) : wanted
    left = Math.max(0, left - more * limitPerUnit)
    const isShort = more < wanted
    if (isShort && worthOfMore === 0) worthOfMore = worth ?? 0
    const madeUnits = committedUnits + more
    const boughtUnits = bought > 0 ? demandUnits - madeUnits : 0
    return {
      itemId,
      contributionPerUnit: contribution,
      worthOfLimit: worth,
      madeUnits,
      boughtUnits,
      unmetUnits: demandUnits - madeUnits - boughtUnits,
      limitUsed: madeUnits * limitPerUnit,
      contribution: madeUnits * contribution + boughtUnits * bought,
    }
  })
  const limitUsed = products.reduce((sum, one) => sum + one.limitUsed, 0)
  return {
    products,
    contribution: products.reduce((sum, one) => sum + one.contribution, 0),
    limitUsed,
    limitLeft: left,
    worthOfMore,
  }
}

function checkInput(input: LimitInput): void {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  record<LimitInput>({
    products: list(
      record<LimitedProduct>({
        itemId: text,
        price: quantity,
        variableCostPerUnit: quantity,
        limitPerUnit: quantity,
        demandUnits: quantity,
        purchaseCost: optional(quantity),
        committedUnits: optional(quantity),
      }),
      { least: 1 },
    ),
    available: quantity,
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { products, available } = input
  checkUniqueIds(
    products.map(({ itemId }) => itemId),
    (n) => `products[${n}].itemId`,
    issues,
  )
  products.forEach(({ committedUnits = 0, demandUnits }, n) => {
    if (committedUnits <= demandUnits) return
    const message = `More is committed than the ${demandUnits} units that can be sold.`
    issues.add('CONFLICT', `products[${n}].committedUnits`, committedUnits, message, 'Raise demandUnits, or lower it.')
  })
  const needed = products.reduce((sum, { committedUnits = 0, limitPerUnit }) => sum + committedUnits * limitPerUnit, 0)
  if (needed > available * (1 + 1e-12)) {
    const message = `Committed units alone need ${needed}.`
    issues.add('CONFLICT', 'available', available, message, 'Raise it, or commit to less.')
  }
  issues.throwIfAny()
}
