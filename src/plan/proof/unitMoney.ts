import { type Unpaid, unpaidOf } from './belowCost.js'
import { type Facts, itemKey } from './facts.js'
import { oncePerPlan } from './oncePerPlan.js'
import { type Asked, askedOfItems } from './servedDemand.js'
import { unitCosts } from './unitCosts.js'

/** A value of a period that is there. */
export const at = (values: readonly number[], t: number): number => values[t] as number

/** What one unit of an item brings and costs in the objective, by period. */
export interface UnitMoney {
  /** Where customers do not pay what it costs; undefined where they do, or are served all the same. */
  readonly unpaid: Unpaid | undefined
  /** Its price over the markets, weighted by their demand; twice its cost (or 1) where nobody pays for it. */
  readonly value: readonly number[]
  /** What of it goes to whoever sells it. */
  readonly selling: readonly number[]
  /** Grid units that are late before the plan, and what one of them brings and costs to sell. */
  readonly lateUnits: number
  readonly lateValue: number
  readonly lateSelling: number
  /** What a supplier is paid for a unit: bought, or worked on outside. */
  readonly purchase: readonly number[]
  /** What it costs late at the close. */
  readonly late: readonly number[]
  /** What it takes to make or buy it, without fixed overhead. */
  readonly made: readonly number[]
  /** What it costs lost: what the policy says, and a share of what losing it costs for each period to the end, as if it were late. */
  readonly lost: readonly number[]
  /** What it costs in stock at the close. */
  readonly holding: readonly number[]
  /** What it is wished to cost under the safety stock at the close. */
  readonly missing: readonly number[]
}

/** A price over the markets, weighted by their demand; where nothing is asked for, their plain mean. */
function meanPrice(parts: readonly Asked[]): number {
  const units = parts.reduce((sum, part) => sum + part.units, 0)
  return units > 0
    ? parts.reduce((sum, part) => sum + part.units * Number(part.price), 0) / units
    : parts.reduce((sum, part) => sum + Number(part.price), 0) / Math.max(1, parts.length)
}

/** Money of one unit of every item of the input. */
export const unitMoney: (facts: Facts) => ReadonlyMap<string, UnitMoney> = oncePerPlan((facts) => {
  const { plan, days, count } = facts
  const { input } = plan
  const { policy } = input
  const assumed = new Map(input.assumedUnitCosts.map((cost) => [cost.itemId, cost.unitCost]))
  const levels = (value: unknown): readonly number[] =>
    Array.isArray(value) ? value.map(Number) : days.map(() => Number(value ?? 0))
  const sellingRate = input.overheads.reduce((sum, { rateOfRevenue }) => sum + (rateOfRevenue ?? 0), 0)
  const purchase = new Map(
    [...facts.sources].map(([itemId, { kind, purchaseCost }]) => [
      itemId,
      levels(purchaseCost ?? (kind === 'buy' ? assumed.get(itemId) : 0)),
    ]),
  )
  const costs = days.map((_, t) => unitCosts(facts, purchase, t))
  const money = new Map<string, UnitMoney>()
  for (const item of facts.items.values()) {
    const unitCost = facts.rows.costs.get(itemKey(item.id))?.row.unitCost ?? Number.NaN
    const { asked } = askedOfItems(facts).get(item.id) ?? { asked: [] }
    const stockPolicy = facts.policies.get(item.id)
    const waits = !['lost', 'forbidden'].includes(stockPolicy?.unmetDemand ?? '')
    // What is late before the plan has a price of its own where it waits.
    const lateUnits = asked.reduce((sum, part) => sum + (part.t < 0 ? part.units : 0), 0)
    const lateMean = meanPrice(asked.filter(({ t }) => t < 0))
    const mean = days.map((_, t) =>
      meanPrice(asked.filter((part) => part.t === t || (t === 0 && part.t < 0 && lateUnits > 0 && !waits))),
    )
    const isFree = mean.every((price) => price === 0) && lateMean === 0
    const free = unitCost > 0 ? 2 * unitCost : 1
    const value = mean.map((price) => (isFree ? free : price))
    const lateValue = isFree ? free : waits ? lateMean : at(mean, 0)
    const years = days.map((length) => length / 365)
    const lateness = value.map((price, t) => price * policy.backlogCostRatePerYear * at(years, t))
    const holdingRate = stockPolicy?.holdingCostRatePerYear ?? Number.NaN
    const selling = value.map((price) => (isFree ? 0 : price * sellingRate))
    const made = costs.map((all) => all.get(item.id) as number)
    const own = levels(stockPolicy?.lostSaleCostPerUnit)
    const unpaid = unpaidOf(facts, item.id, { value, selling, lost: own, made })
    const most = Math.max(...made)
    const late = lateness.map((cost, t) => {
      if (unpaid === undefined || !waits) return cost
      if (!unpaid.isServed.includes(true)) return 0
      return t === count - 1 ? cost + 2 * most : cost
    })
    money.set(item.id, {
      unpaid,
      value,
      selling,
      lateUnits,
      lateValue,
      lateSelling: isFree ? 0 : lateValue * sellingRate,
      purchase: purchase.get(item.id) ?? days.map(() => 0),
      late,
      made,
      lost: own.map((given, t) => {
        const isServed = unpaid?.periods[t] === true && unpaid.isServed[t] === true
        const cost = given + (isServed ? 2 * most : 0)
        const losing = Math.max(0, at(value, t) - at(selling, t) + cost - at(made, t))
        const waited = value
          .slice(t)
          .map((price, k) => (price > 0 ? policy.backlogCostRatePerYear * at(years, t + k) : 0))
        return cost + losing * waited.reduce((a, b) => a + b, 0)
      }),
      holding: years.map((year) => unitCost * holdingRate * year),
      missing: years.map(
        (year, t) => unitCost * (policy.safetyStockPenaltyRatePerYear * year + (t === count - 1 ? 1 : 0)),
      ),
    })
  }
  return money
})
