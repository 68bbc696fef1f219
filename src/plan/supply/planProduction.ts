import { type Calendar, formatDay, parseDay } from '../../core/time/calendar.js'
import { indexById } from '../../core/keys/keys.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import { fromGrid, gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import type { Ref } from '../../core/keys/ref.js'
import { rowPath } from '../../schema/tables/tables.js'
import { type DatedQuantity, perPeriod } from '../../core/time/series.js'
import type { CostCard } from '../../costing/types.js'
import type { ProductionItem, ProductionProblem, ProductionSource } from '../../production/types.js'
import { purchasePrices } from '../costs/planCosts.js'
import { decidingWage } from '../decidingWage.js'
import { withoutAttributes } from '../withoutAttributes.js'
import { billDate } from '../../schema/reading/billDate.js'
import type { NormalInput, NormalItem, NormalSource, NormalStockPolicy } from '../../schema/normalForm/normalInput.js'
import { regularHours } from '../../schema/reading/regularHours.js'
import { openingStock } from '../stock/openingStock.js'
import { orderBeyondPlan, priceMissing } from '../notices.js'
import { demandQueues, type QueuedDemand } from './demandQueue.js'
import { readOrders } from './readOrders.js'
import type { DemandPlan } from '../demand/types.js'
import type { SafetyStockRecord } from '../stock/planSafetyStock.js'

const DAYS_PER_YEAR = 365

/** Demand of an item before the plan and by period: units of its grid, and the mean price over its markets. */
interface PricedDemand {
  readonly units: number[]
  readonly price: number[]
  readonly late: { readonly units: number; readonly price: number }
}

/**
 * All that is asked for of an item, with its mean price; where nothing is asked for, the plain mean over its markets. Where
 * demand does not wait, what was late before the plan is served with the first period or not at all, and shares its price.
 */
function pricedDemand(queue: readonly QueuedDemand[], count: number, waits: boolean): PricedDemand {
  // Place 0 is before the plan.
  const sums = Array.from({ length: count + 1 }, () => ({ money: 0, units: 0, plain: 0, rows: 0 }))
  for (const { periodIndex, units, price } of queue) {
    const sum = sums[periodIndex + 1]
    if (sum === undefined) continue
    sum.money += Number(price) * units
    sum.units += units
    sum.plain += Number(price)
    sum.rows += 1
  }
  const [before, first] = sums
  const isOne = !waits && before !== undefined && first !== undefined && before.units > 0
  const means = sums.map(({ money, units, plain, rows }) => ({
    units,
    price: units > 0 ? money / units : rows > 0 ? plain / rows : 0,
  }))
  const [late = { units: 0, price: 0 }, ...periods] = means
  const price = periods.map((period) => period.price)
  if (isOne) price[0] = (before.money + first.money) / (before.units + first.units)
  return { units: periods.map(({ units }) => units), price, late: isOne ? { ...late, price: price[0] ?? 0 } : late }
}

/** What is asked for, in the order in which it is served, where a period has several prices. */
function partsOf(queue: readonly QueuedDemand[], scale: number): Pick<ProductionItem, 'demandParts'> {
  const asked = queue.filter(({ units }) => units > 0)
  // What was late before the plan is late in the first period.
  const priceOf = new Map(asked.map(({ periodIndex, price }) => [Math.max(0, periodIndex), Number(price)]))
  if (asked.every(({ periodIndex, price }) => Number(price) === priceOf.get(Math.max(0, periodIndex)))) return {}
  return {
    demandParts: asked.map(({ periodIndex, units, price, orderId }) => ({
      periodIndex,
      quantity: fromGrid(units, scale),
      price: Number(price),
      ...(orderId !== undefined && { isBooked: true }),
    })),
  }
}

/** Receipts of supply orders by period, and their days. */
interface Receipts {
  readonly quantities: number[]
  readonly dates: DatedQuantity[]
}

