import type { Calendar } from '../../core/time/calendar.js'
import { allocateMinor } from '../../core/money/allocateMinor.js'
import { compareByKey } from '../../core/keys/keys.js'
import { cumulativeMinor, fromMinor, moneyScale, sumMinor, toMinor } from '../../core/money/money.js'
import { SERIES_KEY, type SeriesId, seriesId, seriesKey } from '../../core/keys/seriesId.js'
import { lineAmounts } from '../../finance/statements/lineAmounts.js'
import type { Ledger, Statement } from '../../finance/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { type StandardRecord, standardsByPeriod } from '../costs/planStandards.js'
import type { ShipmentRecord } from './splitShipments.js'

/**
 * What an item contributes in a market; major units by period, costs negative. The records add to the lines of the
 * contribution statement. Variances of an item stand in its record without a market, which is there for them alone where it
 * is sold in markets only, or not at all; what no item causes stands in the one record without ids.
 */
export interface ContributionRecord extends Partial<SeriesId> {
  readonly revenue: readonly number[]
  /** Variable standard cost of what was shipped, and the variances of the item. */
  readonly variableCostOfSales: readonly number[]
  /** Selling expense that follows revenue, by the share of revenue. */
  readonly variableSellingExpense: readonly number[]
  /** Production expense that follows revenue, as a royalty, likewise; left out where the plan has none. */
  readonly variableProductionExpense?: readonly number[]
  /** Administrative expense that follows revenue, likewise; left out where the plan has none. */
  readonly variableAdministrativeExpense?: readonly number[]
  readonly contributionMargin: readonly number[]
}

/** Lines of the contribution statement that follow revenue, and are shared out by it. */
const FOLLOW_REVENUE = ['variableSellingExpense', 'variableProductionExpense', 'variableAdministrativeExpense'] as const

/** Revenue of each item and market by period, in minor units, out of the ledger's postings. */
function postedRevenue(ledger: Ledger, count: number): Map<string, number[]> {
  const revenue = ledger.accounts.indexOf('revenue')
  const rows = new Map<string, number[]>()
  ledger.account.forEach((account, n) => {
    if (account !== revenue) return
    const key = seriesKey(ledger.refs[ledger.ref[n] as number] ?? {})
    const row = rows.get(key) ?? new Array<number>(count).fill(0)
    rows.set(key, row)
    const t = ledger.periodIndex[n] as number
    row[t] = (row[t] as number) - (ledger.amountMinor[n] as number)
  })
  return rows
}

/** Accounts of what differs from standard by an item. */
const VARIANCES: ReadonlySet<string> = new Set([
  'purchasePriceVariance',
  'stockRevaluation',
  'usageVariance',
  'inventoryRounding',
])

/** What differs from standard by each item and period, in minor units, costs negative; items without any are left out. */
function postedVariances(ledger: Ledger, count: number): Map<string, number[]> {
  const rows = new Map<string, number[]>()
  const isVariance = ledger.accounts.map((account) => VARIANCES.has(account))
  ledger.account.forEach((account, n) => {
    const { itemId } = ledger.refs[ledger.ref[n] as number] ?? {}
    if (isVariance[account] !== true || itemId === undefined) return
    const row = rows.get(itemId) ?? new Array<number>(count).fill(0)
    rows.set(itemId, row)
    const t = ledger.periodIndex[n] as number
    row[t] = (row[t] as number) - (ledger.amountMinor[n] as number)
  })
  for (const [itemId, row] of rows) if (row.every((amount) => amount === 0)) rows.delete(itemId)
  return rows
}

/** Breaks the contribution statement down to items and markets; sums are exact in every period. */
export function contributionRecords(sources: {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly standards: readonly StandardRecord[]
  readonly shipments: readonly ShipmentRecord[]
  readonly ledger: Ledger
  readonly contribution: Statement
}): ContributionRecord[] {
  const { input, calendar, shipments, ledger, contribution } = sources
  const scale = moneyScale(input, 'input')
  const count = calendar.periods.length
  const cards = standardsByPeriod(sources.standards, calendar)
  const posted = postedRevenue(ledger, count)
  const lines = (id: string): number[] => lineAmounts(contribution, id).map((amount) => toMinor(amount, scale))
  const revenue = shipments.map((shipment) => posted.get(seriesKey(shipment)) ?? new Array<number>(count).fill(0))
  const variances = postedVariances(ledger, count)
  const cost = shipments.map(({ itemId, marketId, shipped }) => {
    const own = marketId === undefined ? variances.get(itemId) : undefined
    const perUnit = cards.get(itemId)?.map(({ variableCost }) => variableCost) ?? 0
    return cumulativeMinor(shipped, perUnit, scale).map((amount, t) => (own?.[t] ?? 0) - amount)
  })
  // Variances of what is sold in markets only, or goes into other items.
  const outside = new Map(variances)
  for (const { itemId, marketId } of shipments) if (marketId === undefined) outside.delete(itemId)
  const nothing = new Array<number>(count).fill(0)
  const present = FOLLOW_REVENUE.filter((id) => contribution.lines.some((line) => line.id === id))
  const shared = present.map((id) => {
    const parts = shipments.map(() => new Array<number>(count).fill(0))
    lines(id).forEach((total, t) => {
      if (total === 0) return
      allocateMinor(
        total,
        revenue.map((row) => row[t] as number),
      ).forEach((part, n) => ((parts[n] as number[])[t] = part + 0))
    })
    return { id, parts }
  })
  const record = (ids: Partial<SeriesId>, parts: readonly (readonly number[])[]): ContributionRecord => {
    const major = (amounts: readonly number[]): number[] => amounts.map((amount) => fromMinor(amount, scale))
    const [sales = nothing, variable = nothing, ...expenses] = parts
    return {
      ...ids,
      revenue: major(sales),
      variableCostOfSales: major(variable),
      variableSellingExpense: major(nothing),
      ...Object.fromEntries(present.map((id, n) => [id, major(expenses[n] ?? nothing)])),
      contributionMargin: major(sales.map((_, t) => sumMinor(parts.map((part) => part[t] as number)))),
    }
  }
  const known: readonly (readonly [string, readonly (readonly number[])[]])[] = [
    ['revenue', revenue],
    ['variableCostOfSales', [...cost, ...outside.values()]],
    ...shared.map(({ id, parts }) => [id, parts] as const),
  ]
  const rest = known.map(([id, rows]) =>
    lines(id).map((total, t) => total - sumMinor(rows.map((row) => row[t] as number))),
  )
  return [
    record({}, rest),
    ...[...outside].map(([itemId, amounts]) => record({ itemId }, [nothing, amounts])),
    ...shipments.map((shipment, n) =>
      record(seriesId(shipment), [
        revenue[n] ?? nothing,
        cost[n] ?? nothing,
        ...shared.map(({ parts }) => parts[n] ?? nothing),
      ]),
    ),
  ].sort((a, b) => compareByKey(a, b, SERIES_KEY))
}
