import type { Calendar } from '../../core/time/calendar.js'
import { indexById } from '../../core/keys/keys.js'
import { fromMinor, moneyScale, productToMinor } from '../../core/money/money.js'
import type { CostCard } from '../../costing/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { ProductionRecord } from '../../production/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { unitsInWork } from '../unitsInWork.js'

/** The parts of the plan that fixed overhead in stock is measured from. */
export interface StockSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly costs: readonly CostCard[]
  readonly inventory: readonly InventoryRecord[]
  readonly production: readonly ProductionRecord[]
}

/**
 * Fixed overhead held at standard cost in stock, and in units in work, before the plan and at the close of each period;
 * major units. A unit in work holds that of its components, and of its own as much as work is done.
 */
export function fixedOverheadInStock({ input, calendar, costs, inventory, production }: StockSources): {
  readonly opening: number
  readonly closing: readonly number[]
} {
  const scale = moneyScale(input, 'input')
  const cards = indexById(costs, 'itemId')
  const items = indexById(input.items, 'id')
  const value = (units: (record: InventoryRecord) => number): number =>
    inventory.reduce(
      (sum, record) => sum + productToMinor(units(record), cards.get(record.itemId)?.fixedCost ?? 0, scale),
      0,
    )
  const work = production.flatMap((record) => {
    const inWork = unitsInWork(record, items.get(record.itemId)?.quantityDecimals ?? 0)
    const card = cards.get(record.itemId)
    return inWork === undefined || card === undefined ? [] : [{ inWork, card }]
  })
  const inWork = (t: number): number =>
    work.reduce(
      (sum, { inWork: { begun, done }, card: { lowerLevels, thisLevel } }) =>
        sum +
        productToMinor(begun[t] as number, lowerLevels.fixedOverhead, scale) +
        productToMinor(done[t] as number, thisLevel.fixedOverhead, scale),
      0,
    )
  return {
    opening: fromMinor(
      value((record) => record.opening[0] ?? 0),
      scale,
    ),
    closing: calendar.periods.map((_, t) =>
      fromMinor(value((record) => record.closing[t] as number) + inWork(t), scale),
    ),
  }
}
