import type { IssueList } from '../../core/checking/errors.js'
import { keyPath } from '../../core/checking/keyPath.js'
import { type SourceKind, sourceKind } from '../../core/structure/structure.js'
import type { ProductionProblem, ProductionSource } from '../types.js'

/** The one source of an item, with the place in the input from which it was read. */
export interface ItemSource extends ProductionSource {
  readonly id: string
  readonly kind: SourceKind
  /** Place of its fields: of the row in `sources`, or of the item. */
  readonly path: string
  /** Place of its kind. */
  readonly kindPath: string
  /** The same two places with the row named by its key, for notices. */
  readonly place: string
  readonly kindPlace: string
  /** False where nothing says how the item comes. */
  readonly isKindKnown: boolean
}

const COLUMNS = ['purchaseCost', 'leadTimeDays', 'supplyLimit', 'firmSupply'] as const
const KINDS: readonly string[] = ['make', 'buy', 'subcontract'] satisfies readonly SourceKind[]

/** Reads the sources of all items, from their rows or from the columns of the items; `made` have a bill or a routing. */
export function readSources(
  problem: ProductionProblem,
  made: ReadonlySet<string>,
  issues: IssueList,
): Map<string, ItemSource> {
  const rows = rowsByItem(problem, issues)
  const sources = new Map<string, ItemSource>()
  problem.items.forEach((item, i) => {
    const own = rows.get(item.id)
    const path = own === undefined ? `items[${i}]` : `sources[${own.n}]`
    const place =
      own === undefined ? keyPath('items', { id: item.id }) : keyPath('sources', { id: own.row.id ?? item.id })
    const kindField = own === undefined ? 'source' : 'kind'
    const kindPath = `${path}.${kindField}`
    if (own !== undefined) refuseColumns(problem, { i, n: own.n }, issues)
    const given = own === undefined ? item.source : own.row.kind
    if (given !== undefined && !KINDS.includes(given)) {
      issues.add('OUT_OF_RANGE', kindPath, given, 'There is no such kind of source.', `Use ${KINDS.join(', ')}.`)
    }
    const terms = own === undefined ? item : own.row
    const [isService, hasStructure] = [item.kind === 'service', made.has(item.id)]
    const { purchaseCost, leadTimeDays, supplyLimit, firmSupply } = terms
    sources.set(item.id, {
      ...(purchaseCost !== undefined && { purchaseCost }),
      ...(leadTimeDays !== undefined && { leadTimeDays }),
      ...(supplyLimit !== undefined && { supplyLimit }),
      ...(firmSupply !== undefined && { firmSupply }),
      id: own?.row.id ?? item.id,
      itemId: item.id,
      kind: sourceKind({ given, isService, hasStructure, hasPurchaseCost: purchaseCost !== undefined }),
      path,
      kindPath,
      place,
      kindPlace: `${place}.${kindField}`,
      isKindKnown: given !== undefined || hasStructure || isService,
    })
  })
  return sources
}

interface SourceRow {
  readonly row: ProductionSource
  readonly n: number
}

function rowsByItem(problem: ProductionProblem, issues: IssueList): Map<string, SourceRow> {
  const items = new Set(problem.items.map(({ id }) => id))
  const rows = new Map<string, SourceRow>()
  const places = new Map<string, number>()
  ;(problem.sources ?? []).forEach((row, n) => {
    const path = `sources[${n}]`
    const id = row.id ?? row.itemId
    const twin = places.get(id)
    if (!items.has(row.itemId)) {
      issues.add(
        'UNKNOWN_ID',
        `${path}.itemId`,
        row.itemId,
        `There is no item '${row.itemId}'.`,
        'Add it to items, or correct the id.',
      )
    }
    if (rows.has(row.itemId)) {
      issues.add(
        'CONFLICT',
        `${path}.itemId`,
        row.itemId,
        `Item '${row.itemId}' has sources[${rows.get(row.itemId)?.n}] already; items with several sources are not planned yet.`,
        'Keep one source for each item.',
      )
    } else if (twin !== undefined) {
      issues.add(
        'DUPLICATE_ID',
        `${path}.id`,
        id,
        `sources[${twin}] has the id '${id}' already.`,
        'Give every source an id of its own.',
      )
    }
    places.set(id, n)
    if (!rows.has(row.itemId)) rows.set(row.itemId, { row, n })
  })
  return rows
}

function refuseColumns(
  problem: ProductionProblem,
  { i, n }: { readonly i: number; readonly n: number },
  issues: IssueList,
): void {
  const item = problem.items[i]
  for (const field of ['source', ...COLUMNS] as const) {
    if (item?.[field] === undefined) continue
    issues.add(
      'CONFLICT',
      `items[${i}].${field}`,
      item[field],
      `The source of '${item.id}' is described here and in sources[${n}].`,
      'Say it in one of the two places.',
    )
  }
}
