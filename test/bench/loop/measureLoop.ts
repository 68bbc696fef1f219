import { type Company, type DemandClass, type Good, OVERTIME_WAGE_RATE, standardCosts } from './company.js'
import { type Cause, causesOf } from './diagnose.js'
import type { LoopMonth, PlannedSupply } from './runLoop.js'
import { placeOf } from './months.js'

/** The first month that counts: what the company opened with decides the three before it. */
export const FIRST_MEASURED = 3
const HOLDING_RATE_PER_YEAR = 0.2
const LATENESS_RATE_PER_YEAR = 1.2
export const MOST_AHEAD = 3

/** Sums over months and goods; ratios are made of them when they are printed, so that companies add up. */
export interface LoopSums {
  goodMonths: number
  /** Months of goods whose whole demand shipped in its month. */
  servedMonths: number
  asked: number
  shippedInTime: number
  lateUnitMonths: number
  lost: number
}

/** What one loop over one company came to. */
export interface LoopMeasures extends LoopSums {
  readonly byClass: { readonly [name in DemandClass]?: LoopSums }
  /** Mean value of what lies there at the close of a month: of everything, and of parts alone. */
  readonly meanStock: number
  readonly meanPartStock: number
  /** Revenue less the cost of what was sold and the premium of overtime. */
  readonly profit: number
  /** The same less 20 % of the stock a year, and 1.2 times the price a year of what is late. */
  readonly result: number
  /** Units that a plan asked for and for which hours or parts were not there. */
  readonly notExecuted: number
  /** Only of policies that plan by the library. */
  readonly plans?: PlanMeasures
}

/** What was measured on the plans themselves. */
export interface PlanMeasures {
  readonly absoluteError: number
  readonly error: number
  /** Goods and months in which a plan holds back stock of a good that customers wait for: the first month, all months. */
  readonly heldBack: number
  readonly heldBackAllMonths: number
  readonly planMonths: number
  readonly heldInParts: number
  /** Units that did not ship in their month, by cause, and by the part or machine behind it. */
  readonly missedBy: { readonly [cause in Cause]?: number }
  readonly missedAt: { readonly [limitId: string]: number }
  /**
   * By months ahead: |new - old| of what two plans in a row let come in the same month, and old; units of goods, made,
   * bought or under way. A month ahead is the second month of the old plan and the first of the new one.
   */
  readonly changed: readonly number[]
  readonly planned: readonly number[]
  /** The same of parts, without units that were ordered in between: those cannot change. */
  readonly partsChanged: readonly number[]
  readonly partsPlanned: readonly number[]
}

const emptySums = (): LoopSums => ({
  goodMonths: 0,
  servedMonths: 0,
  asked: 0,
  shippedInTime: 0,
  lateUnitMonths: 0,
  lost: 0,
})

/** Measures a loop from its fourth month on. */
export function measureLoop(company: Company, run: readonly LoopMonth[]): LoopMeasures {
  const costs = standardCosts(company)
  const goodOf = new Map(company.goods.map((good) => [good.id, good]))
  const parts = new Set(company.parts.map(({ id }) => id))
  const total = emptySums()
  const byClass: { [name in DemandClass]?: LoopSums } = {}
  let [stock, partStock, profit, lateness, notExecuted] = [0, 0, 0, 0, 0]
  const measured = run.slice(FIRST_MEASURED)
  for (const { result } of measured) {
    for (const month of result.goods) {
      const { id, demandClass, price } = goodOf.get(month.goodId) as Good
      for (const sums of [total, (byClass[demandClass] ??= emptySums())]) {
        sums.goodMonths += 1
        sums.servedMonths += month.shippedInTime === month.asked ? 1 : 0
        sums.asked += month.asked
        sums.shippedInTime += month.shippedInTime
        sums.lateUnitMonths += month.backlog
        sums.lost += month.lost
      }
      profit += (month.shippedInTime + month.shippedLate) * (price - (costs.get(id) ?? 0))
      lateness += (month.backlog * price * LATENESS_RATE_PER_YEAR) / 12
    }
    for (const { id, capacityHours, costPerHour } of company.machines) {
      const overtime = Math.max(0, (result.hours.get(id) ?? 0) - capacityHours)
      profit -= overtime * costPerHour * (OVERTIME_WAGE_RATE - 1)
    }
    for (const [id, units] of result.closing) {
      const value = units * (costs.get(id) ?? 0)
      stock += value
      if (parts.has(id)) partStock += value
    }
    notExecuted += result.notExecuted
  }
  const count = measured.length
  const holding = (stock * HOLDING_RATE_PER_YEAR) / 12
  const plans = measurePlans(company, run)
  return {
    ...total,
    byClass,
    meanStock: stock / count,
    meanPartStock: partStock / count,
    profit,
    result: profit - holding - lateness,
    notExecuted,
    ...(plans !== undefined && { plans }),
  }
}

