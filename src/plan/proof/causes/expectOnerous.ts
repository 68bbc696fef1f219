import { createNotice, type Notice } from '../../../core/notices/notices.js'
import { ordersBelowCost } from '../../../production/causes/notices.js'
import type { ProductionRecord } from '../../../production/types.js'
import { tellAmounts } from './expectPrice.js'
import type { Facts } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { servedOf } from '../customers/queueMoney.js'
import { servedRecord } from '../customers/refusal.js'
import { savedWithout } from './savedWithout.js'
import type { Asked } from '../customers/servedDemand.js'
import { unitMoney } from '../customers/unitMoney.js'

/** What an order gets in a period that is made or bought in the plan; grid units. */
interface FreshUnits {
  readonly part: Asked
  readonly t: number
  readonly units: number
}

const millionths = (value: number): number => Math.round(value * 1e6)

/** Orders that pay less than a plan would save without them, those that pay least given back first. */
export function expectOnerous(facts: Facts): Notice[] {
  const idOf = (t: number): string => facts.plan.calendar.periods[t]?.id ?? ''
  const savings = savedWithout(facts)
  return [...facts.rows.records.values()].flatMap(({ row }) => {
    const { itemId } = row
    const unit = unitMoney(facts).get(itemId)
    if (unit === undefined || unit.isFree) return []
    const { power } = gridOf(facts.items.get(itemId))
    const kept = 1 - unit.sellingRate
    const groups = new Map<string, FreshUnits[]>()
    for (const one of freshUnits(facts, row)) {
      if (one.part.t >= 0 && one.part.order === undefined) continue
      const key = JSON.stringify([one.part.t, millionths(Number(one.part.price))])
      groups.set(key, [...(groups.get(key) ?? []), one])
    }
    const without = savings(itemId)
    const told = [...groups.values()]
      .map((own) => {
        const { t = 0, price = 0 } = own[0]?.part ?? {}
        return { own, t, price: Number(price), units: own.reduce((sum, { units }) => sum + units, 0) }
      })
      .sort((a, b) => millionths(a.price) - millionths(b.price) || a.t - b.t)
      .flatMap(({ own, t, price, units }) => {
        const brought = (price * kept * units) / power
        const least = brought + 1e-9 * Math.abs(brought)
        const saved = without(
          // What leaves in one period comes off the plan together.
          facts.days.flatMap((_, until) => {
            const leaving = own.reduce((sum, one) => sum + (one.t === until ? one.units : 0), 0)
            return leaving > 0 ? [{ units: leaving / power, until }] : []
          }),
          least,
        )
        if (!(saved > least)) return []
        const cost = (saved * power) / units
        return [{ t: Math.max(0, t), price, units, cost, money: saved - brought, loss: cost - price * kept }]
      })
    if (told.length === 0) return []
    const rank = ({ loss }: { readonly loss: number }): number => millionths(loss)
    const [worst] = [...told].sort(
      (a, b) => rank(b) - rank(a) || a.t - b.t || millionths(a.price) - millionths(b.price),
    )
    const { price = 0, cost = 0 } = worst ?? {}
    const periods = told.map(({ t }) => t)
    return [
      createNotice(ordersBelowCost, {
        refs: [{ itemId }],
        periodIds: [idOf(Math.min(...periods)), idOf(Math.max(...periods))],
        amount: told.reduce((sum, { units }) => sum + units, 0) / power,
        unit: 'units',
        moneyAtStake: told.reduce((sum, { money }) => sum + money, 0),
        value: tellAmounts({
          price,
          selling: price - price * kept,
          cost,
          wait: 0,
          saved: 0,
          paying: kept > 0 ? cost / kept : null,
        }),
      }),
    ]
  })
}

/** What is there in lots, in the order in which they came, given to those who take it, one after the other. */
function freshUnits(facts: Facts, record: ProductionRecord): FreshUnits[] {
  const { itemId, produced, purchased, scheduledReceipts, refusedShipped, dependentDemand } = record
  const { whole } = gridOf(facts.items.get(itemId))
  const isLost = facts.policies.get(itemId)?.unmetDemand === 'lost'
  const queue = servedOf(facts, itemId).map((part) => ({ part, open: part.units }))
  if (queue.every(({ part }) => part.t >= 0 && part.order === undefined)) return []
  const lots = [{ isFresh: false, left: whole(facts.stock.get(itemId)?.onHand) }]
  /** Takes so many of the oldest, and says how many of them are fresh. */
  const leave = (units: number): number => {
    let [open, fresh] = [units, 0]
    for (let lot = lots[0]; open > 0 && lot !== undefined; lot = lots[0]) {
      const taken = Math.min(open, lot.left)
      open -= taken
      lot.left -= taken
      if (lot.isFresh) fresh += taken
      if (lot.left === 0) lots.shift()
    }
    return fresh
  }
  const { shipped } = servedRecord(facts, record)
  return facts.days.flatMap((_, t) => {
    lots.push(
      { isFresh: false, left: whole(scheduledReceipts?.[t]) },
      { isFresh: true, left: whole(produced?.[t]) + whole(purchased?.[t]) },
    )
    let left = whole(shipped?.[t])
    const found = queue.flatMap((place): FreshUnits[] => {
      const { part, open } = place
      const taken = isLost && Math.max(0, part.t) !== t ? 0 : Math.min(left, open)
      if (taken === 0) return []
      place.open -= taken
      left -= taken
      const units = leave(taken)
      return units > 0 ? [{ part, t, units }] : []
    })
    leave(whole(refusedShipped?.[t]) + whole(dependentDemand?.[t]))
    return found
  })
}
