import { type ShortInReview, shortInReview } from '../../../inventory/fillRateFactor.js'
import { gammaLoss, gammaShares } from '../../../math/gamma.js'
import { normalCdf, normalLoss } from '../../../math/normal.js'
import type { SeriesOutlook } from '../../demand/types.js'
import { type Check, startCheck } from '../checks.js'
import { type Facts, itemKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { outlooksServed } from './outlooksServed.js'
import { growthOf } from './scarceHours.js'
import { usesOf } from './usesOfGoods.js'

/** Probabilities and shortages are worked out from sums of many products; relative. */
const TOLERANCE = 1e-9
/** The noise of such sums as a share of one unit: what is this little over whole units is none. */
const NOISE = 1e-6
/** The noise of quantiles as a share of the quantity that they are of. */
const RELATIVE_NOISE = 1e-8

/** Days up to an end: of the lead time, and with the review. */
interface Interval {
  readonly lead: number
  readonly whole: number
  readonly end: number
}

/** Deviation beside the mean up to which demand leans as a gamma distribution does. */
const MOST_VARIATION = 3

/** Probability that demand is more than its mean and a stock: gamma, or normal without a mean. */
function exceeded(mean: number, stdDev: number, stock: number): number {
  if (mean === 0) return normalCdf(-stock / stdDev)
  const middle = Math.max(mean, stdDev / MOST_VARIATION)
  return gammaShares((middle / stdDev) ** 2, ((middle + stock) * middle) / (stdDev * stdDev)).above
}

/** Expected units by which demand is more than its mean and a stock: gamma, or normal without a mean. */
function short(mean: number, stdDev: number, stock: number): number {
  if (mean === 0) return stdDev * normalLoss(stock / stdDev)
  const middle = Math.max(mean, stdDev / MOST_VARIATION)
  const scale = (stdDev * stdDev) / middle
  return scale * gammaLoss((middle / stdDev) ** 2, (middle + stock) / scale)
}

/** What is short of demand that comes by lots, by the sizes of its forecast. */
const lotsOf = (
  outlook: SeriesOutlook | undefined,
  days: Parameters<typeof shortInReview>[1],
): ShortInReview | undefined => (outlook?.forecast === undefined ? undefined : shortInReview(outlook.forecast, days))

/**
 * Safety stock that was worked out covers what it says, and no unit more: demand up to the end of each period is added up here
 * once more, from the item to the goods above it, less what is refused (`outlooksServed.ts`), and the share of it that the stock serves is held against the service level.
 * That the series may turn out as they are said to is an estimate, repeated by `checkDemand`, as are safety factors read from
 * the quantiles of intermittent demand and what is short of its sizes.
 */
export function checkSafetyStock(facts: Facts): Check {
  const check = startCheck(
    'safety-stock-covers',
    'Safety stock serves its target over lead time and review, through all bills, and is not a unit more.',
  )
  const outlooks = new Map<string, SeriesOutlook[]>()
  for (const outlook of outlooksServed(facts)) {
    const known = outlooks.get(outlook.itemId) ?? []
    known.push(outlook)
    outlooks.set(outlook.itemId, known)
  }
  const { reviewDays } = facts.plan.input.policy
  const { periods } = facts.plan.calendar
  const isEachPeriod = reviewDays === facts.days[0]
  const uses = usesOf(facts, new Set(outlooks.keys()))
  const growth = growthOf(facts)
  const demandOf = (itemId: string, days: number, end: number): { mean: number; variance: number } => {
    let [mean, variance] = [0, 0]
    for (const { between } of outlooks.get(itemId) ?? []) {
      const part = between(end - days, end)
      mean += part.mean
      variance += part.variance
    }
    return { mean, variance }
  }
  // half of it as if its stock stood alone, half as if it were one with the good's
  const behindStock = (goodId: string, { lead, whole, end }: Interval): number => {
    const [alone, together, good] = [lead, whole, whole - lead].map((days) => demandOf(goodId, days, end).variance)
    const added = Math.max(0, Math.sqrt(together ?? 0) - Math.sqrt(good ?? 0))
    return (Math.sqrt(alone ?? 0) + added) / 2
  }
  for (const item of facts.items.values()) {
    const { row: record, name } = facts.rows.safetyStock.get(itemKey(item.id)) ?? {}
    const policy = facts.policies.get(item.id)
    if (record === undefined || name === undefined || policy === undefined || policy.safetyStock !== undefined) continue
    const own = outlooks.get(item.id) ?? []
    const above = uses(item.id)
    const isKnown = (itemId: string): boolean => outlooks.get(itemId)?.some((one) => one.isErrorKnown) ?? false
    const isLate = (facts.sources.get(item.id)?.leadTimeStdDevDays ?? 0) > 0 && own.length + above.size > 0
    const unknown = isLate ? 'leadTime' : 'none'
    const known = isKnown(item.id) ? 'forecastError' : [...above.keys()].some(isKnown) ? 'dependentDemand' : unknown
    const basis = item.kind === 'service' ? 'none' : known
    check.equal(`${name}.basis`, record.basis, basis)
    if (basis === 'none') continue
    const isCounted =
      own.length === 1 && above.size === 0 && own[0]?.forecast?.distribution.cumulativeQuantiles !== undefined
    const source = facts.sources.get(item.id)
    const lead = source?.leadTimeDays ?? 0
    const unit = 1 / gridOf(item).power
    let end = 0
    facts.days.forEach((days, t) => {
      end += days
      // one review a period, or as the policy says
      const whole = lead + (isEachPeriod && periods[t]?.unit === periods[0]?.unit ? days : reviewDays)
      let { mean, variance } = demandOf(item.id, whole, end)
      const now = demandOf(item.id, days, end)
      for (const [goodId, { behind, open }] of above) {
        const far = demandOf(goodId, lead, end)
        const near = open > 0 ? demandOf(goodId, whole, end) : { mean: 0, variance: 0 }
        mean += behind * far.mean + open * near.mean
        variance += (behind * behindStock(goodId, { lead, whole, end }) + open * Math.sqrt(near.variance)) ** 2
        const asked = demandOf(goodId, days, end)
        now.mean += (behind + open) * asked.mean
        now.variance += asked.variance
      }
      const lots =
        isCounted && policy.fillRateShare !== undefined ? lotsOf(own[0], { leadTimeDays: lead, reviewDays }) : undefined
      if (isCounted && policy.fillRateShare === undefined) return
      variance += ((now.mean / days) * (source?.leadTimeStdDevDays ?? 0)) ** 2
      const isAsked = now.mean > 0 || now.variance > 0
      const stdDev = isAsked ? Math.sqrt(variance) : 0
      const expected = isAsked ? mean : 0
      const units = record.safetyStock[t] ?? Number.NaN
      const review = whole - lead > 0 ? whole - lead : days
      const isEnough = (stock: number): boolean => {
        if (stdDev === 0) return true
        const { serviceLevelShare: level = 0, fillRateShare: rate } = policy
        if (rate === undefined) return exceeded(expected, stdDev, stock) <= (1 - level) * (1 + TOLERANCE)
        if (lots !== undefined) return lots.shortAt(stock / stdDev) <= (1 - rate) * lots.asked * (1 + TOLERANCE)
        const order = (now.mean / days) * review
        return order === 0 || short(expected, stdDev, stock) <= (1 - rate) * order * (1 + TOLERANCE)
      }
      const grown = growth(item.id)[t] ?? 1
      const noise = unit * NOISE + (expected + units) * RELATIVE_NOISE
      const target = policy.serviceLevelShare ?? policy.fillRateShare ?? null
      check.claim(isEnough((units + noise) / grown), () => ({
        path: `${name}.safetyStock[${t}]`,
        actual: units,
        expected: target,
        message: `${units} units serve less than the target of ${target}.`,
      }))
      check.claim(units <= 0 || (stdDev > 0 && !isEnough((units - unit - noise) / grown)), () => ({
        path: `${name}.safetyStock[${t}]`,
        actual: units,
        expected: target,
        message: `One unit less than ${units} serves the target of ${target}, too.`,
      }))
    })
  }
  return check.result()
}
