import type { DemandHistory } from 'sop-engine'
import {
  DATE_OFFSET_MONTHS,
  DATE_OFFSET_TOLERANCE_DAYS,
  ENDED_AFTER_MONTHS,
  HISTORY_END,
  MARKETS,
} from './assumptions.js'
import type { Note } from './notes.js'
import type { Extract, ExtractMovement } from './readExtract.js'
import { itemOf, soldItems } from './structure.js'

/** Monthly sales by item and market, and which items have ended. */
export interface SalesHistory {
  readonly history: readonly DemandHistory[]
  readonly selling: readonly string[]
  readonly ended: readonly string[]
  /** Units sold in the last twelve months, by item. */
  readonly lastYearUnits: ReadonlyMap<string, number>
  /** Units sold in each of the last twelve months at list price, by item; the month is the place. */
  readonly lastYearByMonth: ReadonlyMap<string, readonly number[]>
  /** Value of what came back over the value of what was sold, in the last twelve months. */
  readonly returnRate: number
  readonly notes: readonly Note[]
}

const DAY_MS = 86_400_000

/** Months between the month of a date and January of year 0. */
function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
}

function monthId(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}

/** A day some months and days later; the 31st of a shorter month is its last day. */
function shift(date: string, months: number, days: number): string {
  const target = monthNumber(date) + months
  const year = Math.floor(target / 12)
  const lastDay = new Date(Date.UTC(year, (target % 12) + 1, 0)).getUTCDate()
  const day = Math.min(Number(date.slice(8, 10)), lastDay)
  return new Date(Date.UTC(year, target % 12, day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Sales outside the item's selling time, once items.csv is moved by the assumed offset. */
function salesOutsideSellingTime(extract: Extract): number {
  const window = new Map<string, { from: string; to: string }>()
  let outside = 0
  for (const { sku, date } of extract.sales) {
    let time = window.get(sku)
    if (time === undefined) {
      const { sellStart, sellEnd } = itemOf(extract, sku)
      time = {
        from: shift(sellStart, DATE_OFFSET_MONTHS, -DATE_OFFSET_TOLERANCE_DAYS),
        to: sellEnd === '' ? '9999-12-31' : shift(sellEnd, DATE_OFFSET_MONTHS, DATE_OFFSET_TOLERANCE_DAYS),
      }
      window.set(sku, time)
    }
    if (date < time.from || date > time.to) outside++
  }
  return outside
}

function valueAtList(extract: Extract, movements: readonly ExtractMovement[], firstMonth: number): number {
  return movements
    .filter(({ date }) => monthNumber(date) >= firstMonth)
    .reduce((sum, { sku, quantity }) => sum + quantity * itemOf(extract, sku).listPrice, 0)
}

/**
 * Sales by day, territory and item become months, markets and items.
 *
 * A series begins with its first sale in the market (a launch is not a row of zeros before it) and runs to the last month
 * of the extract.
 */
export function readSalesHistory(extract: Extract): SalesHistory {
  const marketOf = new Map<string, string>()
  for (const [territory, country] of extract.territories) {
    const market = MARKETS.find(({ countries }) => countries.includes(country))
    if (market === undefined) throw new Error(`No market takes the country '${country}'.`)
    marketOf.set(territory, market.id)
  }
  const lastMonth = monthNumber(HISTORY_END)
  const lastYear = lastMonth - 11
  const byItem = new Map<string, Map<string, Map<number, number>>>()
  const lastYearByMonth = new Map<string, number[]>()
  for (const { sku, territory, date, quantity } of extract.sales) {
    const market = marketOf.get(territory) as string
    const month = monthNumber(date)
    const markets = byItem.get(sku) ?? new Map<string, Map<number, number>>()
    const months = markets.get(market) ?? new Map<number, number>()
    months.set(month, (months.get(month) ?? 0) + quantity)
    byItem.set(sku, markets.set(market, months))
    if (month < lastYear) continue
    const row = lastYearByMonth.get(sku) ?? new Array<number>(12).fill(0)
    row[month - lastYear] = (row[month - lastYear] ?? 0) + quantity
    lastYearByMonth.set(sku, row)
  }

  const selling: string[] = []
  const ended: string[] = []
  for (const sku of soldItems(extract)) {
    const months = [...(byItem.get(sku)?.values() ?? [])].flatMap((market) => [...market.keys()])
    if (Math.max(...months) > lastMonth - ENDED_AFTER_MONTHS) selling.push(sku)
    else ended.push(sku)
  }
  const history: DemandHistory[] = []
  let withoutSale = 0
  for (const sku of selling) {
    for (const { id } of MARKETS) {
      const months = byItem.get(sku)?.get(id)
      if (months === undefined) {
        withoutSale++
        continue
      }
      const first = Math.min(...months.keys())
      const quantities = Array.from({ length: lastMonth - first + 1 }, (_, i) => months.get(first + i) ?? 0)
      history.push({ itemId: sku, marketId: id, start: monthId(first), quantities })
    }
  }
  const lastYearUnits = new Map([...lastYearByMonth].map(([sku, row]) => [sku, row.reduce((a, b) => a + b, 0)]))
  const returnedValue = valueAtList(extract, extract.returns, lastYear)
  const soldValue = valueAtList(extract, extract.sales, lastYear)
  const units = (movements: readonly ExtractMovement[]): number =>
    movements.reduce((sum, { quantity }) => sum + quantity, 0)
  const launched = history.filter(({ quantities }) => quantities.length <= 12)
  const notes: Note[] = [
    {
      what: 'sales rows read',
      count: extract.sales.length,
      why: `${units(extract.sales)} units by day and territory, summed into ${history.length} monthly series by item and market`,
    },
    {
      what: 'sales outside selling time',
      count: salesOutsideSellingTime(extract),
      why: `after items.csv is moved by ${DATE_OFFSET_MONTHS} months (tolerance ${DATE_OFFSET_TOLERANCE_DAYS} days)`,
    },
    {
      what: 'launched series',
      count: launched.length,
      why: 'twelve months of history or less: they begin with their first sale, not with zeros',
    },
    { what: 'item and market without a sale', count: withoutSale, why: 'no series: demand of zero in that market' },
    {
      what: 'ended items',
      count: ended.length,
      why: `no sale in the last ${ENDED_AFTER_MONTHS} months: demand zero, not made again, stock stays`,
    },
    {
      what: 'units returned',
      count: units(extract.returns),
      why: 'demand is gross of them; refunds are a cost of revenue; they do not go back into stock',
      money: valueAtList(extract, extract.returns, 0),
    },
  ]
  return { history, selling, ended, lastYearUnits, lastYearByMonth, returnRate: returnedValue / soldValue, notes }
}
