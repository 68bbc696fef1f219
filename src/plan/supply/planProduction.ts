import { type Calendar, parseDay } from '../../core/calendar.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices.js'
import type { Ref } from '../../core/ref.js'
import { rowPath } from '../../core/rowPath.js'
import { findPeriod, periodDays, perPeriod } from '../../core/series.js'
import { findStockUnits } from '../../core/units.js'
import type { CostCard } from '../../costing/types.js'
import type { ProductionItem, ProductionProblem } from '../../production/types.js'
import { moneyPerPeriod, purchasePrices } from '../costs/planCosts.js'
import type { DemandPlan, DemandRecord } from '../demand/types.js'
import { snap } from '../grid.js'
import type { NormalInput, NormalItem } from '../normalizeInput.js'
import { orderBeyondPlan, orderOverdue, priceMissing } from '../notices.js'
import type { SafetyStockRecord } from '../stock/planSafetyStock.js'

const DAYS_PER_YEAR = 365

/** Prices of every demand series by period: of its market, or of the item. */
export function seriesPrices(input: NormalInput, calendar: Calendar, records: readonly DemandRecord[]): number[][] {
  const items = new Map(input.items.map((item) => [item.id, item]))
  const special = new Map(input.prices.map((price) => [`${price.itemId}@${price.marketId}`, price.price]))
  return records.map(({ itemId, marketId }) => {
    const price = special.get(`${itemId}@${marketId}`) ?? items.get(itemId)?.price ?? 0
    return moneyPerPeriod(price, calendar, 'level').map(Number)
  })
}

/** An item's price by period over its markets, weighted by demand; where nothing is asked for, their plain mean. */
function meanPrice(
  places: readonly number[],
  records: readonly DemandRecord[],
  prices: readonly number[][],
  count: number,
): number[] {
  return Array.from({ length: count }, (_, t) => {
    let money = 0
    let units = 0
    let plain = 0
    for (const n of places) {
      const price = (prices[n] as number[])[t] as number
      const quantity = (records[n] as DemandRecord).consensus[t] as number
      money += price * quantity
      units += quantity
      plain += price
    }
    return units > 0 ? money / units : plain / places.length
  })
}

/** Receipts of open orders by period; what is overdue is expected in the first. */
function openReceipts(input: NormalInput, calendar: Calendar, warnings: Notice[]): Map<string, number[]> {
  const receipts = new Map<string, number[]>()
  const { starts, end } = periodDays(calendar.periods)
  const items = new Map(input.items.map((item) => [item.id, item]))
  for (const order of input.openOrders) {
    const item = items.get(order.itemId) as NormalItem
    const quantity = order.quantity * (order.unit === undefined ? 1 : (findStockUnits(item, order.unit) as number))
    const due = parseDay(order.dueDate) as number
    const { dueDate } = order
    const told = {
      path: rowPath('openOrders', { itemId: item.id, dueDate }),
      refs: [{ itemId: item.id }],
      amount: quantity,
      unit: 'units' as const,
      value: { dueDate },
    }
    if (due >= end) {
      warnings.push(createNotice(orderBeyondPlan, told))
      continue
    }
    if (due < (starts[0] as number)) {
      warnings.push(createNotice(orderOverdue, told))
    }
    const t = Math.max(0, findPeriod(starts, end, due))
    const row = receipts.get(item.id) ?? new Array<number>(calendar.periods.length).fill(0)
    row[t] = snap((row[t] as number) + quantity, item.quantityDecimals)
    receipts.set(item.id, row)
  }
  return receipts
}

/** The parts of the plan that the production problem is made from. */
export interface ProductionSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly demand: DemandPlan
  readonly costs: readonly CostCard[]
  readonly safetyStock: readonly SafetyStockRecord[]
}

