import type { IssueList } from '../core/errors.js'
import { keyOf } from '../core/keys.js'
import { rows } from './referenceChecks.js'
import type { PlanInput } from './types.js'

/** Which items have demand in which markets. */
export interface SeriesIndex {
  /** Items with demand of their own, from any table. */
  readonly items: ReadonlySet<string>
  /** Items whose demand is forecast from a history or from transactions. */
  readonly withHistory: ReadonlySet<string>
  /** Buckets of the history of one series: 0 for none, undefined where they are added up from transactions. */
  historyLength(itemId: string, marketId: string | undefined): number | undefined
  /** A row that adds to one series says which one. */
  checkTarget(itemId: string, marketId: string | undefined, at: string, issues: IssueList): void
  /** A row that changes one series speaks of one that is there, where its item has any. */
  checkChange(itemId: string, marketId: string | undefined, at: string, issues: IssueList): void
}

const NO_MARKET = ''

/** Reads from which tables the series of demand come. */
export function createSeriesIndex(input: PlanInput): SeriesIndex {
  const marketsOf = new Map<string, Set<string>>()
  const items = new Set<string>()
  const withHistory = new Set<string>()
  const lengths = new Map<string, number | undefined>()
  const add = (itemId: string, marketId: string | undefined): void => {
    marketsOf.set(itemId, (marketsOf.get(itemId) ?? new Set()).add(marketId ?? NO_MARKET))
    items.add(itemId)
  }
  const keyIn = (itemId: string, marketId: string | undefined): string =>
    keyOf({ itemId, marketId }, ['itemId', 'marketId'])
  for (const [, { itemId, marketId, quantities }] of rows(input.history)) {
    add(itemId, marketId)
    withHistory.add(itemId)
    lengths.set(keyIn(itemId, marketId), Array.isArray(quantities) ? quantities.length : undefined)
  }
  const marketOf = new Map(rows(input.customers).map(([, { id, marketId }]) => [id, marketId]))
  for (const [, { itemId, customerId, ...sale }] of rows(input.transactions)) {
    const marketId = sale.marketId ?? (customerId === undefined ? undefined : marketOf.get(customerId))
    add(itemId, marketId)
    withHistory.add(itemId)
    lengths.set(keyIn(itemId, marketId), undefined)
  }
  for (const [, { itemId, marketId }] of rows(input.forecasts)) add(itemId, marketId)
  const copy = (): ReadonlyMap<string, ReadonlySet<string>> =>
    new Map([...marketsOf].map(([itemId, markets]) => [itemId, new Set(markets)]))
  const baseline = copy()
  for (const [, { itemId, marketId }] of rows(input.launches)) add(itemId, marketId)
  const launched = copy()
  for (const [, { predecessorId, successorId, marketId }] of rows(input.successions)) {
    add(predecessorId, marketId)
    add(successorId, marketId)
  }
  for (const [, { itemId, marketId }] of rows(input.opportunities)) add(itemId, marketId)
  const known = copy()
  for (const [, { itemId, marketId }] of [...rows(input.views), ...rows(input.overrides)]) add(itemId, marketId)

  const refuse = (
    itemId: string,
    marketId: string | undefined,
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
    historyLength: (itemId, marketId) => {
      const key = keyIn(itemId, marketId)
      return lengths.has(key) ? lengths.get(key) : 0
    },
    checkTarget(itemId, marketId, at, issues) {
      const markets = baseline.get(itemId) ?? launched.get(itemId)
      if (markets === undefined || marketId !== undefined || markets.has(NO_MARKET)) return
      refuse(itemId, marketId, at, markets, issues)
    },
    checkChange(itemId, marketId, at, issues) {
      const markets = known.get(itemId)
      if (markets === undefined || markets.has(marketId ?? NO_MARKET)) return
      refuse(itemId, marketId, at, markets, issues)
    },
  }
}
