import { number, text } from '../../core/checking/checks.js'
import { throwIssue } from '../../core/checking/errors.js'
import type { PlanInput } from '../../schema/types.js'
import { keyOfRow } from '../diffInputs.js'
import { openInput } from '../openInput.js'
import type { Patch, PatchChange, PatchHead } from '../types.js'
import { patchOf, readOptions } from './patchHead.js'

/** Options of {@link delaySupplier}. */
export interface DelaySupplierOptions extends PatchHead {
  readonly supplierId: string
  /** Calendar days later, whole; below zero for earlier. */
  readonly days: number
}

/**
 * Writes the patch for a supplier who is late: the lead time of all sources of this supplier, and the due dates of the orders
 * that are under way from them.
 *
 * @param input - the input that is to be changed
 * @param options - what is said of the patch, the supplier and the days
 * @returns a patch that adds the days
 * @throws SopError for an unknown supplier, and one that supplies nothing
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { applyPatch, delaySupplier } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', purchaseCost: 30, supplierId: 'mill', leadTimeDays: 14 }],
 *   suppliers: [{ id: 'mill' }],
 *   openOrders: [{ id: 'o1', itemId: 'lamp', quantity: 50, dueDate: '2027-01-20' }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
 * }
 * const patch = delaySupplier(base, { id: 'strike', owner: 'purchasing', reason: 'strike', supplierId: 'mill', days: 7 })
 * const late = applyPatch(base, patch)
 * late.sources?.[0]?.leadTimeDays // => 21
 * late.supplyOrders?.[0]?.dueDate // => '2027-01-27'
 * ```
 */
export function delaySupplier(input: PlanInput, options: DelaySupplierOptions): Patch {
  const { supplierId, days } = readOptions<DelaySupplierOptions>(options, {
    supplierId: text,
    days: number({ min: -36_500, max: 36_500, whole: true }),
  })
  const open = openInput(input)
  const isKnown = (open.given.suppliers ?? []).some(({ id }) => id === supplierId)
  const sources = [...open.normalRows('sources').values()].filter((row) => row['supplierId'] === supplierId)
  if (!isKnown || sources.length === 0) {
    throwIssue({
      code: isKnown ? 'EMPTY' : 'UNKNOWN_ID',
      path: 'options.supplierId',
      value: supplierId,
      message: isKnown ? `No source is one of '${supplierId}'.` : `There is no '${supplierId}' in suppliers.`,
      remedy: 'Correct the id, or name the supplier in its sources.',
    })
  }
  const ids = new Set(sources.map(({ id }) => id))
  const orders = [...open.normalRows('supplyOrders').values()].filter(({ sourceId }) => ids.has(sourceId))
  return patchOf(options, [
    {
      table: 'sources',
      where: { field: 'supplierId', equals: supplierId },
      field: 'leadTimeDays',
      op: 'add',
      value: days,
    },
    ...orders.map((order): PatchChange => ({
      table: 'supplyOrders',
      key: keyOfRow('supplyOrders', order),
      field: 'dueDate',
      op: 'add',
      value: days,
    })),
  ])
}
