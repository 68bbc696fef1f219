import * as z from 'zod'
import { SERIES_KEY, SERIES_PLACE } from '../../core/keys/seriesId.js'
import type * as rows from '../rows/demandTypes.js'
import { MOST_QUANTITY } from './quantityLimit.js'
import { anySeries, place, placeReferences, series, seriesReferences } from './seriesShape.js'
import * as shapes from './shapes.js'
import { common, date, id, list, opt, perPeriodMoney, quantity, record, share } from './shapes.js'
import type { Table } from './table.js'

/** Units more or less. */
const change = z.number().min(-MOST_QUANTITY).max(MOST_QUANTITY)
/** A ratio by which something is higher; a thousand times is most likely a mistake, and so is less than nothing. */
const changeRate = z.number().min(-1).max(1000)
/** A price, a flag, a temperature. */
const driverValue = z.number().min(-MOST_QUANTITY).max(MOST_QUANTITY)
/** Neither never nor always. */
const probability = z.number().gt(0).lt(1)
const quantities = z.array(z.nullable(quantity)).min(1)

export const markets: Table<rows.Market> = {
  noun: 'market',
  row: record({ id, name: opt(z.string()), terms: opt(shapes.terms), ...common }),
  key: ['id'],
}

export const customers: Table<rows.Customer> = {
  noun: 'customer',
  row: record({ id, name: opt(z.string()), marketId: opt(id), ...common }),
  key: ['id'],
  references: { marketId: 'markets' },
}

export const prices: Table<rows.MarketPrice> = {
  noun: 'price',
  row: record({ ...series, customerId: opt(id), price: perPeriodMoney, currency: opt(z.string()), ...common }),
  key: [...SERIES_KEY, 'customerId'],
  references: { ...seriesReferences, customerId: 'customers' },
  byPeriod: { price: 'rate' },
}

export const history: Table<rows.DemandHistory> = {
  noun: 'history',
  row: record({ ...series, start: z.string(), quantities, seasonLength: opt(z.int().min(1)), ...common }),
  key: SERIES_KEY,
  addsUp: true,
  references: seriesReferences,
  fromBucket: { quantities: 'start' },
  buckets: ['start'],
}

export const transactions: Table<rows.DemandTransaction> = {
  noun: 'transaction',
  row: record({
    id: opt(id),
    ...series,
    customerId: opt(id),
    date,
    quantity: change,
    unit: opt(id),
    ...common,
  }),
  key: [...SERIES_KEY, 'customerId', 'date', 'id'],
  addsUp: true,
  references: { ...seriesReferences, customerId: 'customers' },
  days: ['date'],
}

export const customerOrders: Table<rows.CustomerOrder> = {
  noun: 'customer order',
  row: record({
    id,
    line: opt(id),
    ...series,
    customerId: opt(id),
    quantity: shapes.orderQuantity,
    unit: opt(id),
    requestedDate: date,
    promisedDate: opt(date),
    price: opt(shapes.amount),
    priority: opt(z.int().min(1)),
    ...common,
  }),
  key: ['id', 'line'],
  references: { ...seriesReferences, customerId: 'customers' },
  days: ['requestedDate', 'promisedDate'],
}

export const forecasts: Table<rows.GivenForecast> = {
  noun: 'forecast',
  row: record({
    ...series,
    quantities: z.array(quantity),
    stdDev: opt(z.union([quantity, z.array(quantity)])),
    quantiles: list(record({ probability, quantities: z.array(quantity) })),
    ...common,
  }),
  key: SERIES_KEY,
  references: seriesReferences,
  byPeriod: { quantities: 'flow', stdDev: 'level' },
  entriesByPeriod: { quantiles: { quantities: 'flow' } },
  lists: { quantiles: 'probability' },
}

export const forecastVintages: Table<rows.ForecastVintageRow> = {
  noun: 'forecast vintage',
  row: record({ ...series, madeDate: date, start: z.string(), quantities, ...common }),
  key: [...SERIES_KEY, 'madeDate'],
  references: seriesReferences,
  days: ['madeDate'],
  fromBucket: { quantities: 'start' },
  buckets: ['start'],
  ridesAlong: true,
}

