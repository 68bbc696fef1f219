import type { StandardRecord } from '../../costs/planStandards.js'
import type { Facts } from './facts.js'
import { oncePerPlan } from './oncePerPlan.js'

/** The standard of each item in each period: of its records the last one that has begun. */
export const standardsInForce: (facts: Facts) => ReadonlyMap<string, readonly StandardRecord[]> = oncePerPlan(
  ({ plan }) => {
    const starts = new Map<string, Map<string, StandardRecord>>()
    for (const record of plan.standards) {
      const own = starts.get(record.itemId) ?? new Map<string, StandardRecord>()
      starts.set(record.itemId, own)
      own.set(record.periodId, record)
    }
    return new Map(
      [...starts].map(([itemId, own]): [string, StandardRecord[]] => {
        let last = own.values().next().value as StandardRecord
        return [
          itemId,
          plan.calendar.periods.map(({ id }) => {
            last = own.get(id) ?? last
            return last
          }),
        ]
      }),
    )
  },
)
