import type { Calendar } from '../../core/calendar.js'
import { indexById } from '../../core/keys.js'
import { fromMinor, moneyScale, productToMinor } from '../../core/money.js'
import type { CostCard } from '../../costing/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { NormalInput } from '../../schema/normalInput.js'

/** Fixed overhead held in stock at standard cost, before the plan and at the close of each period; major units. */
export function fixedOverheadInStock(
  input: NormalInput,
  calendar: Calendar,
  costs: readonly CostCard[],
  inventory: readonly InventoryRecord[],
): { readonly opening: number; readonly closing: readonly number[] } {
  const scale = moneyScale(input, 'input')
  const cards = indexById(costs, 'itemId')
  const value = (units: (record: InventoryRecord) => number): number =>
    fromMinor(
      inventory.reduce(
        (sum, record) => sum + productToMinor(units(record), cards.get(record.itemId)?.fixedCost ?? 0, scale),
        0,
      ),
      scale,
    )
  return {
    opening: value((record) => record.opening[0] ?? 0),
    closing: calendar.periods.map((_, t) => value((record) => record.closing[t] as number)),
  }
}
