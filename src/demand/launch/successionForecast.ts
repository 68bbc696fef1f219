import { SHARE } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { checkNumber, checkNumbers, checkObject, QUANTITY } from '../checkPlannerInput.js'
import { cannibalizationLimited } from './notices.js'

/** An item that goes and the one that comes in its place. */
export interface SuccessionInput {
  /** What the old item would sell by period if it stayed alone, in units. */
  readonly predecessor: readonly number[]
  /** What the new item will sell by period beside what it inherits, in units. Default: nothing. */
  readonly successor?: readonly number[]
  /** Share of the old item's customers for whom it is gone in each period, 0 to 1. Default: 0, it stays. */
  readonly phaseOutShare?: readonly number[]
  /** Share of the customers of the phased-out item who buy the new one; the rest are lost. Default 1. */
  readonly transferShare?: number
  /** Share of the new item's own sales that is taken from the old one, 0 to 1. Default 0. */
  readonly cannibalizationShare?: number
}

/** Both forecasts after the succession; predecessor + transferred + lost + cannibalized is the old forecast. */
export interface SuccessionForecast {
  /** What the old item still sells, in units by period. */
  readonly predecessor: number[]
  /** What the new item sells in all: its own sales and the inherited ones. */
  readonly successor: number[]
  /** Of the old item's customers, those who buy the new one because the old is gone. */
  readonly transferred: number[]
  /** Of the old item's customers, those who buy nothing because it is gone. */
  readonly lost: number[]
  /** Of the old item's customers, those whom the new one draws away; already part of the new item's own sales. */
  readonly cannibalized: number[]
  /** Sales of both. */
  readonly total: number[]
  readonly warnings: Notice[]
}

/**
 * Moves demand from an item that is phased out to its successor, and counts nobody twice.
 *
 * In each period the phased-out share of the old forecast is transferred or lost; from what stays, the new item's own
 * sales take their cannibalization share, at most all of it (a warning says where the old item has less to give). On
 * cannibalization: Kahn, New Product Forecasting: An Applied Approach (2006).
 *
 * @param input - both forecasts in units by period, aligned, and the shares
 * @throws SopError where arrays are not aligned, a quantity is below zero, or a share is outside 0 to 1
 * @example
 * ```ts
 * import { successionForecast } from 'sop-engine'
 * const result = successionForecast({ predecessor: [100, 100, 100], phaseOutShare: [0, 0.5, 1] })
 * result.predecessor // => [100, 50, 0]
 * result.successor // => [0, 50, 100]
 * ```
 */
export function successionForecast(input: SuccessionInput): SuccessionForecast {
  const issues = createIssueList()
  if (
    checkObject<SuccessionInput>(input, '', issues, {
      predecessor: true,
      successor: true,
      phaseOutShare: true,
      transferShare: true,
      cannibalizationShare: true,
    }) &&
    checkNumbers(input.predecessor, 'predecessor', issues, QUANTITY)
  ) {
    const { length } = input.predecessor
    if (input.successor !== undefined) checkNumbers(input.successor, 'successor', issues, { ...QUANTITY, length })
    if (input.phaseOutShare !== undefined) {
      checkNumbers(input.phaseOutShare, 'phaseOutShare', issues, { ...SHARE, length })
    }
    if (input.transferShare !== undefined) checkNumber(input.transferShare, 'transferShare', issues, SHARE)
    if (input.cannibalizationShare !== undefined) {
      checkNumber(input.cannibalizationShare, 'cannibalizationShare', issues, SHARE)
    }
  }
  issues.throwIfAny()
  const { transferShare = 1, cannibalizationShare = 0 } = input
  const result: SuccessionForecast = {
    predecessor: [],
    successor: [],
    transferred: [],
    lost: [],
    cannibalized: [],
    total: [],
    warnings: [],
  }
  const exceeded: number[] = []
  input.predecessor.forEach((old, t) => {
    const own = input.successor?.[t] ?? 0
    const gone = old * (input.phaseOutShare?.[t] ?? 0)
    const transferred = gone * transferShare
    const wanted = own * cannibalizationShare
    const cannibalized = Math.min(wanted, old - gone)
    if (wanted > cannibalized) exceeded.push(t)
    const stays = old - gone - cannibalized
    result.predecessor.push(stays)
    result.successor.push(own + transferred)
    result.transferred.push(transferred)
    result.lost.push(gone - transferred)
    result.cannibalized.push(cannibalized)
    result.total.push(stays + own + transferred)
  })
  if (exceeded.length > 0) {
    const value = { periods: exceeded.length, of: result.total.length }
    result.warnings.push(createNotice(cannibalizationLimited, { path: `successor[${exceeded[0]}]`, value }))
  }
  return result
}
