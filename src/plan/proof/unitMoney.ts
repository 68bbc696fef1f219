import { type Facts, itemKey } from './facts.js'
import { oncePerPlan } from './oncePerPlan.js'
import { type Asked, askedOfItems } from './servedDemand.js'
import { unitCosts } from './unitCosts.js'

/** A value of a period that is there. */
export const at = (values: readonly number[], t: number): number => values[t] as number

/** What one unit of an item brings and costs in the objective, by period. */
export interface UnitMoney {
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
  /** What it costs lost: what the policy says, and what it would cost late from there to the end where it pays its cost. */
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
    const late = value.map((price, t) => price * policy.backlogCostRatePerYear * at(years, t))
    const holdingRate = stockPolicy?.holdingCostRatePerYear ?? Number.NaN
    const selling = value.map((price) => (isFree ? 0 : price * sellingRate))
    const made = costs.map((all) => all.get(item.id) as number)
    money.set(item.id, {
      value,
      selling,
      lateUnits,
      lateValue,
      lateSelling: isFree ? 0 : lateValue * sellingRate,
      purchase: purchase.get(item.id) ?? days.map(() => 0),
      late,
      made,
      lost: levels(stockPolicy?.lostSaleCostPerUnit).map((cost, t) => {
        const brings = at(value, t) - at(selling, t) + cost
        return brings < at(made, t) * (1 - 1e-9) ? cost : late.slice(t).reduce((a, b) => a + b, cost)
      }),
      holding: years.map((year) => unitCost * holdingRate * year),
      missing: years.map(
        (year, t) => unitCost * (policy.safetyStockPenaltyRatePerYear * year + (t === count - 1 ? 1 : 0)),
      ),
    })
  }
  return money
})
