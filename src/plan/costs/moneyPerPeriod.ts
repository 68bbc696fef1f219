import type { Calendar } from '../../core/time/calendar.js'
import type { MoneyInput } from '../../core/money/money.js'
import { perPeriod } from '../../core/time/series.js'
import type { PerPeriodMoney } from '../../schema/rows/rowTypes.js'

/** Money by period; a single `flow` amount is that of a bucket of the first kind, a `level` holds throughout. */
export function moneyPerPeriod(value: PerPeriodMoney, calendar: Calendar, measure: 'flow' | 'level'): MoneyInput[] {
  if (Array.isArray(value)) return [...(value as readonly MoneyInput[])]
  const single = value as MoneyInput
  // A price stays the text that it was; only an amount that is spread over wider buckets must become a number.
  if (measure === 'level') return calendar.periods.map(() => single)
  return perPeriod(Number(single), calendar, 'flow')
}
