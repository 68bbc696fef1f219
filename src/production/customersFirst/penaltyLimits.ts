import { chainNeeds, type ChainNeeds } from './chainNeeds.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { waitingDemand } from '../problem/waitingDemand.js'
import { askedOf, BELOW_CUSTOMERS, hasTarget, leastMargin, madeAgain } from './stockTarget.js'

/** Less than this share of an amount is arithmetic. */
const NOISE = 1e-9

/**
 * The most that a unit under the safety stock may cost by item and period, so that in one program no safety stock goes before
 * a customer, at most what it costs now.
 *
 * A unit kept for one more period saves the penalty less the holding cost, and costs the customer who waits for it what
 * lateness costs in that period. So what it saves must be less, for the item's own customers and for those of every other
 * item b that needs the same thing r, hours of a resource or a component, anywhere in its chain of parts: per unit of r, with
 * a the item of the safety stock,
 *
 *   saved(a) / least need of a for r  <=  0.9 x loss(b) / (things that b shares x need of b for r).
 *
 * Divided by the things that b shares, the weights of all safety stocks that one unit of b can take from stay below its
 * loss together. In the last period a unit that is missing must be made after the plan, so its variable cost comes on top, and
 * a customer who is not served loses the plan the margin above that. A unit lost loses each period what losing it in
 * that period costs more than losing it in the next one.
 */
export function penaltyLimits(problem: PreparedProblem): readonly (readonly number[])[] {
  const { items, costs } = problem
  const most = mostSaved(problem, items.map(leastMargin))
  return items.map((item, i) => {
    const again = madeAgain(item, (t) => costs[t][i])
    return item.safetyPenalty.map((penalty, t) => Math.min(penalty, item.holding[t] + most[i][t] + again(t)))
  })
}

/** What a unit of safety stock may save at most in each period, where the loss of customers weighs once. */
function mostSaved(problem: PreparedProblem, margin: readonly number[]): readonly Float64Array[] {
  const { items, periodCount, costs } = problem
  const needs = chainNeeds(problem)
  const last = periodCount - 1
  const isServed = items.map((item, i) => hasServedCustomers(item, (t) => costs[t][i]))
  const shared = sharedThings(problem, needs)
  const thingCount = items.length + problem.resources.length
  const lowest = new Float64Array(thingCount)
  const second = new Float64Array(thingCount)
  const of = new Int32Array(thingCount)
  const most = items.map(() => new Float64Array(periodCount))
  for (let t = 0; t < periodCount; t += 1) {
    lowest.fill(Infinity)
    second.fill(Infinity)
    of.fill(-1)
    const loss = items.map((item, i) => lossOfWaiting(item, t, margin[i] - costs[last][i]))
    items.forEach((_, i) => {
      if (!isServed[i] || shared[i] === 0) return
      for (let n = needs.start[i]; n < needs.start[i + 1]; n += 1) {
        const thing = needs.thing[n]
        const price = loss[i] / (shared[i] * needs.most[n])
        if (price < lowest[thing]) {
          second[thing] = lowest[thing]
          lowest[thing] = price
          of[thing] = i
        } else second[thing] = Math.min(second[thing], price)
      }
    })
    items.forEach((_, i) => {
      let least = Math.min(loss[i], lowest[i])
      for (let n = needs.start[i]; n < needs.start[i + 1]; n += 1) {
        const thing = needs.thing[n]
        // An item's own customers are its own matter: they take the units, and need no hours for them.
        least = Math.min(least, needs.least[n] * (of[thing] === i ? second[thing] : lowest[thing]))
      }
      most[i][t] = BELOW_CUSTOMERS * least
    })
  }
  return most
}

/** What one more period without a unit costs the plan; in the last one it is not earned, either. */
function lossOfWaiting(item: PreparedItem, t: number, earned: number): number {
  const isLast = t === item.demand.length - 1
  const unserved = isLast ? Math.max(0, earned) : 0
  if (earned === Infinity || item.unmetDemand === 'forbidden') return Infinity
  if (item.unmetDemand === 'backlog') return item.backlogCost[t] + unserved + (isLast ? leastPromise(item) : 0)
  return isLast ? item.lostCost[t] + unserved : Math.max(0, item.lostCost[t] - item.lostCost[t + 1])
}

/** What leaving any customer at the end costs at least beside his margin. */
function leastPromise(item: PreparedItem): number {
  const { units } = waitingDemand(item)
  return units.reduce((least, quantity, k) => (quantity > 0 ? Math.min(least, item.promised[k]) : least), Infinity)
}

/** Whether an item has customers that a plan serves with what it makes: those who pay more than a unit costs. */
function hasServedCustomers(item: PreparedItem, cost: (t: number) => number): boolean {
  const { units, margin } = askedOf(item)
  return units.some((quantity, k) => quantity > 0 && margin[k] > cost(Math.max(0, k - 1)) * (1 + NOISE))
}

/** Of how many things that each item takes another item's safety stock may take, too. */
function sharedThings({ items, resources }: PreparedProblem, needs: ChainNeeds): number[] {
  const takers = new Float64Array(items.length + resources.length)
  items.forEach((item, i) => {
    if (!hasTarget(item)) return
    takers[i] += 1
    for (let n = needs.start[i]; n < needs.start[i + 1]; n += 1) takers[needs.thing[n]] += 1
  })
  return items.map((item, i) => {
    let count = 0
    for (let n = needs.start[i]; n < needs.start[i + 1]; n += 1) {
      if (takers[needs.thing[n]] > (hasTarget(item) ? 1 : 0)) count += 1
    }
    return count
  })
}
