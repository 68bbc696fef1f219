import { createNotice, type Notice } from '../../core/notices/notices.js'
import { fromGrid } from '../../core/numbers/quantityGrid.js'
import { toSixDecimals } from '../../core/numbers/toSixDecimals.js'
import { withoutNoise } from '../../core/numbers/withoutNoise.js'
import { type PricedPart, pricedParts } from '../belowCost/refusedDemand.js'
import { sellingCostAt } from '../problem/waitingDemand.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'
import { type AvoidableCosts, avoidableCosts, type SuppliedPlan } from './avoidableCosts.js'
import { type NewUnits, newUnits } from './newUnits.js'
import { ordersBelowCost } from './notices.js'
import { priceOfUnit } from './whatWouldPay.js'

/** Less than this share of what orders bring is arithmetic. */
const NOISE = 1e-9

interface PlanWithOrders extends SuppliedPlan {
  readonly plan: SuppliedPlan['plan'] & Pick<WholePlan, 'ship' | 'dependent'>
}

/** What the orders of one period at one price lose. */
interface LosingOrders {
  readonly t: number
  readonly price: number
  /** Grid units. */
  readonly units: number
  readonly sellingCost: number
  /** Of a stock unit. */
  readonly cost: number
  readonly loss: number
}

/**
 * One exception for each item with orders, or demand that is late before the plan, that are served whatever they pay and bring less than the plan
 * would save without them (`avoidableCosts`), the lowest price first, all together. Only what is made or bought for them counts (`newUnits`): of what
 * lies there another row tells what it is worth. Of what has no price nobody knows what it loses.
 */
export function ordersAtALoss(told: PlanWithOrders): Notice[] {
  const { items, periodIds, keepsPromises } = told.problem
  if (!keepsPromises) return []
  const costs = avoidableCosts(told)
  return items.flatMap((item, i) => {
    const losing = losingOrders(told, i, costs)
    if (losing.length === 0) return []
    const worst = losing.reduce((most, one) => (shown(one) > shown(most) || isBefore(most, one) ? one : most))
    const periods = losing.map(({ t }) => t)
    const { t, price, cost, sellingCost: selling } = worst
    return [
      createNotice(ordersBelowCost, {
        refs: [{ itemId: item.id }],
        periodIds: [periodIds[Math.min(...periods)], periodIds[Math.max(...periods)]],
        amount: fromGrid(
          losing.reduce((sum, { units }) => sum + units, 0),
          item.scale,
        ),
        unit: 'units',
        moneyAtStake: withoutNoise(losing.reduce((sum, { units, loss }) => sum + (units / item.scale) * loss, 0)),
        value: priceOfUnit(item, t, { price, selling, cost, saved: 0 }),
      }),
    ]
  })
}

/** Units by the period in which they leave: what leaves together comes off the plan together. */
function byPeriod(own: readonly NewUnits[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>()
  for (const { t, units } of [...own].sort((a, b) => a.t - b.t)) sums.set(t, (sums.get(t) ?? 0) + units)
  return sums
}

/** Loss of a unit as it is told. */
const shown = ({ loss }: LosingOrders): number => toSixDecimals(loss)

/** Whether of two that lose alike the second is of an earlier period, or of a lower price in the same. */
const isBefore = (a: LosingOrders, b: LosingOrders): boolean =>
  shown(a) === shown(b) && (b.t < a.t || (b.t === a.t && toSixDecimals(b.price) < toSixDecimals(a.price)))

function losingOrders({ problem, plan }: PlanWithOrders, i: number, costs: AvoidableCosts): LosingOrders[] {
  const item = problem.items[i]
  if (item.isPriceAssumed || (item.backlog === 0 && item.booked.every((units) => units === 0))) return []
  const most = costs.most(i)
  const brings = ({ periodIndex, price }: PricedPart): number => price - sellingCostAt(item, periodIndex, price)
  const mayLose = (part: PricedPart): boolean => part.isBooked && part.quantity > 0 && brings(part) < most
  if (!pricedParts(item).some(mayLose)) return []
  const orders = new Map<string, NewUnits[]>()
  for (const one of newUnits(problem, i, plan)) {
    if (!mayLose(one.part)) continue
    const { periodIndex, price } = one.part
    const key = `${periodIndex} ${toSixDecimals(price)}`
    const known = orders.get(key)
    if (known === undefined) orders.set(key, [one])
    else known.push(one)
  }
  const without = costs.without(i)
  const lowestFirst = [...orders.values()].sort(
    // The mean price of a month has the noise of floats.
    ([{ part: a }], [{ part: b }]) => toSixDecimals(a.price) - toSixDecimals(b.price) || a.periodIndex - b.periodIndex,
  )
  return lowestFirst.flatMap((own): LosingOrders[] => {
    const { periodIndex, price } = own[0].part
    const units = own.reduce((sum, one) => sum + one.units, 0)
    const left = brings(own[0].part)
    const paid = (left * units) / item.scale
    const saved = without.takeOff(
      [...byPeriod(own)].map(([until, grid]) => ({ units: grid / item.scale, until })),
      paid + NOISE * Math.abs(paid),
    )
    if (saved === null) return []
    const cost = (saved * item.scale) / units
    const sellingCost = sellingCostAt(item, periodIndex, price)
    return [{ t: Math.max(0, periodIndex), price, units, sellingCost, cost, loss: cost - left }]
  })
}
