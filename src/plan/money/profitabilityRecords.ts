import type { Calendar } from '../../core/time/calendar.js'
import { allocateMinor } from '../../core/money/allocateMinor.js'
import { compareByKey, type Key, keyOf } from '../../core/keys/keys.js'
import { cumulativeMinor, fromMinor, type MoneyScale, moneyScale, sumMinor, toMinor } from '../../core/money/money.js'
import { gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import { SERIES_KEY, type SeriesId, seriesKey } from '../../core/keys/seriesId.js'
import { lineAmounts } from '../../finance/statements/lineAmounts.js'
import type { Ledger, Statement } from '../../finance/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { type StandardRecord, standardsByPeriod } from '../costs/planStandards.js'
import type { ContributionRecord } from './contributionRecords.js'
import { type CustomerPart, customerParts } from './customerParts.js'
import type { ShipmentSplit } from './splitShipments.js'

/**
 * What an item earns with a customer in a market; major units by period, costs negative. Revenue to contribution margin add to the
 * records of `contribution`, and `profit` over all records is the operating income of the income statement. What no customer
 * is known for, no item or no market causes, stands in a record without that id; what nobody causes in the one without ids: fixed
 * production overhead that sales did not absorb, and expense that is put down to nobody.
 */
export interface ProfitabilityRecord extends Partial<SeriesId> {
  readonly customerId?: string
  /** Units; of a customer its orders, and its share of the rest to six decimals. */
  readonly shipped: readonly number[]
  readonly revenue: readonly number[]
  /** Variable standard cost of what was shipped, and the variances of the item. */
  readonly variableCostOfSales: readonly number[]
  readonly variableSellingExpense: readonly number[]
  readonly variableProductionExpense?: readonly number[]
  readonly variableAdministrativeExpense?: readonly number[]
  readonly contributionMargin: readonly number[]
  /** Fixed overhead in the standard cost of what was shipped. */
  readonly fixedCostOfSales: readonly number[]
  /** Overheads of selling and administration that name these ids. */
  readonly attributableExpense: readonly number[]
  /** Write-down of the item's stock, less what of it is sold or reversed; left out where the plan posts none. */
  readonly stockWriteDown?: readonly number[]
  /** Contribution margin less fixed cost of sales, attributable expense and write-down. */
  readonly profit: readonly number[]
}

/** Fields that tell one record from another. */
export const PROFITABILITY_KEY: readonly [...typeof SERIES_KEY, 'customerId'] = [...SERIES_KEY, 'customerId']

/** Parts of the contribution margin; the last two are there only where the plan has such expenses. */
const MARGIN = [
  'revenue',
  'variableCostOfSales',
  'variableSellingExpense',
  'variableProductionExpense',
  'variableAdministrativeExpense',
] as const
const FOLLOW_REVENUE = MARGIN.slice(2)
const PARTS = [...MARGIN, 'fixedCostOfSales', 'attributableExpense', 'stockWriteDown'] as const

type Part = (typeof PARTS)[number]
type Ids = Pick<ProfitabilityRecord, (typeof PROFITABILITY_KEY)[number]>

/** A record while it is made: minor units by period; parts that are missing are zero. */
interface Draft {
  readonly ids: Ids
  shipped: readonly number[]
  readonly parts: { [P in Part]?: number[] }
}

/** The parts of the plan that profitability is made from. */
export interface ProfitabilitySources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly standards: readonly StandardRecord[]
  readonly split: ShipmentSplit
  readonly contribution: readonly ContributionRecord[]
  readonly ledger: Ledger
  readonly statements: { readonly contribution: Statement }
}

