import * as z from 'zod'
import { STOCK_KEY } from '../../core/keys/seriesId.js'
import { stockOf, stockReferences } from './seriesShape.js'
import { openOrderId } from './openOrderId.js'
import { HOURS_OF_A_DAY } from './hoursOfADay.js'
import * as shapes from './shapes.js'
import { common, date, days, id, list, opt, perPeriod, perPeriodMoney, quantity, record } from './shapes.js'
import type * as rows from '../rows/supplyTypes.js'
import type { Table } from './table.js'

const supplyColumns = {
  purchaseCost: opt(perPeriodMoney),
  leadTimeDays: opt(days),
  leadTimeStdDevDays: opt(days),
  supplierId: opt(id),
  supplyLimit: opt(perPeriod),
  firmSupply: list(z.nullable(quantity)),
  yieldShare: opt(z.number().gt(0).max(1)),
  lotSize: opt(z.number().gt(0)),
}
const stockColumns = {
  safetyStock: opt(perPeriod),
  minimumStock: opt(perPeriod),
  maximumStock: opt(perPeriod),
  serviceLevelShare: opt(shapes.openShare),
  fillRateShare: opt(shapes.openShare),
  unmetDemand: opt(shapes.unmetDemand),
  lostSaleCostPerUnit: opt(perPeriod),
}
/** The columns of another table that have the names of fields here. */
const sameNames = <Name extends string>(columns: Readonly<Record<Name, unknown>>): { readonly [N in Name]: N } =>
  Object.fromEntries(Object.keys(columns).map((name) => [name, name])) as { readonly [N in Name]: N }

const kinds = ['make', 'buy', 'subcontract'] as const
const supplyByPeriod = { purchaseCost: 'rate', supplyLimit: 'flow', firmSupply: 'flow' } as const
const stockByPeriod = {
  safetyStock: 'level',
  minimumStock: 'level',
  maximumStock: 'level',
  lostSaleCostPerUnit: 'rate',
} as const

export const items: Table<rows.PlanItem> = {
  noun: 'item',
  row: record({
    id,
    name: opt(z.string()),
    kind: opt(z.enum(['good', 'service'])),
    unit: opt(id),
    units: list(record({ unit: id, stockUnits: z.number().gt(0) })),
    quantityDecimals: opt(z.int().min(0).max(6)),
    inventoryClass: opt(z.enum(['merchandise', 'material', 'workInProgress', 'finishedGoods'])),
    price: opt(perPeriodMoney),
    currency: opt(z.string()),
    source: opt(z.enum(kinds)),
    ...supplyColumns,
    ...stockColumns,
    ...common,
  }),
  key: ['id'],
  references: { supplierId: 'suppliers' },
  byPeriod: { price: 'rate', ...supplyByPeriod, ...stockByPeriod },
  defaults: { kind: 'good', unit: 'each' },
}

export const sources: Table<rows.PlanSource> = {
  noun: 'source',
  row: record({
    id: opt(id),
    ...stockOf,
    kind: opt(z.enum(kinds)),
    currency: opt(z.string()),
    ...supplyColumns,
    ...common,
  }),
  key: ['id'],
  references: { ...stockReferences, supplierId: 'suppliers' },
  byPeriod: supplyByPeriod,
  defaults: { leadTimeDays: 0, yieldShare: 1, lotSize: 1 },
  columnsIn: { table: 'items', by: 'itemId', columns: { source: 'kind', ...sameNames(supplyColumns) } },
}

export const stockPolicies: Table<rows.StockPolicy> = {
  noun: 'stock policy',
  row: record({ ...stockOf, ...stockColumns, holdingCostRatePerYear: opt(shapes.notNegative), ...common }),
  key: STOCK_KEY,
  references: stockReferences,
  byPeriod: stockByPeriod,
  defaults: { lostSaleCostPerUnit: 0 },
  columnsIn: { table: 'items', by: 'itemId', columns: sameNames(stockColumns) },
}

export const billOfMaterials: Table<rows.PlanBillLine> = {
  noun: 'bill line',
  row: record({
    id: opt(id),
    itemId: id,
    componentId: id,
    quantityPer: shapes.orderQuantity,
    unit: opt(id),
    scrapShare: opt(z.number().min(0).lt(1)),
    firstDate: opt(date),
    lastDate: opt(date),
    ...common,
  }),
  key: ['itemId', 'componentId', 'firstDate', 'id'],
  references: { itemId: 'items', componentId: 'items' },
  days: ['firstDate', 'lastDate'],
  defaults: { scrapShare: 0 },
}

