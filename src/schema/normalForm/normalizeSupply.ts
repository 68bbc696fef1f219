import type { Calendar } from '../../core/time/calendar.js'
import { formatDay, parseDay } from '../../core/numbers/days.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import { pick } from '../../core/checking/pick.js'
import type { Ref } from '../../core/keys/ref.js'
import { decimalsOfUnit } from '../../core/structure/units.js'
import { billNotUsed } from '../../production/notices.js'
import { billDate } from '../reading/billDate.js'
import {
  type NormalInput,
  type NormalItem,
  type NormalPolicy,
  type NormalSource,
  type NormalStockPolicy,
  STOCK_COLUMNS,
  SUPPLY_COLUMNS,
} from './normalInput.js'
import { toNormalRows } from './normalRows.js'
import { stockTargets } from './stockTargets.js'
import type { InventoryClass } from '../../finance/chart/accounts.js'
import {
  billReadOnOneDay,
  decimalsByUnit,
  inventoryClassByUse,
  leadTimeMissing,
  lotSizeMissing,
  sourceIsSubcontract,
  yieldNotUsed,
} from '../notices.js'
import { openOrderId } from '../tables/openOrderId.js'
import { rowPath } from '../tables/tables.js'
import type { PlanItem, PlanSource, StockPolicy, SupplyOrder } from '../rows/supplyTypes.js'
import { type SourceKind, sourceKind } from '../../core/structure/structure.js'
import type { PlanInput } from '../types.js'

/** Items with a bill line or an operation of their own. */
export function itemsWithStructure(input: PlanInput): ReadonlySet<string> {
  const made = new Set<string>()
  for (const { itemId } of input.billOfMaterials ?? []) made.add(itemId)
  for (const { itemId } of input.operations ?? []) made.add(itemId)
  return made
}

/** The kind of an item's source, by its row or the columns of the item that are short for it. */
export const kindOfSource = (
  item: Pick<PlanItem, 'id' | 'kind'>,
  { kind, purchaseCost }: { readonly kind?: SourceKind | undefined; readonly purchaseCost?: unknown },
  made: ReadonlySet<string>,
): SourceKind =>
  sourceKind({
    given: kind,
    isService: item.kind === 'service',
    hasStructure: made.has(item.id),
    hasPurchaseCost: purchaseCost !== undefined,
  })

/** One source for each item: its row, or what the item's own columns say. */
export function normalizeSources(input: PlanInput, assumptions: Notice[]): readonly NormalSource[] {
  const made = itemsWithStructure(input)
  const rows = new Map((input.sources ?? []).map((row) => [row.itemId, row]))
  const noLeadTime: Ref[] = []
  const subcontracted: Ref[] = []
  const sources = input.items.map((item): PlanSource => {
    const row = rows.get(item.id) ?? { itemId: item.id, kind: item.source, ...pick(item, SUPPLY_COLUMNS) }
    const kind = kindOfSource(item, row, made)
    if (kind === 'subcontract' && row.kind !== kind) subcontracted.push({ itemId: item.id })
    if (kind === 'buy' && row.leadTimeDays === undefined) noLeadTime.push({ itemId: item.id })
    return { id: item.id, ...row, kind }
  })
  noteRecords(assumptions, sourceIsSubcontract, {
    path: 'items[].source',
    refs: subcontracted,
    value: 'subcontract',
  })
  const setUp = new Set(
    (input.operations ?? []).filter(({ setupHours }) => (setupHours ?? 0) > 0).map(({ itemId }) => itemId),
  )
  noteRecords(assumptions, lotSizeMissing, {
    path: 'items[].lotSize',
    refs: sources.flatMap(({ itemId, lotSize }) => (lotSize === undefined && setUp.has(itemId) ? [{ itemId }] : [])),
    value: 1,
  })
  noteRecords(assumptions, leadTimeMissing, { path: 'items[].leadTimeDays', refs: noLeadTime, value: 0 })
  return toNormalRows<NormalSource>('sources', sources)
}

/** One stock policy for each item: its row, or what the item's own columns say. */
export function normalizeStockPolicies(
  input: PlanInput,
  { policy, sources, asked }: StockPolicyContext,
): readonly NormalStockPolicy[] {
  const { holdingCostRatePerYear, unmetDemand } = policy
  const rows = new Map((input.stockPolicies ?? []).map((row) => [row.itemId, row]))
  const own = new Map(
    input.items.map((item): [string, StockPolicy] => [
      item.id,
      rows.get(item.id) ?? { itemId: item.id, ...pick(item, STOCK_COLUMNS) },
    ]),
  )
  const parents = new Map<string, string[]>()
  for (const { itemId, componentId } of withoutBought(input.billOfMaterials ?? [], sources)) {
    const known = parents.get(componentId)
    if (known === undefined) parents.set(componentId, [itemId])
    else known.push(itemId)
  }
  const targetOf = stockTargets({ own, policy, parents, asked })
  return toNormalRows<NormalStockPolicy>(
    'stockPolicies',
    [...own].map(([itemId, row]): StockPolicy => ({
      ...targetOf(itemId),
      holdingCostRatePerYear,
      unmetDemand,
      ...row,
    })),
  )
}

/** What stock policies are filled in from. */
export interface StockPolicyContext {
  readonly policy: NormalPolicy
  readonly sources: readonly NormalSource[]
  /** Items with customers of their own. */
  readonly asked: ReadonlySet<string>
}

/**
 * The class of an item's stock where none is given, by its use (IAS 2, paragraph 37): what is bought is material where a
 * bill takes it and merchandise where not; what is made is a finished good where it is asked for, and work in progress
 * where only a bill takes it.
 */