/** Puts demand, costs, stock and capacity together as one production problem, markets summed. */
export function toProductionProblem(
  sources: ProductionSources,
  assumptions: Notice[],
): { readonly problem: ProductionProblem; readonly warnings: readonly Notice[] } {
  const { input, calendar, demand, costs, safetyStock } = sources
  const warnings: Notice[] = []
  const count = calendar.periods.length
  const yearShare = calendar.periods.map(({ days }) => days / DAYS_PER_YEAR)
  const prices = seriesPrices(input, calendar, demand.records)
  const bought = purchasePrices(input, calendar)
  const receipts = openReceipts(input, calendar, warnings)
  const stock = new Map(input.stock.map((level) => [level.itemId, level]))
  const sellingRate = input.finance.overheads.reduce((sum, { rateOfRevenue }) => sum + (rateOfRevenue ?? 0), 0)
  const places = new Map<string, number[]>()
  demand.records.forEach(({ itemId }, n) => places.set(itemId, [...(places.get(itemId) ?? []), n]))

  const noPrice: Ref[] = []
  const items = input.items.map((item, i): ProductionItem => {
    const { unitCost } = costs[i] as CostCard
    const mine = places.get(item.id)
    const required = (safetyStock[i] as SafetyStockRecord).safetyStock
    const common = {
      ...structureOf(item),
      source: item.source,
      leadTimeDays: item.leadTimeDays,
      quantityDecimals: item.quantityDecimals,
      unmetDemand: item.unmetDemand,
      onHand: stock.get(item.id)?.onHand ?? 0,
      ...(item.source === 'buy' && { purchaseCost: (bought.get(item.id) ?? []).map(Number) }),
      ...(receipts.has(item.id) && { scheduledReceipts: receipts.get(item.id) as number[] }),
      ...(item.kind !== 'service' && {
        safetyStock: required,
        holdingCostPerUnit: yearShare.map((share) => unitCost * input.policy.holdingCostRatePerYear * share),
        // Stock that is missing at the end must be made after it: without its cost the plan would sell its stock out.
        safetyStockPenaltyPerUnit: yearShare.map(
          (share, t) => unitCost * (input.policy.safetyStockPenaltyRatePerYear * share + (t === count - 1 ? 1 : 0)),
        ),
      }),
      ...limits(item, calendar),
    }
    if (mine === undefined) return common
    const price = meanPrice(mine, demand.records, prices, count)
    const total = (t: number): number => {
      let sum = 0
      for (const n of mine) sum += (demand.records[n] as DemandRecord).consensus[t] as number
      return snap(sum, item.quantityDecimals)
    }
    const units = calendar.periods.map((_, t) => total(t))
    // Without a price nothing would be worth delivering: the optimizer then values a unit at twice its cost (or at 1).
    const isFree = price.every((value) => value === 0)
    if (isFree && units.some((quantity) => quantity > 0)) noPrice.push({ itemId: item.id })
    const value = isFree ? price.map(() => (unitCost > 0 ? 2 * unitCost : 1)) : price
    return {
      ...common,
      demand: units,
      backlog: stock.get(item.id)?.backlog ?? 0,
      price: value,
      sellingCostPerUnit: isFree ? 0 : price.map((amount) => amount * sellingRate),
      backlogCostPerUnit: value.map(
        (amount, t) => amount * input.policy.backlogCostRatePerYear * (yearShare[t] as number),
      ),
      lostSaleCostPerUnit: item.lostSaleCostPerUnit ?? 0,
    }
  })
  noteRecords(assumptions, priceMissing, { path: 'items[].price', refs: noPrice })
  return {
    problem: {
      calendar,
      items,
      billOfMaterials: input.billOfMaterials,
      operations: input.operations,
      resources: input.resources.map(
        ({ id, capacityHours, overtimeHours, costPerHour, overtimeCostPerHour, variableOverheadPerHour }) => ({
          id,
          capacityHours,
          overtimeHours,
          costPerHour,
          overtimeCostPerHour,
          variableOverheadPerHour,
        }),
      ),
      firmPeriods: input.policy.firmPeriods,
      asOf: input.asOf,
    },
    warnings,
  }
}

function structureOf({ id, kind, unit, units, yieldShare, lotSize }: NormalItem): ProductionItem {
  return {
    id,
    kind,
    unit,
    ...(units !== undefined && { units }),
    ...(yieldShare !== undefined && { yieldShare }),
    ...(lotSize !== undefined && { lotSize }),
  }
}

function limits(item: NormalItem, calendar: Calendar): Partial<ProductionItem> {
  const { supplyLimit, minimumStock, maximumStock, firmSupply } = item
  return {
    ...(supplyLimit !== undefined && { supplyLimit: perPeriod(supplyLimit, calendar, 'flow') }),
    ...(minimumStock !== undefined && { minimumStock: perPeriod(minimumStock, calendar, 'level') }),
    ...(maximumStock !== undefined && { maximumStock: perPeriod(maximumStock, calendar, 'level') }),
    ...(firmSupply !== undefined && { firmSupply }),
  }
}
