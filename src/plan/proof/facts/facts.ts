import { dayNumber } from '../civilDays.js'
import { type Fraction, fraction, meantFraction, nearest, plus, times, ZERO } from '../fraction.js'
import { type Key, keyOf, sortByKey } from '../../../core/keys/keys.js'
import type { CostCard } from '../../../costing/types.js'
import type { InventoryRecord } from '../../../inventory/types.js'
import type { ProductionRecord, ResourceRecord, SourceRecord } from '../../../production/types.js'
import type { DemandRecord } from '../../demand/types.js'
import type { ShipmentRecord } from '../../money/splitShipments.js'
import type { NormalInput } from '../../../schema/normalForm/normalInput.js'
import type { TableName } from '../../../schema/tables/table.js'
import { TABLE_NAMES, tableOf } from '../../../schema/tables/tables.js'
import type { SafetyStockRecord } from '../../stock/planSafetyStock.js'
import type { Plan } from '../../types.js'
import { gridOf, stockUnitsOf, unitsOf } from '../gridUnits.js'

/** One row of a list of the plan, and the place where it stands there, as `costs[3]`. */
export interface Placed<T> {
  readonly row: T
  readonly name: string
}

/** Rows of one list by the key that `keyOf` makes of their ids; of two rows with one key the first. */
export type PlacedRows<T> = ReadonlyMap<Key, Placed<T>>

/** What a bill says of one component. */
export interface BillFact {
  readonly componentId: string
  /** Units of the component in one good unit of the item, exactly. */
  readonly perUnit: Fraction
}

/** What a routing says of one resource. */
export interface RoutingFact {
  readonly resourceId: string
  /** Hours in one good unit of the item. */
  readonly hours: number
}

/** The input of a plan in the form that the proof computes with; derived here, not taken from the planner. */
export interface Facts {
  /** The plan with the rows of every list in the order of their keys, so that any order of them gives one verdict. */
  readonly plan: Plan
  /** The plan as it was given. */
  readonly given: Plan
  readonly count: number
  /** Day numbers of the starts of the periods, and of the end of the last. */
  readonly starts: readonly number[]
  readonly end: number
  readonly days: readonly number[]
  readonly items: ReadonlyMap<string, NormalInput['items'][number]>
  readonly resources: ReadonlyMap<string, NormalInput['resources'][number]>
  /** The one source of each item, by item. */
  readonly sources: ReadonlyMap<string, NormalInput['sources'][number]>
  /** Stock policies by item. */
  readonly policies: ReadonlyMap<string, NormalInput['stockPolicies'][number]>
  /** Stock before the first period: all rows of an item. */
  readonly stock: ReadonlyMap<string, { readonly onHand: number; readonly backlog: number }>
  /** Bills by item, as they are on the first day of the plan, or at `asOf` where that is later. */
  readonly bills: ReadonlyMap<string, readonly BillFact[]>
  /** Routings by item. */
  readonly routings: ReadonlyMap<string, readonly RoutingFact[]>
  /** Rows of the plan as it was given, by key: by item, by item and market, by resource. */
  readonly rows: {
    readonly demand: PlacedRows<DemandRecord>
    readonly safetyStock: PlacedRows<SafetyStockRecord>
    readonly costs: PlacedRows<CostCard>
    readonly records: PlacedRows<ProductionRecord>
    readonly sources: PlacedRows<SourceRecord>
    readonly resources: PlacedRows<ResourceRecord>
    readonly shipments: PlacedRows<ShipmentRecord>
    readonly inventory: PlacedRows<InventoryRecord>
  }
  /** Demand series of each item. */
  readonly series: ReadonlyMap<string, readonly Placed<DemandRecord>[]>
  /** Value of a number or array by period: a level holds, a flow is spread by the nominal length of the buckets. */
  level(value: number | readonly number[]): readonly number[]
  flow(value: number | readonly number[]): readonly number[]
}

type Series = Pick<DemandRecord, 'itemId' | (typeof SERIES_PLACE)[number]>

