import { compareByKey } from '../../core/keys/keys.js'
import { SERIES_KEY, STOCK_KEY } from '../../core/keys/seriesId.js'
import type {
  FixedAsset,
  LaborFlow,
  LedgerInput,
  LedgerOpening,
  OverheadFlow,
  PurchaseFlow,
  SalesFlow,
  StockFlow,
} from '../types.js'
import { type StandardsByPeriod, standardsByPeriod } from './standardsByPeriod.js'

/** A row of the input with its place there. */
export type Placed<T> = T & { readonly at: string }

/** A flow of stock with its defaults. */
export type FullStockFlow = Placed<
  StockFlow &
    Required<Omit<StockFlow, 'openingLots' | 'laterStandards' | 'fixedCost' | 'realizable'>> &
    Pick<StockFlow, 'openingLots' | 'laterStandards' | 'realizable'> & { readonly standards: StandardsByPeriod }
>

/** The flows of a ledger's input with their defaults, in the order of their keys, whatever the order of the input. */
export interface LedgerFlows {
  readonly openings: readonly Placed<LedgerOpening>[]
  readonly sales: readonly Placed<SalesFlow>[]
  readonly stock: readonly FullStockFlow[]
  readonly purchases: readonly Placed<PurchaseFlow>[]
  readonly labor: readonly Placed<LaborFlow>[]
  readonly overheads: readonly Placed<OverheadFlow>[]
  readonly assets: readonly Placed<FixedAsset>[]
}

/** Fields by which opening balances are told apart. */
const OPENING_KEY: readonly (keyof LedgerOpening)[] = [
  'account',
  'marketId',
  'customerId',
  'supplierId',
  'creditFacilityId',
  'dueDate',
]

/** Fields by which flows of sales are told apart. */
export const SALES_KEY: readonly (keyof SalesFlow)[] = [...SERIES_KEY, 'orderId', 'orderLine']

/** Fields by which flows of purchases are told apart. */
export const PURCHASE_KEY: readonly (keyof PurchaseFlow)[] = [
  ...STOCK_KEY,
  'supplierId',
  'sourceId',
  'orderId',
  'orderLine',
  'kind',
]

function place<T extends object>(
  rows: readonly T[] | undefined,
  name: string,
  fields: readonly (keyof T & string)[],
): Placed<T>[] {
  return (rows ?? [])
    .map((row, i): Placed<T> => ({ ...row, at: `${name}[${i}]` }))
    .sort((a, b) => compareByKey<T>(a, b, fields))
}

/** Reads the flows of a ledger's input that is right. */
export function readFlows(input: LedgerInput): LedgerFlows {
  const none = input.calendar.periods.map(() => 0)
  return {
    openings: place(input.openingBalances, 'openingBalances', OPENING_KEY),
    sales: place(input.sales, 'sales', SALES_KEY),
    stock: place(input.stock, 'stock', STOCK_KEY).map((flow): FullStockFlow => ({
      ...flow,
      outsideProcessing: flow.outsideProcessing ?? 0,
      labor: flow.labor ?? 0,
      variableOverhead: flow.variableOverhead ?? 0,
      fixedOverhead: flow.fixedOverhead ?? 0,
      producedUnits: flow.producedUnits ?? none,
      startedUnits: flow.startedUnits ?? flow.producedUnits ?? none,
      equivalentUnits: flow.equivalentUnits ?? flow.producedUnits ?? none,
      soldUnits: flow.soldUnits ?? none,
      issues: flow.issues ?? [],
      standards: standardsByPeriod(flow, none.length),
    })),
    purchases: place(input.purchases, 'purchases', PURCHASE_KEY),
    labor: place(input.labor, 'labor', ['resourceId']),
    overheads: place(input.overheads, 'overheads', ['id']),
    assets: place(input.assets, 'assets', ['id']),
  }
}
