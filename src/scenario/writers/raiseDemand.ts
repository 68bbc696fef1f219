import { optional, text } from '../../core/checking/checks.js'
import { throwIssue } from '../../core/checking/errors.js'
import { day } from '../../core/time/dayCheck.js'
import { formatDay, parseDay } from '../../core/time/calendar.js'
import { createSeriesIndex } from '../../schema/reading/seriesIndex.js'
import type { PlanInput } from '../../schema/types.js'
import { type OpenInput, openInput } from '../openInput.js'
import type { Patch, PatchChange, PatchHead } from '../types.js'
import { chooseItems } from './chooseItems.js'
import { changeRate, type ItemChoice, itemChoice, patchOf, readOptions, refuseUnknownId } from './patchHead.js'

/** Options of {@link raiseDemand}. */
export interface RaiseDemandOptions extends PatchHead, ItemChoice {
  /** Ratio by which demand is higher: 0.1 for 10 % more, -0.2 for a fifth less. */
  readonly rate: number
  /** Default all markets. */
  readonly marketId?: string
  /** First day, `YYYY-MM-DD`; default the first of the plan. */
  readonly firstDate?: string
  /** Last day, `YYYY-MM-DD`; default the last of the plan. */
  readonly lastDate?: string
}

/** The days of a plan, as an event names them. */
export function daysOfPlan({ calendar: { periods } }: OpenInput): {
  readonly firstDate: string
  readonly lastDate: string
} {
  return {
    firstDate: periods[0]?.start ?? '',
    lastDate: formatDay((parseDay(periods.at(-1)?.end) ?? 1) - 1),
  }
}

/**
 * Writes the patch for more or less demand, as an event of the plan's days: the history stays what was sold.
 *
 * @param input - the input that is to be changed
 * @param options - what is said of the patch, which items, by how much, and when
 * @returns a patch that inserts one event for each chosen item, or one for all; its id is that of the patch, with the item's
 * @throws SopError for unknown ids, a family that no item is of, and a value out of its range
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { raiseDemand } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', price: 49 }, { id: 'cord', price: 5 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
 * }
 * const patch = raiseDemand(base, { id: 'fair', owner: 'sales', reason: 'the fair', itemIds: ['lamp'], rate: 0.1 })
 * patch.changes[0]?.value // => {
 * //   id: 'fair: lamp', itemId: 'lamp', firstDate: '2027-01-01', lastDate: '2027-02-28', upliftRate: 0.1,
 * // }
 * ```
 */
export function raiseDemand(input: PlanInput, options: RaiseDemandOptions): Patch {
  const { rate, marketId, itemIds, where, id, ...rest } = readOptions<RaiseDemandOptions>(options, {
    ...itemChoice,
    rate: changeRate,
    marketId: optional(text),
    firstDate: optional(day),
    lastDate: optional(day),
  })
  const open = openInput(input)
  if (marketId !== undefined && !(open.given.markets ?? []).some((row) => row.id === marketId))
    refuseUnknownId('options.marketId', marketId, 'markets')
  const { firstDate, lastDate } = daysOfPlan(open)
  const event = {
    ...(marketId !== undefined && { marketId }),
    firstDate: rest.firstDate ?? firstDate,
    lastDate: rest.lastDate ?? lastDate,
    upliftRate: rate,
  }
  if (itemIds === undefined && where === undefined)
    return patchOf(options, [{ table: 'events', op: 'insert', value: { id, ...event } }])
  const asked = createSeriesIndex(open.given).items
  const chosen = chooseItems({ ...(itemIds && { itemIds }), ...(where && { where }) }, open).filter((itemId) =>
    asked.has(itemId),
  )
  if (chosen.length === 0)
    throwIssue({
      code: 'EMPTY',
      path: where === undefined ? 'options.itemIds' : 'options.where',
      value: itemIds ?? where,
      message: 'Nobody asks for these items.',
      remedy: 'Choose items with demand of their own.',
    })
  return patchOf(
    options,
    chosen.map((itemId): PatchChange => ({
      table: 'events',
      op: 'insert',
      value: { id: `${id}: ${itemId}`, itemId, ...event },
    })),
  )
}
