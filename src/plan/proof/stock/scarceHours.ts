import { normalQuantile } from '../../../math/normal.js'
import { capacityOf } from '../facts/capacityFacts.js'
import type { Facts } from '../facts/facts.js'
import { outlooksServed } from './outlooksServed.js'
import { usesOf } from './usesOfGoods.js'

/** Periods of recovery looked back over. */
const MOST_PERIODS = 12

/**
 * How much larger the safety stock of a good is for hours that are scarce (`policy.scarceHours`), by period: worked out good by
 * good from the routings of all that goes into it, and from the hours that are left once early work is done.
 */
export function growthOf(facts: Facts): (itemId: string) => readonly number[] {
  const { input } = facts.plan
  const z = normalQuantile(input.policy.serviceLevelShare ?? input.policy.fillRateShare ?? 0.5)
  if (input.policy.scarceHours !== 'buffer' || !(z > 0)) return () => []
  const asked = new Set(facts.plan.demand.map(({ itemId }) => itemId))
  const uses = usesOf(facts, asked)
  const growth = new Map<string, number[]>()
  for (const resource of facts.resources.values()) {
    const hours = new Map<string, number>()
    for (const [itemId, routing] of facts.routings) {
      const each = routing.reduce((sum, step) => sum + (step.resourceId === resource.id ? step.hours : 0), 0)
      if (!routing.some(({ resourceId }) => resourceId === resource.id)) continue
      if (asked.has(itemId)) hours.set(itemId, (hours.get(itemId) ?? 0) + each)
      for (const [goodId, { behind, open }] of uses(itemId)) {
        hours.set(goodId, (hours.get(goodId) ?? 0) + each * (behind + open))
      }
    }
    const overtime = facts.flow(resource.overtimeHours)
    const left = capacityOf(facts, resource).map((regular, t) => {
      let over = regular + (overtime[t] ?? 0)
      for (const { itemId, consensus } of facts.plan.demand) over -= (hours.get(itemId) ?? 0) * (consensus[t] ?? 0)
      return over
    })
    // what a period cannot do is done in those before it
    for (let t = left.length - 1; t >= 0; t--) {
      const missing = Math.min(0, left[t] ?? 0)
      left[t] = (left[t] ?? 0) - missing
      if (t > 0) left[t - 1] = (left[t - 1] ?? 0) + missing
    }
    const variance = (from: number, to: number): number =>
      outlooksServed(facts).reduce((sum, { itemId, between }) => {
        const each = hours.get(itemId) ?? 0
        return each > 0 ? sum + each * each * between(from, to).variance : sum
      }, 0)
    let end = 0
    const found = facts.days.map((days, t) => {
      end += days
      const one = z * Math.sqrt(variance(end - days, end))
      if (one === 0) return 1
      let [best, made, begin] = [one, 0, end - days]
      for (let n = 1; n <= MOST_PERIODS; n++) {
        begin -= facts.days[Math.max(0, t - n)] ?? 0
        made += left[Math.max(0, t - n + 1)] ?? 0
        const together = z * Math.sqrt(variance(begin, end)) - made
        if (together <= best) break
        best = together
      }
      // as that of so many periods alike, at most
      return Math.min(best / one, Math.sqrt(MOST_PERIODS + 1))
    })
    for (const goodId of hours.keys()) {
      const known = growth.get(goodId)
      growth.set(
        goodId,
        found.map((value, t) => Math.max(value, known?.[t] ?? 1)),
      )
    }
  }
  return (itemId) => growth.get(itemId) ?? []
}
