import { compareByKey } from '../../../core/keys/keys.js'
import type { MoneyInput } from '../../../core/money/money.js'
import type { InventoryRecord } from '../../../inventory/types.js'
import { type Facts, itemKey, SERIES, seriesIds } from '../facts/facts.js'
import { type Fraction, fraction, plus, round, times, ZERO } from '../fraction.js'
import { gridOf } from '../gridUnits.js'
import { minorAmounts } from '../facts/minorAmounts.js'
import { readMoneyFacts } from '../facts/moneyFacts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import type { OrderFact } from '../facts/orderFacts.js'
import { soldBy } from '../customers/soldUnits.js'

/** Stock of an item that is judged together: grid units, those of them that go next, and what they bring. */
export interface RealizableUnits {
  readonly isLong: boolean
  readonly units: bigint
  readonly next: bigint
  /** Minor units. */
  readonly brings: bigint
}

/** One line of those who take from stock: a period, who it is, and how many grid units. */
interface Taking {
  readonly t: number
  /** Place of an order; 'all' for everybody else, 'use' for other items. */
  readonly who: number | 'all' | 'use'
  readonly units: bigint
}

/** What becomes of an item's stock. */
interface Outlook {
  readonly takings: readonly Taking[]
  /** What a unit brings, net: of each order, and of everybody else by period; undefined where nobody else buys. */
  readonly ofOrders: readonly Fraction[]
  readonly ofAll: readonly (Fraction | undefined)[]
  /** What a unit brings that is left when the plan ends. */
  readonly afterwards: Fraction | undefined
}

const MILLION = 1_000_000n

function outlookOf(facts: Facts, stock: InventoryRecord): Outlook {
  const { plan, days, items } = facts
  const { input, ledger } = plan
  const amounts = minorAmounts(facts)
  const money = readMoneyFacts(facts)
  const { power, whole } = gridOf(items.get(stock.itemId))
  const taken = input.overheads.reduce((sum, { rateOfRevenue }) => plus(sum, fraction(rateOfRevenue ?? 0)), ZERO)
  const kept = plus({ n: 1n, d: 1n }, { n: -taken.n, d: taken.d })
  const net = (gross: Fraction): Fraction => {
    const left = kept.n > 0n ? times(gross, kept) : ZERO
    return { n: round(times(left, { n: MILLION, d: 1n }), input.rounding), d: MILLION }
  }
  const all = { units: days.map(() => 0n), minor: days.map(() => 0n) }
  const orders: { ids: object; order: OrderFact; price: MoneyInput; units: readonly number[] }[] = []
  /** The last price of each market that has one, and what is sold there. */
  const markets: { readonly price: Fraction; units: bigint }[] = []
  for (const shipment of plan.shipments) {
    if (shipment.itemId !== stock.itemId) continue
    const market = { price: fraction(money.priceOf(shipment)[days.length - 1] ?? 0), units: 0n }
    if (market.price.n > 0n) markets.push(market)
    for (const { order, units, amounts: minor } of soldBy(facts, shipment, amounts)) {
      if (order !== undefined) {
        const price = order.price ?? money.priceOf(shipment)[Math.max(0, order.t)] ?? 0
        const ids = { ...seriesIds(shipment), orderId: order.id, orderLine: order.line }
        if (Number(price) > 0) orders.push({ ids, order, price, units })
        continue
      }
      units.forEach((quantity, t) => {
        market.units += BigInt(whole(quantity))
        all.units[t] = (all.units[t] ?? 0n) + BigInt(whole(quantity))
        all.minor[t] = (all.minor[t] ?? 0n) + (minor[t] ?? 0n)
      })
    }
  }
  orders.sort((a, b) => compareByKey<object>(a.ids, b.ids, [...SERIES, 'orderId', 'orderLine'] as never))
  const mean = (t: number): Fraction | undefined => {
    const [units, minor] = [all.units[t] ?? 0n, all.minor[t] ?? 0n]
    return units > 0n && minor > 0n
      ? net({ n: minor * BigInt(power), d: units * BigInt(10 ** ledger.decimals) })
      : undefined
  }
  const places = days.map((_, t) => t)
  const ofOrders = orders.map(({ price }) => net(fraction(price)))
  const sold = markets.reduce((sum, { units }) => sum + units, 0n)
  const weightOf = ({ units }: { readonly units: bigint }): bigint => (sold > 0n ? units : 1n)
  const weights = markets.reduce((sum, market) => sum + weightOf(market), 0n)
  const asked = markets.reduce((sum, market) => plus(sum, times(market.price, { n: weightOf(market), d: 1n })), ZERO)
  return {
    ofOrders,
    ofAll: places.map(mean),
    afterwards: weights > 0n ? net(times(asked, { n: 1n, d: weights })) : undefined,
    takings: places.flatMap((t): Taking[] => [
      ...orders.map(({ units }, n): Taking => ({ t, who: n, units: BigInt(whole(units[t])) })),
      { t, who: 'all', units: all.units[t] ?? 0n },
      { t, who: 'use', units: BigInt(whole(stock.dependentDemand[t])) },
    ]),
  }
}

