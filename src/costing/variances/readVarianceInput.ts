import { throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { compareByKey, compareText, indexById, type Key, keyOf, sortByKey } from '../../core/keys/keys.js'
import { ACTUAL_KEY, checkVarianceInput } from './checkVarianceInput.js'
import { orderItems } from './orderItems.js'
import { varianceInput, varianceOptions } from './varianceChecks.js'
import type {
  Actual,
  StandardItem,
  StandardOverhead,
  StandardResource,
  VarianceInput,
  VarianceOptions,
} from './varianceTypes.js'

/** A row of the actuals with numbers in every place; 0 where its kind has none. */
export type ActualRow = Omit<Actual, 'units' | 'hours' | 'amount'> & {
  readonly units: number
  readonly hours: number
  readonly amount: number
}

/** The input of a tree of variances by ids, and the actuals in the order of their keys. */
export interface VarianceReading {
  readonly input: VarianceInput
  readonly options: Required<Omit<VarianceOptions, 'periodIds' | 'profitAccount'>> &
    Pick<VarianceOptions, 'profitAccount'>
  /** Parts before what they are part of, then in the order of their ids. */
  readonly bottomUp: readonly StandardItem[]
  readonly items: ReadonlyMap<string, StandardItem>
  readonly resources: ReadonlyMap<string, StandardResource>
  readonly overheads: readonly StandardOverhead[]
  /** The actuals in the order of their keys. */
  readonly rows: readonly ActualRow[]
  /** The same by kind, and by kind and item. */
  readonly index: ReadonlyMap<Key, readonly ActualRow[]>
}

/** True of an item that is made of something. */
export function isMade({ materials = [], labor = [] }: StandardItem): boolean {
  return materials.length > 0 || labor.length > 0
}

/** Rows of one kind, all of them or those of one item. */
export function rowsOf({ index }: VarianceReading, kind: Actual['kind'], itemId?: string): readonly ActualRow[] {
  return index.get(keyOf({ kind, itemId }, BY)) ?? []
}

const BY = ['kind', 'itemId'] as const

function indexRows(rows: readonly ActualRow[]): Map<Key, ActualRow[]> {
  const index = new Map<Key, ActualRow[]>()
  const add = (row: ActualRow, key: Key): void => {
    const group = index.get(key)
    if (group === undefined) index.set(key, [row])
    else group.push(row)
  }
  for (const row of rows) {
    const { kind, itemId } = row
    add(row, keyOf({ kind, itemId: undefined }, BY))
    if (itemId !== undefined) add(row, keyOf({ kind, itemId }, BY))
  }
  return index
}

/** Reads the input of a tree of variances; one SopError lists all that is wrong with it. */
export function readVarianceInput(input: VarianceInput, options: VarianceOptions): VarianceReading {
  const issues = createIssueList()
  varianceInput(input, '', issues)
  varianceOptions(options, 'options', issues)
  throwIfUnreadable(issues)
  checkVarianceInput(input, options, issues)
  const items = indexById(input.items, 'itemId')
  const bottomUp = orderItems(sortByKey(input.items, ['itemId']), issues)
  issues.throwIfAny()

  const { costing = 'absorption', priceAt = 'purchase', idleTime = 'apart', salesMix = 'averagePrice' } = options
  const { profitAccount, periodIds } = options
  const wanted = periodIds === undefined ? undefined : new Set(periodIds)
  const rows = input.actuals
    .filter(({ periodId }) => wanted === undefined || wanted.has(periodId))
    .map((row): ActualRow => ({ ...row, units: row.units ?? 0, hours: row.hours ?? 0, amount: row.amount ?? 0 }))
    .sort((a, b) => compareByKey(a, b, ACTUAL_KEY))
  const { budget } = input
  return {
    input: { ...input, budget: { ...budget, sales: sortByKey(budget.sales, ['itemId', 'marketId', 'customerId']) } },
    options: { costing, priceAt, idleTime, salesMix, ...(profitAccount !== undefined && { profitAccount }) },
    bottomUp,
    items,
    resources: indexById(input.resources ?? [], 'resourceId'),
    overheads: [...(input.overheads ?? [])].sort((a, b) => compareText(a.overheadId, b.overheadId)),
    rows,
    index: indexRows(rows),
  }
}