/** The ids that tell the series of an item apart, written out here once for the whole proof. */
export const SERIES_PLACE = ['marketId'] as const
/** The ids of a demand series, of what is kept in stock, and of an item. */
export const SERIES: readonly ['itemId', ...typeof SERIES_PLACE] = ['itemId', ...SERIES_PLACE]
export const STOCK = ['itemId'] as const
export const ITEM = ['itemId'] as const
export const RESOURCE = ['resourceId'] as const
/** The key of what belongs to one item. */
export const itemKey = (itemId: string): Key => keyOf({ itemId }, ITEM)
/** The key of what belongs to one resource. */
export const resourceKey = (resourceId: string): Key => keyOf({ resourceId }, RESOURCE)
/** The key of what belongs to one demand series; without ids, of what belongs to none. */
export const seriesKey = (row: Partial<Series>): Key => keyOf(row, SERIES)
/** The ids of a demand series that are there, and nothing else of its row. */
export const seriesIds = (row: Series): Series =>
  Object.fromEntries(SERIES.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]]))) as Series

/** Whether an item takes its bill and its routing. */
export const isMade = (facts: Pick<Facts, 'sources'>, itemId: string): boolean =>
  facts.sources.get(itemId)?.kind !== 'buy'

/** Whether supply of a period is given, or frozen. */
export const isFixed = ({ plan, sources }: Pick<Facts, 'plan' | 'sources'>, itemId: string, t: number): boolean =>
  t < plan.input.policy.firmPeriods || (sources.get(itemId)?.firmSupply?.[t] ?? null) !== null

/** Rows of a list by key, with their places; a list that is none has no rows. */
export function placeRows<T extends object>(
  list: readonly T[] | undefined,
  name: string,
  fields: readonly (keyof T & string)[],
): Map<Key, Placed<T>> {
  const placed = new Map<Key, Placed<T>>()
  if (!Array.isArray(list)) return placed
  ;(list as readonly (T | null)[]).forEach((row, n) => {
    if (row === null || typeof row !== 'object') return
    const key = keyOf(row, fields)
    if (!placed.has(key)) placed.set(key, { row, name: `${name}[${n}]` })
  })
  return placed
}

/** Derives the facts of a plan from its input. */
export function readFacts(given: Plan): Facts {
  const plan = inOrder(given)
  const { input, calendar } = plan
  const { periods } = calendar
  const items = new Map(input.items.map((item) => [item.id, item]))
  const sources = new Map(input.sources.map((source) => [source.itemId, source]))
  const rows = {
    demand: placeRows(given.demand, 'demand', SERIES),
    safetyStock: placeRows(given.safetyStock, 'safetyStock', STOCK),
    costs: placeRows(given.costs, 'costs', STOCK),
    records: placeRows(given.supply.records, 'supply.records', STOCK),
    sources: placeRows(given.supply.sources, 'supply.sources', STOCK),
    resources: placeRows(given.supply.resources, 'supply.resources', RESOURCE),
    shipments: placeRows(given.shipments, 'shipments', SERIES),
    inventory: placeRows(given.inventory, 'inventory', STOCK),
  }
  const series = new Map<string, Placed<DemandRecord>[]>()
  for (const record of plan.demand) {
    const placed = rows.demand.get(seriesKey(record))
    const group = series.get(record.itemId)
    if (placed === undefined) continue
    if (group === undefined) series.set(record.itemId, [placed])
    else group.push(placed)
  }
  const stock = new Map<string, { onHand: number; backlog: number }>()
  for (const { itemId, onHand, backlog } of input.stock) {
    const sum = stock.get(itemId) ?? { onHand: 0, backlog: 0 }
    const { power, whole } = gridOf(items.get(itemId))
    stock.set(itemId, {
      onHand: (whole(sum.onHand) + whole(onHand)) / power,
      backlog: (whole(sum.backlog) + whole(backlog)) / power,
    })
  }
  const firstDay = dayNumber(periods[0]?.start ?? '1970-01-01')
  for (const order of input.customerOrders) {
    const { itemId, requestedDate } = order
    if (dayNumber(requestedDate) >= firstDay) continue
    const item = items.get(itemId)
    const { power, whole } = gridOf(item)
    const sum = stock.get(itemId) ?? { onHand: 0, backlog: 0 }
    stock.set(itemId, { ...sum, backlog: (whole(sum.backlog) + unitsOf(item, order)) / power })
  }
  const nominal = { month: 1, quarter: 3, year: 12, day: 0, week: 0 } as const
  const first = periods[0]?.unit ?? 'month'
  const spread = (value: number): number[] =>
    periods.map(({ unit, days }) => {
      if (unit === first) return value
      const [length, of] = nominal[first] > 0 ? [nominal[unit], nominal[first]] : [days, first === 'week' ? 7 : 1]
      return nearest(times(fraction(value), { n: BigInt(length), d: BigInt(of) }))
    })
  return {
    plan,
    given,
    count: periods.length,
    starts: periods.map(({ start }) => dayNumber(start)),
    end: dayNumber(periods.at(-1)?.end ?? '1970-01-01'),
    days: periods.map(({ start, end }) => dayNumber(end) - dayNumber(start)),
    items,
    resources: new Map(input.resources.map((resource) => [resource.id, resource])),
    sources,
    policies: new Map(input.stockPolicies.map((policy) => [policy.itemId, policy])),
    stock,
    bills: readBills(input, items, sources),
    routings: readRoutings(input, sources),
    rows,
    series,
    level: (value) => (typeof value === 'number' ? periods.map(() => value) : value),
    flow: (value) => (typeof value === 'number' ? spread(value) : value),
  }
}