/** Receipts of supply orders by item. */
function openReceipts(input: NormalInput, calendar: Calendar, warnings: Notice[]): Map<string, Receipts> {
  const receipts = new Map<string, Receipts>()
  const items = indexById(input.items, 'id')
  for (const { order, units, periodIndex, dueDay } of readOrders(input, calendar)) {
    const { id, itemId, dueDate } = order
    if (periodIndex === null) {
      const refs = [{ itemId, orderId: id }]
      const told = {
        path: rowPath('supplyOrders', order),
        refs,
        amount: units,
        unit: 'units',
        value: { dueDate },
      } as const
      warnings.push(createNotice(orderBeyondPlan, told))
      continue
    }
    const { quantities: row, dates } = receipts.get(itemId) ?? {
      quantities: new Array<number>(calendar.periods.length).fill(0),
      dates: [],
    }
    const scale = gridScale((items.get(itemId) as NormalItem).quantityDecimals)
    row[periodIndex] = fromGrid(toGrid(row[periodIndex] as number, scale) + toGrid(units, scale), scale)
    // What is overdue is expected on the first day.
    if (dueDay >= (parseDay(calendar.periods[0]?.start) as number))
      dates.push({ date: formatDay(dueDay), quantity: units })
    receipts.set(itemId, { quantities: row, dates })
  }
  return receipts
}

/** The parts of the plan that the production problem is made from. */
export interface ProductionSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly demand: Pick<DemandPlan, 'records'>
  readonly costs: readonly CostCard[]
  readonly safetyStock: readonly SafetyStockRecord[]
}

/** Puts demand, costs, stock and capacity together as one production problem, markets summed. */
export function toProductionProblem(
  sources: ProductionSources,
  assumptions: Notice[],
): {
  readonly problem: ProductionProblem
  /** The demand of each item in the order in which it is served. */
  readonly queues: ReadonlyMap<string, readonly QueuedDemand[]>
  readonly warnings: readonly Notice[]
} {
  const { input, calendar, costs, safetyStock } = sources
  const warnings: Notice[] = []
  const count = calendar.periods.length
  const yearShare = calendar.periods.map(({ days }) => days / DAYS_PER_YEAR)
  const receipts = openReceipts(input, calendar, warnings)
  const stock = openingStock(input)
  const sellingRate = input.overheads.reduce((sum, { rateOfRevenue }) => sum + (rateOfRevenue ?? 0), 0)
  const queues = demandQueues(input, calendar, sources.demand.records)
  const cards = indexById(costs, 'itemId')
  const targets = indexById(safetyStock, 'itemId')
  const sourceOf = indexById(input.sources, 'itemId')
  const policies = indexById(input.stockPolicies, 'itemId')

  const noPrice: Ref[] = []
  const items = input.items.map((item): ProductionItem => {
    const { unitCost } = cards.get(item.id) as CostCard
    const policy = policies.get(item.id) as NormalStockPolicy
    const queue = queues.get(item.id)
    const received = receipts.get(item.id)
    const isLost = policy.unmetDemand === 'lost'
    const common = {
      ...structureOf(item, sourceOf.get(item.id) as NormalSource),
      quantityDecimals: item.quantityDecimals,
      unmetDemand: policy.unmetDemand,
      onHand: stock.get(item.id)?.onHand ?? 0,
      ...(received !== undefined && { scheduledReceipts: received.quantities }),
      ...(received !== undefined && isLost && { receiptDates: received.dates }),
      ...(item.kind !== 'service' && {
        safetyStock: (targets.get(item.id) as SafetyStockRecord).safetyStock,
        holdingCostPerUnit: yearShare.map((share) => unitCost * policy.holdingCostRatePerYear * share),
        // Stock that is missing at the end must be made after it: without its cost the plan would sell its stock out. The
        // optimizer brings all of it down to where no customer waits for it.
        safetyStockPenaltyPerUnit: yearShare.map(
          (share, t) => unitCost * (input.policy.safetyStockPenaltyRatePerYear * share + (t === count - 1 ? 1 : 0)),
        ),
      }),
      ...stockLimits(policy, calendar),
    }
    if (queue === undefined) return common
    const { units, price, late } = pricedDemand(queue, count, policy.unmetDemand === 'backlog')
    const scale = gridScale(item.quantityDecimals)
    // Without a price nothing would be worth delivering: the optimizer then values a unit at twice its cost (or at 1).
    const isFree = late.price === 0 && price.every((value) => value === 0)
    if (isFree && units.some((quantity) => quantity > 0)) noPrice.push({ itemId: item.id })
    const [lateValue, ...value] = [late.price, ...price].map((amount) =>
      isFree ? (unitCost > 0 ? 2 * unitCost : 1) : amount,
    ) as [number, ...number[]]
    return {
      ...common,
      demand: units.map((quantity) => fromGrid(quantity, scale)),
      booked: bookedUnits(queue, count).map((quantity) => fromGrid(quantity, scale)),
      ...(isLost && { demandDates: bookedDates(queue, scale) }),
      backlog: fromGrid(late.units, scale),
      price: value,
      ...(isFree && { isPriceAssumed: true }),
      backlogPrice: lateValue,
      ...partsOf(isFree ? [] : queue, scale),
      sellingCostPerUnit: isFree ? 0 : price.map((amount) => amount * sellingRate),
      sellingCostRate: sellingRate,
      backlogSellingCostPerUnit: isFree ? 0 : late.price * sellingRate,
      backlogCostPerUnit: value.map(
        (amount, t) => amount * input.policy.backlogCostRatePerYear * (yearShare[t] as number),
      ),
      lostSaleCostPerUnit: policy.lostSaleCostPerUnit,
    }
  })
  noteRecords(assumptions, priceMissing, { path: 'items[].price', refs: noPrice })
  return {
    problem: {
      calendar,
      items,
      sources: productionSources(input, calendar),
      billOfMaterials: input.billOfMaterials.map(withoutAttributes),
      operations: input.operations.map(withoutAttributes),
      resources: input.resources.map((resource) => ({
        id: resource.id,
        capacityHours: regularHours(resource, input, calendar),
        overtimeHours: resource.overtimeHours,
        costPerHour: decidingWage(resource, resource.costPerHour),
        overtimeCostPerHour: resource.overtimeCostPerHour,
        variableOverheadPerHour: resource.variableOverheadPerHour,
      })),
      firmPeriods: input.policy.firmPeriods,
      customersFirst: true,
      sellBelowCost: input.policy.sellBelowCost,
      asOf: billDate(input.asOf, input.calendar.start),
    },
    queues,
    warnings,
  }
}

