import { parseDay } from '../../../src/core/numbers/days.js'
import { normalQuantile } from '../../../src/math/normal.js'
import { type Company, type Good, PLAN_MONTHS, partUse } from './company.js'
import { mostUnits, useFor } from './executeMonth.js'
import { monthOf, monthStart, orderFor, placeOf } from './months.js'
import type { CompanyState, Decision } from './state.js'

const WINDOW_MONTHS = 12
const DAYS_PER_MONTH = 365 / 12
/** Pieces into which a good's production of a month is cut, so that goods take turns on a machine. */
const TURNS = 20

interface Level {
  /** Units a month that are expected from now on. */
  readonly forecast: number
  readonly safetyStock: number
}

/**
 * What a planner with a spreadsheet would do, who knows demand up to the last month: expect the mean of twelve months,
 * hold z x sigma x sqrt(lead time + review) of everything, net by the bill, order by lead time, and make on the machines
 * what runs out first; overtime for what is asked for within the month, not for safety stock.
 */
export function planBySpreadsheet(company: Company, state: CompanyState, step: number, target: number): Decision {
  const place = placeOf(step)
  const z = normalQuantile(target)
  const levelOf = (demand: readonly number[], firstMonth: number, leadTimeDays: number): Level => {
    const known = demand.slice(Math.max(firstMonth, place - WINDOW_MONTHS), place)
    const mean = known.reduce((a, b) => a + b, 0) / known.length
    const variance = known.reduce((sum, units) => sum + (units - mean) ** 2, 0) / (known.length - 1)
    const reach = Math.sqrt(leadTimeDays / DAYS_PER_MONTH + 1)
    return { forecast: Math.round(mean), safetyStock: Math.ceil(z * Math.sqrt(variance) * reach) }
  }
  const levels = new Map(
    company.goods.map((good) => [good.id, levelOf(good.demand, good.firstMonth, good.bought?.leadTimeDays ?? 0)]),
  )
  const level = ({ id }: Good): Level => levels.get(id) as Level
  const toMake = (good: Good): number => {
    const { forecast, safetyStock } = level(good)
    return Math.max(0, (state.backlog.get(good.id) ?? 0) + forecast + safetyStock - (state.onHand.get(good.id) ?? 0))
  }

  const orders: Decision['orders'][number][] = []
  for (const good of company.goods) {
    if (good.bought === undefined) continue
    const { forecast, safetyStock } = level(good)
    const needs = (ahead: number): number => forecast + (ahead === 0 ? (state.backlog.get(good.id) ?? 0) : 0)
    orders.push(...netOrders(good.id, { needs, safetyStock, leadTimeDays: good.bought.leadTimeDays }, state, place))
  }
  for (const { id, leadTimeDays } of company.parts) {
    const used = Array.from({ length: place }, (_, month) =>
      partUse(company.goods, id, ({ demand }) => demand[month] ?? 0),
    )
    const { safetyStock } = levelOf(used, 0, leadTimeDays)
    const [first, later] = [
      partUse(company.goods, id, toMake),
      partUse(company.goods, id, (good) => level(good).forecast),
    ]
    const needs = (ahead: number): number => (ahead === 0 ? first : later)
    orders.push(...netOrders(id, { needs, safetyStock, leadTimeDays }, state, place))
  }
  return { orders, production: makeInTurn(company, state, { orders, toMake, levels, place }) }
}

/** Orders that must be released now for the stock of an item not to fall under its safety stock. */
function netOrders(
  itemId: string,
  {
    needs,
    safetyStock,
    leadTimeDays,
  }: { readonly needs: (ahead: number) => number; readonly safetyStock: number; readonly leadTimeDays: number },
  state: CompanyState,
  place: number,
): Decision['orders'][number][] {
  const orders: Decision['orders'][number][] = []
  const [today, nextPlan] = [monthStart(place), monthStart(place + 1)]
  let stock = state.onHand.get(itemId) ?? 0
  for (let ahead = 0; ahead < PLAN_MONTHS; ahead += 1) {
    for (const order of state.openOrders) {
      const month = Math.max(place, monthOf(parseDay(order.dueDate) as number))
      if (order.itemId === itemId && month === place + ahead) stock += order.quantity
    }
    stock -= needs(ahead)
    const { due, isNow, canArrive } = orderFor(place + ahead, { today, nextPlan, leadTimeDays })
    if (!isNow) break
    if (canArrive && stock < safetyStock) {
      orders.push({ itemId, units: safetyStock - stock, due })
      stock = safetyStock
    }
  }
  return orders
}

/** Makes what is needed in the order in which stock would run out, as long as there are hours and parts. */
function makeInTurn(
  company: Company,
  state: CompanyState,
  plan: {
    readonly orders: Decision['orders']
    readonly toMake: (good: Good) => number
    readonly levels: ReadonlyMap<string, Level>
    readonly place: number
  },
): Decision['production'] {
  const close = monthStart(plan.place + 1)
  const onHand = new Map(state.onHand)
  const arrive = (itemId: string, units: number): void => void onHand.set(itemId, (onHand.get(itemId) ?? 0) + units)
  for (const { itemId, units, due } of plan.orders) if (due < close) arrive(itemId, units)
  for (const { itemId, quantity, dueDate } of state.openOrders) {
    if ((parseDay(dueDate) as number) < close) arrive(itemId, quantity)
  }
  const jobs = company.goods.flatMap((good) => {
    if (good.bought !== undefined) return []
    const units = plan.toMake(good)
    const stock = state.onHand.get(good.id) ?? 0
    const waiting = state.backlog.get(good.id) ?? 0
    const { forecast } = plan.levels.get(good.id) as Level
    const size = Math.ceil(units / TURNS)
    const turns = size > 0 ? Math.ceil(units / size) : 0
    return Array.from({ length: turns }, (_, n) => {
      // The first unit of this piece is what customers ask for after so many others.
      const before = stock + n * size - waiting
      const month = before < 0 ? -1 : forecast > 0 ? before / forecast : Infinity
      return { good, units: Math.min(size, units - n * size), month }
    })
  })
  jobs.sort((a, b) => a.month - b.month || (a.good.id < b.good.id ? -1 : 1))

  const made = new Map<string, number>()
  const regular = new Map(company.machines.map(({ id, capacityHours }) => [id, capacityHours]))
  const all = new Map(
    company.machines.map(({ id, capacityHours, overtimeHours }) => [id, capacityHours + overtimeHours]),
  )
  for (const { good, units, month } of jobs) {
    const most = mostUnits(good, units, { onHand, hoursLeft: month < 1 ? all : regular })
    useFor(good, most, { onHand, hoursLeft: all })
    useFor({ parts: [], hours: good.hours }, most, { onHand, hoursLeft: regular })
    made.set(good.id, (made.get(good.id) ?? 0) + most)
  }
  return [...made].map(([goodId, units]) => ({ goodId, units }))
}
