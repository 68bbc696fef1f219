import type { PreparedProblem } from './preparedProblem.js'
import type { LimitConflict } from './types.js'
import type { WholePlan } from './wholePlan.js'

/** The hard limits that the best plan in whole units still breaks, by period, in order of input. */
export function brokenLimits(problem: PreparedProblem, plan: WholePlan): LimitConflict[] {
  const { items, periodCount, periodIds } = problem
  const found: { readonly t: number; readonly conflict: LimitConflict }[] = []
  for (const i of problem.itemOrder) {
    const item = items[i]
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
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
      const period = periodIds[t]
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
