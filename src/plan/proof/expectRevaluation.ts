import { createNotice, type Notice } from '../../core/notices/notices.js'
import { compareRefs, type Ref } from '../../core/keys/ref.js'
import { stockAbovePrice, stockRevalued } from '../../finance/notices.js'
import type { Facts } from './facts.js'
import { minorAmounts } from './minorAmounts.js'
import { readMoneyFacts } from './moneyFacts.js'

/** What the ledger has to say of opening stock with a book value that is not its standard, by the postings that bring it there. */
export function expectRevaluation(facts: Facts): Notice[] {
  const { ledger, shipments, costs, inventory } = facts.plan
  const gained = new Map<string, number>()
  ledger.amountMinor.forEach((amount, n) => {
    if (ledger.accounts[ledger.account[n] ?? -1] !== 'stockRevaluation') return
    const itemId = ledger.refs[ledger.ref[n] ?? -1]?.itemId
    if (itemId !== undefined) gained.set(itemId, (gained.get(itemId) ?? 0) - amount)
  })
  if (gained.size === 0) return []
  const major = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0) / 10 ** ledger.decimals
  const refs = (ids: Iterable<string>): Ref[] => [...ids].map((itemId): Ref => ({ itemId })).sort(compareRefs)
  const gains = [...gained.values()]
  const gain = major(gains.filter((amount) => amount > 0))
  const loss = major(gains.filter((amount) => amount < 0).map((amount) => -amount))
  const told = [
    createNotice(stockRevalued, {
      refs: refs(gained.keys()),
      amount: major(gains),
      unit: 'money',
      value: { gain, loss },
    }),
  ]
  const prices = new Map<string, number>()
  const money = readMoneyFacts(facts)
  for (const shipment of shipments) {
    const { itemId } = shipment
    const price = Number(money.priceOf(shipment)[0] ?? 0)
    if (gained.has(itemId)) prices.set(itemId, Math.max(price, prices.get(itemId) ?? 0))
  }
  const { product } = minorAmounts(facts)
  const cards = new Map(costs.map((card) => [card.itemId, card]))
  const opening = new Map(inventory.map((record) => [record.itemId, record.opening[0] ?? 0]))
  const above = [...prices].flatMap(([itemId, price]): [string, number][] => {
    const units = opening.get(itemId) ?? 0
    const excess = Number(product(units, cards.get(itemId)?.unitCost ?? 0) - product(units, price))
    return price > 0 && excess > 0 ? [[itemId, excess]] : []
  })
  if (above.length === 0) return told
  const amount = major(above.map(([, excess]) => excess))
  return [
    ...told,
    createNotice(stockAbovePrice, { refs: refs(above.map(([itemId]) => itemId)), amount, unit: 'money' }),
  ]
}
