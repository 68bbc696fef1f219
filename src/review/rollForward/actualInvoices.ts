import { indexById } from '../../core/keys/keys.js'
import type { Ref } from '../../core/keys/ref.js'
import { allocateMinor } from '../../core/money/allocateMinor.js'
import { type MoneyScale, moneyScale, productToMinor, sumMinor, toMinor } from '../../core/money/money.js'
import { parseDay } from '../../core/time/calendar.js'
import { perPeriod } from '../../core/time/series.js'
import type { ActualKind } from '../../costing/variances/varianceTypes.js'
import type { Closing, DatedActual } from './closing.js'
import { createInvoiceBook, type InvoiceGroup } from './invoices.js'

/** Kinds of movements that tell what is owed. */
const INVOICED: readonly ActualKind[] = ['sales', 'purchases', 'hours', 'overhead']

const GOODS: readonly ActualKind[] = ['sales', 'purchases', 'output', 'usage']

/**
 * Kinds of which the actuals tell all that is owed: goods where any of their movements is told, since stock follows them, too; hours and
 * overheads where there is a row of them.
 */
export function toldKinds(actuals: readonly DatedActual[]): ReadonlySet<ActualKind> {
  // The variable overhead of a resource is told with its hours.
  const there = new Set(actuals.flatMap((row) => (isOfResource(row) ? [] : [row.kind])))
  const moves = GOODS.some((kind) => there.has(kind))
  return new Set(INVOICED.filter((kind) => (GOODS.includes(kind) ? moves : there.has(kind))))
}

/** Days of each closed period in the bucket of a row. */
function daysIn({ closed }: Closing, { start, end }: DatedActual): number[] {
  return closed.map((period) => {
    const first = parseDay(start > period.start ? start : period.start) ?? 0
    const after = parseDay(end < period.end ? end : period.end) ?? 0
    return Math.max(0, after - first)
  })
}

/**
 * What was invoiced in the closed periods by the actuals, for the kinds that they tell of; and what follows from it: variable overhead of
 * hours worked, and, where overheads are not told, by how much those that are a rate of revenue are not as planned.
 */
export function actualInvoices(closing: Closing, planned: readonly InvoiceGroup[]): readonly InvoiceGroup[] {
  const { told, seriesOf } = closing
  const { normal } = closing.open
  const scale = moneyScale(normal, 'input')
  const book = createInvoiceBook(normal, closing.from)
  const post = (rule: string, ref: Ref, row: DatedActual, amount: number): void =>
    allocateMinor(toMinor(amount, scale), daysIn(closing, row)).forEach((minor, t) => {
      if (minor !== 0) book.add({ rule, ref, t, minor })
    })
  const suppliers = indexById(normal.sources, 'itemId')
  for (const row of closing.actuals) {
    const { kind, itemId = '', amount = 0, resourceId = '', overheadId = '' } = row
    if (kind === 'sales') {
      const { marketId } = seriesOf(row)
      post('sale', marketId === undefined ? {} : { marketId }, row, amount)
    } else if (kind === 'purchases') {
      const supplierId = row.supplierId ?? suppliers.get(itemId)?.supplierId
      post('purchase', supplierId === undefined ? {} : { supplierId }, row, amount)
    } else if (kind === 'hours') post('payroll', { resourceId }, row, amount)
    else if (isOfResource(row)) {
      // Without hours it stays as planned, and so do they.
      if (told.has('hours')) post('variableOverhead', { resourceId }, row, amount)
    } else if (kind === 'overhead') post('overhead', { overheadId }, row, amount)
  }
  if (told.has('hours')) addVariableOverhead(closing, book, scale)
  if (told.has('sales') && !told.has('overhead')) {
    const sold = [...book.groups.values()]
    for (const { id, rateOfRevenue } of normal.overheads) {
      if (rateOfRevenue === undefined) continue
      const charged = (groups: readonly InvoiceGroup[], t: number): number =>
        productToMinor(revenueIn(groups, t), rateOfRevenue, { ...scale, decimals: 0 })
      // The plan's own are among what stays as planned.
      closing.closed.forEach((_, t) =>
        book.add({
          rule: 'overhead',
          ref: { overheadId: id },
          t,
          minor: charged(sold, t) - charged(planned, t),
        }),
      )
    }
  }
  return [...book.groups.values()]
}

/** Revenue of a period, minor units. */
function revenueIn(groups: readonly InvoiceGroup[], t: number): number {
  return sumMinor(groups.filter(({ kind }) => kind === 'sales').map(({ invoiced }) => invoiced[t] ?? 0))
}

/** True of an overhead that is the variable one of a resource. */
const isOfResource = ({ kind, overheadId }: DatedActual): boolean => kind === 'overhead' && overheadId === undefined

/** Variable overhead that is not told follows the hours that were worked on something, at the rate of their period. */
function addVariableOverhead(closing: Closing, book: ReturnType<typeof createInvoiceBook>, scale: MoneyScale): void {
  const { from, closed } = closing
  const own = new Set(closing.actuals.flatMap((row) => (isOfResource(row) ? (row.resourceId ?? []) : [])))
  for (const { id: resourceId, variableOverheadPerHour } of closing.open.normal.resources) {
    if (own.has(resourceId)) continue
    const rates = perPeriod(variableOverheadPerHour, from, 'level')
    const micro = closed.map(() => 0)
    for (const row of closing.actuals) {
      if (row.kind !== 'hours' || row.resourceId !== resourceId || row.forItemId === undefined) continue
      allocateMinor(Math.round((row.hours ?? 0) * 1e6), daysIn(closing, row)).forEach((part, t) => {
        micro[t] = (micro[t] ?? 0) + part
      })
    }
    micro.forEach((hours, t) =>
      book.add({
        rule: 'variableOverhead',
        ref: { resourceId },
        t,
        minor: productToMinor(hours / 1e6, rates[t] ?? 0, scale),
      }),
    )
  }
}
