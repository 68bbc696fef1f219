import { type Facts, itemKey } from '../facts/facts.js'
import { supplierPrices } from '../facts/moneyFacts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { type Refusal, refusalOf } from './refusal.js'
import { type Asked, askedOfItems } from './servedDemand.js'
import { unitCosts } from '../facts/unitCosts.js'
import { costOfDearHour } from '../facts/wageFacts.js'

/** A value of a period that is there. */
export const at = (values: readonly number[], t: number): number => values[t] as number

/** What one unit of an item brings and costs in the objective, by period. */
export interface UnitMoney {
  /** Who does not pay what it costs; undefined where everybody does. */
  readonly refusal: Refusal | undefined
  /** Whether nobody pays anything, so that the planner takes a unit to be worth something. */
  readonly isFree: boolean
  /** What of a price goes to whoever sells. */
  readonly sellingRate: number
  /** What one brings who is refused, and what of it goes to whoever sells it. */
  readonly refusedValue: readonly number[]
  readonly refusedSelling: readonly number[]
  /** What leaving one at the end costs beside what it brings: of what was late before the plan, then by period. */
  readonly promised: readonly number[]
  /** Its price over those who are served, weighted by their demand; twice its cost (or 1) where nobody pays for it. */
  readonly value: readonly number[]
  /** The same over all who ask. */
  readonly all: readonly number[]
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
  /** What it costs lost, beside what it would have brought. */
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
  const sellingRate = input.overheads.reduce((sum, { rateOfRevenue }) => sum + (rateOfRevenue ?? 0), 0)
  const purchase = new Map([...supplierPrices(facts)].map(([itemId, prices]) => [itemId, prices.map(Number)]))
  const costs = days.map((_, t) => unitCosts(facts, purchase, t))
  const dearest = days.map((_, t) => unitCosts(facts, purchase, t, costOfDearHour))
  const money = new Map<string, UnitMoney>()
  for (const item of facts.items.values()) {
    const unitCost = facts.rows.costs.get(itemKey(item.id))?.row.unitCost ?? Number.NaN
    const { asked } = askedOfItems(facts).get(item.id) ?? { asked: [] }
    const stockPolicy = facts.policies.get(item.id)
    const waits = !['lost', 'forbidden'].includes(stockPolicy?.unmetDemand ?? '')
    // What is late before the plan has a price of its own where it waits.
    const lateUnits = asked.reduce((sum, part) => sum + (part.t < 0 ? part.units : 0), 0)
    const lateMean = meanPrice(asked.filter(({ t }) => t < 0))
    const meanOf = (isMine: (part: Asked) => boolean): number[] =>
      days.map((_, t) =>
        meanPrice(
          asked.filter((part) => isMine(part) && (part.t === t || (t === 0 && part.t < 0 && lateUnits > 0 && !waits))),
        ),
      )
    const mean = meanOf(() => true)
    const isFree = mean.every((price) => price === 0) && lateMean === 0
    const free = unitCost > 0 ? 2 * unitCost : 1
    const all = mean.map((price) => (isFree ? free : price))
    const years = days.map((length) => length / 365)
    const lateShare = years.map((year) => policy.backlogCostRatePerYear * year)
    const holdingRate = stockPolicy?.holdingCostRatePerYear ?? Number.NaN
    const holding = years.map((year) => (item.kind === 'service' ? 0 : unitCost * holdingRate * year))
    const made = costs.map((one) => one.get(item.id) as number)
    const own = facts.level(stockPolicy?.lostSaleCostPerUnit ?? 0)
    const brought = {
      value: all,
      isFree,
      kept: 1 - sellingRate,
      lost: own,
      made,
      overtime: dearest.map((one) => one.get(item.id) as number),
      holding,
      lateShare,
    }
    const refusal = refusalOf(facts, item.id, brought)
    const isServed = (part: Asked): boolean => refusal?.parts.has(part) !== true
    const servedMean = meanOf(isServed)
    const isAny = (t: number): boolean =>
      asked.some((part) => part.units > 0 && isServed(part) && (part.t === t || (t === 0 && part.t < 0 && !waits)))
    const periodsServed = all.map((_, t) => t).filter(isAny)
    /** Who waits in a period for which nobody asks who is served has asked before it, or will after it. */
    const askedIn = (t: number): number => periodsServed.filter((s) => s <= t).at(-1) ?? periodsServed[0] ?? t
    const value = all.map((price, t) => {
      if (isFree || refusal === undefined || refusal.parts.size === 0) return price
      return periodsServed.length === 0 ? price : at(servedMean, askedIn(t))
    })
    const lateValue = isFree ? free : waits ? lateMean : at(value, 0)
    const refusedValue = meanOf((part) => !isServed(part))
    // What follows a price cannot be known of a period in which all that is asked for is free.
    const isPriced = (t: number): boolean => at(all, t) > 0
    const selling = value.map((price, t) => (isFree || !isPriced(t) ? 0 : price * sellingRate))
    money.set(item.id, {
      refusal,
      isFree,
      sellingRate,
      refusedValue,
      refusedSelling: refusedValue.map((price) => price * sellingRate),
      promised: [-1, ...days.map((_, t) => t)].map((_, k) => (waits ? (refusal?.lift[k] ?? 0) : 0)),
      value,
      all,
      selling,
      lateUnits,
      lateValue,
      lateSelling: isFree ? 0 : lateValue * sellingRate,
      purchase: purchase.get(item.id) ?? days.map(() => 0),
      late: value.map((price, t) => (refusal?.isLeft === true || !isPriced(t) ? 0 : price * at(lateShare, t))),
      made,
      lost: own,
      holding,
      missing: years.map(
        (year, t) => unitCost * (policy.safetyStockPenaltyRatePerYear * year + (t === count - 1 ? 1 : 0)),
      ),
    })
  }
  return money
})
