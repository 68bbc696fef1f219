import type * as z from 'zod'
import { eachId, SERIES_KEY, SERIES_PLACE, STOCK_KEY } from '../../core/keys/seriesId.js'
import { id, opt } from './shapes.js'
import type { TableName } from './table.js'

// Ids of the rows of demand and of stock: their shapes and the tables that they lead to, for all tables at once.

type Id = z.ZodString
type OptionalId = z.ZodExactOptional<z.ZodString>

/** Ids of a row of demand. */
export const series: { readonly [F in (typeof SERIES_KEY)[number]]: F extends 'itemId' ? Id : OptionalId } = eachId(
  SERIES_KEY,
  id,
  opt(id),
)
/** Ids of a row that speaks of all demand but for those that it names. */
export const anySeries: { readonly [F in (typeof SERIES_KEY)[number]]: OptionalId } = eachId(
  SERIES_KEY,
  opt(id),
  opt(id),
)
/** Ids that tell the series of an item apart. */
export const place: { readonly [F in (typeof SERIES_PLACE)[number]]: OptionalId } = eachId(
  SERIES_PLACE,
  opt(id),
  opt(id),
)
/** Ids of a row of stock. */
export const stockOf: { readonly [F in (typeof STOCK_KEY)[number]]: F extends 'itemId' ? Id : OptionalId } = eachId(
  STOCK_KEY,
  id,
  opt(id),
)

/** Tables that tell the series of an item apart. */
export const placeReferences: { readonly [F in (typeof SERIES_PLACE)[number]]: TableName } = { marketId: 'markets' }
/** Tables of the ids of a row of demand. */
export const seriesReferences: { readonly [F in (typeof SERIES_KEY)[number]]: TableName } = {
  itemId: 'items',
  ...placeReferences,
}
/** Tables of the ids of a row of stock. */
export const stockReferences: { readonly [F in (typeof STOCK_KEY)[number]]: TableName } = { itemId: 'items' }
