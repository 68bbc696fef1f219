import { keyOf } from '../../core/keys/keys.js'
import type { LedgerInput, SalesFlow } from '../../finance/types.js'
import { customersMarket } from '../../schema/reading/customersMarket.js'
import { OPENING_FIELDS } from '../../schema/tables/openingFields.js'
import { openOrderId } from '../../schema/tables/openOrderId.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { TableName } from '../../schema/tables/table.js'
import { tableOf } from '../../schema/tables/tables.js'
import type { PlanInput } from '../../schema/types.js'
import type { ShipmentSplit } from './splitShipments.js'

type Row = Readonly<Record<string, unknown>>

/** What the ledger was posted from, and the input that all of it came from. */
export interface PlacedInput {
  readonly flows: Partial<LedgerInput>
  readonly shipments: ShipmentSplit['records']
  readonly normal: NormalInput
  readonly given: PlanInput
}

/** What a row of a table of money can be written as in `finance`. */
const SHORTHAND = { creditFacilities: 'creditLine', taxes: 'tax', overheads: 'overheads', assets: 'assets' } as const

/**
 * Where a value of the ledger's input stands in the input that the caller gave, rows named by their index there; an empty
 * text where it is that of no one place.
 */
export function placeInPlan(path: string, { flows, shipments, normal, given }: PlacedInput): string {
  const [, table = '', index = '', rest = ''] = /^(\w+)\[(\d+)\](.*)$/.exec(path) ?? []
  const n = Number(index)
  const withMarket = customersMarket(given)
  /** Place of a field in the caller's first row of a table that is meant; with the period where the value is one by period. */
  const at = (name: TableName, isMeant: (row: Row) => boolean, field?: string): string | undefined => {
    const rows = (given[name] ?? []) as unknown as readonly Row[]
    const place = rows.findIndex((row) => isMeant(row) && (field === undefined || row[field] !== undefined))
    if (place < 0) return undefined
    if (field === undefined) return `${name}[${place}]`
    const period = Array.isArray(rows[place]?.[field]) ? (/\[\d+\]$/.exec(rest)?.[0] ?? '') : ''
    return `${name}[${place}].${field}${period}`
  }
  const atKey = (name: TableName, row: object | undefined, field: string): string | undefined => {
    const { key } = tableOf(name)
    const keyed = (own: Row): string => keyOf(withMarket(own), key)
    return row === undefined ? undefined : at(name, (own) => keyed(own) === keyed(row as Row), field)
  }
  const ofItem = (itemId: string | undefined, field?: string): string | undefined =>
    at('items', ({ id }) => id === itemId, field)

  switch (table) {
    case '':
      return path === 'minimumCash' ? 'finance.minimumCash' : ''
    case 'openingBalances': {
      const row = normal.openingBalances[n]
      const field = OPENING_FIELDS.find(([, account]) => account === row?.account)?.[0]
      return atKey('openingBalances', row, 'amount') ?? `finance.${field}`
    }
    case 'shipments':
    case 'sales': {
      const sale: Partial<SalesFlow> | undefined = table === 'sales' ? flows.sales?.[n] : shipments[n]
      const isPrice = ({ itemId, marketId, customerId }: Row): boolean =>
        itemId === sale?.itemId && marketId === sale?.marketId && customerId === undefined
      const isOrder = ({ id, line }: Row): boolean => id === sale?.orderId && line === sale?.orderLine
      const ofOrder = sale?.orderId === undefined ? undefined : at('customerOrders', isOrder, 'price')
      return ofOrder ?? at('prices', isPrice, 'price') ?? ofItem(sale?.itemId, 'price') ?? ''
    }
    case 'stock': {
      const itemId = flows.stock?.[n]?.itemId
      const lot = /^\.openingLots\[(\d+)\]/.exec(rest)?.[1]
      const lots = normal.stock.filter((row) => row.itemId === itemId)
      return (lot === undefined ? undefined : atKey('stock', lots[Number(lot)], 'unitCost')) ?? ofItem(itemId) ?? ''
    }
    case 'purchases': {
      const { itemId, orderId, orderLine } = flows.purchases?.[n] ?? {}
      const isItems = (row: Row): boolean => row['itemId'] === itemId
      if (orderId !== undefined) {
        const isShort = (row: Row): boolean => openOrderId(row as Parameters<typeof openOrderId>[0]) === orderId
        const isFull = (row: Row): boolean => row['id'] === orderId && row['line'] === orderLine
        return at('supplyOrders', isFull, 'unitCost') ?? at('openOrders', isShort, 'unitCost') ?? ''
      }
      return (
        at('sources', isItems, 'purchaseCost') ??
        ofItem(itemId, 'purchaseCost') ??
        at('assumedUnitCosts', isItems, 'unitCost') ??
        ''
      )
    }
    case 'labor': {
      const id = flows.labor?.[n]?.resourceId
      return at('resources', (row) => row['id'] === id, rest.replace(/^\.|\[\d+\]$/g, '')) ?? ''
    }
    case 'overheads':
    case 'assets':
    case 'creditFacilities':
    case 'taxes': {
      const id = normal[table][n]?.id
      const place = (rows: readonly { readonly id: string }[]): number => rows.findIndex((row) => row.id === id)
      const isTable = table === 'overheads' || table === 'assets'
      const rows = given[table] ?? (isTable ? given.finance?.[table] : undefined)
      const own = rows?.[place(rows)] as Row | undefined
      // A ledger has amounts by period where the plan's input may have one for all.
      const field = rest.replace(
        /^\.amounts\[\d+\]$/,
        Array.isArray(own?.['amount']) ? rest.replace('amounts', 'amount') : '.amount',
      )
      if (given[table] !== undefined) return `${table}[${place(given[table])}]${field}`
      return rows === undefined ? `finance.${SHORTHAND[table]}${field}` : `finance.${table}[${place(rows)}]${field}`
    }
    default:
      return ''
  }
}
