import type { Calendar } from '../../core/time/calendar.js'
import type { NormalInput, NormalSource } from '../../schema/normalForm/normalInput.js'
import type { IntervalDemand } from '../demand/demandBetween.js'
import type { DemandPlan, SeriesOutlook } from '../demand/types.js'
import { type DependentUse, dependentUses, sumOf } from './dependentUse.js'

/** Demand that a stock must last through, and how far off it may be; units. */
export interface RiskAhead {
  readonly mean: number
  readonly stdDev: number
  /** Expected demand of one day of the period. */
  readonly perDay: number
  /** Days from one review to the next at its end; those of the period where reviews are continuous. */
  readonly reviewDays: number
}

/** What an item's stock is exposed to. */
export interface ItemRisk {
  /** Series of customers' demand of the item itself. */
  readonly own: readonly SeriesOutlook[]
  /** Goods with demand that it goes into. */
  readonly uses: readonly DependentUse[]
  /** Whether the error of any of them is known. */
  readonly hasErrorAbove: boolean
  /**
   * Demand that may upset the closing stock, by period: that of lead time and review which end with it, of the lead time for
   * what lies behind another stock; none for a period in which nothing can be asked for.
   */
  readonly upTo: (source: Pick<NormalSource, 'leadTimeDays' | 'leadTimeStdDevDays'>) => readonly RiskAhead[]
}

const NONE: IntervalDemand = { mean: 0, variance: 0 }

/** What one good brings to the risk of an item, by period. */
interface Part {
  /** Units of the item in one unit of the good, behind another stock and not. */
  readonly units: number
  readonly direct: number
  readonly now: readonly IntervalDemand[]
  readonly behind: readonly IntervalDemand[]
  readonly open: readonly IntervalDemand[]
}

function compareSeries(a: readonly IntervalDemand[], b: readonly IntervalDemand[]): number {
  for (const [t, { mean, variance }] of a.entries()) {
    const other = b[t] ?? NONE
    const difference = mean - other.mean || variance - other.variance
    if (difference !== 0) return difference
  }
  return 0
}

const compareParts = (a: Part, b: Part): number =>
  a.units - b.units ||
  a.direct - b.direct ||
  compareSeries(a.now, b.now) ||
  compareSeries(a.behind, b.behind) ||
  compareSeries(a.open, b.open)

/** Sums the demand of an interval over series, their errors taken as independent. */
const addUp = (series: readonly SeriesOutlook[], from: number, to: number): IntervalDemand => {
  if (series.length === 1) return series[0]?.between(from, to) ?? NONE
  const parts = series.map(({ between }) => between(from, to))
  return { mean: sumOf(parts.map(({ mean }) => mean)), variance: sumOf(parts.map(({ variance }) => variance)) }
}

/**
 * Days from one review to the next at the end of each period: one review a period where the days between two plans are those of
 * the first, however long the others of its kind are.
 */
export function reviewsOf({ policy }: NormalInput, { periods }: Calendar): number[] {
  const { reviewDays } = policy
  const [first] = periods
  return periods.map(({ days, unit }) => (reviewDays === first?.days && unit === first.unit ? days : reviewDays))
}

/** The same answers for an item and a number of days that were asked before. */
function cached<T>(find: (itemId: string, days: number) => T): (itemId: string, days: number) => T {
  const seen = new Map<string, Map<number, T>>()
  return (itemId, days) => {
    const known = seen.get(itemId) ?? new Map<number, T>()
    seen.set(itemId, known)
    const found = known.get(days) ?? find(itemId, days)
    known.set(days, found)
    return found
  }
}

/**
 * The risk of every item: the error of its own customers' demand, and that of the goods it goes into.
 *
 * What is ordered now arrives a lead time later and must last until the next review: an item's own customers can upset its
 * stock for lead time and review. A component's orders follow the goods above it, and a good that holds safety stock covers
 * its own lead time and review with it. What is left to the component is what happens while its order is on the way: between
 * the deviation of its own lead time, and what that adds to the deviation of the review (docs/decisions/safety-stock.md).
 * Errors of different goods are independent.
 */
