import { type Key, keyOf } from './keys.js'

// The dimensions of demand and of stock, each named once: types, keys, shapes and Refs of records are made of these.

/** What demand is of: an item, in one market where it is split by markets. */
export interface SeriesId {
  readonly itemId: string
  readonly marketId?: string
}

/** Where stock is kept and comes to be: by item. */
export interface StockId {
  readonly itemId: string
}

/** The fields that tell the demand series of an item apart. */
export const SERIES_PLACE = ['marketId'] as const

/** The fields that tell one demand series from another. */
export const SERIES_KEY: readonly ['itemId', ...typeof SERIES_PLACE] = ['itemId', ...SERIES_PLACE]

/** The fields that tell what is kept in stock apart. */
export const STOCK_KEY = ['itemId'] as const

/** A record with these ids, or one in which those that may be missing are undefined. */
type Loose<Ids> = { readonly [Field in keyof Ids]: Ids[Field] | undefined }

/** The series of a record. */
export type OfSeries = Loose<SeriesId> & { readonly itemId: string }

/** The ids of a record that are there, and nothing else of it. */
function copyIds<Ids extends object>(row: Loose<Ids>, fields: readonly (keyof Ids & string)[]): Ids {
  const ids: Partial<Record<keyof Ids, unknown>> = {}
  for (const field of fields) if (row[field] !== undefined) ids[field] = row[field]
  return ids as Ids
}

/** The series that a record is of: its ids without the rest of it. It is the Ref of the series, too. */
export const seriesId = (row: OfSeries): SeriesId => copyIds<SeriesId>(row, SERIES_KEY)

/** The ids by which the series of one item are told apart, as far as a record has them. */
export const seriesPlace = (row: Loose<Omit<SeriesId, 'itemId'>>): Omit<SeriesId, 'itemId'> =>
  copyIds<Omit<SeriesId, 'itemId'>>(row, SERIES_PLACE)

/** The key of the series that a record is of. */
export const seriesKey = (row: Loose<Partial<SeriesId>>): Key => keyOf(row, SERIES_KEY)

/** The stock that a record is of: its ids without the rest of it. */
export const stockId = (row: Loose<StockId> & { readonly itemId: string }): StockId => copyIds<StockId>(row, STOCK_KEY)

/** The key of the stock that a record is of. */
export const stockKey = (row: Loose<StockId>): Key => keyOf(row, STOCK_KEY)

/** One value for each id of a key: that of an item, which is always there, and that of all others, which may be missing. */
export function eachId<Field extends string, Item, Other>(
  fields: readonly Field[],
  item: Item,
  other: Other,
): { readonly [F in Field]: F extends 'itemId' ? Item : Other } {
  return Object.fromEntries(fields.map((field) => [field, field === 'itemId' ? item : other])) as {
    readonly [F in Field]: F extends 'itemId' ? Item : Other
  }
}
