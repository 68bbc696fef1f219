import { createNotice, type Notice } from '../../core/notices/notices.js'
import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import { withoutNoise } from '../../core/numbers/withoutNoise.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'
import { ordersBelowCost } from './notices.js'
import { tellPrice } from './whatWouldPay.js'

/**
 * One exception for each item with orders that are served although they pay less than a unit costs anew: those that lose most first, as far as
 * anything new is supplied. Of what lies there another row tells what it is worth.
 */
export function ordersAtALoss({
  problem: { items, periodIds, periodCount },
  plan: { supply },
}: {
  readonly problem: PreparedProblem
  readonly plan: Pick<WholePlan, 'supply'>
}): Notice[] {
  return items.flatMap(({ id, onerous = [], scale }, i) => {
    const supplied = supply.subarray(i * periodCount, (i + 1) * periodCount).reduce((sum, units) => sum + units, 0)
    let left = supplied
    let money = 0
    const periods: number[] = []
    for (const { quantity, periodIndex, loss } of onerous) {
      const units = Math.min(left, toGrid(quantity, scale))
      if (units <= 0) break
      left -= units
      money += (units / scale) * loss
      periods.push(periodIndex)
    }
    const [worst] = onerous
    if (periods.length === 0 || worst === undefined) return []
    const { price, cost, sellingCost: selling, payingPrice: paying } = worst
    return [
      createNotice(ordersBelowCost, {
        refs: [{ itemId: id }],
        periodIds: [periodIds[Math.min(...periods)], periodIds[Math.max(...periods)]],
        amount: fromGrid(supplied - left, scale),
        unit: 'units',
        moneyAtStake: withoutNoise(money),
        value: tellPrice({ price, cost, selling, wait: 0, saved: 0, paying }),
      }),
    ]
  })
}