function classByUse(kind: SourceKind, isComponent: boolean, isAsked: boolean): InventoryClass {
  if (kind === 'buy') return isComponent ? 'material' : 'merchandise'
  return isComponent && !isAsked ? 'workInProgress' : 'finishedGoods'
}

const SHORTHAND: ReadonlySet<string> = new Set(['source', ...SUPPLY_COLUMNS, ...STOCK_COLUMNS])

const withoutShorthand = (item: PlanItem): object =>
  Object.fromEntries(Object.entries(item).filter(([field]) => !SHORTHAND.has(field)))

/** Items with their own columns only, each with its decimals and the class of its stock. */
export function normalizeItems(
  input: PlanInput,
  sources: readonly NormalSource[],
  asked: ReadonlySet<string>,
  assumptions: Notice[],
): readonly NormalItem[] {
  const kinds = new Map(sources.map(({ itemId, kind }) => [itemId, kind]))
  const components = new Set(
    (input.billOfMaterials ?? [])
      .filter(({ itemId }) => kinds.get(itemId) !== 'buy')
      .map(({ componentId }) => componentId),
  )
  const byUse = new Map<InventoryClass, Ref[]>()
  const measured = new Map<number, Ref[]>()
  const items = input.items.map((item) => {
    const own = classByUse(kinds.get(item.id) ?? 'buy', components.has(item.id), asked.has(item.id))
    if (item.inventoryClass === undefined && item.kind !== 'service')
      byUse.set(own, [...(byUse.get(own) ?? []), { itemId: item.id }])
    const decimals = decimalsOfUnit(item.unit)
    if (item.quantityDecimals === undefined && decimals > 0)
      measured.set(decimals, [...(measured.get(decimals) ?? []), { itemId: item.id }])
    return {
      ...withoutShorthand(item),
      quantityDecimals: item.quantityDecimals ?? decimals,
      inventoryClass: item.inventoryClass ?? own,
    }
  })
  for (const [decimals, refs] of measured)
    noteRecords(assumptions, decimalsByUnit, { path: 'items[].quantityDecimals', refs, value: decimals })
  for (const [inventoryClass, refs] of byUse) {
    noteRecords(assumptions, inventoryClassByUse, { path: 'items[].inventoryClass', refs, value: inventoryClass })
  }
  return toNormalRows<NormalItem>('items', items)
}

/** The bill lines or operations of items that are not bought; of those that are, they are not used. */
export function withoutBought<Row extends { readonly itemId: string }>(
  rows: readonly Row[],
  sources: readonly NormalSource[],
): readonly Row[] {
  const bought = new Set(sources.filter(({ kind }) => kind === 'buy').map(({ itemId }) => itemId))
  return rows.filter(({ itemId }) => !bought.has(itemId))
}

/** Says which items have a bill or a routing that is not used. */
export function warnOfUnusedBills(input: PlanInput, sources: readonly NormalSource[], warnings: Notice[]): void {
  const made = itemsWithStructure(input)
  for (const { itemId, kind } of sources) {
    if (kind !== 'buy' || !made.has(itemId)) continue
    warnings.push(createNotice(billNotUsed, { path: rowPath('items', { id: itemId }), refs: [{ itemId }] }))
  }
}

/** Says which items have a yield that is not used: what is bought is counted in good units. */
export function warnOfUnusedYields(sources: readonly NormalSource[], warnings: Notice[]): void {
  const refs = sources.flatMap(({ itemId, kind, yieldShare }) => (kind === 'buy' && yieldShare < 1 ? [{ itemId }] : []))
  noteRecords(warnings, yieldNotUsed, { path: 'sources[].yieldShare', refs })
}

/** Says of each bill line that begins or ends inside the plan that bills are read on one day. */
export function warnOfDatedLines(
  { asOf, billOfMaterials, calendar: { start } }: Pick<NormalInput, 'asOf' | 'billOfMaterials' | 'calendar'>,
  { periods }: Calendar,
  warnings: Notice[],
): void {
  const end = periods.at(-1)?.end ?? start
  const readDate = billDate(asOf, start)
  for (const line of billOfMaterials) {
    const { itemId, componentId, firstDate, lastDate } = line
    const begins = firstDate !== undefined && firstDate > start && firstDate < end
    const ends = lastDate !== undefined && lastDate >= start && nextDay(lastDate) < end
    if (!begins && !ends) continue
    warnings.push(
      createNotice(billReadOnOneDay, {
        path: rowPath('billOfMaterials', line),
        refs: [{ itemId }, { itemId: componentId }],
        value: { componentId, readDate, firstDate: firstDate ?? null, lastDate: lastDate ?? null },
      }),
    )
  }
}

const nextDay = (day: string): string => formatDay((parseDay(day) as number) + 1)

/** Supply orders, and open orders as what they are short for. */
export function normalizeSupplyOrders(input: PlanInput, sources: readonly NormalSource[]): readonly SupplyOrder[] {
  const byItem = new Map(sources.map((source) => [source.itemId, source]))
  const sourceId = (itemId: string): string => byItem.get(itemId)?.id ?? itemId
  return [
    ...(input.supplyOrders ?? []).map((order): SupplyOrder => ({ sourceId: sourceId(order.itemId), ...order })),
    ...(input.openOrders ?? []).map((order): SupplyOrder => ({
      ...order,
      id: openOrderId(order),
      kind: 'buy',
      sourceId: sourceId(order.itemId),
    })),
  ]
}
