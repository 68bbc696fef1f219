import type { Calendar } from '../../core/calendar.js'
import { compareText, groupBy, indexById, keyOf } from '../../core/keys.js'
import { createNotice, type Notice } from '../../core/notices.js'
import type { NormalInput } from '../../schema/normalInput.js'
import { partsBeforeWork } from '../notices.js'

/**
 * Warns of items that are made of parts and take as long as a period or longer: the plan takes their parts and hours in the
 * period in which they are received, so that their orders may go out before their parts are due. One warning for all,
 * the longest lead time first.
 */
export function noteLongMaking(input: NormalInput, calendar: Calendar, warnings: Notice[]): void {
  const shortest = Math.min(...calendar.periods.map(({ days }) => days))
  const bills = groupBy(input.billOfMaterials, ['itemId'])
  const sources = indexById(input.sources, 'itemId')
  const long = input.items
    .flatMap(({ id }) => {
      const source = sources.get(id)
      const isLong = source !== undefined && source.kind !== 'buy' && source.leadTimeDays >= shortest
      return isLong && bills.has(keyOf({ itemId: id }, ['itemId'])) ? [source] : []
    })
    .sort((a, b) => b.leadTimeDays - a.leadTimeDays || compareText(a.itemId, b.itemId))
  if (long.length === 0) return
  warnings.push(
    createNotice(partsBeforeWork, {
      path: 'sources[].leadTimeDays',
      refs: long.map(({ itemId }) => ({ itemId })),
      value: { leadTimeDays: long.map(({ leadTimeDays }) => leadTimeDays) },
    }),
  )
}
