import type { TableName } from '../tables/table.js'

/** What who has several warehouses or plants can do. */
export const ONE_SITE = 'A plan has one site: add up its warehouses, and plan each site with an input of its own.'

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

/** What to do as long as a name is not planned, where there is a way. */
const MEANWHILE: Readonly<Record<string, string>> = {
  'customers terms': 'Customers pay as their market does: give markets[].terms, or finance.customerTerms for all.',
  ' sites': ONE_SITE,
  ' exchangeRates': 'Give all amounts in one currency.',
}

/** What to do about a name that a later version plans. */
export function remedyOfNotPlanned(table: string, field: string): string {
  const meanwhile = field === 'siteId' ? ONE_SITE : MEANWHILE[`${table} ${field}`]
  return `Leave it out until a version plans it.${meanwhile === undefined ? '' : ` ${meanwhile}`}`
}
