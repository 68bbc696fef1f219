import { number, optional, text } from '../../core/checking/checks.js'
import { throwIssue } from '../../core/checking/errors.js'
import type { PlanInput } from '../../schema/types.js'
import { keyOfRow } from '../diffInputs.js'
import { openInput } from '../openInput.js'
import type { Patch, PatchChange, PatchHead } from '../types.js'
import { patchOf, readOptions } from './patchHead.js'

/** Options of {@link moveLaunch}. */
export interface MoveLaunchOptions extends PatchHead {
  readonly itemId: string
  /** Default all markets in which it is launched. */
  readonly marketId?: string
  /** Buckets later, of the kind that the launch's `start` names; below zero for earlier. */
  readonly buckets: number
}

/**
 * Writes the patch for a launch that is moved: all launches of an item, in one market or in all.
 *
 * @param input - the input that is to be changed
 * @param options - what is said of the patch, the item, and how many buckets later
 * @returns a patch that adds the buckets to the start of the launches
 * @throws SopError where the item is not launched
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { applyPatch, moveLaunch } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 6 },
 *   items: [{ id: 'lamp-2', price: 59 }],
 *   launches: [{ itemId: 'lamp-2', start: '2027-03', marketSize: 900, innovation: 0.03, imitation: 0.4 }],
 * }
 * const patch = moveLaunch(base, { id: 'm', owner: 'marketing', reason: 'no samples', itemId: 'lamp-2', buckets: 2 })
 * applyPatch(base, patch).launches?.[0]?.start // => '2027-05'
 * ```
 */
export function moveLaunch(input: PlanInput, options: MoveLaunchOptions): Patch {
  const { itemId, marketId, buckets } = readOptions<MoveLaunchOptions>(options, {
    itemId: text,
    marketId: optional(text),
    buckets: number({ min: -1200, max: 1200, whole: true }),
  })
  const open = openInput(input)
  const launches = [...open.normalRows('launches').values()].filter(
    (row) => row['itemId'] === itemId && (marketId === undefined || row['marketId'] === marketId),
  )
  if (launches.length === 0) {
    throwIssue({
      code: 'UNKNOWN_ID',
      path: marketId === undefined ? 'options.itemId' : 'options.marketId',
      value: marketId ?? itemId,
      message: 'There is no such launch.',
      remedy: 'Name an item, and a market, that has a row in launches.',
    })
  }
  return patchOf(
    options,
    launches.map((row): PatchChange => ({
      table: 'launches',
      key: keyOfRow('launches', row),
      field: 'start',
      op: 'add',
      value: buckets,
    })),
  )
}
