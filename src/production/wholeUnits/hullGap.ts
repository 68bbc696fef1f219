import type { PreparedProblem } from '../problem/preparedProblem.js'
import { lossOfLeaving, sumOfFirst, unservedParts, waitingQueue } from '../problem/waitingDemand.js'
import type { WholePlan } from './wholePlan.js'

/**
 * What a plan leaves unserved at its end loses more than the linear program takes it to lose: where newer orders pay more than older
 * ones, the program reckons with their mean, which no plan reaches. Money that whole units have no part in.
 */
export function hullGap({ items, periodCount }: PreparedProblem, plan: Pick<WholePlan, 'backlog'>): number {
  let gap = 0
  items.forEach((item, i) => {
    if (item.unmetDemand !== 'backlog') return
    const left = plan.backlog[(i + 1) * periodCount - 1] / item.scale
    if (left === 0) return
    const queue = waitingQueue(item)
    const units = queue.map((part) => part.units)
    const margin = queue.map(lossOfLeaving)
    const parts = unservedParts({ units, margin })
    const lost = sumOfFirst(left, units.slice().reverse(), margin.slice().reverse())
    const reckoned = sumOfFirst(
      left,
      parts.map((part) => part.units),
      parts.map(({ loss }) => loss),
    )
    gap += Math.max(0, lost - reckoned)
  })
  return gap
}
