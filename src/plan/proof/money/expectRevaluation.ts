import { createNotice, type Notice } from '../../../core/notices/notices.js'
import { compareRefs, type Ref } from '../../../core/keys/ref.js'
import { standardsSetAnew, stockAbovePrice, stockRevalued } from '../../../finance/notices.js'
import type { Facts } from '../facts/facts.js'
import { minorAmounts } from '../facts/minorAmounts.js'
import { AT_STANDARD, readMoneyFacts } from '../facts/moneyFacts.js'
import { standardsInForce } from '../facts/standardFacts.js'

/** What the ledger has to say of opening stock with a book value that is not its standard, by the postings that bring it there. */
export function expectRevaluation(facts: Facts): Notice[] {
  const { ledger, shipments, costs, inventory } = facts.plan
  const gained = new Map<string, number>()
  const later = facts.days.map(() => 0)
  ledger.amountMinor.forEach((amount, n) => {
    const account = ledger.accounts[ledger.account[n] ?? -1] ?? ''
    if (ledger.rules[ledger.rule[n] ?? -1] !== 'revalueStock') return
    const [itemId, t] = [ledger.refs[ledger.ref[n] ?? -1]?.itemId, ledger.periodIndex[n] ?? -1]
    if (t > 0 && AT_STANDARD.includes(account)) later[t] = (later[t] ?? 0) + amount
    if (account === 'stockRevaluation' && itemId !== undefined) gained.set(itemId, (gained.get(itemId) ?? 0) - amount)
  })
  const after = expectSetAnew(facts, later)
  if (gained.size === 0) return after
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
  if (above.length === 0) return [...told, ...after]
  const amount = major(above.map(([, excess]) => excess))
  return [
    ...told,
    createNotice(stockAbovePrice, { refs: refs(above.map(([itemId]) => itemId)), amount, unit: 'money' }),
    ...after,
  ]
}

/** Of which items standards are set anew, when, and what that makes of the stock that is there then. */
function expectSetAnew(facts: Facts, gained: readonly number[]): Notice[] {
  const { calendar, ledger } = facts.plan
  const rows = [...standardsInForce(facts)].map(([itemId, row]) => ({
    itemId,
    places: row.flatMap((record, t) => (t > 0 && record !== row[t - 1] ? [t] : [])),
  }))
  const refs = rows.flatMap(({ itemId, places }) => (places.length === 0 ? [] : [{ itemId }]))
  if (refs.length === 0) return []
  const places = [...new Set(rows.flatMap((row) => row.places))].sort((a, b) => a - b)
  const idOf = (t: number | undefined): string => calendar.periods[t ?? -1]?.id ?? ''
  const major = (minor: number): number => minor / 10 ** ledger.decimals + 0
  return [
    createNotice(standardsSetAnew, {
      refs: refs.sort(compareRefs),
      periodIds: [idOf(places[0]), idOf(places.at(-1))],
      amount: major(gained.reduce((a, b) => a + b, 0)),
      unit: 'money',
      value: { periodIds: places.map(idOf), amounts: places.map((t) => major(gained[t] ?? 0)) },
    }),
  ]
}