export const stockOuts: Table<rows.StockOut> = {
  noun: 'stock-out',
  row: record({ id: opt(id), itemId: id, firstDate: date, lastDate: date, ...common }),
  key: ['itemId', 'firstDate', 'id'],
  references: { itemId: 'items' },
  days: ['firstDate', 'lastDate'],
}

export const hierarchy: Table<rows.DemandNode> = {
  noun: 'node',
  row: record({ id, parentId: opt(id), name: opt(z.string()), ...common }),
  key: ['id'],
  references: { parentId: 'hierarchy' },
}

export const launches: Table<rows.ItemLaunch> = {
  noun: 'launch',
  row: record({
    id: opt(id),
    ...series,
    start: z.string(),
    likeItems: list(record({ id, history: z.array(quantity).min(1), weight: opt(quantity) })),
    total: opt(quantity),
    lifePeriods: opt(z.int().min(1).max(10_000)),
    phaseIn: opt(z.array(share).min(1)),
    marketSize: opt(quantity),
    innovation: opt(share),
    imitation: opt(share),
    initialAdopters: opt(quantity),
    ...common,
  }),
  key: [...SERIES_KEY, 'id'],
  references: seriesReferences,
  buckets: ['start'],
}

export const successions: Table<rows.ItemSuccession> = {
  noun: 'succession',
  row: record({
    predecessorId: id,
    successorId: id,
    ...place,
    phaseOutShare: opt(z.union([share, z.array(share)])),
    transferShare: opt(share),
    cannibalizationShare: opt(share),
    ...common,
  }),
  key: ['predecessorId', ...SERIES_PLACE],
  references: { predecessorId: 'items', successorId: 'items', ...placeReferences },
  byPeriod: { phaseOutShare: 'share' },
  defaults: { phaseOutShare: 0, transferShare: 1, cannibalizationShare: 0 },
}

export const events: Table<rows.DemandEvent> = {
  noun: 'event',
  row: record({
    id,
    name: opt(z.string()),
    ...anySeries,
    firstDate: date,
    lastDate: date,
    upliftRate: opt(changeRate),
    upliftUnits: opt(change),
    repeats: opt(id),
    ...common,
  }),
  key: ['id'],
  references: { ...seriesReferences, repeats: 'events' },
  wildcards: SERIES_KEY,
  days: ['firstDate', 'lastDate'],
}

export const drivers: Table<rows.DemandDriver> = {
  noun: 'driver',
  row: record({ driverId: id, ...anySeries, periodId: id, value: driverValue, ...common }),
  key: ['driverId', ...SERIES_KEY, 'periodId'],
  references: seriesReferences,
  wildcards: SERIES_KEY,
}

export const opportunities: Table<rows.ItemOpportunity> = {
  noun: 'opportunity',
  row: record({ id, ...series, quantity, closeDate: date, stageId: opt(id), probability: opt(share), ...common }),
  key: ['id'],
  references: { ...seriesReferences, stageId: 'pipelineStages' },
  days: ['closeDate'],
}

export const pipelineStages: Table<rows.PipelineStage> = {
  noun: 'stage',
  row: record({ id, probability: share, ...common }),
  key: ['id'],
}

export const views: Table<rows.DemandView> = {
  noun: 'view',
  row: record({
    contributor: id,
    ...series,
    quantities: opt(z.array(z.nullable(quantity))),
    weight: opt(quantity),
    past: opt(quantities),
    ...common,
  }),
  key: ['contributor', ...SERIES_KEY],
  references: seriesReferences,
  byPeriod: { quantities: 'flow' },
}

export const overrides: Table<rows.ItemOverride> = {
  noun: 'override',
  row: record({
    id,
    ...series,
    periodIds: z.array(id).min(1),
    quantity: opt(quantity),
    change: opt(change),
    changeRate: opt(changeRate),
    reason: id,
    owner: id,
    stdDev: opt(quantity),
    expiryDate: opt(date),
    ...common,
  }),
  key: ['id'],
  references: seriesReferences,
  planPeriods: ['periodIds'],
  days: ['expiryDate'],
}