/** Breaks operating income down to items, markets and customers; sums are exact in every period. */
export function profitabilityRecords(sources: ProfitabilitySources): ProfitabilityRecord[] {
  const { input, calendar, split, contribution } = sources
  const scale = moneyScale(input, 'input')
  const nothing = calendar.periods.map(() => 0)
  const cards = standardsByPeriod(sources.standards, calendar)
  const drafts = new Map<Key, Draft>()
  const put = (ids: Ids, { shipped, parts }: Omit<Draft, 'ids'>): void => {
    const key = keyOf(ids, PROFITABILITY_KEY)
    const draft = drafts.get(key) ?? { ids, shipped: nothing, parts: {} }
    drafts.set(key, draft)
    draft.shipped = shipped.map((units, t) => units + (draft.shipped[t] ?? 0))
    for (const part of PARTS) {
      const own = parts[part]
      if (own !== undefined) draft.parts[part] = own.map((amount, t) => amount + (draft.parts[part]?.[t] ?? 0))
    }
  }
  const places = new Map(split.records.map((shipment, n) => [seriesKey(shipment), n]))
  const customers = customerParts({ input, calendar, split }, scale)
  const items = new Map(input.items.map((item) => [item.id, item]))
  for (const record of contribution) {
    const { itemId, marketId } = record
    const ids = { ...(itemId !== undefined && { itemId }), ...(marketId !== undefined && { marketId }) }
    const margin = Object.fromEntries(
      MARGIN.map((part) => [part, record[part]?.map((amount) => toMinor(amount, scale))]),
    ) as Draft['parts']
    const n = places.get(seriesKey(record))
    if (n === undefined) {
      put(ids, { shipped: nothing, parts: margin })
      continue
    }
    const { shipped } = split.records[n] as ShipmentSplit['records'][number]
    const perUnit = cards.get(itemId ?? '')?.map(({ fixedCost }) => fixedCost) ?? 0
    const fixedCostOfSales = cumulativeMinor(shipped, perUnit, scale).map((amount) => 0 - amount)
    const grid = gridScale(items.get(itemId ?? '')?.quantityDecimals ?? 0)
    const series = { shipped: [...shipped], parts: { ...margin, fixedCostOfSales } }
    for (const [customerId, part] of splitSeries(series, customers[n] ?? [], grid))
      put({ ...ids, ...(customerId !== undefined && { customerId }) }, part)
  }
  for (const [ids, attributableExpense] of ownExpenses(input, sources.ledger, nothing))
    put(ids, { shipped: nothing, parts: { attributableExpense } })
  for (const [itemId, stockWriteDown] of writeDowns(sources.ledger, nothing))
    put({ itemId }, { shipped: nothing, parts: { stockWriteDown } })
  put({}, { shipped: nothing, parts: causedByNobody([...drafts.values()], sources.statements, scale) })
  const isPosted = sources.statements.contribution.lines.some(({ id }) => id === 'stockWriteDown')
  const hasPart = (part: Part): boolean => contribution.some((record) => part in record)
  const isThere = PARTS.filter((part) =>
    part === 'stockWriteDown' ? isPosted : !part.startsWith('variable') || hasPart(part),
  )
  return [...drafts.values()]
    .map((draft) => toRecord(draft, isThere, { nothing, scale }))
    .sort((a, b) => compareByKey(a, b, PROFITABILITY_KEY))
}

/** Parts of a series by customer; where it has one only, all is of that. */
function splitSeries(
  { shipped, parts }: Omit<Draft, 'ids'>,
  customers: readonly CustomerPart[],
  grid: number,
): [string | undefined, Omit<Draft, 'ids'>][] {
  if (customers.length === 0) return [[undefined, { shipped, parts }]]
  const names = customers.map(({ customerId }) => customerId)
  const made = customers.map((customer): { shipped: readonly number[]; parts: Record<string, number[]> } => ({
    shipped: customer.shipped,
    parts: Object.fromEntries(Object.entries(parts).flatMap(([part, own]) => (own === undefined ? [] : [[part, []]]))),
  }))
  shipped.forEach((quantity, t) => {
    const ordered = customers.map(({ orderedUnits }) => orderedUnits[t] ?? 0)
    const units = toGrid(quantity, grid)
    const rest = units - sumMinor(ordered)
    const weights = customers.map((customer) => customer.weights[t] ?? 0)
    // What no unit that leaves can bear, as a variance of the item, is nobody's by name.
    const ofNobody = (total: number): number[] => names.map((name) => (name === undefined ? total : 0))
    const share = (amount: number): number[] => (rest === 0 ? ofNobody(amount) : allocateMinor(amount, weights))
    const booked = customers.map(({ orderedRevenue }) => orderedRevenue[t] ?? 0)
    const restRevenue = (parts.revenue?.[t] ?? 0) - sumMinor(booked)
    const revenue = share(restRevenue).map((amount, i) => amount + (booked[i] ?? 0))
    const byUnits = (total: number): number[] => {
      if (units === 0) return ofNobody(total)
      const [ofRest = 0, ...ofOrders] = allocateMinor(total, [rest, ...ordered])
      return share(ofRest).map((amount, i) => amount + (ofOrders[i] ?? 0))
    }
    const byRevenue = (total: number): number[] =>
      sumMinor(revenue) === 0 ? ofNobody(total) : allocateMinor(total, revenue)
    for (const [part, own] of Object.entries(parts)) {
      const total = own?.[t] ?? 0
      const cells =
        part === 'revenue'
          ? revenue
          : (FOLLOW_REVENUE as readonly string[]).includes(part)
            ? byRevenue(total)
            : byUnits(total)
      cells.forEach((amount, i) => made[i]?.parts[part]?.push(amount + 0))
    }
  })
  const isEmpty = ({ shipped: units, parts: own }: (typeof made)[number]): boolean =>
    [units, ...Object.values(own)].every((row) => row.every((amount) => amount === 0))
  const filled = made.flatMap((one, i) => (isEmpty(one) ? [] : [[names[i], one] as [string | undefined, typeof one]]))
  return filled.length > 0 ? filled : [[undefined, { shipped, parts }]]
}

