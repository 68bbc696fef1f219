import { type MoneyScale, productToMinor } from '../../core/money/money.js'
import type { CostCard } from '../../costing/types.js'
import { STOCK_ACCOUNTS } from '../../finance/chart/accounts.js'
import { shareOfMinor } from '../../finance/roundRatio.js'
import type { Ledger } from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { BookValue } from './stockAboveItsValue.js'

/**
 * What units of an item stand at: their share of the book value of its opening stock, lots that have values of their own among it. Valued at
 * standard it comes to its standard in the first period, and the higher of both counts: neither may stay above what it brings. What
 * comes in later, of an item without opening stock, costs its standard.
 */
export function openingBookValue({
  ledger,
  costs,
  inventory,
  valuation,
  scale,
}: {
  readonly ledger: Ledger
  readonly costs: readonly CostCard[]
  readonly inventory: readonly InventoryRecord[]
  readonly valuation: NormalInput['policy']['valuation']
  readonly scale: MoneyScale
}): BookValue {
  const isStock = ledger.accounts.map((account) => (STOCK_ACCOUNTS as readonly string[]).includes(account))
  const minor = new Map<string, number>()
  for (let n = 0; ledger.periodIndex[n] === -1; n++) {
    const { itemId } = ledger.refs[ledger.ref[n] as number] ?? {}
    if (itemId === undefined || isStock[ledger.account[n] as number] !== true) continue
    minor.set(itemId, (minor.get(itemId) ?? 0) + (ledger.amountMinor[n] as number))
  }
  const opening = new Map(inventory.map((record) => [record.itemId, record.opening[0] ?? 0]))
  const standard = new Map(costs.map(({ itemId, unitCost }) => [itemId, unitCost]))
  return (itemId, units) => {
    const all = opening.get(itemId) ?? 0
    const atStandard = productToMinor(units, standard.get(itemId) ?? 0, scale)
    if (!(all > 0)) return atStandard
    const inBooks = shareOfMinor(minor.get(itemId) ?? 0, units, all, scale.rounding)
    return valuation === 'standard' ? Math.max(inBooks, atStandard) : inBooks
  }
}
