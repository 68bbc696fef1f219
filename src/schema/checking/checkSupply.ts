import { itemsWithStructure, kindOfSource } from '../normalForm/normalizeSupply.js'
import { STOCK_COLUMNS, SUPPLY_COLUMNS } from '../normalForm/normalInput.js'
import { openOrderId } from '../tables/openOrderId.js'
import { checkGrid, checkUnit, type Context, rows } from '../reading/referenceChecks.js'
import type { SourceKind } from '../../core/structure/structure.js'
import type { OpenOrder, PlanItem, PlanSource, StockPolicy, SupplyOrder } from '../rows/supplyTypes.js'

type Columns = Readonly<Record<string, unknown>>

/** Adds every mistake in how items are supplied: shorthand beside rows, second sources, orders of the wrong kind. */
export function checkSupply(context: Context): void {
  const sources = checkOneForEach('sources', rows(context.input.sources), context)
  const policies = checkOneForEach('stockPolicies', rows(context.input.stockPolicies), context)
  for (const [i, item] of rows(context.input.items)) {
    const source = sources.get(item.id)
    if (source !== undefined) {
      const columns = { ...item, kind: item.source } as Columns
      refuseShorthand(columns, ['kind', ...SUPPLY_COLUMNS], `items[${i}]`, ['sources', ...source], context)
    }
    const policy = policies.get(item.id)
    if (policy !== undefined) {
      refuseShorthand(item as unknown as Columns, STOCK_COLUMNS, `items[${i}]`, ['stockPolicies', ...policy], context)
    }
  }
  checkTargets(context)
  checkSourceIds(sources, context)
  checkOrders(context, sources)
}

/** Safety stock has one target: a service level or a fill rate. */
function checkTargets({ input, issues }: Context): void {
  const places: (readonly [string, Pick<StockPolicy, 'serviceLevelShare' | 'fillRateShare'>])[] = [
    ...(input.policy === undefined ? [] : [['policy', input.policy] as const]),
    ...rows(input.items).map(([i, item]) => [`items[${i}]`, item] as const),
    ...rows(input.stockPolicies).map(([i, row]) => [`stockPolicies[${i}]`, row] as const),
  ]
  for (const [at, { serviceLevelShare, fillRateShare }] of places) {
    if (serviceLevelShare === undefined || fillRateShare === undefined) continue
    issues.add(
      'CONFLICT',
      `${at}.fillRateShare`,
      fillRateShare,
      `A service level stands beside it, ${at}.serviceLevelShare.`,
      'Give one of the two: the share of cycles without a stockout, or of the demand served.',
    )
  }
}

/** A source without an id, or without a row, has that of its item, which no other source can have. */
function checkSourceIds(sources: ReadonlyMap<string, readonly [number, PlanSource]>, { items, issues }: Context): void {
  for (const [itemId, [i, { id }]] of sources) {
    if (id === undefined || id === itemId || !items.has(id) || sources.get(id)?.[1].id !== undefined) continue
    issues.add(
      'DUPLICATE_ID',
      `sources[${i}].id`,
      id,
      `This is the id of the source of item '${id}', which has no other.`,
      'Give the row another id.',
    )
  }
}

/** The row of each item; a second one is an error that names the limit. */
function checkOneForEach<Row extends PlanSource | StockPolicy>(
  table: 'sources' | 'stockPolicies',
  own: readonly (readonly [number, Row])[],
  { issues }: Context,
): ReadonlyMap<string, readonly [number, Row]> {
  const first = new Map<string, readonly [number, Row]>()
  for (const [i, row] of own) {
    const before = first.get(row.itemId)
    if (before === undefined) first.set(row.itemId, [i, row])
    else if (table === 'sources') {
      issues.add(
        'CONFLICT',
        `${table}[${i}].itemId`,
        row.itemId,
        `Item '${row.itemId}' has a source already, ${table}[${before[0]}]; an item has one for now.`,
        'Keep one of the two.',
      )
    }
  }
  return first
}

/** A column that is shorthand for a field of a row does not stand beside that row. */
function refuseShorthand(
  item: Columns,
  fields: readonly string[],
  at: string,
  [table, i]: readonly [string, number, PlanSource | StockPolicy],
  { issues }: Context,
): void {
  for (const field of fields) {
    if (item[field] === undefined) continue
    const column = field === 'kind' ? 'source' : field
    issues.add(
      'CONFLICT',
      `${at}.${column}`,
      item[field],
      `The column is shorthand for ${table}[${i}].${field}, and that row is there.`,
      'Give the value in one of the two places.',
    )
  }
}

