import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { WorkPlan } from './snapWithWork.js'
import type { LimitConflict } from '../types.js'

/** Firm supply of items made over several periods that is not complete in time, first periods first. */
export function lateConflicts(
  { items, periodIds }: PreparedProblem,
  { late }: Pick<WorkPlan, 'late'>,
): LimitConflict[] {
  return [...late]
    .sort((a, b) => a.t - b.t || a.i - b.i)
    .map(({ i, t, units }) => {
      const { id, sourceId, scale } = items[i]
      const amount = units / scale
      const periodId = periodIds[t]
      return {
        limit: 'firmSupply',
        itemId: id,
        sourceId,
        periodId,
        amount,
        unit: 'units',
        message: `Work on '${id}' leaves ${amount} too few for its firm supply in ${periodId}. Firm up less, or later, or give more hours or components.`,
      }
    })
}
