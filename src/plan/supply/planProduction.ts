import type { Calendar } from '../../core/calendar.js'
import { indexById } from '../../core/keys.js'
import type { MoneyInput } from '../../core/money.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices.js'
import { fromGrid, gridScale, toGrid } from '../../core/quantityGrid.js'
import type { Ref } from '../../core/ref.js'
import { rowPath } from '../../schema/tables.js'
import { perPeriod } from '../../core/series.js'
import type { CostCard } from '../../costing/types.js'
import type { ProductionItem, ProductionProblem, ProductionSource } from '../../production/types.js'
import { purchasePrices } from '../costs/planCosts.js'
import type { DemandPlan, DemandRecord } from '../demand/types.js'
import { seriesPrices } from '../seriesPrices.js'
import { withoutAttributes } from '../withoutAttributes.js'
import { billDate } from '../../schema/billDate.js'
import type { NormalInput, NormalItem, NormalSource, NormalStockPolicy } from '../../schema/normalInput.js'
import { regularHours } from '../../schema/regularHours.js'
import { openingStock } from '../stock/openingStock.js'
import { orderBeyondPlan, priceMissing } from '../notices.js'
import { readOrders } from './readOrders.js'
import type { SafetyStockRecord } from '../stock/planSafetyStock.js'

const DAYS_PER_YEAR = 365

/** Demand of one item in one market, with its price by period. */
interface PricedDemand {
  readonly record: DemandRecord
  readonly prices: readonly number[]
}

/** The demand series of each item, with their prices: an item is planned once for all its series. */
function pricedDemand({ input, calendar, demand }: ProductionSources): Map<string, PricedDemand[]> {
  const prices = seriesPrices(input, calendar, demand.records)
  const byItem = new Map<string, PricedDemand[]>()
  demand.records.forEach((record, n) => {
    const own = { record, prices: (prices[n] as readonly MoneyInput[]).map(Number) }
    const known = byItem.get(record.itemId)
    if (known === undefined) byItem.set(record.itemId, [own])
    else known.push(own)
  })
  return byItem
}

/** An item's price by period over its markets, weighted by demand; where nothing is asked for, their plain mean. */
function meanPrice(series: readonly PricedDemand[], count: number): number[] {
  return Array.from({ length: count }, (_, t) => {
    let money = 0
    let units = 0
    let plain = 0
    for (const { record, prices } of series) {
      const price = prices[t] as number
      const quantity = record.consensus[t] as number
      money += price * quantity
      units += quantity
      plain += price
    }
    return units > 0 ? money / units : plain / series.length
  })
}

/** Receipts of supply orders by period. */
function openReceipts(input: NormalInput, calendar: Calendar, warnings: Notice[]): Map<string, number[]> {
  const receipts = new Map<string, number[]>()
  const items = indexById(input.items, 'id')
  for (const { order, units, periodIndex } of readOrders(input, calendar)) {
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
    const row = receipts.get(itemId) ?? new Array<number>(calendar.periods.length).fill(0)
    const scale = gridScale((items.get(itemId) as NormalItem).quantityDecimals)
    row[periodIndex] = fromGrid(toGrid(row[periodIndex] as number, scale) + toGrid(units, scale), scale)
    receipts.set(itemId, row)
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
  const { input, calendar, costs, safetyStock } = sources
  const warnings: Notice[] = []
  const count = calendar.periods.length
  const yearShare = calendar.periods.map(({ days }) => days / DAYS_PER_YEAR)
  const receipts = openReceipts(input, calendar, warnings)
  const stock = openingStock(input)
  const sellingRate = input.overheads.reduce((sum, { rateOfRevenue }) => sum + (rateOfRevenue ?? 0), 0)
  const series = pricedDemand(sources)
  const cards = indexById(costs, 'itemId')
  const targets = indexById(safetyStock, 'itemId')
  const sourceOf = indexById(input.sources, 'itemId')
  const policies = indexById(input.stockPolicies, 'itemId')

  const noPrice: Ref[] = []
  const items = input.items.map((item): ProductionItem => {
    const { unitCost } = cards.get(item.id) as CostCard
    const policy = policies.get(item.id) as NormalStockPolicy
    const mine = series.get(item.id)
    const common = {
      ...structureOf(item, sourceOf.get(item.id) as NormalSource),
      quantityDecimals: item.quantityDecimals,
      unmetDemand: policy.unmetDemand,
      onHand: stock.get(item.id)?.onHand ?? 0,
      ...(receipts.has(item.id) && { scheduledReceipts: receipts.get(item.id) as number[] }),
      ...(item.kind !== 'service' && {
        safetyStock: (targets.get(item.id) as SafetyStockRecord).safetyStock,
        holdingCostPerUnit: yearShare.map((share) => unitCost * policy.holdingCostRatePerYear * share),
        // Stock that is missing at the end must be made after it: without its cost the plan would sell its stock out.
        safetyStockPenaltyPerUnit: yearShare.map(
          (share, t) => unitCost * (input.policy.safetyStockPenaltyRatePerYear * share + (t === count - 1 ? 1 : 0)),
        ),
      }),
      ...stockLimits(policy, calendar),
    }
    if (mine === undefined) return common
    const price = meanPrice(mine, count)
    const scale = gridScale(item.quantityDecimals)
    const total = (t: number): number => {
      let sum = 0
      for (const { record } of mine) sum += toGrid(record.consensus[t] as number, scale)
      return fromGrid(sum, scale)
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
        costPerHour: resource.costPerHour,
        overtimeCostPerHour: resource.overtimeCostPerHour,
        variableOverheadPerHour: resource.variableOverheadPerHour,
      })),
      firmPeriods: input.policy.firmPeriods,
      asOf: billDate(input.asOf, input.calendar.start),
    },
    warnings,
  }
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
