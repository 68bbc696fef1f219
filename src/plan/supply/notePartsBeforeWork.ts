import { compareText, indexById } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { partsBeforeWork } from '../notices.js'

/** By how many days its period is too short for work on an item, from the day on which its parts are there. */
export interface WorkLeft {
  readonly itemId: string
  readonly daysTooFew: number
}

/**
 * Warns of items that are made of parts which come so late that what is left of the period in which the item is received is too short
 * for its lead time and its work. One warning for all, the most days too few first.
 */
export function notePartsBeforeWork(input: NormalInput, left: readonly WorkLeft[]): Notice[] {
  const sources = indexById(input.sources, 'itemId')
  const tooFew = new Map<string, number>()
  for (const { itemId, daysTooFew } of left) tooFew.set(itemId, Math.max(daysTooFew, tooFew.get(itemId) ?? 0))
  const told = [...tooFew]
    .flatMap(([itemId, daysTooFew]) =>
      daysTooFew > 0 ? [{ itemId, leadTimeDays: sources.get(itemId)?.leadTimeDays ?? 0, daysTooFew }] : [],
    )
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
