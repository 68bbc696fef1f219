import { sortByKey } from '../core/keys.js'
import { createNotice, type Notice } from '../core/notices.js'
import { wholeUnitsCost } from './notices.js'
import type { ProductionObjective, ResourceRecord } from './types.js'

/** Share of revenue above which the cost of whole units is told. */
const SHARE = 0.01

/**
 * Tells that whole units cost more than 1 % of revenue against the optimum in fractions, and which hours are full: there a
 * unit that does not fit has nowhere to go.
 */
export function wholeUnitsException(
  objective: ProductionObjective,
  resources: readonly ResourceRecord[],
  periodIds: readonly string[],
): Notice[] {
  const amount = objective.beforeRounding - objective.total
  const shareOfRevenue = amount / Math.max(1, objective.revenue)
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
