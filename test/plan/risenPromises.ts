import { toProductionProblem } from '../../src/plan/supply/planProduction.js'
import type { Plan } from '../../src/plan/types.js'
import type { PreparedItem } from '../../src/production/problem/prepareItem.js'
import { lostQueue } from '../../src/production/problem/lostQueue.js'
import { brokenPromises, type QueuedPart, waitingQueue } from '../../src/production/problem/waitingDemand.js'
import { prepareProblem } from '../../src/production/prepareProblem.js'
import { problemOf } from '../production/wholeUnits/judgeShop.js'

/**
 * By how much dearer the promises that a plan breaks are by the weights of another plan; 0 where they are not.
 *
 * A booked order that pays less is weighed as if it paid a quarter more than it costs in overtime on offer
 * (docs/decisions/planning-penalties.md, 'Orders that are booked'): where overtime is offered, the same order that nothing can be made
 * for costs more, in the same quantities, though nobody is served worse and no money is lost. Programs in fractions may leave a unit more.
 */
export function risenPromises(before: Plan, after: Plan): number {
  const itemsOf = (one: Plan): readonly PreparedItem[] => prepareProblem(problemOf({ toProductionProblem }, one)).items
  const weighed = new Map(itemsOf(after).map((item) => [item.id, item]))
  const records = new Map(before.supply.records.map((record) => [record.itemId, record]))
  return itemsOf(before).reduce((sum, item) => {
    const [other, record] = [weighed.get(item.id), records.get(item.id)]
    if (other === undefined || record === undefined) return sum
    const rise = (open: number, queueOf: (one: PreparedItem) => readonly QueuedPart[]): number =>
      Math.max(0, brokenPromises(queueOf(other), open + 1) - brokenPromises(queueOf(item), open + 1))
    if (item.unmetDemand === 'lost')
      return record.lost.reduce((own, units, t) => own + rise(units, (one) => lostQueue(one, t)), sum)
    return sum + rise(record.backlog.at(-1) ?? 0, waitingQueue)
  }, 0)
}
