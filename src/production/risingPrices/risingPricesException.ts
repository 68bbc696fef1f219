import { createNotice, type Notice } from '../../core/notices/notices.js'
import { risingPricesUndecided } from '../notices.js'
import type { OpenRangeRecord, ProductionObjective } from '../types.js'

/** Share of revenue above which it is told. */
const SHARE = 0.01

/** Tells that another choice of who is served might earn more than 1 % of revenue more, where prices of queues rise. */
export function risingPricesException(
  ranges: readonly OpenRangeRecord[],
  amount: number,
  { revenue }: Pick<ProductionObjective, 'revenue'>,
): Notice[] {
  const shareOfRevenue = Math.round((1e6 * amount) / Math.max(1, revenue)) / 1e6
  if (!(shareOfRevenue > SHARE)) return []
  const ids = new Set(ranges.map(({ itemId }) => itemId))
  return [
    createNotice(risingPricesUndecided, {
      refs: [...ids].map((itemId) => ({ itemId })),
      amount,
      unit: 'money',
      moneyAtStake: amount,
      value: { shareOfRevenue },
    }),
  ]
}
