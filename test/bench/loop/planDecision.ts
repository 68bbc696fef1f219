import { parseDay } from '../../../src/core/numbers/days.js'
import type { Plan, PlanInput } from '../../../src/index.js'
import type { Company } from './company.js'
import { monthStart, orderFor, placeOf } from './months.js'
import type { Decision } from './state.js'

/** The part of a library that the loop uses. */
export interface Engine {
  readonly plan: (input: PlanInput) => Promise<Plan>
}

/** A row of `supply.plannedOrders`, of a library that has them. */
interface PlannedOrder {
  readonly kind: string
  readonly itemId: string
  readonly quantity: number
  readonly dueDate: string
  readonly releaseNow?: boolean
}

/** What a plan says to do before the next one: production of its first month, and the orders that cannot wait. */
export function planDecision(company: Company, plan: Plan, step: number): Decision {
  const records = new Map(plan.supply.records.map((record) => [record.itemId, record]))
  const production = company.goods.map(({ id }) => ({ goodId: id, units: records.get(id)?.produced[0] ?? 0 }))
  return { production, orders: releasedOrders(plan) ?? ordersByLeadTime(company, plan, step) }
}

function releasedOrders(plan: Plan): Decision['orders'] | undefined {
  const { plannedOrders } = plan.supply as { readonly plannedOrders?: readonly PlannedOrder[] }
  return plannedOrders?.flatMap(({ kind, itemId, quantity, dueDate, releaseNow }) =>
    kind === 'buy' && releaseNow === true ? [{ itemId, units: quantity, due: parseDay(dueDate) as number }] : [],
  )
}

/** For a library without dates of orders: what is bought in a month comes on its first day, or on the first possible. */
function ordersByLeadTime(company: Company, plan: Plan, step: number): Decision['orders'] {
  const place = placeOf(step)
  const [today, nextPlan] = [monthStart(place), monthStart(place + 1)]
  const leadTimes = new Map(company.parts.map(({ id, leadTimeDays }) => [id, leadTimeDays]))
  for (const { id, bought } of company.goods) if (bought !== undefined) leadTimes.set(id, bought.leadTimeDays)
  return plan.supply.records.flatMap(({ itemId, purchased }) => {
    const leadTimeDays = leadTimes.get(itemId) ?? 0
    return purchased.flatMap((units, ahead) => {
      const { due, isNow } = orderFor(place + ahead, { today, nextPlan, leadTimeDays })
      return units > 0 && isNow ? [{ itemId, units, due }] : []
    })
  })
}
