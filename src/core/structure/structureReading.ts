import type { IssueList } from '../checking/errors.js'
import type { ProductStructure } from './structure.js'

/** What the readers of bills and routings share while a product structure is compiled. */
export interface StructureReading {
  readonly structure: ProductStructure
  readonly itemIndex: ReadonlyMap<string, number>
  /** Put before the path of every mistake. */
  readonly path: string
  /** Day number at which bills are read. */
  readonly asOf: number | undefined
  readonly issues: IssueList
}

export const isFiniteNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** Place of an item; an id that no item has is told. */
export function findItem(
  { itemIndex, issues }: StructureReading,
  id: string,
  at: string,
  field = '',
): number | undefined {
  const i = itemIndex.get(id)
  if (i === undefined)
    issues.add('UNKNOWN_ID', `${at}${field}`, id, `There is no item '${id}'.`, 'Add it to items, or correct the id.')
  return i
}
