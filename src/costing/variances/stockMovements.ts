import { compareText } from '../../core/keys/keys.js'
import { rowsOf, type VarianceReading } from './readVarianceInput.js'
import { isStockBought } from './materialVariancesOf.js'

/** Units of an item over the periods. */
export interface StockMovementOfItem {
  readonly opening: number
  /** Counted less book units, over all counts. */
  readonly difference: number
  readonly closing: number
}

/** Stock of an item by its movements, period by period; a count at the end of a period is what there is. */
export function stockMovements(reading: VarianceReading): (itemId: string) => StockMovementOfItem {
  const openings = new Map((reading.input.openingStock ?? []).map(({ itemId, units }) => [itemId, units]))
  return (id) => {
    const item = reading.items.get(id)
    const flows = (['purchases', 'output', 'usage', 'sales'] as const)
      .filter((kind) => kind !== 'purchases' || (item !== undefined && isStockBought(item)))
      .flatMap((kind) => rowsOf(reading, kind, id))
      .sort((a, b) => compareText(a.periodId, b.periodId))
    const opening = openings.get(id) ?? 0
    let [closing, difference, next] = [opening, 0, 0]
    // Flows of a period, and of those before it that were not counted.
    const flowUntil = (periodId: string | undefined): void => {
      for (const row of flows.slice(next)) {
        if (periodId !== undefined && compareText(row.periodId, periodId) > 0) return
        closing += row.kind === 'usage' || row.kind === 'sales' ? -row.units : row.units
        next++
      }
    }
    for (const count of rowsOf(reading, 'stockCount', id)) {
      flowUntil(count.periodId)
      difference += count.units - closing
      closing = count.units
    }
    flowUntil(undefined)
    return { opening, difference, closing }
  }
}
