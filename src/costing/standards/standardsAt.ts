import { list, optional, record, text, throwIfUnreadable } from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { compareText, type Key, keyOf, sortByKey } from '../../core/keys/keys.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { ELEMENTS } from '../rollUp/roundCostCells.js'
import type { CostElements } from '../types.js'
import { checkStandards, type CostElement, type Standard } from './standards.js'

/** Which standards are asked for. */
export interface StandardsOptions {
  readonly version: string
  /** Day on which they are to hold, `YYYY-MM-DD`. */
  readonly date: string
  /** Items that must have one; default those of the version. */
  readonly itemIds?: readonly string[]
}

/** The standard cost of an item on a day. Major units of money for one stock unit. */
export interface StandardCost {
  readonly itemId: string
  readonly siteId?: string
  /** Sum of the elements. */
  readonly unitCost: number
  /** All but fixed overhead. */
  readonly variableCost: number
  readonly fixedCost: number
  readonly elements: CostElements
  /** Latest day from which one of its elements holds. */
  readonly firstDate: string
}

/**
 * The standard costs that hold on a day, by one version.
 *
 * Of each item and element the row with the latest first day that is not after the day; elements that have no row are
 * 0. Source: CIMA Official Terminology, "standard cost card".
 *
 * @param standards - the dated table, in any order
 * @param options - version, day, and the items that must have a standard
 * @returns one cost for each item (and site), in the order of their ids
 * @throws SopError `DUPLICATE_ID` for two rows of one version, item, element and day, `UNKNOWN_ID` for a version that
 * there is not; `MISSING_VALUE` for an item whose standard begins after it is needed, or that has none
 * @example
 * ```ts
 * import { standardsAt } from 'sop-engine/costing'
 * const row = { itemId: 'shade', version: '2027', element: 'material' } as const
 * const standards = [
 *   { ...row, firstDate: '2027-01-01', amountPerUnit: 6.5 },
 *   { ...row, firstDate: '2027-07-01', amountPerUnit: 7 },
 * ]
 * standardsAt(standards, { version: '2027', date: '2027-06-30' })[0]?.unitCost // => 6.5
 * ```
 */
export function standardsAt(standards: readonly Standard[], options: StandardsOptions): StandardCost[] {
  const issues = createIssueList()
  checkStandards(standards, issues)
  record<StandardsOptions>({ version: text, date: day, itemIds: optional(list(text)) })(options, 'options', issues)
  throwIfUnreadable(issues)
  const { version, date, itemIds } = options
  const own = standards.filter((row) => row.version === version)
  if (own.length === 0) {
    const message = `There are no standards of version '${version}'.`
    issues.add('UNKNOWN_ID', 'options.version', version, message, 'Correct it, or add its standards.')
  } else {
    const wanted = itemIds?.map((id, n) => ({ id, at: `options.itemIds[${n}]` }))
    const all = [...new Set(own.map(({ itemId }) => itemId))].map((id) => ({ id, at: 'options.date' }))
    checkBegun(own, date, wanted ?? all, issues)
  }
  issues.throwIfAny()
  const asked = itemIds === undefined ? undefined : new Set(itemIds)
  const groups = new Map<Key, { readonly row: Standard; readonly latest: Map<CostElement, Standard> }>()
  // In the order of their days: the last one that has begun is the one that holds.
  for (const row of sortByKey(own, ['itemId', 'siteId', 'element', 'firstDate'])) {
    if (row.firstDate > date || (asked !== undefined && !asked.has(row.itemId))) continue
    const key = keyOf(row, ['itemId', 'siteId'])
    const group = groups.get(key) ?? { row, latest: new Map<CostElement, Standard>() }
    groups.set(key, group)
    group.latest.set(row.element, row)
  }
  return [...groups.values()].map(({ row: { itemId, siteId }, latest }) => {
    const amounts = ELEMENTS.map((element) => [element, latest.get(element)?.amountPerUnit ?? 0] as const)
    const elements = Object.fromEntries(amounts) as unknown as CostElements
    const dates = [...latest.values()].map(({ firstDate }) => firstDate).sort(compareText)
    return {
      itemId,
      ...(siteId !== undefined && { siteId }),
      unitCost: sumDecimals(amounts.map(([, amount]) => amount)),
      variableCost: sumDecimals(amounts.map(([element, amount]) => (element === 'fixedOverhead' ? 0 : amount))),
      fixedCost: elements.fixedOverhead,
      elements,
      firstDate: dates.at(-1) ?? date,
    }
  })
}

/** Adds a problem for every item that has no standard on the day. */
function checkBegun(
  rows: readonly Standard[],
  date: string,
  wanted: readonly { readonly id: string; readonly at: string }[],
  issues: IssueList,
): void {
  const first = new Map<string, string>()
  for (const { itemId, firstDate } of rows) {
    const before = first.get(itemId)
    if (before === undefined || firstDate < before) first.set(itemId, firstDate)
  }
  for (const { id, at } of wanted) {
    const begins = first.get(id)
    if (begins !== undefined && begins <= date) continue
    const message =
      begins === undefined
        ? `There is no standard of '${id}'.`
        : `The standard of '${id}' begins on ${begins}, after it is needed.`
    issues.add('MISSING_VALUE', at, id, message, `Give a standard of '${id}' that holds on ${date}.`)
  }
}
