import { demandOf } from '../problem/itemForms.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { ProductionModel } from '../model/buildProductionModel.js'

/**
 * A model in which no more may be late at a close, or lost, than is said: bounds of columns only.
 *
 * @param mostOpen - stock units by item and period, indexed `item * periodCount + period`; undefined for no bound
 */
export function boundOpen(
  { model, map }: ProductionModel,
  items: readonly PreparedItem[],
  mostOpen: (i: number, at: number) => number | undefined,
): ProductionModel {
  const columnLower = model.columnLower.slice()
  const columnUpper = model.columnUpper.slice()
  items.forEach((item, i) => {
    for (let t = 0; t < map.periodCount; t += 1) {
      const at = i * map.periodCount + t
      const [ship, backlog] = [map.ship[at], map.backlog[at]]
      const most = mostOpen(i, at)
      if (most === undefined) continue
      if (item.unmetDemand !== 'lost') {
        if (backlog < 0) continue
        const least = model.columnLower[backlog]
        columnUpper[backlog] = Math.max(least, Math.min(model.columnUpper[backlog], most))
      } else if (ship >= 0) {
        const least = Math.max(model.columnLower[ship], demandOf(item, t) - most)
        columnLower[ship] = Math.min(model.columnUpper[ship], least)
      }
    }
  })
  return { model: { ...model, columnLower, columnUpper }, map }
}
