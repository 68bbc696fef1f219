import { groupBy } from '../../core/keys.js'
import { createNotice, type Notice } from '../../core/notices.js'
import { rowPath } from '../../core/rowPath.js'
import { seriesId, STOCK_KEY, stockKey } from '../../core/seriesId.js'
import type { NormalInput } from '../../schema/normalInput.js'
import type { DemandRecord } from '../demand/types.js'
import { backlogMarketAssumed } from '../notices.js'
import { openingStock } from '../stock/openingStock.js'

/** Says whose orders a backlog is taken for where the input does not tell: those of the item's first market by key. */
export function noteBacklogMarkets(input: NormalInput, demand: readonly DemandRecord[], assumptions: Notice[]): void {
  const series = groupBy(demand, STOCK_KEY)
  for (const [itemId, { backlog }] of openingStock(input)) {
    const [first, ...others] = series.get(stockKey({ itemId })) ?? []
    if (backlog === 0 || first === undefined || others.length === 0) continue
    assumptions.push(
      createNotice(backlogMarketAssumed, {
        path: `${rowPath('stock', { itemId })}.backlog`,
        refs: [seriesId(first)],
        amount: backlog,
        unit: 'units',
      }),
    )
  }
}