/** Expense of overheads that name what causes them, in minor units by period, out of the ledger's postings; costs negative. */
function* ownExpenses(input: NormalInput, ledger: Ledger, nothing: readonly number[]): Generator<[Ids, number[]]> {
  const accounts = ledger.accounts.map((id) => id === 'fixedSellingExpense' || id === 'administrativeExpense')
  const rows = new Map<string, number[]>()
  ledger.account.forEach((account, n) => {
    const { overheadId } = ledger.refs[ledger.ref[n] as number] ?? {}
    if (accounts[account] !== true || overheadId === undefined) return
    const row = rows.get(overheadId) ?? [...nothing]
    rows.set(overheadId, row)
    const t = ledger.periodIndex[n] as number
    row[t] = (row[t] ?? 0) - (ledger.amountMinor[n] as number)
  })
  for (const { id, itemId, marketId, customerId } of input.overheads) {
    if (itemId === undefined && marketId === undefined && customerId === undefined) continue
    const ids = {
      ...(itemId !== undefined && { itemId }),
      ...(marketId !== undefined && { marketId }),
      ...(customerId !== undefined && { customerId }),
    }
    yield [ids, rows.get(id) ?? [...nothing]]
  }
}

/** What the stock of each item is written down by, in minor units by period, out of the ledger's postings; costs negative. */
function writeDowns(ledger: Ledger, nothing: readonly number[]): Map<string, number[]> {
  const account = ledger.accounts.indexOf('stockWriteDown')
  const rows = new Map<string, number[]>()
  ledger.account.forEach((place, n) => {
    const { itemId } = ledger.refs[ledger.ref[n] as number] ?? {}
    if (place !== account || itemId === undefined) return
    const row = rows.get(itemId) ?? [...nothing]
    rows.set(itemId, row)
    const t = ledger.periodIndex[n] as number
    row[t] = (row[t] ?? 0) - (ledger.amountMinor[n] as number)
  })
  return rows
}

/** What is left of operating income when all that is put down to somebody is taken off. */
function causedByNobody(
  drafts: readonly Draft[],
  { contribution }: { readonly contribution: Statement },
  scale: MoneyScale,
): Draft['parts'] {
  const line = (id: string): number[] => lineAmounts(contribution, id).map((amount) => toMinor(amount, scale))
  const put = (part: Part, t: number): number => sumMinor(drafts.map(({ parts }) => parts[part]?.[t] ?? 0))
  const [margin, income] = [line('contributionMargin'), line('operatingIncome')]
  const [overhead, change] = [line('fixedProductionOverhead'), line('changeInFixedOverheadInStock')]
  const fixed = overhead.map((amount, t) => amount + (change[t] ?? 0))
  return {
    fixedCostOfSales: fixed.map((amount, t) => amount - put('fixedCostOfSales', t)),
    attributableExpense: income.map(
      (amount, t) =>
        amount - (margin[t] ?? 0) - (fixed[t] ?? 0) - put('attributableExpense', t) - put('stockWriteDown', t),
    ),
  }
}

function toRecord(
  { ids, shipped, parts }: Draft,
  isThere: readonly Part[],
  { nothing, scale }: { readonly nothing: readonly number[]; readonly scale: MoneyScale },
): ProfitabilityRecord {
  const major = (amounts: readonly number[]): number[] => amounts.map((amount) => fromMinor(amount, scale))
  const sumOf = (some: readonly Part[]): number[] =>
    nothing.map((_, t) => sumMinor(some.map((part) => parts[part]?.[t] ?? 0)))
  const margin = isThere.filter((part) => (MARGIN as readonly Part[]).includes(part))
  return {
    ...ids,
    shipped,
    revenue: major(parts.revenue ?? nothing),
    variableCostOfSales: major(parts.variableCostOfSales ?? nothing),
    variableSellingExpense: major(parts.variableSellingExpense ?? nothing),
    ...Object.fromEntries(margin.slice(3).map((part) => [part, major(parts[part] ?? nothing)])),
    contributionMargin: major(sumOf(margin)),
    fixedCostOfSales: major(parts.fixedCostOfSales ?? nothing),
    attributableExpense: major(parts.attributableExpense ?? nothing),
    ...(isThere.includes('stockWriteDown') && { stockWriteDown: major(parts.stockWriteDown ?? nothing) }),
    profit: major(sumOf(isThere)),
  }
}