function measurePlans(company: Company, run: readonly LoopMonth[]): PlanMeasures | undefined {
  const missedBy: { [cause in Cause]?: number } = {}
  const missedAt: { [limitId: string]: number } = {}
  const goods = new Set(company.goods.map(({ id }) => id))
  const [ofGoods, ofParts] = [emptyChanges(), emptyChanges()]
  const sums = { absoluteError: 0, error: 0, heldBack: 0, heldBackAllMonths: 0, planMonths: 0, heldInParts: 0 }
  for (const [step, { result, promises, supply }] of run.entries()) {
    if (promises === undefined || supply === undefined) return undefined
    if (step < FIRST_MEASURED) continue
    const before = run[step - 1]?.supply
    for (const [itemId, own] of supply) {
      const old = before?.get(itemId) ?? { planned: [], onOrder: [] }
      if (goods.has(itemId)) addChanges(ofGoods, sumOf(old), sumOf(own))
      else addChanges(ofParts, notYetOrdered(old, own), own.planned)
    }
    for (const [n, promise] of promises.entries()) {
      const month = result.goods[n]
      if (month === undefined || month.goodId !== promise.goodId) throw new Error('goods out of order')
      const error = promise.forecast - (company.goods[n]?.demand[placeOf(step)] ?? 0)
      sums.absoluteError += Math.abs(error)
      sums.error += error
      sums.heldBack += promise.isHeldBack ? 1 : 0
      sums.heldBackAllMonths += promise.monthsHeldBack
      sums.planMonths += promise.months
      sums.heldInParts += promise.isHeldInParts ? 1 : 0
      for (const { cause, units, limitId } of causesOf(month, promise)) {
        missedBy[cause] = (missedBy[cause] ?? 0) + units
        if (limitId !== undefined) missedAt[limitId] = (missedAt[limitId] ?? 0) + units
      }
    }
  }
  return {
    ...sums,
    missedBy,
    missedAt,
    ...ofGoods,
    partsChanged: ofParts.changed,
    partsPlanned: ofParts.planned,
  }
}

interface Changes {
  readonly changed: number[]
  readonly planned: number[]
}

const emptyChanges = (): Changes => ({
  changed: new Array<number>(MOST_AHEAD).fill(0),
  planned: new Array<number>(MOST_AHEAD).fill(0),
})

const sumOf = ({ planned, onOrder }: PlannedSupply): number[] => planned.map((units, t) => units + (onOrder[t] ?? 0))

/** What the old plan wanted by month, without what was ordered of it before the new one was made. */
function notYetOrdered(old: PlannedSupply, own: PlannedSupply): number[] {
  return old.planned.map((units, t) =>
    t === 0 ? units : Math.max(0, units - (own.onOrder[t - 1] ?? 0) + (old.onOrder[t] ?? 0)),
  )
}

/** Holds each month of the new plan against the same month of the old one, which has it a place later. */
function addChanges({ changed, planned }: Changes, old: readonly number[], own: readonly number[]): void {
  for (let ahead = 0; ahead < MOST_AHEAD; ahead += 1) {
    const [before, after] = [old[ahead + 1] ?? 0, own[ahead] ?? 0]
    changed[ahead] = (changed[ahead] ?? 0) + Math.abs(after - before)
    planned[ahead] = (planned[ahead] ?? 0) + before
  }
}
