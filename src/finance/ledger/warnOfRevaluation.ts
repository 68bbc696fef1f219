import { fromMinor, productToMinor, sumMinor } from '../../core/money/money.js'
import { noteRecords } from '../../core/notices/notices.js'
import { type Ref, uniqueRefs } from '../../core/keys/ref.js'
import { standardsSetAnew, stockAbovePrice, stockRevalued } from '../notices.js'
import type { LedgerContext } from './ledgerContext.js'

/** What the first period adds to the value of an item's opening stock, in minor units. */
export interface Revaluation {
  readonly ref: Ref
  readonly openingUnits: number
  readonly standardCost: number
  readonly difference: number
}

/**
 * Says which opening stock comes to standard cost, and which of it is worth more then than it brings: stock stands at the
 * lower of cost and what it can be sold for. Source: IAS 2, paragraph 9.
 */
export function warnOfRevaluation({ flows, scale, warnings }: LedgerContext, rows: readonly Revaluation[]): void {
  const changed = rows.filter(({ difference }) => difference !== 0)
  const major = (amounts: readonly number[]): number => fromMinor(sumMinor(amounts), scale)
  const gains = changed.map(({ difference }) => Math.max(0, difference))
  const losses = changed.map(({ difference }) => Math.max(0, -difference))
  noteRecords(warnings, stockRevalued, {
    refs: changed.map(({ ref }) => ref),
    amount: major(changed.map(({ difference }) => difference)),
    unit: 'money',
    value: { gain: major(gains), loss: major(losses) },
  })
  const prices = new Map<string, number>()
  for (const { itemId, orderId, price } of flows.sales) {
    // A price agreed with one customer does not say what the rest of the stock brings.
    if (orderId !== undefined) continue
    prices.set(itemId, Math.max(prices.get(itemId) ?? 0, Number(price[0] ?? 0)))
  }
  // What has no price says so elsewhere.
  const above = changed.flatMap(({ ref, openingUnits, standardCost }) => {
    const price = prices.get(ref.itemId ?? '') ?? 0
    const excess = productToMinor(openingUnits, standardCost, scale) - productToMinor(openingUnits, price, scale)
    return price > 0 && excess > 0 ? [{ ref, excess }] : []
  })
  noteRecords(warnings, stockAbovePrice, {
    refs: above.map(({ ref }) => ref),
    amount: major(above.map(({ excess }) => excess)),
    unit: 'money',
  })
}

/** What a new standard makes of the stock of an item, in minor units. */
export interface SetAnew {
  readonly t: number
  readonly ref: Ref
  readonly difference: number
}

/** Says in which periods standards are set anew, and what that makes of the stock that is there then. */
export function noteStandardsSetAnew({ periods, scale, warnings }: LedgerContext, rows: readonly SetAnew[]): void {
  const places = [...new Set(rows.map(({ t }) => t))].sort((a, b) => a - b)
  const [first, last] = [periods[places[0] ?? 0]?.id ?? '', periods[places.at(-1) ?? 0]?.id ?? '']
  const major = (amounts: readonly number[]): number => fromMinor(sumMinor(amounts), scale)
  const of = (t: number): number[] => rows.flatMap((row) => (row.t === t ? [row.difference] : []))
  noteRecords(warnings, standardsSetAnew, {
    refs: uniqueRefs(rows.map(({ ref }) => ref)),
    periodIds: [first, last],
    amount: major(rows.map(({ difference }) => difference)),
    unit: 'money',
    value: { periodIds: places.map((t) => periods[t]?.id ?? ''), amounts: places.map((t) => major(of(t))) },
  })
}
