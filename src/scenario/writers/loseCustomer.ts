import { optional, SHARE, number, text } from '../../core/checking/checks.js'
import { throwIssue } from '../../core/checking/errors.js'
import { decimalSum } from '../../core/money/money.js'
import { type Key, keyOf } from '../../core/keys/keys.js'
import { SERIES_KEY, type SeriesId, seriesId } from '../../core/keys/seriesId.js'
import { formatDay, parseDay } from '../../core/time/calendar.js'
import { day } from '../../core/time/dayCheck.js'
import type { DemandTransaction } from '../../schema/rows/demandTypes.js'
import type { PlanInput } from '../../schema/types.js'
import { keyOfRow } from '../diffInputs.js'
import { type OpenInput, openInput } from '../openInput.js'
import type { CellValue, Patch, PatchChange, PatchHead } from '../types.js'
import { patchOf, readOptions, refuseUnknownId } from './patchHead.js'
import { daysOfPlan } from './raiseDemand.js'

/** Options of {@link loseCustomer}. */
export interface LoseCustomerOptions extends PatchHead {
  readonly customerId: string
  /** First day without the customer, `YYYY-MM-DD`; default the first of the plan. */
  readonly firstDate?: string
  /**
   * Share of the demand of the customer's market, 0 to 1, that goes. Default, item by item, the customer's share in the transactions
   * of the last year.
   */
  readonly share?: number
}

const YEAR = 365

/** What a customer took of each series in the year before the plan, as a share of all that was taken of it. */
function sharesOf(customerId: string, open: OpenInput): readonly (readonly [SeriesId, number])[] {
  const today = open.given.asOf ?? open.given.calendar.start
  const from = formatDay((parseDay(today) ?? 0) - YEAR)
  const sales = ([...open.normalRows('transactions').values()] as unknown as DemandTransaction[]).filter(
    ({ date }) => date >= from && date < today,
  )
  const bySeries = new Map<Key, DemandTransaction[]>()
  for (const sale of sales) {
    const key = keyOf(sale, SERIES_KEY)
    bySeries.set(key, [...(bySeries.get(key) ?? []), sale])
  }
  return [...bySeries.values()].flatMap((all): (readonly [SeriesId, number])[] => {
    const [first] = all
    const total = decimalSum(all.map(({ quantity }) => quantity))
    const own = decimalSum(all.filter((sale) => sale.customerId === customerId).map(({ quantity }) => quantity))
    return first === undefined || own <= 0 || total <= 0 ? [] : [[seriesId(first), Math.min(1, own / total)]]
  })
}

/**
 * Writes the patch for a customer who is lost: orders that are booked go, and the demand of each item falls by the customer's
 * share in it, as an event of the plan's days. Customers are planned with their market; transactions, which say what was, stay.
 *
 * @param input - the input that is to be changed
 * @param options - what is said of the patch, the customer, from when, and the share where it is known otherwise
 * @returns a patch that deletes the customer's orders and inserts an event for each item; the share of an item is that of
 * units in the 365 days before `asOf`, which other units of measure than the stock unit would falsify: give `share` then
 * @throws SopError for an unknown customer, and one of whom neither sales nor a share are known
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { loseCustomer } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', price: 49 }],
 *   customers: [{ id: 'Ann' }, { id: 'Bob' }],
 *   transactions: [
 *     { itemId: 'lamp', customerId: 'Ann', date: '2026-11-05', quantity: 30 },
 *     { itemId: 'lamp', customerId: 'Bob', date: '2026-12-05', quantity: 90 },
 *   ],
 * }
 * const patch = loseCustomer(base, { id: 'l', owner: 'sales', reason: 'went elsewhere', customerId: 'Ann' })
 * patch.changes[0]?.value // => {
 * //   id: 'l: 1', itemId: 'lamp', firstDate: '2027-01-01', lastDate: '2027-02-28', upliftRate: -0.25,
 * // }
 * ```
 */
export function loseCustomer(input: PlanInput, options: LoseCustomerOptions): Patch {
  const { customerId, firstDate, share } = readOptions<LoseCustomerOptions>(options, {
    customerId: text,
    firstDate: optional(day),
    share: optional(number(SHARE)),
  })
  const open = openInput(input)
  const customer = (open.given.customers ?? []).find(({ id }) => id === customerId)
  if (customer === undefined) return refuseUnknownId('options.customerId', customerId, 'customers')
  const plan = daysOfPlan(open)
  const days = { firstDate: firstDate ?? plan.firstDate, lastDate: plan.lastDate }
  const { marketId } = customer
  const lost: readonly (readonly [Partial<SeriesId>, number])[] =
    share === undefined ? sharesOf(customerId, open) : [[marketId === undefined ? {} : { marketId }, share]]
  const orders = [...open.normalRows('customerOrders').values()].filter((row) => row['customerId'] === customerId)
  if (lost.length === 0 && orders.length === 0) {
    throwIssue({
      code: 'MISSING_VALUE',
      path: 'options.share',
      value: share,
      message: `Nothing is known of what '${customerId}' takes: no transactions of the last year, no orders.`,
      remedy: "Give the share of the market's demand that goes.",
    })
  }
  return patchOf(options, [
    ...lost.map(([ids, part], n): PatchChange => ({
      table: 'events',
      op: 'insert',
      value: {
        id: lost.length === 1 && share !== undefined ? options.id : `${options.id}: ${n + 1}`,
        ...ids,
        ...days,
        upliftRate: part === 0 ? 0 : -part,
      } as CellValue,
    })),
    ...orders.map((order): PatchChange => ({
      table: 'customerOrders',
      key: keyOfRow('customerOrders', order),
      op: 'delete',
    })),
  ])
}
