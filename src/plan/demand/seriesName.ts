/** The name of a demand series in messages: the item, and the market where there is one. */
export const seriesName = (itemId: string, marketId: string | undefined): string =>
  marketId === undefined ? itemId : `${itemId}@${marketId}`

/** A key that no other series has, whatever characters its ids hold. */
export const seriesKey = (itemId: string, marketId: string | undefined): string =>
  JSON.stringify([itemId, marketId ?? null])
