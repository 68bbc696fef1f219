import type { Calendar } from '../../core/time/calendar.js'
import { indexById } from '../../core/keys/keys.js'
import { fromMinor, moneyScale, productToMinor } from '../../core/money/money.js'
import type { Ledger } from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { ProductionRecord } from '../../production/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { unitsInWork } from '../unitsInWork.js'
import { type StandardRecord, standardsByPeriod } from './planStandards.js'

/** The parts of the plan that fixed overhead in stock is measured from. */
export interface StockSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly standards: readonly StandardRecord[]
  readonly inventory: readonly InventoryRecord[]
  readonly production: readonly ProductionRecord[]
  readonly ledger: Ledger
}

/**
 * Fixed overhead held in stock and in units in work, before the plan and at the close of each period: at standard cost, and what
 * they hold beyond it; major units. A unit in work holds that of its components, and of its own as much
 * as work is done.
 */
export function fixedOverheadInStock({ input, calendar, standards, inventory, production, ledger }: StockSources): {
  readonly opening: number
  readonly closing: readonly number[]
} {
  const scale = moneyScale(input, 'input')
  const cards = standardsByPeriod(standards, calendar)
  const items = indexById(input.items, 'id')
  const value = (units: (record: InventoryRecord) => number, t: number): number =>
    inventory.reduce(
      (sum, record) => sum + productToMinor(units(record), cards.get(record.itemId)?.[t]?.fixedCost ?? 0, scale),
      0,
    )
  const work = production.flatMap((record) => {
    const inWork = unitsInWork(record, items.get(record.itemId)?.quantityDecimals ?? 0)
    const row = cards.get(record.itemId)
    return inWork === undefined || row === undefined ? [] : [{ inWork, row }]
  })
  const inWork = (t: number): number =>
    work.reduce((sum, { inWork: { begun, done }, row }) => {
      const card = row[t]
      if (card === undefined) return sum
      return (
        sum +
        productToMinor(begun[t] as number, card.lowerLevels.fixedOverhead, scale) +
        productToMinor(done[t] as number, card.thisLevel.fixedOverhead, scale)
      )
    }, 0)
  const beyond = beyondStandard(ledger)
  return {
    opening: fromMinor(
      value((record) => record.opening[0] ?? 0, 0),
      scale,
    ),
    closing: calendar.periods.map((_, t) =>
      fromMinor(value((record) => record.closing[t] as number, t) + inWork(t) + (beyond[t] ?? 0), scale),
    ),
  }
}

/** Fixed overhead that stock holds beyond its standard at the close of each period, in minor units. */
function beyondStandard({ calendar, accounts, periodIndex, account, amountMinor }: Ledger): number[] {
  const own = accounts.indexOf('inventoryOverheadVariances')
  const posted = calendar.periods.map(() => 0)
  account.forEach((place, n) => {
    const t = periodIndex[n] as number
    if (place === own && t >= 0) posted[t] = (posted[t] ?? 0) + (amountMinor[n] as number)
  })
  let sum = 0
  return posted.map((amount) => (sum += amount))
}
