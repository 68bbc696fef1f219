import type { IssueList } from '../checking/errors.js'
import { ceilToGrid, floorToGrid, fromGrid } from '../numbers/quantityGrid.js'

/** Limits of the stock of an item; a number holds in every period. */
export interface StockRange {
  readonly itemId: string
  readonly minimumStock: number | readonly number[] | undefined
  readonly maximumStock: number | readonly number[] | undefined
  /** Grid units in one stock unit. */
  readonly scale: number
}

/** Adds the periods in which no quantity of the item's grid lies between its minimum and its maximum stock. */
export function checkStockRange(range: StockRange, path: string, issues: IssueList): void {
  const { itemId, minimumStock, maximumStock, scale } = range
  if (minimumStock === undefined || maximumStock === undefined) return
  const at = (limit: number | readonly number[], t: number): number | undefined =>
    typeof limit === 'number' ? limit : limit[t]
  const count = [minimumStock, maximumStock].flatMap((limit) => (typeof limit === 'number' ? [] : [limit.length]))
  for (let t = 0; t < Math.max(1, ...count); t++) {
    const [minimum, maximum] = [at(minimumStock, t), at(maximumStock, t)]
    if (minimum === undefined || maximum === undefined) return
    const [lowest, highest] = [
      fromGrid(ceilToGrid(minimum, scale), scale),
      fromGrid(floorToGrid(maximum, scale), scale),
    ]
    if (!(lowest > highest)) continue
    const field = typeof minimumStock === 'number' && typeof maximumStock !== 'number' ? 'maximumStock' : 'minimumStock'
    const place = count.length === 0 ? field : `${field}[${t}]`
    const isBetween = minimum <= maximum
    issues.add(
      'CONFLICT',
      `${path}.${place}`,
      field === 'minimumStock' ? minimum : maximum,
      isBetween
        ? `Between ${minimum} and ${maximum} there is no quantity of '${itemId}', which is counted by ${1 / scale}.`
        : `The minimum stock of '${itemId}', ${minimum}, is above its maximum stock, ${maximum}.`,
      isBetween
        ? 'Widen one of the two limits, or raise quantityDecimals of the item.'
        : 'Lower the minimum, or raise the maximum.',
    )
  }
}
