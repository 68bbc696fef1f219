import type { MoneyInput } from '../../../core/money/money.js'
import { groupBy, type Key } from '../../../core/keys/keys.js'
import { dayNumber } from '../civilDays.js'
import { type Facts, ITEM, itemKey, seriesKey } from './facts.js'
import { unitsOf } from '../gridUnits.js'
import { oncePerPlan } from './oncePerPlan.js'

/** An order of a customer as the input gives it. */
export interface OrderFact {
  readonly itemId: string
  readonly series: Key
  readonly id: string
  readonly line: string | undefined
  /** Grid units. */
  readonly units: number
  /** Period of the day for which it was asked for; -1 before the plan. */
  readonly t: number
  readonly day: number
  readonly price: MoneyInput | undefined
  readonly priority: number
}

/** The orders that the plan serves; those of days after it are none of them. */
export const orderFacts: (facts: Facts) => readonly OrderFact[] = oncePerPlan((facts) =>
  facts.plan.input.customerOrders.flatMap((order): OrderFact[] => {
    const day = dayNumber(order.requestedDate)
    if (day >= facts.end) return []
    return [
      {
        itemId: order.itemId,
        series: seriesKey(order),
        id: order.id,
        line: order.line,
        units: unitsOf(facts.items.get(order.itemId), order),
        t: facts.starts.filter((start) => start <= day).length - 1,
        day,
        price: order.price,
        priority: order.priority ?? Number.MAX_VALUE,
      },
    ]
  }),
)

const ordersByItem = oncePerPlan((facts) => groupBy(orderFacts(facts), ITEM))

/** What customers have ordered of an item for days of a period. */
export const bookedOn = (facts: Facts, itemId: string, t: number): readonly OrderFact[] =>
  (ordersByItem(facts).get(itemKey(itemId)) ?? []).filter((order) => order.t === t)