/** What is under way outside has left our stock of components, which no balance before the plan tells. */
function refuseOutsideWork({ issues }: Context, path: string, value: unknown): void {
  issues.add(
    'CONFLICT',
    path,
    value,
    'Orders of outside work under way are not planned yet in this version.',
    'Give the units as firmSupply of the item, and the components that are outside as stock of theirs.',
  )
}

function checkOrders(context: Context, sources: ReadonlyMap<string, readonly [number, PlanSource]>): void {
  const { input, issues, items } = context
  const made = itemsWithStructure({ ...input, ...soundTables(context) })
  const kindOf = (item: PlanItem): SourceKind => {
    const [, row] = sources.get(item.id) ?? [0, { ...item, kind: item.source } as Partial<PlanSource>]
    return kindOfSource(item, row, made)
  }
  const check = (order: OpenOrder | SupplyOrder, at: string): void => {
    const item = items.get(order.itemId)
    if (item === undefined) return
    const stockUnits = checkUnit(order, at, context)
    if (stockUnits !== undefined) checkGrid(order.quantity * stockUnits, item.id, `${at}.quantity`, context)
    const kind = kindOf(item)
    if (kind === 'subcontract') refuseOutsideWork(context, at, order.itemId)
    else if (item.kind === 'service' || kind === 'make') {
      issues.add(
        'CONFLICT',
        at,
        order.itemId,
        'Open orders are purchase orders, and this item is not bought.',
        'Give released production as firmSupply of the item.',
      )
    }
  }
  const known = new Set<string | undefined>([...items.keys()].map((id) => sources.get(id)?.[1].id ?? id))
  const given = new Map<string, number>()
  for (const [i, order] of rows(input.supplyOrders)) {
    const at = `supplyOrders[${i}]`
    if (order.kind === 'make' || order.kind === 'move') {
      issues.add(
        'CONFLICT',
        `${at}.kind`,
        order.kind,
        `Orders of the kind '${order.kind}' are not planned yet in this version.`,
        order.kind === 'make' ? 'Give released production as firmSupply of the item.' : 'Leave the row out.',
      )
      continue
    }
    if (order.kind === 'subcontract') {
      refuseOutsideWork(context, `${at}.kind`, order.kind)
      continue
    }
    check(order, at)
    if (order.line === undefined) given.set(order.id, i)
    const own = sources.get(order.itemId)?.[1].id ?? order.itemId
    if (order.sourceId !== own && items.has(order.itemId) && known.has(order.sourceId)) {
      issues.add(
        'CONFLICT',
        `${at}.sourceId`,
        order.sourceId,
        `This is not the source of '${order.itemId}', which is '${own}'.`,
        'Leave it out, or correct the item.',
      )
    }
  }
  const open = new Map<string, readonly [index: number, isMade: boolean]>()
  for (const [i, order] of rows(input.openOrders)) {
    const at = `openOrders[${i}]`
    check(order, at)
    const id = openOrderId(order)
    const [before, isMade] = open.get(id) ?? []
    if (before !== undefined && order.id === undefined && isMade) {
      issues.add(
        'DUPLICATE_ID',
        at,
        { itemId: order.itemId, dueDate: order.dueDate },
        `This open order is there twice: openOrders[${before}] is of the same item and day.`,
        'Keep one of the two, or give each an id of its own.',
      )
    } else if (before !== undefined && (order.id === undefined || isMade)) {
      issues.add(
        'DUPLICATE_ID',
        at,
        id,
        `An open order without id has its item and day for one, and it is the id of another: openOrders[${before}].`,
        'Give each an id of its own.',
      )
    }
    open.set(id, [i, order.id === undefined])
    const other = given.get(id)
    if (other === undefined) continue
    issues.add(
      'DUPLICATE_ID',
      order.id === undefined ? at : `${at}.id`,
      id,
      `This order is there twice: supplyOrders[${other}] has the same id.`,
      'Keep one of the two.',
    )
  }
}

const soundTables = ({ input }: Context): Pick<Context['input'], 'billOfMaterials' | 'operations'> => ({
  billOfMaterials: rows(input.billOfMaterials).map(([, row]) => row),
  operations: rows(input.operations).map(([, row]) => row),
})
