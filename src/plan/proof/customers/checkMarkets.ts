import { type Check, startCheck } from '../checks.js'
import { droppedItems } from './droppedItems.js'
import { type Facts, itemKey, seriesKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { askedOfItems } from './servedDemand.js'
import { serveItem } from './soldUnits.js'

const at = (values: readonly number[] | undefined, t: number): number => values?.[t] ?? 0

/** Demand of an item is that of its markets; what is shipped goes to what was asked for first, whole units. */
export function checkMarkets(facts: Facts): Check {
  const check = startCheck(
    'markets-tie',
    'Demand and shipments of the markets add up to those of the items, and what was asked for first is served first.',
  )
  const { count } = facts
  for (const { row: record, name } of facts.rows.records.values()) {
    const item = facts.items.get(record.itemId)
    if (item === undefined) continue
    const { series } = askedOfItems(facts).get(item.id) ?? { series: [] }
    const shipments = series.map(({ row }) => facts.rows.shipments.get(seriesKey(row)))
    const safetyStock = facts.rows.safetyStock.get(itemKey(item.id))?.row
    const isDropped = droppedItems(facts).has(item.id)
    const { power, whole } = gridOf(item)
    const parts = series.map(() => new Array<number>(count).fill(0))
    serveItem(facts, record, (part, t, units) => {
      const row = parts[part.series] ?? []
      row[t] = at(row, t) + units
    })
    for (let t = 0; t < count; t++) {
      let demanded = 0
      let shipped = 0
      series.forEach(({ row: { consensus } }, k) => {
        const { row: shipment, name: place = 'shipments' } = shipments[k] ?? {}
        const demand = at(consensus, t)
        check.cell(place, 'demand', t, shipment?.demand[t], demand)
        check.cell(place, 'shipped', t, shipment?.shipped[t], at(parts[k], t) / power)
        demanded += whole(demand)
        shipped += whole(at(shipment?.shipped, t))
      })
      check.cell(name, 'demand', t, record.demand[t], demanded / power)
      check.cell(name, 'shipped', t, record.shipped[t], shipped / power)
      check.cell(name, 'safetyStock', t, record.safetyStock[t], isDropped ? 0 : at(safetyStock?.safetyStock, t))
    }
  }
  return check.result()
}
