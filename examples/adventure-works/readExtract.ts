import { number, numberOr, readCsv, text } from './readCsv.js'

/** An item as the ERP has it; money in USD. */
export interface ExtractItem {
  readonly sku: string
  readonly name: string
  readonly source: 'make' | 'buy'
  /** 0 where the ERP has none. */
  readonly standardCost: number
  /** 0 where it is not sold. */
  readonly listPrice: number
  readonly safetyStock: number
  readonly daysToManufacture: number
  readonly sellStart: string
  /** Empty while it is sold. */
  readonly sellEnd: string
}

/** One component of an assembly, as valid today. */
export interface ExtractBillLine {
  readonly assembly: string
  readonly component: string
  readonly quantityPer: number
  readonly unit: 'EA' | 'OZ' | 'IN'
}

/** A place; one with a cost rate is a production resource. */
export interface ExtractWorkCenter {
  readonly id: string
  readonly name: string
  readonly costPerHour: number
  readonly hoursPerWeek: number
}

/** A supplier's offer; price and quantities are per `unit`, whose content the ERP does not give. */
export interface ExtractOffer {
  readonly sku: string
  readonly supplier: string
  readonly leadTimeDays: number
  readonly unitPrice: number
  readonly minOrderQuantity: number
  readonly maxOrderQuantity: number
  /** 0 where nothing is on order. */
  readonly onOrderQuantity: number
  readonly unit: string
}

/** Units on a day in a territory: sold or returned. */
export interface ExtractMovement {
  readonly date: string
  readonly territory: string
  readonly sku: string
  readonly quantity: number
}

/** The whole extract, and what was noticed while it was read. */
export interface Extract {
  readonly items: ReadonlyMap<string, ExtractItem>
  readonly bill: readonly ExtractBillLine[]
  readonly workCenters: readonly ExtractWorkCenter[]
  readonly offers: readonly ExtractOffer[]
  /** Units by item, summed over the places. */
  readonly stock: ReadonlyMap<string, number>
  /** Number of rows and places behind `stock`. */
  readonly stockRows: number
  readonly stockPlaces: number
  readonly sales: readonly ExtractMovement[]
  readonly returns: readonly ExtractMovement[]
  /** Country by territory. */
  readonly territories: ReadonlyMap<string, string>
  readonly costHistoryRows: number
  /** Items with a category in the ERP. */
  readonly itemsWithCategory: number
  /** Ids that a file uses and items.csv (or territories.csv) does not have. */
  readonly danglingIds: readonly string[]
}

const UNITS: readonly string[] = ['EA', 'OZ', 'IN']

function readMovements(file: string): ExtractMovement[] {
  return readCsv(file).map((row) => ({
    date: text(row, 'date'),
    territory: text(row, 'territory'),
    sku: text(row, 'sku'),
    quantity: number(row, 'quantity'),
  }))
}

/** Reads the nine files; nothing is interpreted, dropped or filled in here. */
export function readExtract(): Extract {
  const itemRows = readCsv('items.csv')
  const items = new Map<string, ExtractItem>()
  for (const row of itemRows) {
    const source = text(row, 'source')
    if (source !== 'make' && source !== 'buy') throw new Error(`items.csv: source '${source}' is neither make nor buy.`)
    const sku = text(row, 'sku')
    if (items.has(sku)) throw new Error(`items.csv: item '${sku}' is there twice.`)
    items.set(sku, {
      sku,
      name: text(row, 'name'),
      source,
      standardCost: number(row, 'standard_cost'),
      listPrice: number(row, 'list_price'),
      safetyStock: number(row, 'safety_stock'),
      daysToManufacture: number(row, 'days_to_manufacture'),
      sellStart: text(row, 'sell_start'),
      sellEnd: text(row, 'sell_end'),
    })
  }
  const bill = readCsv('bill_of_materials.csv').map((row): ExtractBillLine => {
    const unit = text(row, 'unit')
    if (!UNITS.includes(unit)) throw new Error(`bill_of_materials.csv: unit '${unit}' is not known.`)
    return {
      assembly: text(row, 'assembly'),
      component: text(row, 'component'),
      quantityPer: number(row, 'quantity_per'),
      unit: unit as ExtractBillLine['unit'],
    }
  })
  const workCenters = readCsv('work_centres.csv').map((row) => ({
    id: text(row, 'work_centre'),
    name: text(row, 'name'),
    costPerHour: number(row, 'cost_rate_per_hour'),
    hoursPerWeek: number(row, 'available_hours_per_week'),
  }))
  const offers = readCsv('suppliers.csv').map((row) => ({
    sku: text(row, 'sku'),
    supplier: text(row, 'supplier'),
    leadTimeDays: number(row, 'lead_time_days'),
    unitPrice: number(row, 'unit_price'),
    minOrderQuantity: number(row, 'min_order_quantity'),
    maxOrderQuantity: number(row, 'max_order_quantity'),
    onOrderQuantity: numberOr(row, 'on_order_quantity', 0),
    unit: text(row, 'unit'),
  }))
  const stock = new Map<string, number>()
  const stockRows = readCsv('stock.csv')
  for (const row of stockRows) stock.set(text(row, 'sku'), (stock.get(text(row, 'sku')) ?? 0) + number(row, 'on_hand'))
  const sales = readMovements('sales.csv')
  const returns = readMovements('returns.csv')
  const territories = new Map(readCsv('territories.csv').map((row) => [text(row, 'territory'), text(row, 'country')]))

  const dangling = new Set<string>()
  const mustExist = (sku: string): void => {
    if (!items.has(sku)) dangling.add(sku)
  }
  for (const line of bill) {
    mustExist(line.assembly)
    mustExist(line.component)
  }
  for (const offer of offers) mustExist(offer.sku)
  for (const sku of stock.keys()) mustExist(sku)
  for (const movement of [...sales, ...returns]) {
    mustExist(movement.sku)
    if (!territories.has(movement.territory)) dangling.add(movement.territory)
  }
  return {
    items,
    bill,
    workCenters,
    offers,
    stock,
    stockRows: stockRows.length,
    stockPlaces: new Set(stockRows.map((row) => text(row, 'work_centre'))).size,
    sales,
    returns,
    territories,
    costHistoryRows: readCsv('cost_history.csv').length,
    itemsWithCategory: itemRows.filter((row) => text(row, 'category') !== '').length,
    danglingIds: [...dangling].sort(),
  }
}
