import type { IssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { gridScale, MOST_DECIMALS } from '../../core/numbers/quantityGrid.js'
import { decimalsOfUnit } from '../../core/structure/units.js'
import { defaultDecimals } from '../notices.js'
import type { ProductionItem } from '../types.js'

/** Where an item stands, and what is said of it. */
export interface ScaleContext {
  readonly path: string
  /** Its row by its key, for notices. */
  readonly place: string
  readonly issues: IssueList
  readonly warnings: Notice[]
}

/** Grid units in one stock unit of an item; decimals that were taken by its unit are told, impossible ones are a mistake. */
export function readScale(item: ProductionItem, { path, place, issues, warnings }: ScaleContext): number {
  const byUnit = decimalsOfUnit(item.unit)
  const decimals = item.quantityDecimals ?? byUnit
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > MOST_DECIMALS) {
    issues.add(
      'OUT_OF_RANGE',
      `${path}.quantityDecimals`,
      decimals,
      `Decimals are a whole number from 0 to ${MOST_DECIMALS}.`,
      'Give 0 for pieces.',
    )
    return 1
  }
  if (item.quantityDecimals === undefined && byUnit > 0) {
    const told = { path: `${place}.quantityDecimals`, refs: [{ itemId: item.id }], value: byUnit }
    warnings.push(createNotice(defaultDecimals, told))
  }
  return gridScale(decimals)
}