export function itemRisks(input: NormalInput, calendar: Calendar, demand: DemandPlan): (itemId: string) => ItemRisk {
  const byItem = new Map<string, SeriesOutlook[]>()
  for (const outlook of demand.outlooks) {
    const known = byItem.get(outlook.itemId)
    if (known === undefined) byItem.set(outlook.itemId, [outlook])
    else known.push(outlook)
  }
  const uses = dependentUses(input, new Set(byItem.keys()))
  const reviews = reviewsOf(input, calendar)
  const spans: { readonly start: number; readonly end: number; readonly review: number }[] = []
  let start = 0
  for (const [t, { days }] of calendar.periods.entries()) {
    spans.push({ start, end: start + days, review: reviews[t] ?? days })
    start += days
  }
  // Many components have the same lead time and go into the same goods.
  const withReview = cached((itemId: string, leadTimeDays: number): readonly IntervalDemand[] => {
    const series = byItem.get(itemId) ?? []
    return spans.map(({ end, review }) => addUp(series, end - leadTimeDays - review, end))
  })
  const behindStock = cached((itemId: string, leadTimeDays: number): readonly IntervalDemand[] => {
    const series = byItem.get(itemId) ?? []
    const [review, both] = [withReview(itemId, 0), withReview(itemId, leadTimeDays)]
    return spans.map(({ end }, t) => {
      const { mean, variance } = addUp(series, end - leadTimeDays, end)
      const added = Math.sqrt(both[t]?.variance ?? 0) - Math.sqrt(review[t]?.variance ?? 0)
      return { mean, variance: ((Math.sqrt(variance) + Math.max(0, added)) / 2) ** 2 }
    })
  })
  const inPeriods = cached((itemId: string): readonly IntervalDemand[] => {
    const series = byItem.get(itemId) ?? []
    return spans.map(({ start: from, end: to }) => addUp(series, from, to))
  })
  return (itemId) => {
    const own = byItem.get(itemId) ?? []
    const mine = uses.get(itemId) ?? []
    return {
      own,
      uses: mine,
      hasErrorAbove: mine.some((use) => (byItem.get(use.itemId) ?? []).some(({ isErrorKnown }) => isErrorKnown)),
      upTo: ({ leadTimeDays, leadTimeStdDevDays = 0 }) => {
        const parts = mine.map(({ itemId: goodId, behindStock: units, direct }): Part => ({
          units,
          direct,
          now: inPeriods(goodId, 0),
          behind: units > 0 ? behindStock(goodId, leadTimeDays) : [],
          open: direct > 0 ? withReview(goodId, leadTimeDays) : [],
        }))
        if (own.length > 0)
          parts.push({
            units: 0,
            direct: 1,
            now: inPeriods(itemId, 0),
            behind: [],
            open: withReview(itemId, leadTimeDays),
          })
        // A sum does not depend on the names of its terms where they stand in the order of their figures.
        parts.sort(compareParts)
        return spans.map(({ start: from, end, review }, t): RiskAhead => {
          const reviewDays = review > 0 ? review : end - from
          let [mean, variance, asked, isAsked] = [0, 0, 0, false]
          for (const { units, direct, now, behind, open } of parts) {
            const { [t]: today = NONE } = now
            const [{ [t]: far = NONE }, { [t]: near = NONE }] = [behind, open]
            asked += (units + direct) * today.mean
            isAsked ||= today.mean > 0 || today.variance > 0
            mean += units * far.mean + direct * near.mean
            // the same good by two ways is off both times
            variance += (units * Math.sqrt(far.variance) + direct * Math.sqrt(near.variance)) ** 2
          }
          // Where nothing can be asked for, nothing need be there.
          if (!isAsked) return { mean: 0, stdDev: 0, perDay: 0, reviewDays }
          const perDay = asked / (end - from)
          const late = perDay * leadTimeStdDevDays
          return { mean, stdDev: Math.sqrt(variance + late * late), perDay, reviewDays }
        })
      },
    }
  }
}