export const operations: Table<rows.PlanOperation> = {
  noun: 'operation',
  row: record({
    id: opt(id),
    itemId: id,
    resourceId: id,
    runHoursPerUnit: quantity,
    setupHours: opt(quantity),
    ...common,
  }),
  key: ['itemId', 'resourceId', 'id'],
  references: { itemId: 'items', resourceId: 'resources' },
  defaults: { setupHours: 0 },
}

export const workCalendars: Table<rows.WorkCalendar> = {
  noun: 'work calendar',
  row: record({
    id,
    name: opt(z.string()),
    workWeek: list(z.int().min(1).max(7)),
    holidays: list(date),
    hoursPerDay: opt(z.number().gt(0).max(HOURS_OF_A_DAY)),
    exceptions: list(record({ date, workingDays: z.number().min(0).max(3) })),
    ...common,
  }),
  key: ['id'],
  defaults: { hoursPerDay: 8, exceptions: [] },
}

export const resources: Table<rows.PlanResource> = {
  noun: 'resource',
  row: record({
    id,
    name: opt(z.string()),
    calendarId: opt(id),
    capacityHours: opt(perPeriod),
    hoursPerWorkingDay: opt(perPeriod),
    machines: opt(perPeriod),
    efficiencyShare: opt(perPeriod),
    overtimeHours: opt(perPeriod),
    costPerHour: opt(perPeriod),
    paidHours: opt(z.enum(['worked', 'capacity'])),
    overtimeCostPerHour: opt(perPeriod),
    variableOverheadPerHour: opt(perPeriod),
    fixedOverheadPerHour: opt(perPeriod),
    ...common,
  }),
  key: ['id'],
  references: { calendarId: 'workCalendars' },
  byPeriod: {
    capacityHours: 'flow',
    hoursPerWorkingDay: 'rate',
    machines: 'level',
    efficiencyShare: 'share',
    overtimeHours: 'flow',
    costPerHour: 'rate',
    overtimeCostPerHour: 'rate',
    variableOverheadPerHour: 'rate',
    fixedOverheadPerHour: 'rate',
  },
  defaults: { overtimeHours: 0, costPerHour: 0, paidHours: 'worked', variableOverheadPerHour: 0 },
}

export const suppliers: Table<rows.Supplier> = {
  noun: 'supplier',
  row: record({ id, name: opt(z.string()), terms: opt(shapes.terms), ...common }),
  key: ['id'],
}

export const stock: Table<rows.StockLevel> = {
  noun: 'stock row',
  row: record({
    ...stockOf,
    lotId: opt(id),
    onHand: quantity,
    backlog: opt(quantity),
    unitCost: opt(shapes.amount),
    ...common,
  }),
  key: [...STOCK_KEY, 'lotId'],
  addsUp: true,
  references: stockReferences,
  defaults: { backlog: 0 },
}

const order = {
  ...stockOf,
  quantity: shapes.orderQuantity,
  unit: opt(id),
  dueDate: date,
  unitCost: opt(shapes.amount),
  ...common,
}

export const supplyOrders: Table<rows.SupplyOrder> = {
  noun: 'supply order',
  row: record({ id, line: opt(id), kind: z.enum([...kinds, 'move']), sourceId: opt(id), ...order }),
  key: ['id', 'line'],
  references: { ...stockReferences, sourceId: 'sources' },
  days: ['dueDate'],
}

export const openOrders: Table<rows.OpenOrder> = {
  noun: 'open order',
  row: record({ id: opt(id), ...order }),
  key: ['id'],
  references: stockReferences,
  days: ['dueDate'],
  shorthandFor: 'supplyOrders',
  spellOut: (row) => ({ ...row, id: openOrderId(row), kind: 'buy' }),
}

export const assumedUnitCosts: Table<rows.AssumedUnitCost> = {
  noun: 'assumed unit cost',
  row: record({ ...stockOf, unitCost: shapes.notNegative, reason: opt(z.string()), ...common }),
  key: STOCK_KEY,
  references: stockReferences,
}
