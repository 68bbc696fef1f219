import { number, optional, QUANTITY, record } from '../checking/checks.js'
import { createIssueList } from '../checking/errors.js'
import { divideRatios, ONE, type Ratio, ratioOf, subtractRatios } from '../numbers/ratio.js'

/** How a component goes into an item. */
export interface ComponentUsage {
  /** Component units in one unit of the item, before scrap and yield. */
  readonly quantityPer: number
  /** Share of the component that is lost when it is used; default 0. */
  readonly scrapShare?: number
  /** Share of the started units of the item that come out good; default 1. */
  readonly yieldShare?: number
}

/**
 * Component units that one good unit of the item takes.
 *
 * quantityPer / (1 - scrapShare) / yieldShare. The one definition for roll-up, optimizer, netting and ledger.
 * Source: APICS (ASCM) Dictionary, "scrap factor" and "yield".
 *
 * @param use - quantity per unit (component units), scrap of the component (0..1), yield of the item (0..1)
 * @returns component units per good unit
 * @throws SopError `OUT_OF_RANGE`
 * @example
 * ```ts
 * import { effectiveQuantity } from 'sop-engine'
 * effectiveQuantity({ quantityPer: 4, scrapShare: 0.2, yieldShare: 0.5 }) // => 10
 * ```
 */
export function effectiveQuantity(use: ComponentUsage): number {
  const issues = createIssueList()
  record<ComponentUsage>({
    quantityPer: number(QUANTITY),
    scrapShare: optional(number({ min: 0, below: 1 })),
    yieldShare: optional(number({ above: 0, max: 1 })),
  })(use, 'use', issues)
  issues.throwIfAny()
  return effectivePerUnit(use)
}

/** {@link effectiveQuantity} of values that were checked. */
export function effectivePerUnit(use: ComponentUsage): number {
  return use.quantityPer / (1 - (use.scrapShare ?? 0)) / (use.yieldShare ?? 1)
}

/** {@link effectivePerUnit} without a rounding, from the digits of the shares: 1 at a yield of 0.921 is 1000/921. */
export function exactPerUnit(
  quantityPer: Ratio,
  { scrapShare = 0, yieldShare = 1 }: Omit<ComponentUsage, 'quantityPer'>,
): Ratio {
  return divideRatios(divideRatios(quantityPer, subtractRatios(ONE, ratioOf(scrapShare))), ratioOf(yieldShare))
}
