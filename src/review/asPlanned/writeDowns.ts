import { fromMinor } from '../../core/money/money.js'
import { shareOfMinor } from '../../finance/roundRatio.js'
import type { Plan } from '../../plan/types.js'

/** What the books hold in write-downs of stock. */
export interface WriteDownsHeld {
  /** Items that the plan writes down at some time. */
  readonly itemIds: readonly string[]
  /**
   * What an item is written down by after so many periods of the plan; major units, below zero where it is written down. Without
   * units those of the plan; with them its write-down a unit at that close times the units that are there.
   */
  held(itemId: string, closedCount: number, units?: number): number
}

/**
 * Reads posted write-downs of a plan off its ledger. A write-down belongs to units: what became of more or fewer of them than planned
 * takes it along or leaves it behind. What a unit brings nobody tells, so that stays as planned; and where the plan has no units
 * at a close, it says of none what they would bring.
 */
export function writeDownsHeld({ ledger, calendar, inventory }: Plan): WriteDownsHeld {
  const scale = { decimals: ledger.decimals, rounding: 'halfEven' } as const
  const moved = new Map<string, number[]>()
  ledger.account.forEach((account, n) => {
    const { itemId } = ledger.refs[ledger.ref[n] ?? 0] ?? {}
    if (ledger.accounts[account] !== 'inventoryWriteDowns' || itemId === undefined) return
    const own = moved.get(itemId) ?? calendar.periods.map(() => 0)
    const t = ledger.periodIndex[n] ?? 0
    own[t] = (own[t] ?? 0) + (ledger.amountMinor[n] ?? 0)
    moved.set(itemId, own)
  })
  const closing = new Map(inventory.map((record) => [record.itemId, record.closing]))
  return {
    itemIds: [...moved.keys()],
    held: (itemId, closedCount, units) => {
      // The opening stock is written down in the first period: before it nothing is.
      const minor = (moved.get(itemId) ?? []).slice(0, closedCount).reduce((sum, amount) => sum + amount, 0)
      if (units === undefined) return fromMinor(minor, scale)
      const planned = closing.get(itemId)?.[closedCount - 1] ?? 0
      if (planned <= 0) return 0
      return fromMinor(shareOfMinor(minor, Math.max(0, units), planned, scale.rounding), scale)
    },
  }
}
