import { type Notice, noteRecords } from '../../core/notices/notices.js'
import { addToGroup, compareByKey, compareText, groupBy, type Key, keyOf, sortByKey } from '../../core/keys/keys.js'
import { allocateMinor } from '../../core/money/allocateMinor.js'
import { SERIES_KEY, type SeriesId, seriesId, seriesKey, stockKey } from '../../core/keys/seriesId.js'
import { decimalSum } from '../../core/money/money.js'
import { calendarFrom } from '../../core/time/calendar.js'
import { shiftPeriod } from '../../core/time/shiftPeriod.js'
import { salesWithoutHistory } from '../../scenario/notices.js'
import { customersMarket } from '../../schema/reading/customersMarket.js'
import type { DemandHistory, DemandTransaction, DemandView } from '../../schema/rows/demandTypes.js'
import { type AnyRow, rowKeyOf } from '../../schema/normalForm/spellOut.js'
import { type Closing, type DatedActual, dayBefore, type Days, givenRows } from './closing.js'
import { type Waiting, waitingOf, waitingRowsOf } from './closeWaiting.js'

/** Tables of past demand, and views that are judged by it. */
export interface ExtendedHistories {
  readonly history: readonly DemandHistory[]
  readonly transactions: readonly DemandTransaction[]
  readonly views: readonly DemandView[]
}

const isWithin = (inner: Days, outer: Days): boolean => inner.start >= outer.start && inner.end <= outer.end

/** Units that were asked for of a series in a bucket, by customer as far as one is known; null where no sales of it are known. */
type AskedIn = (key: Key, bucket: Days) => readonly AskedBy[] | null

interface AskedBy {
  readonly customerId: string | undefined
  readonly units: number
}

/** Steps of a unit to which what was asked for is shared out. */
const FINEST = 1e6

/** Asked for is what was sold and what was lost, with who waits at the end and without who waited at the beginning. */
function askedFor(
  closing: Closing,
  all: readonly DatedActual[],
  {
    rows: told,
    waiting,
  }: {
    readonly rows: ReadonlyMap<Key, readonly DatedActual[]>
    readonly waiting: readonly Waiting[]
  },
): AskedIn {
  const rows = groupBy(
    closing.actuals.filter(({ kind }) => kind === 'backlog'),
    ['end'],
  )
  const first = closing.closed[0]?.start ?? ''
  const known = new Map<string, ReadonlyMap<Key, readonly Waiting[]>>([
    [first, groupBy(openingWaiting(closing), SERIES_KEY)],
    [closing.start, groupBy(waiting, SERIES_KEY)],
  ])
  const waitingAt = (key: Key, day: string): readonly Waiting[] => {
    const found =
      known.get(day) ??
      groupBy(waitingRowsOf(rows.get(keyOf({ end: day }, ['end'])) ?? [], closing.seriesOf), SERIES_KEY)
    known.set(day, found)
    return found.get(key) ?? []
  }
  const covered = coverOf(all)
  return (key, bucket) => {
    // Rows tell what moved: where others speak of the days, no row of a series is a sale of nothing.
    if (told.size === 0 || !covered(bucket)) return null
    const moved = [
      ...(told.get(key) ?? []).filter((row) => isWithin(row, bucket)).map((row) => ({ ...row, units: row.units ?? 0 })),
      ...waitingAt(key, bucket.end),
      ...waitingAt(key, bucket.start).map((row) => ({ ...row, units: -row.units })),
    ].map(({ customerId, units }): AskedBy => ({ customerId, units }))
    return shareOut(moved)
  }
}

/** What was asked for by each customer; one who got what he had waited for asked for nothing, and the sum is not below zero. */
function shareOut(moved: readonly AskedBy[]): readonly AskedBy[] {
  const by = groupBy(sortByKey(moved, ['customerId']), ['customerId'])
  const all = [...by.values()].map((own): AskedBy => ({
    customerId: own[0]?.customerId,
    units: decimalSum(own.map(({ units }) => units)),
  }))
  const total = Math.max(0, decimalSum(all.map(({ units }) => units)))
  if (total === 0 || all.every(({ units }) => units >= 0)) return total === 0 ? [] : all
  const weights = all.map(({ units }) => Math.max(0, units))
  const parts = allocateMinor(Math.round(total * FINEST), weights)
  return all.map(({ customerId }, n) => ({ customerId, units: (parts[n] ?? 0) / FINEST }))
}

/** Which buckets actuals speak of; most series have the same ones, so each is looked at once. */
function coverOf(actuals: readonly DatedActual[]): (bucket: Days) => boolean {
  const known = new Map<Key, boolean>()
  return (bucket) => {
    const key = keyOf(bucket, ['start', 'end'])
    const found = known.get(key) ?? isCovered(bucket, actuals)
    known.set(key, found)
    return found
  }
}

/** Whether actuals speak of every day of a bucket, and not of longer ones. */
function isCovered(bucket: Days, actuals: readonly DatedActual[]): boolean {
  let reached = bucket.start
  const inside = actuals.filter((row) => isWithin(row, bucket)).sort((a, b) => compareText(a.start, b.start))
  for (const { start, end } of inside) if (start <= reached && end > reached) reached = end
  return reached === bucket.end
}

