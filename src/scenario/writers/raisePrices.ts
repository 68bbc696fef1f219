import { optional, text } from '../../core/checking/checks.js'
import { throwIssue } from '../../core/checking/errors.js'
import { changedAmount, type MoneyInput } from '../../core/money/money.js'
import { day } from '../../core/time/dayCheck.js'
import type { PlanInput } from '../../schema/types.js'
import { keyOfRow } from '../diffInputs.js'
import { type OpenInput, openInput } from '../openInput.js'
import type { CellValue, Patch, PatchChange, PatchHead } from '../types.js'
import { chooseItems } from './chooseItems.js'
import { changeRate, type ItemChoice, itemChoice, patchOf, readOptions, refuseUnknownId } from './patchHead.js'

/** Options of {@link raisePrices}. */
export interface RaisePricesOptions extends PatchHead, ItemChoice {
  /** Ratio by which prices are higher: 0.05 for 5 % more. */
  readonly rate: number
  /** Only the prices in this market; default the items' own and those in every market. */
  readonly marketId?: string
  /** First day of the new prices, `YYYY-MM-DD`: they hold in the periods that begin on it or later. Default from the start. */
  readonly firstDate?: string
}

/** A price of its own in a market where the item's price held before. */
function priceInMarket(
  itemId: string,
  marketId: string,
  rate: number,
  periodIds: readonly string[] | undefined,
  open: OpenInput,
): PatchChange[] {
  const price = [...open.normalRows('items').values()].find(({ id }) => id === itemId)?.['price'] as
    MoneyInput | readonly MoneyInput[] | undefined
  if (price === undefined) return []
  const raised = (value: MoneyInput): MoneyInput => changedAmount(value, [changedAmount(rate, [], [1]) as number], [])
  const { periods } = open.calendar
  const isSeries = Array.isArray(price) || periodIds !== undefined
  const values = periods.map(({ id }, t) => {
    const own = (Array.isArray(price) ? price[t] : price) as MoneyInput
    return periodIds === undefined || periodIds.includes(id) ? raised(own) : own
  })
  const value: CellValue = { itemId, marketId, price: isSeries ? values : raised(price as MoneyInput) }
  return [{ table: 'prices', op: 'insert', value }]
}

/**
 * Writes the patch for higher or lower prices. Prices agreed in orders of customers stay as they are, and so does demand: what
 * a price does to it is said by a driver or an event.
 *
 * @param input - the input that is to be changed
 * @param options - what is said of the patch, which items, by how much, and from when
 * @returns a patch of factors, which keep their meaning where the prices change
 * @throws SopError for unknown ids, and items that have no price
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { applyPatch, raisePrices } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 3 },
 *   items: [{ id: 'lamp', price: 50 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120, 90] }],
 * }
 * const patch = raisePrices(base, { id: 'p', owner: 'sales', reason: 'list 2027', rate: 0.1, firstDate: '2027-02-01' })
 * applyPatch(base, patch).items[0]?.price // => [50, 55, 55]
 * ```
 */
export function raisePrices(input: PlanInput, options: RaisePricesOptions): Patch {
  const { rate, marketId, firstDate, itemIds, where } = readOptions<RaisePricesOptions>(options, {
    ...itemChoice,
    rate: changeRate,
    marketId: optional(text),
    firstDate: optional(day),
  })
  const open = openInput(input)
  if (marketId !== undefined && !(open.given.markets ?? []).some(({ id }) => id === marketId))
    refuseUnknownId('options.marketId', marketId, 'markets')
  const periods = open.calendar.periods.filter(({ start }) => firstDate === undefined || start >= firstDate)
  if (periods.length === 0)
    throwIssue({
      code: 'EMPTY',
      path: 'options.firstDate',
      value: firstDate,
      message: 'No period begins on this day or later.',
      remedy: 'Give a day of the plan.',
    })
  const isAll = periods.length === open.calendar.periods.length
  const periodIds = isAll ? undefined : periods.map(({ id }) => id)
  const value = changedAmount(rate, [], [1])
  const raise = (change: Pick<PatchChange, 'table' | 'key'>): PatchChange[] =>
    (periodIds ?? [undefined]).map((periodId) => ({
      ...change,
      field: 'price',
      ...(periodId !== undefined && { periodId }),
      op: 'multiply',
      value,
    }))
  const chosen = new Set(chooseItems({ ...(itemIds && { itemIds }), ...(where && { where }) }, open))
  const rows = [...open.normalRows('prices').values()].filter(
    (row) => chosen.has(row['itemId'] as string) && (marketId === undefined || row['marketId'] === marketId),
  )
  const priced = [...open.normalRows('items').values()].filter(
    ({ id, price }) => chosen.has(id as string) && price !== undefined,
  )
  const listed = new Set(rows.filter(({ customerId }) => customerId === undefined).map(({ itemId }) => itemId))
  const changes = [
    ...rows.flatMap((row) => raise({ table: 'prices', key: keyOfRow('prices', row) })),
    ...priced.flatMap(({ id }) =>
      marketId === undefined
        ? raise({ table: 'items', key: id as string })
        : listed.has(id)
          ? []
          : priceInMarket(id as string, marketId, rate, periodIds, open),
    ),
  ]
  if (changes.length === 0)
    throwIssue({
      code: 'EMPTY',
      path: where === undefined ? 'options.itemIds' : 'options.where',
      value: itemIds ?? where,
      message: 'None of these items has a price.',
      remedy: 'Choose items with a price.',
    })
  return patchOf(options, changes)
}
