import { indexById } from '../../core/keys/keys.js'
import type { Plan } from '../../plan/types.js'

/** Standard hours of a period by resource and item: run time and set-up over the lot, for units begun. */
export function hoursByItem({ input, supply }: Plan, t: number): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const sources = indexById(input.sources, 'itemId')
  const records = indexById(supply.records, 'itemId')
  const hours = new Map<string, Map<string, number>>()
  for (const { itemId, resourceId, runHoursPerUnit, setupHours } of input.operations) {
    const record = records.get(itemId)
    const source = sources.get(itemId)
    if (record === undefined || source === undefined) continue
    const inWork = (record.workInProgress?.[t] ?? 0) - (record.workInProgress?.[t - 1] ?? 0)
    const begun = Math.max(0, (record.produced[t] ?? 0) + inWork) / source.yieldShare
    const own = hours.get(resourceId) ?? new Map<string, number>()
    hours.set(resourceId, own)
    own.set(itemId, (own.get(itemId) ?? 0) + begun * (runHoursPerUnit + setupHours / source.lotSize))
  }
  return hours
}
