import { addToGroup, compareText, indexById } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { Calendar } from '../../core/time/calendar.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { partsBeforeWork } from '../report/notices.js'

/** Work on an item that does not fit into the rest of its period, from the day on which its parts are there. */
export interface WorkLeft {
  readonly itemId: string
  /** Place of the period. */
  readonly t: number
  /** Stock units that are not made in it. */
  readonly units: number
  /** By so many days the rest of the period is too short. */
  readonly daysTooFew: number
}

/**
 * Tells of items that are made of parts which come so late that what is left of the period in which the item is received is too short
 * for its lead time and its work, with the units that are not made in time. One exception for all, the most days too few first.
 */
export function notePartsBeforeWork(
  { input, calendar }: { readonly input: NormalInput; readonly calendar: Pick<Calendar, 'periods'> },
  left: readonly WorkLeft[],
): Notice[] {
  if (left.length === 0) return []
  const sources = indexById(input.sources, 'itemId')
  const byItem = new Map<string, WorkLeft[]>()
  for (const one of left) addToGroup(byItem, one.itemId, one)
  const told = [...byItem]
    .map(([itemId, work]) => ({
      itemId,
      units: sumDecimals(work.map(({ units }) => units)),
      leadTimeDays: sources.get(itemId)?.leadTimeDays ?? 0,
      daysTooFew: Math.max(...work.map(({ daysTooFew }) => daysTooFew)),
    }))
    .sort((a, b) => b.daysTooFew - a.daysTooFew || b.leadTimeDays - a.leadTimeDays || compareText(a.itemId, b.itemId))
  const periods = left.map(({ t }) => t)
  const idOf = (t: number): string => calendar.periods[t]?.id ?? ''
  return [
    createNotice(partsBeforeWork, {
      refs: told.map(({ itemId }) => ({ itemId })),
      periodIds: [idOf(Math.min(...periods)), idOf(Math.max(...periods))],
      amount: sumDecimals(told.map(({ units }) => units)),
      unit: 'units',
      moneyAtStake: 0,
      value: {
        units: told.map(({ units }) => units),
        leadTimeDays: told.map(({ leadTimeDays }) => leadTimeDays),
        daysTooFew: told.map(({ daysTooFew }) => daysTooFew),
      },
    }),
  ]
}
