import { type Calendar, parseDay } from '../../core/calendar.js'
import { compareText } from '../../core/keys.js'
import type { MoneyInput } from '../../core/money.js'
import { createNotice, type Notice } from '../../core/notices.js'
import { compareRefs, NO_REF } from '../../core/ref.js'
import { sumDecimals } from '../../core/sumDecimals.js'
import type { CostCard } from '../../costing/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { ProductionPlan } from '../../production/types.js'
import type { DemandRecord } from '../demand/types.js'
import type { NormalInput } from '../../schema/normalInput.js'
import { seriesPrices } from '../seriesPrices.js'
import { readOrders } from '../supply/readOrders.js'
import {
  cashBelowMinimum,
  deadStock,
  lateOrder,
  latePurchase,
  overload,
  shortageLate,
  shortageLost,
} from './notices.js'

/** The parts of a plan in which exceptions are looked for. */
export interface ExceptionSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly demand: readonly DemandRecord[]
  readonly costs: readonly CostCard[]
  readonly supply: Pick<ProductionPlan, 'exceptions' | 'resources'>
  readonly inventory: readonly InventoryRecord[]
  /** Balance of the cash account at the end of each period; null where there is none. */
  readonly closingCash: readonly (number | null)[]
}

/** Less than this is no exception. */
const EPSILON = 1e-9

/** Places of the values that are an exception, with the first, the last and that of the largest; none where none is. */
function placesOf(
  values: readonly number[],
  isException: (value: number, t: number) => boolean,
  { periods }: Calendar,
): {
  readonly places: readonly number[]
  readonly worst: number
  readonly periodIds: readonly [string, string]
} | null {
  const places = values.flatMap((value, t) => (isException(value, t) ? [t] : []))
  const [first] = places
  if (first === undefined) return null
  const worst = places.reduce((a, b) => ((values[b] as number) > (values[a] as number) ? b : a))
  const idOf = (t: number): string => periods[t]?.id as string
  return { places, worst, periodIds: [idOf(first), idOf(places.at(-1) as number)] }
}

const sumOver = (places: readonly number[], value: (t: number) => number): number =>
  places.reduce((sum, t) => sum + value(t), 0)

function shortages({ input, calendar, demand, inventory }: ExceptionSources): Notice[] {
  const prices = seriesPrices(input, calendar, demand)
  const best = new Map<string, readonly number[]>()
  demand.forEach(({ itemId }, n) => {
    const own = (prices[n] as MoneyInput[]).map(Number)
    const known = best.get(itemId)
    best.set(itemId, known === undefined ? own : known.map((price, t) => Math.max(price, own[t] as number)))
  })
  return inventory.flatMap(({ itemId, shortage, lost, demand: asked }) => {
    const found = placesOf(shortage, (amount) => amount > EPSILON, calendar)
    if (found === null) return []
    const { places, periodIds } = found
    const isLost = places.some((t) => (lost[t] as number) > 0)
    return [
      createNotice(isLost ? shortageLost : shortageLate, {
        refs: [{ itemId }],
        periodIds,
        amount: sumDecimals(places.map((t) => shortage[t] as number)),
        unit: 'units',
        moneyAtStake: sumOver(places, (t) => (shortage[t] as number) * (best.get(itemId)?.[t] ?? 0)),
        value: { asked: sumDecimals(places.map((t) => asked[t] as number)) },
      }),
    ]
  })
}

function overloads({ input, calendar, supply }: ExceptionSources): Notice[] {
  const resources = new Map(input.resources.map((resource) => [resource.id, resource]))
  return supply.resources.flatMap(({ resourceId, overtimeHours, worthOfOneHour }) => {
    const resource = resources.get(resourceId)
    const found = placesOf(overtimeHours, (hours) => hours > EPSILON, calendar)
    if (found === null || resource === undefined) return []
    const at = (cost: number | readonly number[], t: number): number =>
      typeof cost === 'number' ? cost : (cost[t] as number)
    const { places, periodIds } = found
    const worst = places.reduce((a, b) => ((worthOfOneHour[b] as number) > (worthOfOneHour[a] as number) ? b : a))
    return [
      createNotice(overload, {
        refs: [{ resourceId }],
        periodIds,
        amount: sumOver(places, (t) => overtimeHours[t] as number),
        unit: 'hours',
        moneyAtStake: sumOver(
          places,
          (t) => (overtimeHours[t] as number) * (at(resource.overtimeCostPerHour, t) - at(resource.costPerHour, t)),
        ),
        value: {
          worthOfOneHour: worthOfOneHour[worst] as number,
          worstPeriodId: calendar.periods[worst]?.id as string,
        },
      }),
    ]
  })
}

