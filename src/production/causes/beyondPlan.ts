import { compareText } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { leadTimeBeyondPlan } from './notices.js'

/** One exception for all items that are needed and cannot be ordered within the plan, the longest lead time first. */
export function beyondPlan({ items, structure, periodCount, planDays }: PreparedProblem): Notice[] {
  const isNeeded = items.map(({ demand, backlog }) => backlog > 0 || demand.some((units) => units > 0))
  for (const i of structure.topDown) {
    if (!isNeeded[i]) continue
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      isNeeded[structure.component[c]] = true
    }
  }
  const beyond = items
    .filter(({ arrivalPeriod }, i) => isNeeded[i] && arrivalPeriod >= periodCount)
    .sort((a, b) => b.leadTimeDays - a.leadTimeDays || compareText(a.id, b.id))
  const [longest] = beyond
  if (longest === undefined) return []
  return [
    createNotice(leadTimeBeyondPlan, {
      refs: beyond.map(({ id }) => ({ itemId: id })),
      value: {
        leadTimeDays: beyond.map(({ leadTimeDays }) => leadTimeDays),
        planDays,
        // The first new unit must fall on a day of the plan.
        leastDays: Math.floor(longest.leadTimeDays) + 1,
      },
    }),
  ]
}
