import { addToGroup } from '../../core/keys/keys.js'
import type { Actual } from '../../costing/variances/varianceTypes.js'

/** Units that came into stock, and went below zero, by item; what is paid for outside comes as output, and not as it is bought. */
export function movedUnits(
  rows: readonly Pick<Actual, 'kind' | 'itemId' | 'units'>[],
  isBought: (itemId: string) => boolean,
): ReadonlyMap<string, readonly number[]> {
  const moved = new Map<string, number[]>()
  for (const { kind, itemId, units = 0 } of rows) {
    if (itemId === undefined) continue
    if (kind === 'sales' || kind === 'usage') addToGroup(moved, itemId, -units)
    else if (kind === 'output' || (kind === 'purchases' && isBought(itemId))) addToGroup(moved, itemId, units)
  }
  return moved
}