function latePurchases({ input, calendar, costs, inventory }: ExceptionSources): Notice[] {
  const first = parseDay(calendar.periods[0]?.start) as number
  const unitCosts = new Map(costs.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const bought = new Map(input.sources.flatMap((source) => (source.kind === 'make' ? [] : [[source.itemId, source]])))
  return inventory.flatMap(({ itemId, belowSafetyStock }) => {
    const source = bought.get(itemId)
    if (source === undefined) return []
    const { leadTimeDays } = source
    const ends = calendar.periods.map(({ end }) => parseDay(end) as number)
    const isEarly = (t: number): boolean => (ends[t] as number) <= first + leadTimeDays
    const found = placesOf(belowSafetyStock, (amount, t) => amount > EPSILON && isEarly(t), calendar)
    if (found === null) return []
    // Stock under its safety stock is a level: units missing in three periods are no three times the units.
    const amount = belowSafetyStock[found.worst] as number
    return [
      createNotice(latePurchase, {
        refs: [{ itemId }],
        periodIds: found.periodIds,
        amount,
        unit: 'units',
        moneyAtStake: amount * (unitCosts.get(itemId) ?? 0),
        value: { leadTimeDays, worstPeriodId: calendar.periods[found.worst]?.id as string },
      }),
    ]
  })
}

function lateOrders({ input, calendar, costs }: ExceptionSources): Notice[] {
  const [start] = calendar.periods
  const firstId = start?.id as string
  const unitCosts = new Map(costs.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const late = new Map<string, { readonly amount: number; readonly dueDate: string }[]>()
  for (const { order, units, isOverdue } of readOrders(input, calendar)) {
    if (!isOverdue) continue
    const { itemId, dueDate } = order
    late.set(itemId, [...(late.get(itemId) ?? []), { amount: units, dueDate }])
  }
  return [...late].map(([itemId, orders]) => {
    const amount = sumDecimals(orders.map((order) => order.amount))
    const firstDueDate = orders.reduce((a, { dueDate }) => (dueDate < a ? dueDate : a), orders[0]?.dueDate as string)
    return createNotice(lateOrder, {
      refs: [{ itemId }],
      periodIds: [firstId, firstId],
      amount,
      unit: 'units',
      moneyAtStake: amount * (unitCosts.get(itemId) ?? 0),
      value: { orders: orders.length, firstDueDate },
    })
  })
}

function cashGap({ input, calendar, closingCash }: ExceptionSources): Notice[] {
  const minimum = Number(input.finance.minimumCash)
  const missing = closingCash.map((cash) => (cash === null ? 0 : minimum - cash))
  const found = placesOf(missing, (amount) => amount > 0, calendar)
  if (found === null) return []
  const amount = missing[found.worst] as number
  return [
    createNotice(cashBelowMinimum, {
      periodIds: found.periodIds,
      amount,
      unit: 'money',
      moneyAtStake: amount,
      value: {
        cash: closingCash[found.worst] as number,
        worstPeriodId: calendar.periods[found.worst]?.id as string,
        periods: found.places.length,
      },
    }),
  ]
}

function deadStocks({ calendar, costs, inventory }: ExceptionSources): Notice[] {
  const unitCosts = new Map(costs.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const [first, last] = [calendar.periods[0]?.id as string, calendar.periods.at(-1)?.id as string]
  const isUsed = (values: readonly number[]): boolean => values.some((value) => value > EPSILON)
  return inventory.flatMap(({ itemId, demand, dependentDemand, shipped, closing }) => {
    const amount = closing.at(-1) ?? 0
    if (amount <= EPSILON || isUsed(demand) || isUsed(dependentDemand) || isUsed(shipped)) return []
    return [
      createNotice(deadStock, {
        refs: [{ itemId }],
        periodIds: [first, last],
        amount,
        unit: 'units',
        moneyAtStake: amount * (unitCosts.get(itemId) ?? 0),
      }),
    ]
  })
}

/** Order of exceptions: the most money at stake first; equal ones by code, then by what they speak of. */
function compareExceptions(a: Notice, b: Notice): number {
  return (
    (b.moneyAtStake ?? 0) - (a.moneyAtStake ?? 0) ||
    compareText(a.code, b.code) ||
    compareRefs(a.refs[0] ?? NO_REF, b.refs[0] ?? NO_REF)
  )
}

/** What a planner must look at, worst first by the money at stake: one row for each cause, however long it lasts. */
export function findExceptions(sources: ExceptionSources): Notice[] {
  return [
    ...shortages(sources),
    ...overloads(sources),
    ...sources.supply.exceptions,
    ...latePurchases(sources),
    ...lateOrders(sources),
    ...cashGap(sources),
    ...deadStocks(sources),
  ].sort(compareExceptions)
}
