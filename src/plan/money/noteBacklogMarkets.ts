import { groupBy } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { seriesId, STOCK_KEY, stockKey } from '../../core/keys/seriesId.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { rowPath } from '../../schema/tables/tables.js'
import type { DemandRecord } from '../demand/types.js'
import { backlogMarketAssumed } from '../notices.js'
import { openingStock } from '../stock/openingStock.js'

/** Says whose orders a backlog is taken for where the input does not tell: those of the item's first market by key. */
export function noteBacklogMarkets(input: NormalInput, demand: readonly DemandRecord[], assumptions: Notice[]): void {
  const series = groupBy(demand, STOCK_KEY)
  for (const [itemId, { backlog }] of openingStock(input)) {
    const [first, ...others] = series.get(stockKey({ itemId })) ?? []
    const row = input.stock.find((one) => one.itemId === itemId && one.backlog > 0)
    if (backlog === 0 || row === undefined || first === undefined || others.length === 0) continue
    assumptions.push(
      createNotice(backlogMarketAssumed, {
        path: `${rowPath('stock', row)}.backlog`,
        refs: [seriesId(first)],
        amount: backlog,
        unit: 'units',
      }),
    )
  }
}
