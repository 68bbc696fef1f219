import type { PreparedProblem } from '../problem/preparedProblem.js'
import { lossBesideCurve, waitingQueue } from '../problem/waitingDemand.js'
import type { WholePlan } from './wholePlan.js'

/**
 * What a plan leaves unserved at its end loses more than the linear program takes it to lose: where newer orders pay more than older
 * ones, the program reckons with their mean, which no plan reaches. Money that whole units have no part in.
 */
export function hullGap({ items, periodCount }: PreparedProblem, plan: Pick<WholePlan, 'backlog'>): number {
  const last = periodCount - 1
  let gap = 0
  items.forEach((item, i) => {
    if (item.unmetDemand !== 'backlog') return
    const left = plan.backlog[i * periodCount + last] / item.scale
    if (left > 0) gap += lossBesideCurve(waitingQueue(item), left, item.openRanges?.get(last))
  })
  return gap
}
