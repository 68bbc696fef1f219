import type { Calendar } from '../../core/time/calendar.js'
import { compareText, groupBy, indexById, keyOf } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { partsBeforeWork } from '../notices.js'

/** By how many days its period is too short for work on an item, from the day on which its parts are there. */
export interface WorkLeft {
  readonly itemId: string
  readonly daysTooFew: number
}

/**
 * Warns of items that are made of parts and take as long as a period or longer, and of those whose parts come so late in a period that
 * the rest of it is too short for their lead time and their work: the plan takes parts and hours in the period in which an
 * item is received. One warning for all, the most days too few first.
 */
export function notePartsBeforeWork(input: NormalInput, { periods }: Calendar, left: readonly WorkLeft[]): Notice[] {
  const shortest = Math.min(...periods.map(({ days }) => days))
  const bills = groupBy(input.billOfMaterials, ['itemId'])
  const sources = indexById(input.sources, 'itemId')
  const tooFew = new Map<string, number>()
  for (const { itemId, daysTooFew } of left) tooFew.set(itemId, Math.max(daysTooFew, tooFew.get(itemId) ?? 0))
  const told = input.items
    .flatMap(({ id }) => {
      const source = sources.get(id)
      if (source === undefined || source.kind === 'buy' || !bills.has(keyOf({ itemId: id }, ['itemId']))) return []
      const { itemId, leadTimeDays } = source
      const daysTooFew = tooFew.get(id) ?? 0
      return daysTooFew > 0 || leadTimeDays >= shortest ? [{ itemId, leadTimeDays, daysTooFew }] : []
    })
    .sort((a, b) => b.daysTooFew - a.daysTooFew || b.leadTimeDays - a.leadTimeDays || compareText(a.itemId, b.itemId))
  if (told.length === 0) return []
  return [
    createNotice(partsBeforeWork, {
      path: 'sources[].leadTimeDays',
      refs: told.map(({ itemId }) => ({ itemId })),
      value: {
        leadTimeDays: told.map(({ leadTimeDays }) => leadTimeDays),
        daysTooFew: told.map(({ daysTooFew }) => daysTooFew),
      },
    }),
  ]
}
