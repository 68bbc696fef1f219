import type { TableName } from '../tables/table.js'

/** Tables of the contract that a later version plans. */
const TABLES: ReadonlySet<string> = new Set(['sites', 'lanes', 'outputs', 'exchangeRates', 'entities'])

const ORDER_SIZES = ['orderCost', 'minimumOrderQuantity', 'orderMultiple', 'maximumOrderQuantity'] as const

/** Fields of the contract that a later version plans, by table. */
const FIELDS: { readonly [Name in TableName]?: readonly string[] } = {
  items: ['shelfLifeDays', 'weight', 'volume', 'siteId', ...ORDER_SIZES],
  sources: [
    'siteId',
    'billId',
    'routingId',
    'priceBreaks',
    'priceBreakKind',
    'minimumSupply',
    'safetyTimeDays',
    'quotaShare',
    'priority',
    'firstDate',
    'lastDate',
    ...ORDER_SIZES,
  ],
  stockPolicies: ['siteId', 'targetStock', 'coverDays', 'reorderPoint', 'orderUpTo'],
  stock: ['siteId', 'expiryDate', 'availableDate'],
  supplyOrders: ['siteId', 'laneId', 'status'],
  openOrders: ['siteId', 'laneId', 'status'],
  billOfMaterials: ['billId'],
  operations: ['routingId', 'sequence', 'skillId'],
  resources: ['siteId'],
  suppliers: ['currency', 'minimumOrderValue', 'orderDays', 'calendarId'],
  markets: ['siteId', 'priority', 'minimumRemainingShare'],
  customers: ['terms', 'priority', 'currency'],
  prices: ['siteId'],
  history: ['siteId'],
  customerOrders: ['siteId'],
  transactions: ['siteId'],
  forecasts: ['siteId'],
  standards: ['siteId'],
}

/** Whether a name that the input's shape does not have is one that a later version plans; the input itself has no table. */
export function isNotPlannedYet(table: string, field: string): boolean {
  if (table === '') return TABLES.has(field)
  return (FIELDS as Readonly<Record<string, readonly string[] | undefined>>)[table]?.includes(field) === true
}
