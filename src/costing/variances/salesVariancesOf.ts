import { keyOf } from '../../core/keys/keys.js'
import { group, leaf } from './leaf.js'
import { totalBy } from './quantities.js'
import type { VarianceReading } from './readVarianceInput.js'
import { type SalesLine, salesLines } from './salesLines.js'
import type { StandardValues } from './standardValues.js'
import { volumeLeaves, type VolumeLine } from './volumeLeaves.js'
import type { MarketVolume, Variance } from './varianceTypes.js'

type MarginLine = SalesLine & VolumeLine

/** Variances of sales: currency, price, volume; what was new, and what was not sold at all, apart. */
export function salesVariancesOf(reading: VarianceReading, { valueOf, sellingOf }: StandardValues): Variance {
  const { markets = [] } = reading.input.budget
  const { salesMix } = reading.options
  const lines = salesLines(reading)
  const planned = totalBy(
    lines.map(({ ref, budget }) => ({ itemId: ref.itemId, units: budget?.units ?? 0 })),
    ['itemId'],
    ({ units }) => units,
  )
  const sold = totalBy(
    lines.map(({ ref, units }) => ({ itemId: ref.itemId, units })),
    ['itemId'],
    ({ units }) => units,
  )
  const prices: Variance[] = []
  const volumes: Variance[] = []
  const apart: Variance[] = []
  const groups = new Map<string, { readonly market: MarketVolume | undefined; readonly lines: MarginLine[] }>()
  for (const line of lines) {
    const { ref, budget, units, amount, atBudgetRate } = line
    if (amount !== atBudgetRate) prices.push(leaf('salesCurrency', ref, amount - atBudgetRate))
    if (budget === undefined || planned.get(ref) === 0) {
      // What was planned at nothing, and not sold, is neither new nor dropped.
      if (units !== 0 || amount !== 0) {
        const cost = units * valueOf(ref.itemId) + sellingOf(ref.itemId, { units, revenue: amount })
        apart.push(leaf('newProducts', ref, atBudgetRate - cost))
      }
      continue
    }
    const { price, revisedPrice, revisedUnits } = budget
    const operative = revisedPrice ?? price
    if (revisedPrice !== undefined) prices.push(leaf('salesPricePlanning', ref, units * (revisedPrice - price)))
    prices.push(leaf('salesPrice', ref, atBudgetRate - units * operative))
    const margin = price - valueOf(ref.itemId) - sellingOf(ref.itemId, { units: 1, revenue: price })
    const expected = revisedUnits ?? budget.units
    if (revisedUnits !== undefined) {
      volumes.push(leaf('salesVolumePlanning', ref, (revisedUnits - budget.units) * margin))
    }
    if (sold.get(ref) === 0 && units === 0) {
      apart.push(leaf('droppedProducts', ref, -expected * margin))
      continue
    }
    const market = marketOf(markets, ref)
    const key = market === undefined ? '' : keyOf(market, ['itemId', 'marketId'])
    const together = groups.get(key) ?? { market, lines: [] }
    together.lines.push({ ...line, expected, margin })
    groups.set(key, together)
  }
  for (const { market, lines: together } of groups.values()) {
    volumes.push(...volumeLeaves(together, { scheme: salesMix, ...(market !== undefined && { market }) }))
  }
  return group('sales', {}, [...prices, ...(volumes.length > 0 ? [group('salesVolume', {}, volumes)] : []), ...apart])
}

/** The market that a line is sold in: that of its item and its market, before that of one of them, before the whole one. */
function marketOf(markets: readonly MarketVolume[], ref: SalesLine['ref']): MarketVolume | undefined {
  const fits = markets.filter(
    ({ itemId, marketId }) =>
      (itemId === undefined || itemId === ref.itemId) && (marketId === undefined || marketId === ref.marketId),
  )
  const weight = ({ itemId, marketId }: MarketVolume): number => (marketId === undefined ? 0 : 2) + (itemId ? 1 : 0)
  return fits.sort((a, b) => weight(b) - weight(a)).at(0)
}
