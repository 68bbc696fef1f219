import type { SeriesId } from '../../../core/keys/seriesId.js'
import type { ProductionRecord } from '../../../production/types.js'
import { type Facts, itemKey, seriesKey } from '../facts/facts.js'
import { type Fraction, fraction, plus, times, ZERO } from '../fraction.js'
import { gridOf } from '../gridUnits.js'
import type { MinorAmounts } from '../facts/minorAmounts.js'
import type { OrderFact } from '../facts/orderFacts.js'
import { type Asked, askedOfItems, serve } from './servedDemand.js'
import { unitMoney } from './unitMoney.js'

type Visit = (part: Asked, t: number, units: number) => void

/** Serves what is asked for of an item by its record: those who are served, and apart from them who is refused. */
export function serveItem(facts: Facts, record: ProductionRecord, visit: Visit): void {
  const { itemId } = record
  const { asked } = askedOfItems(facts).get(itemId) ?? { asked: [] }
  const { whole } = gridOf(facts.items.get(itemId))
  const isLost = facts.policies.get(itemId)?.unmetDemand === 'lost'
  const refused = unitMoney(facts).get(itemId)?.refusal?.parts
  const apart = record.shipped.map((_, t) => whole(record.refusedShipped?.[t]))
  const isRefused = (part: Asked): boolean => refused?.has(part) === true
  serve(
    asked.filter((part) => !isRefused(part)),
    record.shipped.map((units, t) => whole(units) - (apart[t] ?? 0)),
    isLost,
    visit,
  )
  serve(asked.filter(isRefused), apart, isLost, visit)
}

/** What is sold to one order of a series, or to none; by period, units and minor units. */
export interface Sold {
  readonly order?: OrderFact
  readonly units: readonly number[]
  readonly amounts: readonly bigint[]
}

/** What the shipments of a series are and bring, each unit at the price of its order, or of the period that asked for it. */
export function soldBy(
  facts: Facts,
  shipment: SeriesId & { readonly shipped: readonly number[] },
  amounts: MinorAmounts,
): Sold[] {
  const { series, asked } = askedOfItems(facts).get(shipment.itemId) ?? { series: [], asked: [] }
  const own = series.findIndex(({ row }) => seriesKey(row) === seriesKey(shipment))
  const { power, whole } = gridOf(facts.items.get(shipment.itemId))
  const isLost = facts.policies.get(shipment.itemId)?.unmetDemand === 'lost'
  const none = (order?: OrderFact): { order?: OrderFact; units: number[]; sums: Fraction[] } => ({
    ...(order !== undefined && { order }),
    units: facts.days.map(() => 0),
    sums: facts.days.map(() => ZERO),
  })
  const rows = new Map([[undefined as OrderFact | undefined, none()]])
  const visit: Visit = (part, t, units) => {
    if (part.series !== own) return
    const row = rows.get(part.order) ?? none(part.order)
    rows.set(part.order, row)
    row.units[t] = (row.units[t] ?? 0) + units
    row.sums[t] = plus(row.sums[t] ?? ZERO, times({ n: BigInt(units), d: BigInt(power) }, fraction(part.price)))
  }
  const record = facts.rows.records.get(itemKey(shipment.itemId))?.row
  // Which of a series' units went to somebody who is refused, the shipments of the item say together.
  if (record?.refused !== undefined) serveItem(facts, record, visit)
  else
    serve(
      asked.filter((part) => part.series === own),
      shipment.shipped.map(whole),
      isLost,
      visit,
    )
  return [...rows.values()].map(({ sums, units, ...whose }) => ({
    ...whose,
    units: units.map((quantity) => quantity / power),
    amounts: sums.map(amounts.toMinor),
  }))
}
