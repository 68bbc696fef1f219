import { createIssueList } from '../core/checking/errors.js'
import { indexById } from '../core/keys/keys.js'
import { type StockId, stockId } from '../core/keys/seriesId.js'
import { decimalSum } from '../core/money/money.js'
import { formatDay, parseDay } from '../core/time/calendar.js'
import type { Plan } from '../plan/types.js'
import { suppliedPlan } from './planShape.js'

/**
 * How late it is to change what is supplied in a period: `frozen` by the policy of the next plan; within the `leadTime` of the item,
 * so that its order had to go out before; or `open`.
 */
export type StabilityFence = 'frozen' | 'leadTime' | 'open'

/** Supply of an item in a period that is another one in the next plan. */
export interface StabilityRow extends StockId {
  readonly periodId: string
  readonly fence: StabilityFence
  /** Units made, bought and received by orders. */
  readonly before: number
  readonly after: number
  /** `after` less `before`. */
  readonly difference: number
  /** Worth of the units that moved at standard cost, major units, above zero. */
  readonly money: number
  /** What the period counts: 1 in the first of the next plan, then half of the one before. */
  readonly weight: number
}

/** What moved within one fence. */
export interface FenceTotal {
  readonly fence: StabilityFence
  /** Units that moved, more and less alike. */
  readonly units: number
  readonly money: number
  /** Money by what its period counts. */
  readonly weighted: number
  /** `weighted` as a ratio of what the plan before supplied there, weighted alike; null where it supplied nothing. */
  readonly ratio: number | null
}

/** How much of a plan the next one leaves as it was. */
export interface PlanStability {
  /** What moved: the nearest period first, then by item. */
  readonly rows: readonly StabilityRow[]
  /** One for each fence, in the order `frozen`, `leadTime`, `open`. */
  readonly fences: readonly FenceTotal[]
  /** Over all fences, as `ratio` there: 0 where nothing moved. */
  readonly nervousness: number | null
}

/** What a period counts, as a share of the one before it. */
const NEARNESS = 0.5

const FENCES: readonly StabilityFence[] = ['frozen', 'leadTime', 'open']

/** Supply of each item by period id. */
function supplyOf({ supply, calendar }: Plan): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(
    supply.records.map((row) => [
      row.itemId,
      new Map(
        calendar.periods.map(({ id }, t) => [
          id,
          decimalSum([row.produced[t] ?? 0, row.purchased[t] ?? 0, row.scheduledReceipts[t] ?? 0]),
        ]),
      ),
    ]),
  )
}

/**
 * Measures what moved between a plan and the next one: supply of the periods that both have, in units and in money, the nearer the
 * heavier, apart for what was frozen, for what is within lead time, and for what could still be changed.
 *
 * Ratio = sum of weight x |after - before| x cost, by sum of weight x before x cost; weight = 0.5 ^ (place of the period in the
 * next plan). The weighting is that of Sridharan, Berry and Udayabhanu, Measuring master production schedule stability under
 * rolling planning horizons, Decision Sciences 19 (1988); they divide by the number of orders, here it is by their worth, so that
 * the ratio has no unit.
 *
 * @param previous - the plan before
 * @param next - the plan after it, which begins with one of its periods
 * @returns what moved, and totals by fence; rows have their worth and weight, for who weighs otherwise
 * @throws SopError where one of the two is no plan, and where they have no period in common
 * @example
 * ```ts
 * import { plan, type PlanInput } from 'sop-engine'
 * import { planStability } from 'sop-engine/review'
 * const shop = (start: string, quantities: number[]): PlanInput => ({
 *   calendar: { start, months: quantities.length },
 *   items: [{ id: 'lamp', price: 50, purchaseCost: 30, safetyStock: 0 }],
 *   forecasts: [{ itemId: 'lamp', quantities }],
 * })
 * const previous = await plan(shop('2027-01-01', [100, 100, 100]))
 * const next = await plan(shop('2027-02-01', [100, 120]))
 * const { rows, nervousness } = planStability(previous, next)
 * rows // => [
 * //   { itemId: 'lamp', periodId: '2027-03', fence: 'open', before: 100, after: 120, difference: 20, money: 600, weight: 0.5 },
 * // ]
 * nervousness?.toFixed(4) // => '0.0667'
 * ```
 */
export function planStability(previous: Plan, next: Plan): PlanStability {
  const issues = createIssueList()
  suppliedPlan(previous, 'previous', issues)
  suppliedPlan(next, 'next', issues)
  issues.throwIfAny()
  const known = new Set(previous.calendar.periods.map(({ id }) => id))
  const common = next.calendar.periods.flatMap((period, t) => (known.has(period.id) ? [{ period, t }] : []))
  if (common.length === 0) {
    const message = 'The two plans have no period in common.'
    issues.add(
      'MISALIGNED',
      'next.calendar',
      next.calendar.periods[0]?.id,
      message,
      'Pass a plan and the one after it.',
    )
    issues.throwIfAny()
  }
  const [was, is] = [supplyOf(previous), supplyOf(next)]
  const costs = indexById([...previous.costs, ...next.costs], 'itemId')
  const leadTimes = new Map(next.input.sources.map(({ itemId, leadTimeDays }) => [itemId, leadTimeDays]))
  const { firmPeriods } = next.input.policy
  const today = parseDay(next.calendar.periods[0]?.start) ?? 0
  const ids = [...new Set([...was.keys(), ...is.keys()])].sort()
  const sums = new Map(FENCES.map((fence) => [fence, { units: [] as number[], money: 0, weighted: 0, all: 0 }]))
  const rows: StabilityRow[] = []
  for (const { period, t } of common) {
    const weight = NEARNESS ** t
    for (const itemId of ids) {
      const isTooLate = formatDay(today + Math.ceil(leadTimes.get(itemId) ?? 0)) >= period.end
      const fence: StabilityFence = t < firmPeriods ? 'frozen' : isTooLate ? 'leadTime' : 'open'
      const [before, after] = [was.get(itemId)?.get(period.id) ?? 0, is.get(itemId)?.get(period.id) ?? 0]
      const cost = costs.get(itemId)?.unitCost ?? 0
      const difference = decimalSum([after, -before])
      const sum = sums.get(fence)
      if (sum === undefined) continue
      sum.all += weight * before * cost
      if (difference === 0) continue
      const money = Math.abs(difference) * cost
      sum.units.push(Math.abs(difference))
      sum.money += money
      sum.weighted += weight * money
      rows.push({ ...stockId({ itemId }), periodId: period.id, fence, before, after, difference, money, weight })
    }
  }
  const ratio = (weighted: number, all: number): number | null => (all > 0 ? weighted / all : null)
  const totals = [...sums.values()]
  return {
    rows,
    fences: [...sums].map(([fence, { units, money, weighted, all }]) => ({
      fence,
      units: decimalSum(units),
      money,
      weighted,
      ratio: ratio(weighted, all),
    })),
    nervousness: ratio(
      totals.reduce((sum, { weighted }) => sum + weighted, 0),
      totals.reduce((sum, { all }) => sum + all, 0),
    ),
  }
}
