import { createNotice, type Notice } from '../../core/notices/notices.js'
import { ordersBelowCost } from '../../production/causes/notices.js'
import { tellAmounts } from './expectPrice.js'
import type { Facts } from './facts.js'
import { gridOf } from './gridUnits.js'
import { unitMoney } from './unitMoney.js'

/** Orders that pay less than they cost, of each item as many as are supplied anew, those with the largest loss of a unit first. */
export function expectOnerous(facts: Facts): Notice[] {
  const idOf = (t: number): string => facts.plan.calendar.periods[t]?.id ?? ''
  return [...facts.rows.records.values()].flatMap(({ row: { itemId, produced, purchased } }) => {
    const { power, whole } = gridOf(facts.items.get(itemId))
    const supplied = [...produced, ...purchased].reduce((sum, units) => sum + whole(units), 0)
    let before = 0
    const told = (unitMoney(facts).get(itemId)?.onerous ?? []).flatMap((order) => {
      const units = Math.min(order.units, supplied - before)
      before += order.units
      return units > 0 ? [{ ...order, units }] : []
    })
    const [worst] = told
    if (worst === undefined) return []
    const periods = told.map(({ t }) => t)
    const { price, selling, cost, paying } = worst
    return [
      createNotice(ordersBelowCost, {
        refs: [{ itemId }],
        periodIds: [idOf(Math.min(...periods)), idOf(Math.max(...periods))],
        amount: told.reduce((sum, { units }) => sum + units, 0) / power,
        unit: 'units',
        moneyAtStake: told.reduce((sum, { units, loss }) => sum + (units * loss) / power, 0),
        value: tellAmounts({ price, selling, cost, wait: 0, saved: 0, paying }),
      }),
    ]
  })
}
