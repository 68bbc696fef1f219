import { checkLength, number, numbers, QUANTITY, record, throwIfUnreadable } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { readerOf } from '../core/numbers/quantityGrid.js'

/** What {@link availableToPromise} promises from; stock units, arrays by period. */
export interface PromiseInput {
  /** Stock before the first period. */
  readonly onHand: number
  /** Receipts of the master schedule. */
  readonly receipts: readonly number[]
  /** Customer orders that are booked. */
  readonly orders: readonly number[]
}

/**
 * Units that can still be promised: of the stock and of each receipt, what is not booked before the next receipt.
 *
 * Discrete available-to-promise: in the first period on hand + receipt - orders before the next receipt; in a later
 * period with a receipt, receipt - orders before the next. Negative where more is booked than comes in. Source: APICS
 * (ASCM) Dictionary, "available-to-promise", "discrete available-to-promise".
 *
 * @param input - stock, receipts and booked orders in stock units
 * @returns units by period; null in a later period without a receipt
 * @throws SopError `MISALIGNED`, `NOT_FINITE`, `OUT_OF_RANGE`
 * @example
 * ```ts
 * import { availableToPromise } from 'sop-engine'
 * availableToPromise({ onHand: 20, receipts: [0, 50, 0], orders: [18, 30, 12] }) // => [2, 8, null]
 * ```
 */
export function availableToPromise(input: PromiseInput): (number | null)[] {
  const issues = createIssueList()
  record<PromiseInput>({ onHand: number(QUANTITY), receipts: numbers(QUANTITY), orders: numbers(QUANTITY) })(
    input,
    '',
    issues,
  )
  throwIfUnreadable(issues)
  const { onHand, receipts, orders } = input
  checkLength(orders, 'orders', receipts.length, 'periods of receipts', issues)
  issues.throwIfAny()
  const { read, write } = readerOf([onHand, ...receipts, ...orders])
  const promise = receipts.map((): number | null => null)
  let booked = 0
  for (let t = receipts.length - 1; t >= 0; t--) {
    const receipt = read(receipts[t] as number)
    booked += read(orders[t] as number)
    if (t > 0 && receipt === 0) continue
    promise[t] = write(receipt + (t === 0 ? read(onHand) : 0) - booked)
    booked = 0
  }
  return promise
}
