import { readList } from '../math/gather.js'
import { fromGrid, missingToTarget, toGrid } from '../core/numbers/quantityGrid.js'
import { roundHours } from './problem/grid.js'
import type { PreparedProblem } from './problem/preparedProblem.js'
import type { PreparedItem } from './problem/prepareItem.js'
import { earnedByRefused, openRefused } from './belowCost/refusedDemand.js'
import type { RefusedDemand } from './problem/refusal.js'
import type { ProductionWorth } from './model/shadowPrices.js'
import type { WorkPlan } from './longWork/snapWithWork.js'
import { lostQueue } from './problem/lostQueue.js'
import { brokenPromises, type QueuedPart, sumOfFirst, waitingQueue } from './problem/waitingDemand.js'
import type { ProductionObjective, ProductionRecord, ResourceRecord, SourceRecord } from './types.js'

/** The items of a plan, in order of input. */
export function itemRecords(problem: PreparedProblem, plan: WorkPlan, worth: ProductionWorth): ProductionRecord[] {
  const { items, structure, periodCount } = problem
  return problem.itemOrder.map((i) => {
    const item = items[i]
    const from = i * periodCount
    const series = (units: Float64Array, scale: number, start: number): number[] =>
      readList(units, start, start + periodCount, (value) => value / scale + 0)
    const own = (units: Float64Array): number[] => series(units, item.scale, from)
    const supply = own(plan.supply)
    const none = new Array<number>(periodCount).fill(0)
    const lines = Array.from(
      { length: structure.componentStart[i + 1] - structure.componentStart[i] },
      (_, n) => structure.componentStart[i] + n,
    )
    const { refused } = item
    const record = {
      itemId: item.id,
      demand: item.demand.slice(),
      produced: item.kind === 'buy' ? none : supply,
      ...(problem.long.has(i) && { workInProgress: readList(plan.inWork, from, from + periodCount) }),
      purchased: item.kind === 'buy' ? supply : none,
      scheduledReceipts: item.receipts.slice(),
      dependentDemand: own(plan.dependent),
      shipped: own(plan.ship),
      backlog: own(plan.backlog),
      lost: own(plan.lost),
      closing: own(plan.closing),
      safetyStock: item.safetyStock.slice(),
      safetyStockShortfall: item.safetyStock.map((target, t) =>
        missingToTarget(target, plan.closing[from + t], item.scale),
      ),
      components: lines.map((c) => {
        const child = items[structure.component[c]]
        return { componentId: child.id, quantities: series(plan.lineUse, child.scale, c * periodCount) }
      }),
      worthOfOneUnit: readList(worth.unit, from, from + periodCount),
    }
    return refused === undefined ? record : withRefused(record, item, refused)
  })
}

/** A record of who is served, with what is refused: it is asked for and not met, but for what stock at hand ships to it. */
function withRefused(
  record: ProductionRecord,
  { scale, unmetDemand }: PreparedItem,
  { demand, shipped }: RefusedDemand,
): ProductionRecord {
  const plus = (values: readonly number[], more: readonly number[]): number[] =>
    values.map((value, t) => fromGrid(toGrid(value, scale) + toGrid(more[t], scale), scale) + 0)
  const open = openRefused({ demand, shipped }, { scale, isLost: unmetDemand === 'lost' })
  return {
    ...record,
    demand: plus(record.demand, demand),
    scheduledReceipts: plus(record.scheduledReceipts, shipped),
    shipped: plus(record.shipped, shipped),
    ...(unmetDemand === 'lost' ? { lost: plus(record.lost, open) } : { backlog: plus(record.backlog, open) }),
    refused: demand.slice(),
    refusedShipped: shipped.slice(),
  }
}

/** The sources of a plan, in the order of the items. */
export function sourceRecords(problem: PreparedProblem, plan: WorkPlan, worth: ProductionWorth): SourceRecord[] {
  const { items, periodCount } = problem
  return problem.itemOrder.map((i) => {
    const { id, sourceId, kind, scale } = items[i]
    const [from, to] = [i * periodCount, (i + 1) * periodCount]
    return {
      sourceId,
      itemId: id,
      kind,
      quantities: readList(plan.supply, from, to, (units) => units / scale + 0),
      worth: readList(worth.source, from, to),
    }
  })
}

