import { number, numbers, QUANTITY, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'

/** A stock, and the demand that it must cover. */
export interface ForwardCoverInput {
  /** Stock units, zero or more. */
  readonly onHand: number
  /** Stock units by period, the first being the period that follows. */
  readonly demand: readonly number[]
}

/** How long stock lasts. */
export interface ForwardCover {
  /** Periods until the stock is used up, the last one by share; null where it outlasts the demand that is known. */
  readonly periodsOfCover: number | null
  /** Number of periods that the stock covers at least; only where it outlasts them. */
  readonly atLeast?: number
}

/** Of a stock that is no whole number, so much is noise of floating point. */
const NOISE = 1e-12

/** The index and the used share of the period in which stock is used up, or undefined where it outlasts the demand. */
export function findRunOut(
  stock: number,
  demandOf: (period: number) => number,
  first: number,
  [count, relativeNoise]: readonly [count: number, relativeNoise: number],
): { readonly period: number; readonly share: number } | undefined {
  if (stock <= 0) return { period: first, share: 0 }
  const noise = stock * relativeNoise
  let left = stock
  for (let period = first; period < count; period++) {
    const demand = demandOf(period)
    if (left <= demand + noise) return { period, share: Math.min(1, left / demand) }
    left -= demand
  }
  return undefined
}

/**
 * Periods of the demand to come that a stock covers, demand being even within a period.
 *
 * Forward cover: stock is taken off period by period until it is used up, not divided by an average. Stock of zero
 * covers zero periods. Source: APICS (ASCM) Dictionary, "days of supply" (forward).
 *
 * @param input - stock on hand (stock units), and demand by period, the first being the period that follows
 * @returns periods until the stock is used up; null, and the number of periods it covers at least, where it outlasts them
 * @throws SopError `OUT_OF_RANGE` for a negative, `NOT_FINITE` for a non-finite quantity
 * @example
 * ```ts
 * import { forwardCover } from 'sop-engine/inventory'
 * forwardCover({ onHand: 50, demand: [20, 40] }) // => { periodsOfCover: 1.75 }
 * forwardCover({ onHand: 90, demand: [20, 40] }) // => { periodsOfCover: null, atLeast: 2 }
 * ```
 */
export function forwardCover(input: ForwardCoverInput): ForwardCover {
  const issues = createIssueList()
  record<ForwardCoverInput>({ onHand: number(QUANTITY), demand: numbers(QUANTITY) })(input, '', issues)
  issues.throwIfAny()
  const { onHand, demand } = input
  const runOut = findRunOut(onHand, (t) => demand[t] as number, 0, [demand.length, NOISE])
  if (runOut === undefined) return { periodsOfCover: null, atLeast: demand.length }
  return { periodsOfCover: runOut.period + runOut.share }
}
