import {
  checkLength,
  number,
  numbers,
  optional,
  POSITIVE,
  QUANTITY,
  record,
  throwIfUnreadable,
} from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { readerOf } from '../core/numbers/quantityGrid.js'
import { availableToPromise } from './availableToPromise.js'

/** What {@link masterSchedule} plans from; stock units, arrays by period. */
export interface MasterScheduleInput {
  /** Stock before the first period. */
  readonly onHand: number
  /** Units of one lot; above zero. */
  readonly lotSize: number
  readonly forecast: readonly number[]
  /** Customer orders that are booked. */
  readonly orders: readonly number[]
  /** Number of first periods in which booked orders alone count; default 0. */
  readonly demandTimeFencePeriods?: number
  /** Balance below which a lot is scheduled; default 0. */
  readonly safetyStock?: number
}

/** A master schedule; stock units, arrays by period. */
export interface MasterSchedule {
  /** Receipts of whole lots. */
  readonly masterSchedule: readonly number[]
  readonly projectedAvailableBalance: readonly number[]
  /** Null in a later period without a receipt. */
  readonly availableToPromise: readonly (number | null)[]
}

/**
 * Schedules lots of one item so that its projected balance never falls below the safety stock.
 *
 * Demand of a period is its booked orders inside the demand time fence, then the larger of forecast and orders. As many
 * lots are received in a period as its balance needs. Source: APICS (ASCM) Dictionary, "master production schedule",
 * "demand time fence"; Stevenson, Operations Management, ch. 11.
 *
 * @param input - stock, lot size, forecast and booked orders in stock units
 * @returns receipts, projected balance and units available to promise by period
 * @throws SopError `MISALIGNED`, `NOT_FINITE`, `OUT_OF_RANGE`
 * @example
 * ```ts
 * import { masterSchedule } from 'sop-engine'
 * const plan = masterSchedule({ onHand: 64, lotSize: 70, forecast: [30, 30, 30], orders: [33, 20, 10] })
 * plan.masterSchedule // => [0, 0, 70]
 * plan.projectedAvailableBalance // => [31, 1, 41]
 * plan.availableToPromise // => [11, null, 60]
 * ```
 */
export function masterSchedule(input: MasterScheduleInput): MasterSchedule {
  const issues = createIssueList()
  record<MasterScheduleInput>({
    onHand: number(QUANTITY),
    lotSize: number(POSITIVE),
    forecast: numbers(QUANTITY),
    orders: numbers(QUANTITY),
    demandTimeFencePeriods: optional(number({ min: 0, whole: true })),
    safetyStock: optional(number(QUANTITY)),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { onHand, lotSize, forecast, orders, demandTimeFencePeriods = 0, safetyStock = 0 } = input
  checkLength(orders, 'orders', forecast.length, 'periods of forecast', issues)
  issues.throwIfAny()

  const { isExact, read, write } = readerOf([onHand, lotSize, safetyStock, ...forecast, ...orders])
  const [lot, target] = [read(lotSize), read(safetyStock)]
  let balance = read(onHand)
  const receipts: number[] = []
  const balances = forecast.map((expected, t) => {
    const booked = read(orders[t] as number)
    const demand = t < demandTimeFencePeriods ? booked : Math.max(read(expected), booked)
    const missing = target + demand - balance
    // A shortfall of noise alone must not start a lot.
    const noise = isExact ? 0 : 1e-9
    const receipt = missing > noise * (balance + demand + target) ? Math.ceil(missing / lot - noise) * lot : 0
    receipts.push(write(receipt))
    balance += receipt - demand
    return write(balance)
  })
  return {
    masterSchedule: receipts,
    projectedAvailableBalance: balances,
    availableToPromise: availableToPromise({ onHand, receipts, orders }),
  }
}
