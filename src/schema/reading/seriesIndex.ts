import type { IssueList } from '../../core/checking/errors.js'
import type { Key } from '../../core/keys/keys.js'
import { type OfSeries, type SeriesId, seriesId, seriesKey, stockKey } from '../../core/keys/seriesId.js'
import type { ItemSuccession } from '../rows/demandTypes.js'
import { customersMarket } from './customersMarket.js'
import { rows } from './referenceChecks.js'
import type { PlanInput } from '../types.js'

/** Which items have demand in which markets. */
export interface SeriesIndex {
  /** Items with demand of their own, from any table. */
  readonly items: ReadonlySet<string>
  /** Items whose demand is forecast from a history or from transactions. */
  readonly withHistory: ReadonlySet<string>
  /** Buckets of the history of one series: 0 for none, undefined where they are added up from transactions. */
  historyLength(row: OfSeries): number | undefined
  /** A row that adds to one series says which one. */
  checkTarget(row: OfSeries, at: string, issues: IssueList): void
  /** A row that changes one series speaks of one that is there, where its item has any. */
  checkChange(row: OfSeries, at: string, issues: IssueList): void
}

const NO_MARKET = ''

/** The series that a succession takes demand from. */
export const predecessorOf = (row: ItemSuccession): SeriesId => seriesId({ ...row, itemId: row.predecessorId })
/** The series that a succession gives demand to. */
export const successorOf = (row: ItemSuccession): SeriesId => seriesId({ ...row, itemId: row.successorId })

/** Reads from which tables the series of demand come. */
export function createSeriesIndex(input: PlanInput): SeriesIndex {
  const marketsOf = new Map<Key, Set<string>>()
  const items = new Set<string>()
  const withHistory = new Set<string>()
  const lengths = new Map<Key, number | undefined>()
  const add = (row: OfSeries): void => {
    const key = stockKey(row)
    marketsOf.set(key, (marketsOf.get(key) ?? new Set()).add(row.marketId ?? NO_MARKET))
    items.add(row.itemId)
  }
  for (const [, row] of rows(input.history)) {
    const { quantities } = row
    add(row)
    withHistory.add(row.itemId)
    lengths.set(seriesKey(row), Array.isArray(quantities) ? quantities.length : undefined)
  }
  const withMarket = customersMarket(input)
  for (const [, sale] of rows(input.transactions)) {
    const row = withMarket(sale)
    add(row)
    withHistory.add(row.itemId)
    lengths.set(seriesKey(row), undefined)
  }
  for (const [, row] of rows(input.forecasts)) add(row)
  const copy = (): ReadonlyMap<Key, ReadonlySet<string>> =>
    new Map([...marketsOf].map(([key, markets]) => [key, new Set(markets)]))
  const baseline = copy()
  for (const [, row] of rows(input.launches)) add(row)
  const launched = copy()
  for (const [, row] of rows(input.successions)) {
    add(predecessorOf(row))
    add(successorOf(row))
  }
  for (const [, row] of rows(input.opportunities)) add(row)
  const known = copy()
  for (const [, row] of [...rows(input.views), ...rows(input.overrides)]) add(row)
  for (const [, { itemId }] of rows(input.customerOrders)) items.add(itemId)

  const refuse = (
    { itemId, marketId }: OfSeries,
    at: string,
    markets: ReadonlySet<string>,
    issues: IssueList,
  ): void => {
    const names = [...markets].filter((market) => market !== NO_MARKET)
    const message =
      names.length === 0
        ? `Demand of '${itemId}' is not split by market.`
        : `Demand of '${itemId}' is that of ${names.map((market) => `'${market}'`).join(', ')}${markets.has(NO_MARKET) ? ' and of no market' : ''}.`
    issues.add(
      'CONFLICT',
      `${at}.marketId`,
      marketId,
      message,
      names.length === 0 ? 'Leave marketId out.' : 'Name one of these markets.',
    )
  }
  return {
    items,
    withHistory,
    historyLength: (row) => {
      const key = seriesKey(row)
      return lengths.has(key) ? lengths.get(key) : 0
    },
    checkTarget(row, at, issues) {
      const markets = baseline.get(stockKey(row)) ?? launched.get(stockKey(row))
      if (markets === undefined || row.marketId !== undefined || markets.has(NO_MARKET)) return
      refuse(row, at, markets, issues)
    },
    checkChange(row, at, issues) {
      const markets = known.get(stockKey(row))
      if (markets === undefined || markets.has(row.marketId ?? NO_MARKET)) return
      refuse(row, at, markets, issues)
    },
  }
}
