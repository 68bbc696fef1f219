import { decimalSum } from '../../core/money/money.js'
import type { WriteDownsHeld } from '../asPlanned/writeDowns.js'
import type { PeriodVariance } from './types.js'

const RULE = {
  formula:
    'write-downs at the beginning - write-downs at the end; each the write-down a unit of the plan x units that are there',
  source: 'IAS 2, paragraphs 28 to 34',
}

/** What write-downs of stock change profit by in a period. */
export interface WriteDownChange {
  /** Their change as profit: below zero where more is written down. */
  readonly amount: number
  /** One leaf for each item. */
  readonly leaves: readonly PeriodVariance[]
  /** Items that are written down at the beginning or at the end. */
  readonly itemIds: readonly string[]
}

/** How write-downs of stock change in a period, by the units at its beginning and its end; without these by those of the plan. */
export function writeDownChange(
  writeDowns: WriteDownsHeld,
  t: number,
  unitsAt?: (closedCount: number) => (itemId: string) => number,
): WriteDownChange {
  const [unitsBefore, unitsAfter] = [unitsAt?.(t), unitsAt?.(t + 1)]
  const rows = writeDowns.itemIds
    .map((itemId) => ({
      itemId,
      before: writeDowns.held(itemId, t, unitsBefore?.(itemId)),
      after: writeDowns.held(itemId, t + 1, unitsAfter?.(itemId)),
    }))
    .filter(({ before, after }) => before !== 0 || after !== 0)
  const leaves = rows.flatMap(({ itemId, before, after }): PeriodVariance[] => {
    const amount = decimalSum([after, -before])
    return amount === 0 ? [] : [{ name: 'stockWriteDown', ref: { itemId }, amount, ...RULE, children: [] }]
  })
  return { amount: decimalSum(leaves.map((leaf) => leaf.amount)), leaves, itemIds: rows.map(({ itemId }) => itemId) }
}

/** A tree of a period with the write-downs of its stock, among what else became of stock. */
export function withWriteDowns(tree: PeriodVariance, { amount, leaves }: WriteDownChange): PeriodVariance {
  if (leaves.length === 0) return tree
  const isStock = ({ name }: PeriodVariance): boolean => name === 'stock'
  const stock = tree.children.find(isStock) ?? { name: 'stock', ref: {}, amount: 0, children: [] }
  const own = { ...stock, amount: decimalSum([stock.amount, amount]), children: [...stock.children, ...leaves] }
  return {
    ...tree,
    amount: decimalSum([tree.amount, amount]),
    children: [...tree.children.filter((node) => !isStock(node)), own],
  }
}
