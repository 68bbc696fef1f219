import type { MoneyInput } from '../../core/money.js'
import type { SeriesId } from '../../core/seriesId.js'
import type { DemandRecord } from '../demand/types.js'
import { type Facts, type Placed, seriesKey } from './facts.js'
import { fraction, plus, times, ZERO } from './fraction.js'
import { gridOf } from './gridUnits.js'
import type { MinorAmounts } from './minorAmounts.js'
import { readMoneyFacts } from './moneyFacts.js'
import { oncePerPlan } from './oncePerPlan.js'

/** Units that a series asked for in one period, at one price; grid units. */
export interface Asked {
  readonly series: number
  /** -1: late before the plan. */
  readonly t: number
  readonly units: number
  readonly price: MoneyInput
}

/** What the series of an item ask for, in the order in which it is to be served. */
export interface ItemDemand {
  readonly series: readonly Placed<DemandRecord>[]
  readonly asked: readonly Asked[]
}

/** The demand of every item: earlier periods first, in one period the higher price, then the market by its id. */
export const askedOfItems: (facts: Facts) => ReadonlyMap<string, ItemDemand> = oncePerPlan((facts) => {
  const money = readMoneyFacts(facts)
  const found = new Map<string, ItemDemand>()
  for (const [itemId, series] of facts.series) {
    const { whole } = gridOf(facts.items.get(itemId))
    const asked: Asked[] = []
    series.forEach(({ row }, n) => {
      const price = money.priceOf(row)
      const first = price[0] ?? 0
      // Whose the late orders are, nobody says: the first series by its key has them.
      if (n === 0) asked.push({ series: n, t: -1, units: whole(facts.stock.get(itemId)?.backlog), price: first })
      row.consensus.forEach((quantity, t) =>
        asked.push({ series: n, t, units: whole(quantity), price: price[t] ?? Number.NaN }),
      )
    })
    // Series stand in the order of their keys, and sorting keeps it where the rest is equal.
    asked.sort((a, b) => a.t - b.t || Number(b.price) - Number(a.price))
    found.set(itemId, { series, asked })
  }
  return found
})

/** Serves what was asked for from the oldest on; what is lost is gone at the close of its period. Calls back for each part. */
export function serve(
  asked: readonly Asked[],
  shipped: readonly number[],
  isLost: boolean,
  visit: (part: Asked, t: number, units: number) => void,
): void {
  const left = asked.map(({ units }) => units)
  shipped.forEach((quantity, t) => {
    let rest = quantity
    asked.forEach((part, n) => {
      const isOpen = part.t <= t && (!isLost || part.t === t || (t === 0 && part.t < 0))
      const served = isOpen ? Math.min(rest, left[n] as number) : 0
      if (served <= 0) return
      left[n] = (left[n] as number) - served
      rest -= served
      visit(part, t, served)
    })
  })
}

/** What the shipments of a series bring by period, each unit at the price of the period that asked for it; minor units. */
export function broughtBy(
  facts: Facts,
  shipment: SeriesId & { readonly shipped: readonly number[] },
  amounts: MinorAmounts,
): bigint[] {
  const { series, asked } = askedOfItems(facts).get(shipment.itemId) ?? { series: [], asked: [] }
  const own = series.findIndex(({ row }) => seriesKey(row) === seriesKey(shipment))
  const { power, whole } = gridOf(facts.items.get(shipment.itemId))
  const isLost = facts.policies.get(shipment.itemId)?.unmetDemand === 'lost'
  const sums = facts.days.map(() => ZERO)
  serve(
    asked.filter((part) => part.series === own),
    shipment.shipped.map(whole),
    isLost,
    (part, t, units) => {
      sums[t] = plus(sums[t] ?? ZERO, times({ n: BigInt(units), d: BigInt(power) }, fraction(part.price)))
    },
  )
  return sums.map(amounts.toMinor)
}