/** What of the demand of each period is orders, in grid units. */
function bookedUnits(queue: readonly QueuedDemand[], count: number): number[] {
  const booked = new Array<number>(count).fill(0)
  for (const { periodIndex, orderId, units } of queue) {
    if (periodIndex >= 0 && orderId !== undefined) booked[periodIndex] = (booked[periodIndex] ?? 0) + units
  }
  return booked
}

/** The days of the orders of a plan. */
function bookedDates(queue: readonly QueuedDemand[], scale: number): DatedQuantity[] {
  return queue.flatMap(({ periodIndex, orderId, units, day }) =>
    periodIndex < 0 || orderId === undefined ? [] : [{ date: formatDay(day), quantity: fromGrid(units, scale) }],
  )
}

function structureOf({ id, kind, unit, units }: NormalItem, { yieldShare, lotSize }: NormalSource): ProductionItem {
  return { id, kind, unit, ...(units !== undefined && { units }), yieldShare, lotSize }
}

function productionSources(input: NormalInput, calendar: Calendar): ProductionSource[] {
  const prices = purchasePrices(input, calendar)
  return input.sources.map(({ id, itemId, kind, leadTimeDays, supplyLimit, firmSupply }) => ({
    id,
    itemId,
    kind,
    leadTimeDays,
    ...(kind !== 'make' && { purchaseCost: (prices.get(itemId) ?? []).map(Number) }),
    ...(supplyLimit !== undefined && { supplyLimit: perPeriod(supplyLimit, calendar, 'flow') }),
    ...(firmSupply !== undefined && { firmSupply }),
  }))
}

function stockLimits({ minimumStock, maximumStock }: NormalStockPolicy, calendar: Calendar): Partial<ProductionItem> {
  return {
    ...(minimumStock !== undefined && { minimumStock: perPeriod(minimumStock, calendar, 'level') }),
    ...(maximumStock !== undefined && { maximumStock: perPeriod(maximumStock, calendar, 'level') }),
  }
}
