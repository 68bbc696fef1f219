import type { Calendar } from '../../core/time/calendar.js'
import { type Notice, noteRecords } from '../../core/notices/notices.js'
import { perPeriod } from '../../core/time/series.js'
import type { NormalStockPolicy } from './normalInput.js'
import { safetyStockOverMaximum } from '../notices.js'

/** Says which items have a safety stock that their maximum stock forbids. */
export function warnOfStockTargets(
  policies: readonly NormalStockPolicy[],
  calendar: Calendar,
  warnings: Notice[],
): void {
  const isAbove = ({ safetyStock, maximumStock }: NormalStockPolicy): boolean => {
    if (safetyStock === undefined || maximumStock === undefined) return false
    const most = perPeriod(maximumStock, calendar, 'level')
    return perPeriod(safetyStock, calendar, 'level').some((target, t) => target > (most[t] ?? target))
  }
  noteRecords(warnings, safetyStockOverMaximum, {
    path: 'stockPolicies[].safetyStock',
    refs: policies.filter(isAbove).map(({ itemId }) => ({ itemId })),
  })
}
