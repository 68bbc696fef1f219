import { sortByKey } from '../../core/keys.js'
import type { DemandHistory, GivenForecast } from '../../schema/demandTypes.js'
import type { NormalInput } from '../../schema/normalInput.js'
import { SERIES_FIELDS, seriesKey, seriesName } from './seriesName.js'

/** One series of demand and the table that its baseline comes from, where it has one. */
export interface SeriesSource {
  readonly itemId: string
  readonly marketId?: string
  readonly key: string
  /** For messages. */
  readonly name: string
  readonly history?: DemandHistory
  /** Whether the history was added up from transactions. */
  readonly isBucketed?: boolean
  readonly given?: GivenForecast
}

/**
 * Every series that any table speaks of, in the order of items and markets: its baseline is a history, transactions, a
 * given forecast, or nothing where only other tables name it.
 */
export function listSeries(input: NormalInput, bucketed: readonly DemandHistory[]): SeriesSource[] {
  const series = new Map<string, SeriesSource>()
  const add = (itemId: string, marketId: string | undefined, source: Partial<SeriesSource>): void => {
    const key = seriesKey(itemId, marketId)
    if (series.has(key)) return
    series.set(key, {
      itemId,
      ...(marketId !== undefined && { marketId }),
      key,
      name: seriesName(itemId, marketId),
      ...source,
    })
  }
  for (const history of input.history) add(history.itemId, history.marketId, { history })
  for (const history of bucketed) {
    // A table whose first bucket is not complete yet has no history to forecast.
    add(history.itemId, history.marketId, history.quantities.length === 0 ? {} : { history, isBucketed: true })
  }
  for (const given of input.forecasts) add(given.itemId, given.marketId, { given })
  for (const { itemId, marketId } of input.launches) add(itemId, marketId, {})
  for (const { predecessorId, successorId, marketId } of input.successions) {
    add(predecessorId, marketId, {})
    add(successorId, marketId, {})
  }
  for (const { itemId, marketId } of [...input.opportunities, ...input.views, ...input.overrides])
    add(itemId, marketId, {})
  return sortByKey([...series.values()], SERIES_FIELDS)
}
