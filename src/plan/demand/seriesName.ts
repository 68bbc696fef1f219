import type { Ref } from '../../core/keys/ref.js'
import type { DemandHistory } from '../../schema/rows/demandTypes.js'
import { rowPath } from '../../schema/tables/tables.js'
import { type OfSeries, SERIES_PLACE, seriesId } from '../../core/keys/seriesId.js'

/** The name of a demand series in messages: the item, and the market where there is one. */
export const seriesName = (row: OfSeries): string =>
  [row.itemId, ...SERIES_PLACE.flatMap((field) => row[field] ?? [])].join('@')

/** Where the history of a series stands in the input, and what it is of. */
export interface SeriesPlace {
  readonly path: string
  readonly refs: readonly Ref[]
}

/** The place of a series whose history is given, or added up from transactions. */
export const placeOfSeries = ({
  history,
  isBucketed = false,
}: {
  readonly history: DemandHistory
  readonly isBucketed?: boolean
}): SeriesPlace => ({
  path: isBucketed ? 'transactions' : rowPath('history', history),
  refs: [seriesId(history)],
})
