import {
  type Check,
  checkUniqueIds,
  list,
  number,
  oneOf,
  optional,
  QUANTITY,
  record,
  text,
} from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import type { IssueList } from '../../core/checking/errors.js'
import { keyOf } from '../../core/keys/keys.js'
import { ELEMENTS } from '../rollUp/roundCostCells.js'
import type { CostElements } from '../types.js'

/** An element of cost. */
export type CostElement = keyof CostElements

/**
 * What one unit of an item costs of one element, from a day on, by one version of the standards; it holds until the
 * next row of the same version, item and element.
 */
export interface Standard {
  readonly itemId: string
  /** Default: everywhere. */
  readonly siteId?: string
  /** Name of the version, as `2027` or `2027 rev B`: what is frozen together. */
  readonly version: string
  /** What the money is for. */
  readonly element: CostElement
  /** First day on which it holds, `YYYY-MM-DD`. */
  readonly firstDate: string
  /** Major units of money for one stock unit. */
  readonly amountPerUnit: number
  /** Units of material in one unit, where the element has one; told, not computed with. */
  readonly quantityPer?: number
  /** Hours in one unit, where the element has them; told, not computed with. */
  readonly hoursPer?: number
}

/** Checks of a row of standards. */
export const standardRow: Check = record<Standard>({
  itemId: text,
  siteId: optional(text),
  version: text,
  element: oneOf(...ELEMENTS),
  firstDate: day,
  amountPerUnit: number(),
  quantityPer: optional(number(QUANTITY)),
  hoursPer: optional(number(QUANTITY)),
})

/** Checks a table of standards: its rows, and that no two are of one version, item, element and day. */
export function checkStandards(standards: unknown, issues: IssueList): void {
  if (!list(standardRow)(standards, 'standards', issues)) return
  checkUniqueIds(
    (standards as readonly Standard[]).map((row) =>
      keyOf(row, ['itemId', 'siteId', 'version', 'element', 'firstDate']),
    ),
    (n) => `standards[${n}]`,
    issues,
  )
}