/** Whether nobody asks for an item and nothing is made of it. */
export const isDead = (stock: InventoryRecord): boolean =>
  [...stock.demand, ...stock.dependentDemand, ...stock.shipped].every((units) => units <= 1e-9)

/**
 * Whole units that are there after a close, beyond safety stock, so many days later at the pace of the plan: at that of what goes, or
 * at that of what is asked for where that is faster.
 */
export function slowUnits(
  { days }: Facts,
  stock: InventoryRecord,
  { after, most, isAsked = false }: { readonly after: number; readonly most: number; readonly isAsked?: boolean },
): number {
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
  const goneOf = (own: readonly number[]): number => {
    let [gone, passed] = [0, 0]
    days.forEach((length, t) => {
      if (t <= after) return
      gone += ((own[t] ?? 0) * Math.max(0, Math.min(length, most - passed))) / length
      passed += length
    })
    return gone + (total(own) * Math.max(0, most - passed)) / total(days)
  }
  const [sold, asked] = [goneOf(stock.shipped), isAsked ? goneOf(stock.demand) : 0]
  const gone = (asked > sold ? asked : sold) + goneOf(stock.dependentDemand)
  const there = (after < 0 ? stock.opening[0] : stock.closing[after]) ?? 0
  return Math.max(0, Math.floor(there - (stock.safetyStock[Math.max(0, after)] ?? 0) - gone + 1e-6))
}

/**
 * What the stock of an item will bring at the close of a period, or at -1 before the first: who takes it in the order of the plan,
 * each order for itself, the rest together; apart from that what nobody takes and what lies too long. Costs of long stock by what units cost.
 */
export const expectRealizable: (
  facts: Facts,
) => (itemId: string, t: number, cost: (units: bigint) => bigint) => RealizableUnits[] = oncePerPlan((facts) => {
  const { rows, items, plan } = facts
  const { policy, rounding } = plan.input
  const { toMinor } = minorAmounts(facts)
  const outlooks = new Map<string, Outlook>()
  return (itemId, t, cost) => {
    const stock = rows.inventory.get(itemKey(itemId))?.row
    if (stock === undefined) return []
    const outlook = outlooks.get(itemId) ?? outlookOf(facts, stock)
    outlooks.set(itemId, outlook)
    const { power, whole } = gridOf(items.get(itemId))
    const there = BigInt(whole(t < 0 ? stock.opening[0] : stock.closing[t]))
    const ofOrders = outlook.ofOrders.map(() => ({ units: 0n, next: 0n }))
    const ofAll = { units: 0n, next: 0n, worth: ZERO }
    const worthOf = (units: bigint, price: Fraction): Fraction => times({ n: units, d: BigInt(power) }, price)
    let began = 0n
    for (const { t: s, who, units } of outlook.takings) {
      if (s <= t || began >= there) continue
      const ends = began + units < there ? began + units : there
      const part = ends - began
      began = ends
      const next = s === t + 1 ? part : 0n
      if (who === 'all') {
        ofAll.units += part
        ofAll.next += next
        if (part > 0n) ofAll.worth = plus(ofAll.worth, worthOf(part, outlook.ofAll[s] ?? ZERO))
      } else if (who !== 'use') {
        const own = ofOrders[who] as { units: bigint; next: bigint }
        own.units += part
        own.next += next
      }
    }
    const dead = isDead(stock)
    const rest = there - began
    const slow = BigInt(slowUnits(facts, stock, { after: t, most: policy.slowStockDays, isAsked: true }) * power)
    const long = dead || slow > rest ? rest : slow
    const beyond = outlook.afterwards
    if (rest > long && beyond !== undefined) {
      ofAll.units += rest - long
      ofAll.worth = plus(ofAll.worth, worthOf(rest - long, beyond))
    }
    const off = dead ? policy.deadStockWriteDownShare : policy.slowStockWriteDownShare
    const keeps = plus({ n: 1n, d: 1n }, times(fraction(off), { n: -1n, d: 1n }))
    return [
      ...ofOrders.map(({ units, next }, n) => ({
        isLong: false,
        units,
        next,
        brings: toMinor(worthOf(units, outlook.ofOrders[n] ?? ZERO)),
      })),
      { isLong: false, units: ofAll.units, next: ofAll.next, brings: toMinor(ofAll.worth) },
      { isLong: true, units: long, next: 0n, brings: round(times({ n: cost(long), d: 1n }, keeps), rounding) },
    ].filter(({ units }) => units > 0n)
  }
})
