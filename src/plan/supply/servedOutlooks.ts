import type { Calendar } from '../../core/time/calendar.js'
import type { CostCard } from '../../costing/types.js'
import type { PreparedItem } from '../../production/problem/prepareItem.js'
import { prepareProblem } from '../../production/prepareProblem.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { IntervalDemand } from '../demand/demandBetween.js'
import type { DemandPlan, SeriesOutlook } from '../demand/types.js'
import type { QueuedDemand } from './demandQueue.js'
import { everybodyPays } from './everybodyPays.js'
import { toProductionProblem } from './planProduction.js'

/** Prices that differ by less than this share of them are one. */
const NOISE = 1e-9

/** Demand, and what tells who of it pays. */
interface DemandSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly demand: DemandPlan
  readonly costs: readonly CostCard[]
}

/**
 * Demand as safety stock sees it: the forecast of a series for the periods in which it is refused (`policy.sellBelowCost`) is left out of
 * its outlook, expected units and errors alike, so that no safety stock is kept for it, neither of the item nor of what goes into it.
 * Who pays is known before any safety stock is. Records stay as they are.
 */
export function leaveRefusedOutlooks(sources: DemandSources): DemandPlan {
  const { input, calendar, demand } = sources
  if (input.policy.sellBelowCost === 'always') return demand
  const none = calendar.periods.map(() => 0)
  const safetyStock = input.items.map(({ id }) => ({
    itemId: id,
    basis: 'none' as const,
    stdDev: 0,
    z: 0,
    leadTimeDays: 0,
    reviewDays: 0,
    safetyStock: none,
  }))
  const { problem, queues } = toProductionProblem({ ...sources, safetyStock }, [])
  if (everybodyPays(problem)) return demand
  const refusedIn = new Map<number, readonly boolean[]>()
  for (const item of prepareProblem(problem).items) {
    if (item.refused === undefined && !item.isUnpaid) continue
    for (const [series, periods] of refusedPeriods(item, queues.get(item.id) ?? [])) refusedIn.set(series, periods)
  }
  if (refusedIn.size === 0) return demand
  const ends: number[] = []
  for (const { days } of calendar.periods) ends.push((ends.at(-1) ?? 0) + days)
  const outlooks = demand.outlooks.map((outlook, n) => {
    const isRefused = refusedIn.get(n)
    return isRefused === undefined ? outlook : withoutRefused(outlook, isRefused, ends)
  })
  return { ...demand, outlooks }
}

/**
 * The periods in which the forecast of each series of an item is refused, by the place of the series. One for which a series asks
 * nothing, as of demand that comes now and then, is as the nearest before it in which it asks, else as the nearest after it.
 */
function refusedPeriods(item: PreparedItem, queue: readonly QueuedDemand[]): Map<number, boolean[]> {
  const { refused } = item
  const found = new Map<number, (boolean | undefined)[]>()
  for (const { series, periodIndex, orderId, units, price } of queue) {
    if (orderId !== undefined || periodIndex < 0 || units <= 0) continue
    const periods = found.get(series) ?? item.demand.map((): boolean | undefined => undefined)
    found.set(series, periods)
    // Of one period who pays less than another who is refused is refused, too; with no price at all nobody is.
    const most = (refused?.demand[periodIndex] ?? 0) > 0 ? (refused?.askedPrice[periodIndex] ?? 0) : -1
    periods[periodIndex] = item.isUnpaid || Number(price) <= most * (1 + NOISE)
  }
  return new Map(
    [...found].flatMap(([series, periods]): [number, boolean[]][] => {
      let near = periods.find((one) => one !== undefined) ?? false
      const filled = periods.map((one) => (near = one ?? near))
      return filled.includes(true) ? [[series, filled]] : []
    }),
  )
}

/** An outlook without its refused periods: days before the plan belong to the first, days after it to the last. */
function withoutRefused(outlook: SeriesOutlook, isRefused: readonly boolean[], ends: readonly number[]): SeriesOutlook {
  const last = isRefused.length - 1
  const served: { readonly from: number; to: number }[] = []
  isRefused.forEach((is, t) => {
    if (is) return
    const to = t === last ? Infinity : (ends[t] ?? 0)
    const before = served.at(-1)
    if (before !== undefined && isRefused[t - 1] === false) before.to = to
    else served.push({ from: t === 0 ? -Infinity : (ends[t - 1] ?? 0), to })
  })
  const between = (from: number, to: number): IntervalDemand => {
    let [mean, variance] = [0, 0]
    for (const stretch of served) {
      const [first, end] = [Math.max(from, stretch.from), Math.min(to, stretch.to)]
      if (first >= end) continue
      const part = outlook.between(first, end)
      mean += part.mean
      variance += part.variance
    }
    return { mean, variance }
  }
  return { ...outlook, between }
}
