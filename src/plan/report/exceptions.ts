import { type Calendar, parseDay } from '../../core/calendar.js'
import { findStockUnits } from '../../core/units.js'
import type { CostCard } from '../../costing/types.js'
import type { Statement } from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { ProductionPlan } from '../../production/types.js'
import type { DemandRecord } from '../demand/types.js'
import type { NormalInput, NormalItem } from '../normalizeInput.js'
import { seriesPrices } from '../supply/planProduction.js'
import { lineAmounts } from './statementLines.js'

/** Something that a planner must look at. */
export interface PlanException {
  /**
   * `shortage`: demand not shipped in its period. `overload`: more hours than the regular ones. `latePurchase`: stock of a
   * purchased item under its safety stock before anything new can arrive, or an order overdue. `cashBelowMinimum`.
   * `deadStock`: stock without any demand or use in the whole plan.
   */
  readonly code: 'shortage' | 'overload' | 'latePurchase' | 'cashBelowMinimum' | 'deadStock'
  /** Item, resource or account. */
  readonly id: string
  readonly periodId: string
  /** Units, hours or money. */
  readonly amount: number
  readonly unit: 'units' | 'hours' | 'money'
  /** Revenue late or lost, premium paid, cash missing, or money bound, in major units. */
  readonly moneyAtStake: number
  readonly message: string
}

/** The parts of a plan in which exceptions are looked for. */
export interface ExceptionSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly demand: readonly DemandRecord[]
  readonly costs: readonly CostCard[]
  readonly production: ProductionPlan
  readonly inventory: readonly InventoryRecord[]
  readonly cashFlow: Statement
}

const EPSILON = 1e-9
const text = (value: number): string => String(Math.round(value * 100) / 100)

function shortages({ input, calendar, demand, inventory }: ExceptionSources): PlanException[] {
  const prices = seriesPrices(input, calendar, demand)
  const best = new Map<string, number[]>()
  demand.forEach(({ itemId }, n) => {
    const own = prices[n] as number[]
    const known = best.get(itemId)
    best.set(itemId, known === undefined ? own : known.map((price, t) => Math.max(price, own[t] as number)))
  })
  return inventory.flatMap((record) =>
    record.shortage.flatMap((amount, t): PlanException[] => {
      if (amount <= EPSILON) return []
      const periodId = calendar.periods[t]?.id as string
      const fate = (record.lost[t] as number) > 0 ? 'lost' : 'late'
      return [
        {
          code: 'shortage',
          id: record.itemId,
          periodId,
          amount,
          unit: 'units',
          moneyAtStake: amount * ((best.get(record.itemId) ?? [])[t] ?? 0),
          message: `${text(amount)} of the ${text(record.demand[t] as number)} '${record.itemId}' asked for in ${periodId} are ${fate}.`,
        },
      ]
    }),
  )
}

function overloads({ input, calendar, production }: ExceptionSources): PlanException[] {
  return production.resources.flatMap((record, r) =>
    record.overtimeHours.flatMap((amount, t): PlanException[] => {
      if (amount <= EPSILON) return []
      const periodId = calendar.periods[t]?.id as string
      const resource = input.resources[r] as NormalInput['resources'][number]
      const at = (cost: number | readonly number[]): number => (typeof cost === 'number' ? cost : (cost[t] as number))
      const worth = record.worthOfOneHour[t] as number
      return [
        {
          code: 'overload',
          id: record.resourceId,
          periodId,
          amount,
          unit: 'hours',
          moneyAtStake: amount * (at(resource.overtimeCostPerHour) - at(resource.costPerHour)),
          message: `'${record.resourceId}' works ${text(amount)} hours of overtime in ${periodId}; one more regular hour would be worth ${text(worth)}.`,
        },
      ]
    }),
  )
}

function latePurchases({ input, calendar, costs, inventory }: ExceptionSources): PlanException[] {
  const first = parseDay(calendar.periods[0]?.start) as number
  const found: PlanException[] = []
  input.items.forEach((item, i) => {
    if (item.source !== 'buy') return
    const record = inventory[i] as InventoryRecord
    record.belowSafetyStock.forEach((amount, t) => {
      const period = calendar.periods[t] as Calendar['periods'][number]
      if (amount <= EPSILON || (parseDay(period.end) as number) > first + item.leadTimeDays) return
      found.push({
        code: 'latePurchase',
        id: item.id,
        periodId: period.id,
        amount,
        unit: 'units',
        moneyAtStake: amount * (costs[i] as CostCard).unitCost,
        message: `'${item.id}' ends ${period.id} ${text(amount)} under its safety stock, and with ${item.leadTimeDays} days of lead time nothing new can arrive before.`,
      })
    })
  })
  for (const { itemId, dueDate: due, unit, quantity } of input.openOrders) {
    if ((parseDay(due) as number) >= first) continue
    const i = input.items.findIndex(({ id }) => id === itemId)
    const amount = quantity * (unit === undefined ? 1 : (findStockUnits(input.items[i] as NormalItem, unit) as number))
    found.push({
      code: 'latePurchase',
      id: itemId,
      periodId: calendar.periods[0]?.id as string,
      amount,
      unit: 'units',
      moneyAtStake: amount * (costs[i] as CostCard).unitCost,
      message: `The order of ${text(amount)} '${itemId}' was due on ${due} and has not arrived.`,
    })
  }
  return found
}

function cashGaps({ input, calendar, cashFlow }: ExceptionSources): PlanException[] {
  const minimum = Number(input.finance.minimumCash)
  return lineAmounts(cashFlow, 'closingCash').flatMap((cash, t): PlanException[] => {
    if (cash >= minimum) return []
    const periodId = calendar.periods[t]?.id as string
    return [
      {
        code: 'cashBelowMinimum',
        id: 'cash',
        periodId,
        amount: minimum - cash,
        unit: 'money',
        moneyAtStake: minimum - cash,
        message: `Cash ends ${periodId} at ${text(cash)}, ${text(minimum - cash)} under its minimum.`,
      },
    ]
  })
}

function deadStocks({ calendar, costs, inventory }: ExceptionSources): PlanException[] {
  return inventory.flatMap((record, i): PlanException[] => {
    const isUsed = (values: readonly number[]): boolean => values.some((value) => value > EPSILON)
    const amount = record.closing.at(-1) ?? 0
    if (amount <= EPSILON || isUsed(record.demand) || isUsed(record.dependentDemand) || isUsed(record.shipped))
      return []
    const money = amount * (costs[i] as CostCard).unitCost
    return [
      {
        code: 'deadStock',
        id: record.itemId,
        periodId: calendar.periods.at(-1)?.id as string,
        amount,
        unit: 'units',
        moneyAtStake: money,
        message: `${text(amount)} '${record.itemId}' are neither sold nor used in the whole plan; they bind ${text(money)}.`,
      },
    ]
  })
}

/** What a planner must look at, worst first by the money at stake; ties in order of period and id. */
export function findExceptions(sources: ExceptionSources): PlanException[] {
  const order = new Map(sources.calendar.periods.map(({ id }, t) => [id, t]))
  const found = [
    ...shortages(sources),
    ...overloads(sources),
    ...latePurchases(sources),
    ...cashGaps(sources),
    ...deadStocks(sources),
  ]
  return found.sort(
    (a, b) =>
      b.moneyAtStake - a.moneyAtStake ||
      (order.get(a.periodId) as number) - (order.get(b.periodId) as number) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
}