/** Who waited when the closed periods began: orders in their own series, stock rows in the first of the item. */
function openingWaiting(closing: Closing): readonly Waiting[] {
  const { open, from } = closing
  const start = from.periods[0]?.start ?? ''
  const { history, transactions, forecasts, customerOrders, stock } = open.normal
  const late = customerOrders.filter(({ requestedDate }) => requestedDate < start)
  const firstSeries = new Map<Key, SeriesId>()
  for (const series of [...history, ...transactions, ...forecasts]) {
    const known = firstSeries.get(stockKey(series))
    if (known === undefined || compareByKey<SeriesId>(series, known, SERIES_KEY) < 0)
      firstSeries.set(stockKey(series), series)
  }
  const backlog = stock.flatMap((row): Waiting[] => {
    const series = firstSeries.get(stockKey(row))
    return series !== undefined && row.backlog > 0 ? [{ ...seriesId(series), units: row.backlog }] : []
  })
  return [...waitingOf(closing, late), ...backlog]
}

/**
 * Histories with what was asked for in the closed periods: in whole buckets, as far as the actuals are not of longer ones. Sales of
 * a market that an item does not tell apart belong to its one series.
 */
export function extendHistories(
  closing: Closing,
  { views: rolledViews, waiting }: { readonly views: readonly AnyRow[]; readonly waiting: readonly Waiting[] },
  notices: Notice[],
): ExtendedHistories {
  const { open, start, from } = closing
  const withMarket = customersMarket(open.given)
  const rows = { history: givenRows(open, 'history'), transactions: givenRows(open, 'transactions') }
  const forecasts = givenRows(open, 'forecasts')
  const own = (row: { readonly itemId: string; readonly marketId?: string }): Key => seriesKey(withMarket(row))
  const seriesOf = (row: DatedActual): Key => seriesKey(closing.seriesOf(row))
  const all = [...closing.earlier, ...closing.actuals]
  const known = new Map<Key, DatedActual[]>()
  for (const row of all) if (row.kind === 'sales' || row.kind === 'lost') addToGroup(known, seriesOf(row), row)
  const asked = askedFor(closing, all, { rows: known, waiting })
  const startMonth = from.fiscalYearStartMonth
  const taken = new Set<DatedActual>()
  const take = (key: Key, bucket: Days): void => {
    for (const row of known.get(key) ?? []) if (isWithin(row, bucket)) taken.add(row)
  }
  const added = new Map<Key, number>()
  const history = rows.history.map((row): DemandHistory => {
    const key = own(row)
    const last = shiftPeriod(row.start, row.quantities.length, startMonth)
    const more: (number | null)[] = []
    for (let id = last; id !== undefined; id = shiftPeriod(id, 1, startMonth)) {
      const [bucket] = calendarFrom(id, 1, startMonth)?.periods ?? []
      if (bucket === undefined || bucket.end > start) break
      const parts = asked(key, bucket)
      more.push(parts === null ? null : decimalSum(parts.map(({ units }) => units)))
      if (parts !== null) take(key, bucket)
    }
    // Buckets at the end of which nothing is known were not seen yet.
    while (more.at(-1) === null) more.pop()
    added.set(key, more.length)
    return more.length === 0 ? row : { ...row, quantities: [...row.quantities, ...more] }
  })
  const sold = new Map<Key, DemandTransaction>()
  for (const row of rows.transactions) sold.set(own(row), withMarket(row))
  const transactions = [
    ...rows.transactions,
    ...[...sold].flatMap(([key, row]): DemandTransaction[] =>
      closing.closed.flatMap((period) => {
        const parts = asked(key, period)
        if (parts === null || parts.length === 0) return []
        take(key, period)
        const head = { ...seriesId(row), id: `actual ${period.id}`, date: dayBefore(period.end) }
        return parts
          .filter(({ units }) => units !== 0)
          .map(({ customerId, units: quantity }): DemandTransaction => {
            const named = { ...head, ...(customerId !== undefined && { customerId }), quantity }
            // A customer of another market would take the sale there.
            return own(named) === key ? named : { ...head, quantity }
          })
      }),
    ),
  ]
  const statedOnly = new Set(forecasts.map(own))
  const without = closing.actuals.filter(
    (row) =>
      (row.kind === 'sales' || row.kind === 'lost') &&
      !taken.has(row) &&
      !statedOnly.has(seriesOf(row)) &&
      (row.units ?? 0) !== 0,
  )
  const refs = [...new Map(without.map((row) => [keyOf(row, ['itemId', 'marketId']), row])).values()].map((row) => ({
    itemId: row.itemId ?? '',
    ...(row.marketId !== undefined && { marketId: row.marketId }),
  }))
  noteRecords(notices, salesWithoutHistory, { path: 'history', refs })
  const before = new Map(givenRows(open, 'views').map((view) => [rowKeyOf('views', { ...view }), view]))
  const views = (rolledViews as unknown as readonly DemandView[]).map((view): DemandView => {
    const past = pastOf(before.get(rowKeyOf('views', { ...view })) ?? view, added, closing)
    return past === undefined ? view : { ...view, past }
  })
  return { history, transactions, views }
}

/** What a party had foreseen of the buckets that its history got, behind what it foresaw before. */
function pastOf(view: DemandView, added: ReadonlyMap<Key, number>, { open, from }: Closing): DemandView['past'] {
  const key = seriesKey(view)
  const count = added.get(key) ?? 0
  if (view.past === undefined || count === 0) return view.past
  const history = open.normal.history.find((row) => seriesKey(row) === key)
  const first =
    history === undefined ? undefined : shiftPeriod(history.start, history.quantities.length, from.fiscalYearStartMonth)
  const places = new Map(from.periods.map(({ id }, t) => [id, t]))
  const foreseen = Array.from({ length: count }, (_, n): number | null => {
    const id = first === undefined ? undefined : shiftPeriod(first, n, from.fiscalYearStartMonth)
    return view.quantities?.[places.get(id ?? '') ?? -1] ?? null
  })
  return [...view.past, ...foreseen]
}
