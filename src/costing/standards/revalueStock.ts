import { list, number, optional, QUANTITY, record, text, throwIfUnreadable } from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import { createIssueList } from '../../core/checking/errors.js'
import { keyOf } from '../../core/keys/keys.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { Standard } from './standards.js'
import { type StandardCost, standardsAt, type StandardsOptions } from './standardsAt.js'

/** Units in stock that are revalued. */
export interface StockUnits {
  readonly itemId: string
  readonly siteId?: string
  readonly units: number
}

/** From which standards to which. */
export interface RevaluationOptions {
  readonly from: { readonly version: string; readonly date: string }
  readonly to: { readonly version: string; readonly date: string }
}

/** What a change of standards makes of a stock. Major units of money. */
export interface Revaluation {
  readonly items: readonly {
    readonly itemId: string
    readonly siteId?: string
    readonly units: number
    readonly before: number
    readonly after: number
    /** After less before: positive makes stock worth more. */
    readonly amount: number
    /** The part of it that is fixed overhead: the difference between the two profits. */
    readonly fixedAmount: number
    /** Change of the unit cost over what it was; null where it was 0. */
    readonly changeRate: number | null
  }[]
  readonly amount: number
  readonly fixedAmount: number
}

/**
 * What a change of standards makes of a stock: units x (new - old standard cost), item by item.
 *
 * Source: IAS 2.21 (standards are reviewed, and revised where conditions change); Horngren, Cost Accounting, ch. 7. Not
 * rounded.
 *
 * @param stock - units by item (and site)
 * @param options - the standards table, and the version and day before and after
 * @returns value before and after by item, and in all
 * @throws SopError as `standardsAt`, for items of the stock
 * @example
 * ```ts
 * import { revalueStock } from 'sop-engine/costing'
 * const row = { itemId: 'shade', element: 'material' } as const
 * const standards = [
 *   { ...row, version: '2027', firstDate: '2027-01-01', amountPerUnit: 6.5 },
 *   { ...row, version: '2028', firstDate: '2028-01-01', amountPerUnit: 7 },
 * ]
 * const from = { version: '2027', date: '2027-12-31' }
 * const to = { version: '2028', date: '2028-01-01' }
 * revalueStock([{ itemId: 'shade', units: 40 }], { standards, from, to }).amount // => 20
 * ```
 */
export function revalueStock(
  stock: readonly StockUnits[],
  options: RevaluationOptions & { readonly standards: readonly Standard[] },
): Revaluation {
  const issues = createIssueList()
  list(record<StockUnits>({ itemId: text, siteId: optional(text), units: number(QUANTITY) }))(stock, 'stock', issues)
  const version = record<RevaluationOptions['from']>({ version: text, date: day })
  record<RevaluationOptions & { standards: readonly Standard[] }>({
    // Looked at by standardsAt.
    standards: list(() => true),
    from: version,
    to: version,
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  issues.throwIfAny()
  const { standards, from, to } = options
  const itemIds = [...new Set(stock.map(({ itemId }) => itemId))]
  const [before, after] = [costsOf(standards, { ...from, itemIds }), costsOf(standards, { ...to, itemIds })]
  stock.forEach(({ itemId, siteId }, n) => {
    for (const side of [before, after]) {
      if (side(itemId, siteId) !== undefined) continue
      const message = `There is no standard of '${itemId}' ${siteId === undefined ? 'without a site' : `at '${siteId}'`}.`
      issues.add('MISSING_VALUE', `stock[${n}].siteId`, siteId, message, 'Give one, or one of the item without a site.')
    }
  })
  issues.throwIfAny()
  const items = stock.map((row) => {
    const { itemId, siteId, units } = row
    const [old, now] = [before(itemId, siteId), after(itemId, siteId)]
    const [was, is] = [old?.unitCost ?? 0, now?.unitCost ?? 0]
    return {
      itemId,
      ...(siteId !== undefined && { siteId }),
      units,
      before: units * was,
      after: units * is,
      amount: units * is - units * was,
      fixedAmount: units * ((now?.fixedCost ?? 0) - (old?.fixedCost ?? 0)),
      changeRate: was === 0 ? null : (is - was) / was,
    }
  })
  return {
    items,
    amount: sumDecimals(items.map(({ amount }) => amount)),
    fixedAmount: sumDecimals(items.map(({ fixedAmount }) => fixedAmount)),
  }
}

/** The standard of an item at a site: its own, before that of the item everywhere. */
function costsOf(
  standards: readonly Standard[],
  options: StandardsOptions,
): (itemId: string, siteId: string | undefined) => StandardCost | undefined {
  const fields = ['itemId', 'siteId'] as const
  const costs = new Map(standardsAt(standards, options).map((cost) => [keyOf(cost, fields), cost]))
  return (itemId, siteId) =>
    costs.get(keyOf({ itemId, siteId }, fields)) ?? costs.get(keyOf({ itemId, siteId: undefined }, fields))
}
