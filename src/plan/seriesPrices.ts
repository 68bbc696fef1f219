import type { Calendar } from '../core/time/calendar.js'
import { indexById } from '../core/keys/keys.js'
import type { MoneyInput } from '../core/money/money.js'
import { type SeriesId, seriesKey } from '../core/keys/seriesId.js'
import type { NormalInput } from '../schema/normalForm/normalInput.js'
import { moneyPerPeriod } from './costs/moneyPerPeriod.js'

/** Prices of items in markets by period, each that of its market, or of the item, or zero. */
export function seriesPrices(input: NormalInput, calendar: Calendar, series: readonly SeriesId[]): MoneyInput[][] {
  const items = indexById(input.items, 'id')
  // Prices of one customer are kept, but customers are planned with their market.
  const ofMarkets = input.prices.filter(({ customerId }) => customerId === undefined)
  const special = new Map(ofMarkets.map((row) => [seriesKey(row), row]))
  return series.map((one) => {
    const price = special.get(seriesKey(one))?.price ?? items.get(one.itemId)?.price ?? 0
    return moneyPerPeriod(price, calendar, 'level')
  })
}
