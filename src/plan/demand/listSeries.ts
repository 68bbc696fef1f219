import { sortByKey } from '../../core/keys/keys.js'
import { type OfSeries, SERIES_KEY, type SeriesId, seriesId, seriesKey } from '../../core/keys/seriesId.js'
import type { DemandHistory, GivenForecast } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { predecessorOf, successorOf } from '../../schema/reading/seriesIndex.js'
import { seriesName } from './seriesName.js'

/** One series of demand and the table that its baseline comes from, where it has one. */
export interface SeriesSource extends SeriesId {
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
  const add = (row: OfSeries, source: Partial<SeriesSource>): void => {
    const key = seriesKey(row)
    if (series.has(key)) return
    series.set(key, { ...seriesId(row), key, name: seriesName(row), ...source })
  }
  for (const history of input.history) add(history, { history })
  for (const history of bucketed) {
    // A table whose first bucket is not complete yet has no history to forecast.
    add(history, history.quantities.length === 0 ? {} : { history, isBucketed: true })
  }
  for (const given of input.forecasts) add(given, { given })
  for (const row of input.launches) add(row, {})
  for (const row of input.successions) {
    add(predecessorOf(row), {})
    add(successorOf(row), {})
  }
  for (const row of [...input.opportunities, ...input.views, ...input.overrides]) add(row, {})
  for (const row of input.customerOrders) add(row, {})
  return sortByKey([...series.values()], SERIES_KEY)
}
