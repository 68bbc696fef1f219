import { type SeriesId, seriesId, seriesKey } from '../../core/keys/seriesId.js'
import type { Key } from '../../core/keys/keys.js'
import type { OpenInput } from '../../scenario/openInput.js'
import { customersMarket } from '../../schema/reading/customersMarket.js'
import { givenRows, type OfSeries } from './closing.js'

/** The series of the plan that a row belongs to: one of a market that an item does not tell apart is of its one series. */
export function createSeriesOf(open: OpenInput): (row: OfSeries) => SeriesId {
  const withMarket = customersMarket(open.given)
  const ofItem = new Map<string, Map<Key, SeriesId>>()
  for (const name of ['history', 'transactions', 'forecasts'] as const)
    for (const row of givenRows(open, name)) {
      const series = seriesId(withMarket(row))
      const known = ofItem.get(row.itemId) ?? new Map<Key, SeriesId>()
      ofItem.set(row.itemId, known.set(seriesKey(series), series))
    }
  return ({ itemId = '', ...row }) => {
    const series = seriesId(withMarket({ ...row, itemId }))
    const known = ofItem.get(itemId)
    if (known === undefined || known.size > 1) return series
    return [...known.values()][0] ?? series
  }
}
