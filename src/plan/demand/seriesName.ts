import { type Key, keyOf } from '../../core/keys.js'
import type { Ref } from '../../core/ref.js'
import { rowPath } from '../../core/rowPath.js'

/** What a notice says of a demand series: its item, and its market where it has one. */
export const seriesRef = ({
  itemId,
  marketId,
}: {
  readonly itemId: string
  readonly marketId?: string | undefined
}): Ref => ({ itemId, ...(marketId !== undefined && { marketId }) })

/** The name of a demand series in messages: the item, and the market where there is one. */
export const seriesName = (itemId: string, marketId: string | undefined): string =>
  marketId === undefined ? itemId : `${itemId}@${marketId}`

/** The fields that tell one demand series from another. */
export const SERIES_FIELDS = ['itemId', 'marketId'] as const

/** The key of a demand series. */
export const seriesKey = (itemId: string, marketId: string | undefined): Key =>
  keyOf({ itemId, marketId }, SERIES_FIELDS)

/** Where the history of a series stands in the input, and what it is of. */
export interface SeriesPlace {
  readonly path: string
  readonly refs: readonly Ref[]
}

/** The place of a series whose history is given, or added up from transactions. */
export const placeOfSeries = ({
  itemId,
  marketId,
  isBucketed = false,
}: {
  readonly itemId: string
  readonly marketId?: string
  readonly isBucketed?: boolean
}): SeriesPlace => ({
  path: isBucketed ? 'transactions' : rowPath('history', { itemId, marketId }),
  refs: [seriesRef({ itemId, marketId })],
})
