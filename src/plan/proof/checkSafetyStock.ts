import { gammaShares } from '../../math/gamma.js'
import { normalCdf } from '../../math/normal.js'
import type { SeriesOutlook } from '../demand/types.js'
import { type Check, startCheck } from './checks.js'
import { type Facts, itemKey } from './facts.js'
import { nearest } from './fraction.js'
import { gridOf } from './gridUnits.js'
import { repeatDemand } from './repeatDemand.js'

/** Probabilities are worked out from sums of many products. */
const TOLERANCE = 1e-9
/** The noise of such sums as a share of one unit: what is this little over whole units is none. */
const NOISE = 1e-6

/** Units of an item in one unit of a good, by ways behind another stock and by others. */
interface Use {
  behind: number
  open: number
}

/** The uses of an item by goods that are asked for, found from the item upward. */
function usesOf(facts: Facts, asked: ReadonlySet<string>): (itemId: string) => ReadonlyMap<string, Use> {
  const parents = new Map<string, { readonly itemId: string; readonly units: number }[]>()
  for (const [itemId, bill] of facts.bills) {
    for (const { componentId, perUnit } of bill) {
      const known = parents.get(componentId) ?? []
      known.push({ itemId, units: nearest(perUnit) })
      parents.set(componentId, known)
    }
  }
  const found = new Map<string, Map<string, Use>>()
  const uses = (itemId: string): ReadonlyMap<string, Use> => {
    const known = found.get(itemId)
    if (known !== undefined) return known
    const mine = new Map<string, Use>()
    for (const parent of parents.get(itemId) ?? []) {
      const isService = facts.items.get(parent.itemId)?.kind === 'service'
      const above = new Map(uses(parent.itemId))
      if (asked.has(parent.itemId)) above.set(parent.itemId, { behind: 0, open: 1 })
      for (const [goodId, { behind, open }] of above) {
        const use = mine.get(goodId) ?? { behind: 0, open: 0 }
        use.behind += parent.units * (isService ? behind : behind + open)
        use.open += parent.units * (isService ? open : 0)
        mine.set(goodId, use)
      }
    }
    found.set(itemId, mine)
    return mine
  }
  return uses
}

/** Probability that demand of a mean and deviation stays at or under a quantity: gamma, or normal without a mean. */
function served(mean: number, stdDev: number, units: number): number {
  if (stdDev === 0) return units >= mean ? 1 : 0
  if (mean === 0) return normalCdf(units / stdDev)
  return gammaShares((mean / stdDev) ** 2, (units * mean) / (stdDev * stdDev)).below
}

/**
 * Safety stock that was worked out covers what it says, and no unit more: demand up to the end of each period is added up here
 * once more, from the item to the goods above it, and the share of it that the stock serves is held against the service level.
 * That the series may turn out as they are said to is an estimate, repeated by `checkDemand`, as are safety factors read from
 * the quantiles of intermittent demand.
 */
export function checkSafetyStock(facts: Facts): Check {
  const check = startCheck(
    'safety-stock-covers',
    'Safety stock covers demand over lead time and review at its service level, through all bills, and no unit more.',
  )
  const outlooks = new Map<string, SeriesOutlook[]>()
  for (const outlook of repeatDemand(facts).outlooks) {
    const known = outlooks.get(outlook.itemId) ?? []
    known.push(outlook)
    outlooks.set(outlook.itemId, known)
  }
  const { reviewDays } = facts.plan.input.policy
  const { periods } = facts.plan.calendar
  const isEachPeriod = reviewDays === facts.days[0]
  const uses = usesOf(facts, new Set(outlooks.keys()))
  const demandOf = (itemId: string, days: number, end: number): { mean: number; variance: number } => {
    let [mean, variance] = [0, 0]
    for (const { between } of outlooks.get(itemId) ?? []) {
      const part = between(end - days, end)
      mean += part.mean
      variance += part.variance
    }
    return { mean, variance }
  }
  for (const item of facts.items.values()) {
    const { row: record, name } = facts.rows.safetyStock.get(itemKey(item.id)) ?? {}
    const policy = facts.policies.get(item.id)
    if (record === undefined || name === undefined || policy === undefined || policy.safetyStock !== undefined) continue
    const own = outlooks.get(item.id) ?? []
    const above = uses(item.id)
    if (item.kind === 'service' || (own.length === 0 && above.size === 0)) {
      check.equal(`${name}.basis`, record.basis, 'none')
      continue
    }
    check.equal(`${name}.basis`, record.basis, own.length > 0 ? 'forecastError' : 'dependentDemand')
    const isCounted =
      own.length === 1 && above.size === 0 && own[0]?.forecast?.distribution.cumulativeQuantiles !== undefined
    const lead = facts.sources.get(item.id)?.leadTimeDays ?? 0
    const unit = 1 / gridOf(item).power
    let end = 0
    facts.days.forEach((days, t) => {
      end += days
      // one review a period, or as the policy says
      const whole = lead + (isEachPeriod && periods[t]?.unit === periods[0]?.unit ? days : reviewDays)
      const isAsked = [item.id, ...above.keys()].some((itemId) => {
        const asked = demandOf(itemId, days, end)
        return asked.mean > 0 || asked.variance > 0
      })
      let { mean, variance } = demandOf(item.id, whole, end)
      for (const [goodId, { behind, open }] of above) {
        const far = demandOf(goodId, lead, end)
        const near = open > 0 ? demandOf(goodId, whole, end) : { mean: 0, variance: 0 }
        mean += behind * far.mean + open * near.mean
        variance += (behind * Math.sqrt(far.variance) + open * Math.sqrt(near.variance)) ** 2
      }
      if (isCounted) return
      if (!isAsked) [mean, variance] = [0, 0]
      const stdDev = Math.sqrt(variance)
      const units = record.safetyStock[t] ?? Number.NaN
      const place = `${name}.safetyStock[${t}]`
      const level = policy.serviceLevelShare
      const isEnough = stdDev === 0 || served(mean, stdDev, mean + units + unit * NOISE) >= level - TOLERANCE
      check.claim(isEnough, () => ({
        path: place,
        actual: units,
        expected: level,
        message: `${units} units cover less than the service level of ${level}.`,
      }))
      const isNoMore =
        units <= 0 || (stdDev > 0 && served(mean, stdDev, mean + units - unit * (1 + NOISE)) < level + TOLERANCE)
      check.claim(isNoMore, () => ({
        path: place,
        actual: units,
        expected: level,
        message: `One unit less than ${units} covers the service level of ${level}, too.`,
      }))
    })
  }
  return check.result()
}
