import type { PlanInput } from '../schema/types.js'
import { applyChanges } from './applyPatch.js'
import { readChanges } from './checkPatch.js'
import { differenceOf } from './diffInputs.js'
import { openInput } from './openInput.js'
import type { Changes, ChangeSet } from './types.js'

/**
 * The changes that undo a patch: applied to the patched input, they make the input again, to the last digit.
 *
 * @param input - the input to which the patch is applied
 * @param patch - a patch, or any set of changes, or several of them
 * @returns changes that set what was there before
 * @throws SopError as {@link applyPatch} does
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { applyPatch, invertPatch } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', price: 49 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
 * }
 * const patch = { changes: [{ table: 'items', key: 'lamp', field: 'price', op: 'multiply', value: 1.1 }] } as const
 * const back = invertPatch(base, patch)
 * applyPatch(applyPatch(base, patch), back).items[0]?.price // => 49
 * ```
 */
export function invertPatch(input: PlanInput, patch: Changes): ChangeSet {
  const open = openInput(input)
  return differenceOf(openInput(applyChanges(open, readChanges(patch)).input), open)
}
