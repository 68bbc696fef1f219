import { sortByKey } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { wholeUnitsCost } from '../notices.js'
import type { ProductionObjective, ResourceRecord } from '../types.js'

/** Share of revenue above which the cost of whole units is told. */
const SHARE = 0.01

/**
 * Tells that whole units cost more than 1 % of revenue against the optimum in fractions, and which hours are full: there a
 * unit that does not fit has nowhere to go. Where prices of a queue rise, the optimum in fractions is priced truly too
 * (`decideQueues`), so the difference is that of whole units.
 */
export function wholeUnitsException(
  objective: ProductionObjective,
  resources: readonly ResourceRecord[],
  periodIds: readonly string[],
): Notice[] {
  const amount = objective.beforeRounding - objective.total
  const shareOfRevenue = Math.round((1e6 * amount) / Math.max(1, objective.revenue)) / 1e6
  if (!(shareOfRevenue > SHARE)) return []
  const worthMore = resources.filter(({ worthOfOneHour }) => worthOfOneHour.some((worth) => worth > 0))
  const full = sortByKey(worthMore, ['resourceId'])
  const places = periodIds.filter((_, t) => full.some(({ worthOfOneHour }) => (worthOfOneHour[t] as number) > 0))
  const [first] = places
  const last = places.at(-1)
  return [
    createNotice(wholeUnitsCost, {
      refs: full.map(({ resourceId }) => ({ resourceId })),
      ...(first !== undefined && last !== undefined && { periodIds: [first, last] }),
      amount,
      unit: 'money',
      moneyAtStake: amount,
      value: { shareOfRevenue },
    }),
  ]
}
