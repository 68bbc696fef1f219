import { groupBy, indexById, keyOf } from '../../core/keys/keys.js'
import { hoursPerUnit } from '../../core/structure/standardHours.js'
import type { NormalInput, NormalSource } from '../../schema/normalForm/normalInput.js'

/** Hours of each resource in one good unit of an item. */
export function unitHours(
  input: Pick<NormalInput, 'sources' | 'operations'>,
): (itemId: string) => readonly (readonly [string, number])[] {
  const sources = indexById(input.sources, 'itemId')
  const routings = groupBy(input.operations, ['itemId'])
  const known = new Map<string, readonly (readonly [string, number])[]>()
  return (itemId) => {
    const found = known.get(itemId)
    if (found !== undefined) return found
    const { kind, lotSize, yieldShare } = sources.get(itemId) as NormalSource
    const hours = new Map<string, number>()
    const rows = kind === 'buy' ? [] : (routings.get(keyOf({ itemId }, ['itemId'])) ?? [])
    for (const row of rows) {
      const own = hoursPerUnit({ ...row, lotSize, yieldShare })
      hours.set(row.resourceId, (hours.get(row.resourceId) ?? 0) + own)
    }
    const used = [...hours].filter(([, own]) => own > 0)
    known.set(itemId, used)
    return used
  }
}
