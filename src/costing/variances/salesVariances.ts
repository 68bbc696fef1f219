import {
  checkUniqueIds,
  list,
  number,
  oneOf,
  optional,
  POSITIVE,
  QUANTITY,
  record,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { volumeLeaves } from './volumeLeaves.js'
import type { Variance, VarianceLeafName } from './varianceTypes.js'

/** Units and prices of one product, budgeted and actual. */
export interface SalesComparison {
  readonly itemId: string
  readonly budgetUnits: number
  readonly actualUnits: number
  /** Budgeted net price of one unit; without it, or without the actual one, there is no price variance. */
  readonly budgetPrice?: number
  /** Actual net price of one unit. */
  readonly actualPrice?: number
  /** What one unit earns at standard: contribution, or profit. Default `budgetPrice`: the variances are then of revenue. */
  readonly standardMargin?: number
}

/** How sales are compared. */
export interface SalesVarianceOptions {
  /** As in {@link VarianceOptions}. Default `averagePrice`. */
  readonly salesMix?: 'averagePrice' | 'budgetMix' | 'volumeOnly'
  /**
   * Where (change of price) x (change of units) goes: with price (price on actual units), with volume (units at the new
   * price), or apart. Default `price`.
   */
  readonly jointEffect?: 'price' | 'volume' | 'apart'
  /** The whole market, all sellers together; with it quantity is cut into the size of the market and the share of it. */
  readonly market?: { readonly budgetUnits: number; readonly actualUnits: number }
}

/** Variances of one product's sales; positive is favorable. Major units of money. */
export interface SalesVarianceLine {
  readonly itemId: string
  readonly price: number | null
  readonly joint: number
  readonly volume: number
  readonly quantity: number | null
  readonly mix: number | null
}

/** Variances of sales; positive is favorable. Major units of money. */
export interface SalesVariances {
  /** Null where a price is missing. */
  readonly price: number | null
  /** The joint effect where it stands apart, else 0. */
  readonly joint: number
  /** Quantity and mix together, of what was budgeted and sold. */
  readonly volume: number
  /** Null where the volume is not cut, or where the market cuts it. */
  readonly quantity: number | null
  readonly mix: number | null
  readonly marketSize: number | null
  readonly marketShare: number | null
  /** What had no budgeted units. */
  readonly newProducts: number
  /** What was budgeted and not sold at all. */
  readonly droppedProducts: number
  /** All of them together. */
  readonly total: number
  /** In the order of the products. */
  readonly lines: readonly SalesVarianceLine[]
}

/**
 * Compares actual with budgeted sales: price, volume (quantity and mix), market size and share, new and dropped products.
 *
 * price = actual units x (actual price - budgeted price); quantity = (actual total - budgeted total) x average margin
 * at the budgeted mix; mix = (actual units - actual total in the budgeted mix) x margin. With the price in the place of
 * the margin it is the price-volume-mix analysis of revenue. Source: CIMA Official Terminology, "sales mix profit
 * variance"; Horngren, Cost Accounting, ch. 14. Not rounded.
 *
 * @param products - units and prices (major units) by product
 * @param options - how volume is cut, where the joint effect goes, the whole market
 * @returns the variances in all, and by product
 * @throws SopError `MISSING_VALUE`, `DUPLICATE_ID`, `OUT_OF_RANGE`, `NOT_FINITE`, `EMPTY`, `CONFLICT`
 * @example
 * ```ts
 * import { salesVariances } from 'sop-engine/costing'
 * const result = salesVariances([
 *   { itemId: 'standard', budgetUnits: 2160, actualUnits: 1820, standardMargin: 80 },
 *   { itemId: 'super', budgetUnits: 540, actualUnits: 980, standardMargin: 250 },
 * ])
 * result.mix // => 71400
 * result.quantity // => 11400
 * result.volume // => 82800
 * ```
 */
export function salesVariances(
  products: readonly SalesComparison[],
  options: SalesVarianceOptions = {},
): SalesVariances {
  checkInput(products, options)
  const { salesMix: scheme = 'averagePrice', jointEffect = 'price', market } = options
  const lines = products.map((product) => {
    const { itemId, budgetUnits: expected, actualUnits: units, budgetPrice, actualPrice } = product
    const change = budgetPrice === undefined || actualPrice === undefined ? null : actualPrice - budgetPrice
    const margin = product.standardMargin ?? budgetPrice ?? actualPrice ?? 0
    return { ref: { itemId }, itemId, expected, units, change, margin }
  })
  const kept = lines.filter(({ expected, units }) => expected > 0 && units > 0)
  const leaves = volumeLeaves(kept, { scheme, ...(market !== undefined && { market }) })
  const sumOf = (name: VarianceLeafName, of: readonly Variance[] = leaves): number | null => {
    const found = of.filter((one) => one.name === name)
    return found.length === 0 ? null : found.reduce((sum, { amount }) => sum + amount, 0)
  }
  const results = lines.map((line) => {
    const { itemId, expected, units, change, margin } = line
    const own = leaves.filter(({ ref }) => ref.itemId === itemId)
    const isKept = kept.includes(line)
    // A new product has no units of the budget, and all of its price effect is joint.
    const joint = !isKept || change === null ? 0 : change * (units - expected)
    const price = change === null ? null : change * (isKept && jointEffect !== 'price' ? expected : units)
    return {
      itemId,
      price,
      joint: jointEffect === 'apart' ? joint : 0,
      volume: isKept ? (units - expected) * margin + (jointEffect === 'volume' ? joint : 0) : 0,
      quantity: sumOf('salesQuantity', own),
      mix: sumOf('salesMix', own),
    }
  })
  const total = (value: (line: (typeof results)[number]) => number): number =>
    results.reduce((sum, line) => sum + value(line), 0) + 0
  const apart = (isNew: boolean): number =>
    lines.reduce((sum, { expected, units, margin }) => {
      if (isNew ? expected > 0 : units > 0 || expected === 0) return sum
      return sum + (units - expected) * margin
    }, 0)
  const price = results.some((line) => line.price === null) ? null : total((line) => line.price ?? 0)
  const [joint, volume] = [total((line) => line.joint), total((line) => line.volume)]
  const [newProducts, droppedProducts] = [apart(true), apart(false)]
  return {
    price,
    joint,
    volume,
    quantity: sumOf('salesQuantity'),
    mix: sumOf('salesMix'),
    marketSize: sumOf('marketSize'),
    marketShare: sumOf('marketShare'),
    newProducts,
    droppedProducts,
    total: (price ?? 0) + joint + volume + newProducts + droppedProducts,
    lines: results,
  }
}

function checkInput(products: readonly SalesComparison[], options: SalesVarianceOptions): void {
  const issues = createIssueList()
  const units = number(QUANTITY)
  list(
    record<SalesComparison>({
      itemId: text,
      budgetUnits: units,
      actualUnits: units,
      budgetPrice: optional(units),
      actualPrice: optional(units),
      standardMargin: optional(number()),
    }),
    { least: 1 },
  )(products, 'products', issues)
  record<SalesVarianceOptions>({
    salesMix: optional(oneOf('averagePrice', 'budgetMix', 'volumeOnly')),
    jointEffect: optional(oneOf('price', 'volume', 'apart')),
    market: optional(
      record<NonNullable<SalesVarianceOptions['market']>>({
        budgetUnits: number(POSITIVE),
        actualUnits: number(POSITIVE),
      }),
    ),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  checkUniqueIds(
    products.map(({ itemId }) => itemId),
    (n) => `products[${n}].itemId`,
    issues,
  )
  products.forEach(({ itemId, standardMargin, budgetPrice, budgetUnits, actualPrice }, n) => {
    if (standardMargin !== undefined || budgetPrice !== undefined) return
    if (budgetUnits === 0 && actualPrice !== undefined) return
    const message = `Nothing says what a unit of '${itemId}' should earn.`
    issues.add('MISSING_VALUE', `products[${n}].budgetPrice`, undefined, message, 'Give budgetPrice or standardMargin.')
  })
  if (options.market !== undefined && options.salesMix === 'volumeOnly') {
    const message = 'Market size and share are parts of sales quantity, which this option does not tell apart.'
    issues.add('CONFLICT', 'options.salesMix', 'volumeOnly', message, 'Take out the market, or the option.')
  }
  issues.throwIfAny()
}