/** The resources of a plan, in order of input; regular hours are filled before overtime. */
export function resourceRecords(problem: PreparedProblem, plan: WorkPlan, worth: ProductionWorth): ResourceRecord[] {
  const { periodCount } = problem
  return problem.resourceOrder.map((r) => {
    const { id, capacity, overtime } = problem.resources[r]
    const regularHours: number[] = []
    const overtimeHours: number[] = []
    capacity.forEach((limit, t) => {
      const total = roundHours(plan.hours[r * periodCount + t])
      const regular = Math.min(total, floorHours(limit))
      regularHours.push(regular)
      overtimeHours.push(Math.min(roundHours(total - regular), floorHours(overtime[t])))
    })
    return {
      resourceId: id,
      capacityHours: capacity.slice(),
      overtimeLimitHours: overtime.slice(),
      regularHours,
      overtimeHours,
      utilization: capacity.map((limit, t) => (limit > 0 ? (regularHours[t] + overtimeHours[t]) / limit : 0)),
      worthOfOneHour: readList(worth.hour, r * periodCount, (r + 1) * periodCount),
      worthOfOneOvertimeHour: readList(worth.overtimeHour, r * periodCount, (r + 1) * periodCount),
    }
  })
}

/** A limit in hours, to the 6 decimals in which hours are reported, never more than it is. */
function floorHours(hours: number): number {
  const rounded = roundHours(hours)
  return rounded <= hours ? rounded : roundHours(rounded - 1e-6)
}

/** The objective of the records, part by part. */
export function planObjective(
  problem: PreparedProblem,
  plan: WorkPlan,
  context: { readonly resources: readonly ResourceRecord[]; readonly beforeRounding: number },
): ProductionObjective {
  const { items, periodCount } = problem
  const sums = {
    revenue: 0,
    sellingCost: 0,
    purchases: 0,
    holding: 0,
    backlog: 0,
    lostSales: 0,
    safetyStockShortfall: 0,
  }
  const earn = (queue: readonly QueuedPart[], shipped: number): void => {
    const units = queue.map((part) => part.units)
    const ofFirst = (amount: (part: QueuedPart) => number): number => sumOfFirst(shipped, units, queue.map(amount))
    sums.revenue += ofFirst(({ price }) => price)
    sums.sellingCost -= ofFirst(({ sellingCost }) => sellingCost)
  }
  items.forEach((item, i) => {
    // What waits is served oldest first and keeps its price; what is lost is shipped in its own period or not at all.
    const waits = item.unmetDemand !== 'lost'
    let shipped = 0
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const of = (units: Float64Array): number => units[at] / item.scale
      shipped += plan.ship[at]
      if (!waits) {
        const queue = lostQueue(item, t)
        earn(queue, of(plan.ship))
        sums.lostSales -= brokenPromises(queue, of(plan.lost))
      }
      sums.purchases -= item.purchaseCost[t] * of(plan.supply)
      sums.holding -= item.holding[t] * (of(plan.closing) + (item.isService ? 0 : plan.inWork[at]))
      sums.backlog -= item.backlogCost[t] * of(plan.backlog)
      sums.lostSales -= item.lostCost[t] * of(plan.lost)
      if (waits && t === periodCount - 1) sums.backlog -= brokenPromises(waitingQueue(item), of(plan.backlog))
      const missing = Math.max(0, item.safetyStock[t] - of(plan.closing))
      sums.safetyStockShortfall -= item.safetyPenalty[t] * missing
    }
    const refused = earnedByRefused(item)
    sums.revenue += refused.revenue
    sums.sellingCost -= refused.sellingCost
    if (waits) earn(waitingQueue(item), shipped / item.scale)
  })
  const hours = { regularLabor: 0, overtime: 0, variableOverhead: 0 }
  // In the order of the ids, so that the order of the input leaves no trace in the sums.
  const byId = problem.resources.map(() => 0)
  problem.resourceOrder.forEach((r, position) => (byId[r] = position))
  problem.resources.forEach((resource, r) => {
    const { regularHours, overtimeHours } = context.resources[byId[r]]
    regularHours.forEach((regular, t) => {
      const overtime = overtimeHours[t]
      hours.regularLabor -= resource.wage[t] * regular
      hours.overtime -= resource.overtimeWage[t] * overtime
      hours.variableOverhead -= resource.variableOverhead[t] * (regular + overtime)
    })
  })
  const parts = {
    revenue: sums.revenue + 0,
    sellingCost: sums.sellingCost + 0,
    purchases: sums.purchases + 0,
    regularLabor: hours.regularLabor + 0,
    overtime: hours.overtime + 0,
    variableOverhead: hours.variableOverhead + 0,
    holding: sums.holding + 0,
    backlog: sums.backlog + 0,
    lostSales: sums.lostSales + 0,
    safetyStockShortfall: sums.safetyStockShortfall + 0,
  }
  const total = Object.values(parts).reduce((a, b) => a + b, 0)
  return { total, ...parts, beforeRounding: context.beforeRounding }
}
