import type { Calendar } from '../../core/calendar.js'
import type { Notice } from '../../core/notices.js'
import { periodDays } from '../../core/series.js'
import type { NormalInput } from '../../schema/normalInput.js'
import type { DatedSupply } from './datedItems.js'
import { notePartsBeforeWork } from './notePartsBeforeWork.js'

/** Warns of work for which too few days are left when its parts are there. */
export function partsTooLate(input: NormalInput, calendar: Calendar, { items, days }: DatedSupply): Notice[] {
  const { starts, end } = periodDays(calendar.periods)
  const orders = items.flatMap(({ itemId, parts, isLong }, i) =>
    // What is worked on over several periods has its parts when its first begins.
    isLong || parts.length === 0 ? [] : (days.due[i] ?? []).flat().map((order) => ({ itemId, ...order })),
  )
  return notePartsBeforeWork(input, calendar, { orders, firstDay: starts[0] ?? end })
}
