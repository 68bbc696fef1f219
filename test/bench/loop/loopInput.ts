import { formatDay } from '../../../src/core/numbers/days.js'
import type { PlanInput } from '../../../src/index.js'
import { type Company, PLAN_MONTHS } from './company.js'
import { monthId, monthStart, placeOf } from './months.js'
import type { CompanyState } from './state.js'

/** What a plan is told beyond the state of the company. */
export interface Knowledge {
  /** Service level that the planner aims at. */
  readonly target: number
  /** Tells the plan the demand to come, and that no safety stock is needed. Default false. */
  readonly isClairvoyant?: boolean
  /** Safety stock by item instead of the plan's own; default that. */
  readonly safetyStock?: ReadonlyMap<string, readonly number[]>
}

/** The input of a plan that is made on the first day of this step's month, from what is known on that day. */
export function loopInput(company: Company, state: CompanyState, step: number, knowledge: Knowledge): PlanInput {
  const { goods, parts, machines } = company
  const place = placeOf(step)
  const { target, isClairvoyant = false, safetyStock } = knowledge
  const stockOf = (id: string): { safetyStock?: number | readonly number[] } => {
    if (isClairvoyant) return { safetyStock: 0 }
    const given = safetyStock?.get(id)
    return given === undefined ? {} : { safetyStock: given }
  }
  return {
    calendar: { start: `${monthId(place)}-01`, months: PLAN_MONTHS },
    policy: { serviceLevelShare: target },
    items: [
      ...goods.map(({ id, price, unmetDemand, bought }) => ({ id, price, unmetDemand, ...bought, ...stockOf(id) })),
      ...parts.map((part) => ({ ...part, ...stockOf(part.id) })),
    ],
    billOfMaterials: goods.flatMap((good) =>
      good.parts.map(({ partId, quantityPer }) => ({ itemId: good.id, componentId: partId, quantityPer })),
    ),
    operations: goods.flatMap((good) =>
      good.hours.map(({ machineId, perUnit }) => ({
        itemId: good.id,
        resourceId: machineId,
        runHoursPerUnit: perUnit,
      })),
    ),
    resources: machines.map((machine) => ({ ...machine })),
    stock: [...goods, ...parts].map(({ id }) => ({
      itemId: id,
      onHand: state.onHand.get(id) ?? 0,
      backlog: state.backlog.get(id) ?? 0,
    })),
    openOrders: state.openOrders.map((order) => ({ ...order })),
    ...(isClairvoyant
      ? {
          forecasts: goods.map(({ id, demand }) => ({
            itemId: id,
            quantities: demand.slice(place, place + PLAN_MONTHS),
          })),
        }
      : {
          history: goods.map(({ id, demand, firstMonth }) => ({
            itemId: id,
            start: monthId(firstMonth),
            quantities: demand.slice(firstMonth, place),
          })),
          events: promotionsOf(company, place),
        }),
  }
}

/** Promotions of the past and of the months of the plan, with the rise that was expected of them. */
function promotionsOf({ goods }: Company, place: number): NonNullable<PlanInput['events']> {
  return goods.flatMap(({ id, promotions }) =>
    promotions
      .filter(({ month }) => month < place + PLAN_MONTHS)
      .map(({ month, expectedRate }) => ({
        id: `${id}-${monthId(month)}`,
        itemId: id,
        firstDate: `${monthId(month)}-01`,
        lastDate: formatDay(monthStart(month + 1) - 1),
        upliftRate: expectedRate,
      })),
  )
}
