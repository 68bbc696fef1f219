import { toFraction } from '../../finance/roundRatio.js'

/** What would bring a margin back into its band; null where nothing does, and by the unit where there is none. */
export interface PricesBack {
  readonly priceChangeRate: number | null
  readonly costChangeRate: number | null
  readonly price: number | null
  readonly unitCost: number | null
}

/** A ratio on a grid of decimals, to the side on which it is in the band. */
function roundedTo(numerator: bigint, denominator: bigint, decimals: number, up: boolean): number {
  const scaled = numerator * 10n ** BigInt(decimals)
  const whole = scaled / denominator
  const rest = scaled - whole * denominator
  // A division of BigInts goes towards zero.
  const step = rest === 0n ? 0n : up && rest > 0n ? 1n : !up && rest < 0n ? -1n : 0n
  return Number(whole + step) / 10 ** decimals
}

/**
 * Prices and costs at which a margin is at its bound: of each unit of revenue so much is left for cost as what follows revenue and the
 * bound do not take, so that revenue = cost / left, and cost = revenue x left. Prices are whole minor units, rates and unit costs have six
 * decimals, each rounded to the side of the band.
 */
export function pricesBack(
  { revenue, profit, follows }: { readonly revenue: number; readonly profit: number; readonly follows: number },
  options: {
    readonly boundShare: number
    /** Whether the margin is too low. */
    readonly isBelow: boolean
    /** Units of the product; 0 of what is of several. */
    readonly units: number
    readonly decimals: number
  },
): PricesBack {
  const { boundShare, isBelow, units, decimals } = options
  const bound = toFraction(boundShare)
  const [sales, cost] = [BigInt(revenue), BigInt(revenue - follows - profit)]
  // What is left of revenue for cost, times the denominator of the bound.
  const left = BigInt(revenue - follows) * bound.denominator - sales * bound.numerator
  if (!(left > 0n && cost > 0n)) return { priceChangeRate: null, costChangeRate: null, price: null, unitCost: null }
  const [atBound, whole] = [cost * bound.denominator, toFraction(units)]
  const minor = 10n ** BigInt(decimals)
  return {
    priceChangeRate: roundedTo(atBound - left, left, 6, isBelow),
    costChangeRate: roundedTo(left - atBound, atBound, 6, !isBelow),
    price:
      units > 0
        ? roundedTo(sales * atBound * whole.denominator, left * whole.numerator * minor, decimals, isBelow)
        : null,
    unitCost:
      units > 0 ? roundedTo(left * whole.denominator, bound.denominator * whole.numerator * minor, 6, !isBelow) : null,
  }
}
