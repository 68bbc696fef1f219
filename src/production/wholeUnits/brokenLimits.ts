import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { LimitConflict } from '../types.js'
import type { WholePlan } from './wholePlan.js'

/** The hard limits that the best plan in whole units still breaks, by period, in order of input. */
export function brokenLimits(problem: PreparedProblem, plan: WholePlan): LimitConflict[] {
  const { items, periodCount, periodIds } = problem
  const found: { readonly t: number; readonly conflict: LimitConflict }[] = []
  for (const i of problem.itemOrder) {
    const item = items[i]
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const period = periodIds[t]
      const closing = plan.closing[at] / item.scale
      const add = (limit: LimitConflict['limit'], units: number, describe: (amount: number) => string): void => {
        const amount = Math.round(units * item.scale) / item.scale
        if (amount <= 0) return
        found.push({
          t,
          conflict: {
            limit,
            itemId: item.id,
            periodId: periodIds[t],
            amount,
            unit: 'units',
            message: describe(amount),
          },
        })
      }
      const before = t === 0 ? 0 : plan.closing[at - 1]
      if (plan.closing[at] < Math.min(0, before)) {
        // There is no stock below zero: something was taken that must be taken and is not there.
        const cause = takerOf(problem, i, t)
        const amount = (Math.min(0, before) - plan.closing[at]) / item.scale
        found.push({
          t,
          conflict: {
            ...cause,
            periodId: period,
            amount,
            unit: 'units',
            message: `In whole units ${amount} of ${item.id} are not there for ${cause.limit === 'demand' ? 'the demand' : 'the firm supply'} of ${cause.itemId} in ${period}.`,
          },
        })
        continue
      }
      if (plan.closing[at] < 0) continue
      if (item.unmetDemand === 'forbidden') {
        const open = plan.backlog[at] / item.scale
        add('demand', open, (n) => `In whole units ${n} of the demand of ${item.id} up to ${period} cannot be met.`)
      }
      add(
        'minimumStock',
        item.minimumStock[t] - closing,
        (n) => `In whole units the stock of ${item.id} at the close of ${period} is ${n} under its minimum.`,
      )
      add(
        'maximumStock',
        closing - item.maximumStock[t],
        (n) => `In whole units the stock of ${item.id} at the close of ${period} is ${n} over its maximum.`,
      )
    }
  }
  return found.sort((a, b) => a.t - b.t).map(({ conflict }) => conflict)
}

/** What takes an item although it is not there: the latest firm supply of an item above it, or else demand that must be met. */
function takerOf(
  { items, structure }: PreparedProblem,
  i: number,
  t: number,
): Pick<LimitConflict, 'limit' | 'sourceId'> & { readonly itemId: string } {
  for (let s = t; s >= 0; s -= 1) {
    for (const p of structure.topDown) {
      if (!(items[p].firm[s] > 0)) continue
      for (let c = structure.componentStart[p]; c < structure.componentStart[p + 1]; c += 1) {
        if (structure.component[c] === i)
          return { limit: 'firmSupply', itemId: items[p].id, sourceId: items[p].sourceId }
      }
    }
  }
  return { limit: 'demand', itemId: items[i].id }
}
