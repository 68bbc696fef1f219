import { HARDLY } from '../customersFirst/programs.js'
import { BELOW_CUSTOMERS } from '../customersFirst/stockTarget.js'
import type { ProductionModelMap } from '../model/productionModelMap.js'
import type { OpenRange } from '../problem/openRange.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { lostQueue } from '../problem/lostQueue.js'
import { lossBesideCurve, lossOfLeaving, type QueuedPart, waitingQueue } from '../problem/waitingDemand.js'
import { openUnits } from '../customersFirst/heldCustomers.js'

/** Ranges of what may be left, by `item * periodCount + period`. */
export type OpenRanges = ReadonlyMap<number, OpenRange>

/** What an answer leaves of a queue in which prices rise. */
export interface RisingQueue {
  readonly at: number
  /** Stock units left. */
  readonly left: number
  /** Money that is lost and not reckoned with; 0 where it leaves nobody between two prices of which the program takes the mean. */
  readonly gap: number
  /** Units left, in rising order, at which the price of who is left changes. */
  readonly stops: readonly number[]
}

/** The queues of an item, each with the period at whose close something is left of it: where demand is lost, one for each. */
export function queuesOf(
  item: PreparedItem,
  periodCount: number,
): { readonly t: number; readonly parts: readonly QueuedPart[] }[] {
  if (item.unmetDemand === 'forbidden') return []
  if (item.unmetDemand === 'lost') return item.demand.map((_, t) => ({ t, parts: lostQueue(item, t) }))
  return [{ t: periodCount - 1, parts: waitingQueue(item) }]
}

/** Whether newer units of a queue pay more than older ones anywhere, so that the program may reckon with less than is lost. */
function isRising(parts: readonly QueuedPart[]): boolean {
  const loss = parts.filter(({ units }) => units > 0).map(lossOfLeaving)
  return loss.some((own, k) => k > 0 && own > loss[k - 1])
}

/** Whether prices rise in any queue of an item. */
export const hasRisingPrices = (item: PreparedItem, periodCount: number): boolean =>
  queuesOf(item, periodCount).some(({ parts }) => isRising(parts))

/** A problem in which what is left of some queues lies in ranges. */
export function withRanges(problem: PreparedProblem, ranges: OpenRanges): PreparedProblem {
  if (ranges.size === 0) return problem
  const { periodCount } = problem
  const own = new Map<number, Map<number, OpenRange>>()
  for (const [at, range] of ranges) {
    const i = Math.floor(at / periodCount)
    const of = own.get(i) ?? new Map<number, OpenRange>()
    own.set(i, of.set(at % periodCount, range))
  }
  const items = problem.items.map((item, i) => {
    const openRanges = own.get(i)
    if (openRanges === undefined) return item
    const left = new Map(
      [...openRanges].flatMap(([t, { unpaid }]) => (unpaid === undefined ? [] : [[t, unpaid] as const])),
    )
    if (left.size === 0) return { ...item, openRanges }
    const kept = problem.isComponent[i] === 1 ? { safetyPenalty: penaltyBesideLeft(item) } : withoutTarget(item)
    return { ...item, openRanges, unpaid: left, ...(!item.isService && kept) }
  })
  return { ...problem, items }
}

/**
 * What is missing of a part beside whose customers some wait, or are left, for what they pay: it is kept for what it goes into, in hours that
 * are free, and weighs less than the little that their waiting weighs, so that nothing of it lies there while they wait.
 */
function penaltyBesideLeft({ safetyPenalty, holding, unmetDemand, backlogCost, lostCost }: PreparedItem): number[] {
  const open = unmetDemand === 'lost' ? lostCost : backlogCost
  return safetyPenalty.map((wish, t) => Math.min(wish, holding[t] + BELOW_CUSTOMERS * HARDLY * open[t]))
}

/** What a good has beside whose customers some wait, or are left, for what they pay: nothing is kept for safety, and its customers weigh what they weigh. */
function withoutTarget({ safetyStock, besideStock, backlogCost, lostCost }: PreparedItem): Partial<PreparedItem> {
  return {
    safetyStock: safetyStock.map(() => 0),
    ...(besideStock !== undefined && { besideStock: { ...besideStock, backlogCost, lostCost } }),
  }
}

/** What an answer leaves of the queues in which prices rise; first those of which most money is missed. */
export function risingQueues(
  { items, periodCount }: PreparedProblem,
  map: ProductionModelMap,
  primal: ArrayLike<number>,
): RisingQueue[] {
  const found: RisingQueue[] = []
  items.forEach((item, i) => {
    for (const { t, parts } of queuesOf(item, periodCount)) {
      const at = i * periodCount + t
      if (map.balance[at] < 0 || !isRising(parts)) continue
      const range = item.openRanges?.get(t)
      const open = openUnits(item, map, { at, t, primal })
      const left = Math.min(range?.most ?? Infinity, Math.max(range?.least ?? 0, open))
      found.push({ at, left, gap: lossBesideCurve(parts, left, range), stops: stopsOf(parts, range) })
    }
  })
  return found.sort((a, b) => b.gap - a.gap || a.at - b.at)
}

function stopsOf(parts: readonly QueuedPart[], range: OpenRange | undefined): number[] {
  const stops: number[] = []
  let sum = 0
  for (const { units } of parts.slice().reverse()) {
    sum += units
    const isInside = range === undefined || (sum > range.least && sum < range.most)
    if (units > 0 && isInside) stops.push(sum)
  }
  return range === undefined ? stops.slice(0, -1) : stops
}

/** The range between two neighboring stops in which so many units lie. */
export function rangeAround({ left, stops }: RisingQueue, { least, most, unpaid }: OpenRange): OpenRange {
  const [below, above] = [stops.filter((stop) => stop <= left), stops.filter((stop) => stop > left)]
  return { least: below.at(-1) ?? least, most: above[0] ?? most, ...(unpaid !== undefined && { unpaid }) }
}
