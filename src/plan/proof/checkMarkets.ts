import { type Check, startCheck } from './checks.js'
import { type Facts, itemKey, seriesKey } from './facts.js'
import { shareOut } from './fraction.js'
import { gridOf } from './gridUnits.js'

const at = (values: readonly number[] | undefined, t: number): number => values?.[t] ?? 0

/** Demand of an item is that of its markets; what is shipped is split over them by what each waits for, whole units. */
export function checkMarkets(facts: Facts): Check {
  const check = startCheck(
    'markets-tie',
    'Demand and shipments of the markets add up to those of the items, and each market gets its share.',
  )
  const { count } = facts
  for (const { row: record, name } of facts.rows.records.values()) {
    const item = facts.items.get(record.itemId)
    if (item === undefined) continue
    const series = (facts.series.get(item.id) ?? []).map(({ row }) => row)
    const shipments = series.map((row) => facts.rows.shipments.get(seriesKey(row)))
    const safetyStock = facts.rows.safetyStock.get(itemKey(item.id))?.row
    const { power, whole } = gridOf(item)
    const units = (value: number | undefined): bigint => BigInt(whole(value))
    const isLost = facts.policies.get(item.id)?.unmetDemand === 'lost'
    const before = facts.stock.get(item.id)?.backlog
    let waiting = series.map((_, k) => (k === 0 ? units(before) : 0n))
    for (let t = 0; t < count; t++) {
      waiting = series.map(({ consensus }, k) => (isLost && t > 0 ? 0n : (waiting[k] as bigint)) + units(consensus[t]))
      const isAsked = waiting.some((quantity) => quantity > 0n)
      const parts = isAsked
        ? shareOut(
            units(record.shipped[t]),
            waiting.map((n) => ({ n, d: 1n })),
          )
        : waiting
      let asked = 0
      let shipped = 0
      series.forEach(({ consensus }, k) => {
        const { row: shipment, name: place = 'shipments' } = shipments[k] ?? {}
        const demand = at(consensus, t)
        check.cell(place, 'demand', t, shipment?.demand[t], demand)
        check.cell(place, 'shipped', t, shipment?.shipped[t], Number(parts[k]) / power)
        asked += whole(demand)
        shipped += whole(at(shipment?.shipped, t))
        waiting[k] = (waiting[k] as bigint) - (parts[k] as bigint)
      })
      check.cell(name, 'demand', t, record.demand[t], asked / power)
      check.cell(name, 'shipped', t, record.shipped[t], shipped / power)
      check.cell(name, 'safetyStock', t, record.safetyStock[t], at(safetyStock?.safetyStock, t))
    }
  }
  return check.result()
}
