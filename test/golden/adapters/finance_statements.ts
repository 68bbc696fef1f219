import { createCalendar } from '../../../src/core/time/calendar.js'
import { fixedAssetSchedule } from '../../../src/finance/index.js'
import type { GoldenCase } from '../runner.js'

export const adapter = ({ given }: GoldenCase): unknown => {
  if (given.assets === undefined || given.start === undefined) return undefined
  const calendar = createCalendar({ start: given.start, months: given.months })
  const assets = given.assets.map(
    ({ salvage, acquired, disposed, ...asset }: { salvage?: number; acquired: string; disposed?: string }) => ({
      ...asset,
      acquiredDate: acquired,
      ...(disposed !== undefined && { disposedDate: disposed }),
      salvageValue: salvage ?? 0,
    }),
  )
  const { periodIds, total } = fixedAssetSchedule(assets, { calendar, currency: 'USD' })
  return {
    rows: periodIds.map((month, t) => ({
      month,
      additions: total.additions[t],
      depreciation: total.depreciation[t],
      disposalsNbv: total.disposals[t],
      gainLoss: total.disposalResult[t],
      closingNbv: total.closingBookValue[t],
    })),
  }
}
