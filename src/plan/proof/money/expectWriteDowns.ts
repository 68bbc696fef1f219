import type { ExpectedJournal } from './expectedJournal.js'
import { expectRealizable } from './expectRealizable.js'
import type { Facts } from '../facts/facts.js'
import { round } from '../fraction.js'
import { gridOf } from '../gridUnits.js'

/** Writes what stock is written down by. */
export interface ExpectedWriteDowns {
  /** For the stock before the first period. */
  open(): void
  /** At the close of a period: what is sold takes its part with it, and the rest is judged anew. */
  close(t: number): void
}

/**
 * The write-downs of a plan that posts them, worked out again; nothing where it does not.
 *
 * @param costOf - what the stock of an item stands at before write-downs
 */
export function expectWriteDowns(
  facts: Facts,
  costOf: (itemId: string) => bigint,
  { begin, post, itemRef }: ExpectedJournal,
): ExpectedWriteDowns {
  const { plan, items, rows } = facts
  const { rounding, policy } = plan.input
  if (policy.stockWriteDowns !== 'post') return { open: () => undefined, close: () => undefined }
  const stocks = [...rows.inventory.values()].map(({ row }) => row)
  const realizable = expectRealizable(facts)
  /** By item, parts with their write-downs: units, those that go next, and minor units. */
  const held = new Map<string, readonly { readonly units: bigint; readonly next: bigint; readonly off: bigint }[]>()
  const total = (itemId: string): bigint => (held.get(itemId) ?? []).reduce((sum, { off }) => sum + off, 0n)
  const book = (amount: bigint): void => {
    post('stockWriteDown', amount)
    post('inventoryWriteDowns', -amount)
  }
  const judge = (place: number, t: number): void => {
    for (const stock of stocks) {
      const { itemId } = stock
      const before = total(itemId)
      const all = BigInt(gridOf(items.get(itemId)).whole(place < 0 ? stock.opening[0] : stock.closing[place]))
      const value = costOf(itemId)
      const cost = (units: bigint): bigint => (all > 0n ? round({ n: value * units, d: all }, rounding) : 0n)
      held.set(
        itemId,
        realizable(itemId, place, cost).map(({ units, next, brings }) => {
          const missing = cost(units) - brings
          return { units, next, off: missing > 0n ? missing : 0n }
        }),
      )
      begin(t, place < 0 ? 'writeDownOpening' : 'writeDownStock', itemRef(itemId))
      book(total(itemId) - before)
    }
  }
  return {
    open: () => judge(-1, 0),
    close(t) {
      for (const { itemId } of stocks) {
        const before = total(itemId)
        held.set(
          itemId,
          (held.get(itemId) ?? []).map(({ units, next, off }) => ({
            units,
            next,
            off: off - round({ n: off * next, d: units }, rounding),
          })),
        )
        begin(t, 'useWriteDowns', itemRef(itemId))
        book(total(itemId) - before)
      }
      judge(t, t)
    },
  }
}
