import { createIssueList } from './errors.js'

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
  const { quantityPer, scrapShare = 0, yieldShare = 1 } = use
  if (!Number.isFinite(quantityPer) || quantityPer < 0) {
    issues.add(
      'OUT_OF_RANGE',
      'use.quantityPer',
      quantityPer,
      'A quantity must be finite and not negative.',
      'Give the component units in one unit of the item.',
    )
  }
  if (!(scrapShare >= 0 && scrapShare < 1)) {
    issues.add(
      'OUT_OF_RANGE',
      'use.scrapShare',
      scrapShare,
      'Scrap is a share from 0 to below 1.',
      'Write 2 % as 0.02.',
    )
  }
  if (!(yieldShare > 0 && yieldShare <= 1)) {
    issues.add(
      'OUT_OF_RANGE',
      'use.yieldShare',
      yieldShare,
      'A yield is a share above 0, up to 1.',
      'Write 98 % as 0.98.',
    )
  }
  issues.throwIfAny()
  return effectivePerUnit(use)
}

/** {@link effectiveQuantity} of values that were checked. */
export function effectivePerUnit(use: ComponentUsage): number {
  return use.quantityPer / (1 - (use.scrapShare ?? 0)) / (use.yieldShare ?? 1)
}