/** A plan, and its input, in which the rows of every list stand in the order of their keys. */
function inOrder(plan: Plan): Plan {
  const { supply } = plan
  const input: Record<string, unknown> = { ...plan.input }
  for (const name of TABLE_NAMES) {
    const rows = input[name]
    if (Array.isArray(rows)) input[name] = sortByKey(rows as readonly object[], keyOfTable(name))
  }
  return {
    ...plan,
    input: input as unknown as NormalInput,
    demand: sortByKey(plan.demand, SERIES),
    safetyStock: sortByKey(plan.safetyStock, STOCK),
    costs: sortByKey(plan.costs, STOCK),
    inventory: sortByKey(plan.inventory, STOCK),
    shipments: sortByKey(plan.shipments, SERIES),
    supply: {
      ...supply,
      records: sortByKey(supply.records, STOCK),
      sources: sortByKey(supply.sources, ['sourceId']),
      resources: sortByKey(supply.resources, RESOURCE),
    },
  }
}

const keyOfTable = (name: TableName): never[] => [...tableOf(name).key] as never[]

type Items = ReadonlyMap<string, NormalInput['items'][number]>

/** Component units in one good unit of each item: scrap, yield and unit of measure taken in. */
function readBills(input: NormalInput, items: Items, sources: Facts['sources']): Map<string, BillFact[]> {
  const bills = new Map<string, Map<string, Fraction>>()
  const today = Math.max(dayNumber(input.asOf), dayNumber(input.calendar.start))
  for (const line of input.billOfMaterials) {
    if (line.firstDate !== undefined && today < dayNumber(line.firstDate)) continue
    if (line.lastDate !== undefined && today > dayNumber(line.lastDate)) continue
    const component = items.get(line.componentId)
    const unit = line.unit === undefined || line.unit === component?.unit ? 1 : stockUnitsOf(component, line.unit)
    const whole = times(meantFraction(line.quantityPer), meantFraction(unit))
    const kept = meantFraction(line.scrapShare ?? 0)
    const good = times({ n: kept.d - kept.n, d: kept.d }, meantFraction(sources.get(line.itemId)?.yieldShare ?? 1))
    const perUnit = { n: whole.n * good.d, d: whole.d * good.n }
    const bill = bills.get(line.itemId) ?? new Map<string, Fraction>()
    bills.set(line.itemId, bill)
    bill.set(line.componentId, plus(bill.get(line.componentId) ?? ZERO, perUnit))
  }
  return new Map(
    [...bills].map(([itemId, bill]) => [itemId, [...bill].map(([componentId, perUnit]) => ({ componentId, perUnit }))]),
  )
}

/** Hours in one good unit of each item: set-up spread over the lot, yield taken in. */
function readRoutings(input: NormalInput, sources: Facts['sources']): Map<string, RoutingFact[]> {
  const routings = new Map<string, Map<string, number>>()
  for (const operation of input.operations) {
    const source = sources.get(operation.itemId)
    const perUnit =
      (operation.runHoursPerUnit + (operation.setupHours ?? 0) / (source?.lotSize ?? 1)) / (source?.yieldShare ?? 1)
    const routing = routings.get(operation.itemId) ?? new Map<string, number>()
    routings.set(operation.itemId, routing)
    routing.set(operation.resourceId, (routing.get(operation.resourceId) ?? 0) + perUnit)
  }
  return new Map(
    [...routings].map(([itemId, routing]) => [
      itemId,
      [...routing].map(([resourceId, hours]) => ({ resourceId, hours })),
    ]),
  )
}
