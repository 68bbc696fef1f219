import { indexById } from '../../core/keys/keys.js'
import type { Ref } from '../../core/keys/ref.js'
import { allocateMinor } from '../../core/money/allocateMinor.js'
import { moneyScale, toMinor } from '../../core/money/money.js'
import type { ActualKind } from '../../costing/variances/varianceTypes.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import type { SilentOverhead } from '../asPlanned/silentOverheads.js'
import { type Closing, type DatedActual, daysIn } from './closing.js'
import { createInvoiceBook, type InvoiceGroup } from './invoices.js'

/** Kinds of movements that tell what is owed. */
const INVOICED: readonly ActualKind[] = ['sales', 'purchases', 'hours', 'overhead']

const GOODS: readonly ActualKind[] = ['sales', 'purchases', 'output', 'usage']

/**
 * Kinds of which the actuals tell: goods where any of their movements is told, since stock follows them, too; hours and overheads
 * where there is a row of them.
 */
export function toldKinds(actuals: readonly DatedActual[]): ReadonlySet<ActualKind> {
  const there = new Set(actuals.map(({ kind }) => kind))
  const moves = GOODS.some((kind) => there.has(kind))
  return new Set(INVOICED.filter((kind) => (GOODS.includes(kind) ? moves : there.has(kind))))
}

/** What nobody tells of and costs something all the same. */
export interface Silent {
  readonly hours: readonly PlanActual[]
  readonly overheads: readonly SilentOverhead[]
}

/**
 * What was invoiced in the closed periods: by the actuals, for the kinds that they tell of, else as planned; and the hours of each
 * resource, and each overhead, that they do not name as whoever explains the period takes them, too.
 */
export function actualInvoices(
  closing: Closing,
  planned: readonly InvoiceGroup[],
  silent: Silent,
): readonly InvoiceGroup[] {
  const { told, seriesOf, closed } = closing
  const { normal } = closing.open
  const scale = moneyScale(normal, 'input')
  const book = createInvoiceBook(normal, closing.from)
  const post = (rule: string, ref: Ref, row: DatedActual, amount: number): void =>
    allocateMinor(toMinor(amount, scale), daysIn(closed, row)).forEach((minor, t) => {
      if (minor !== 0) book.add({ rule, ref, t, minor })
    })
  const suppliers = indexById(normal.sources, 'itemId')
  for (const row of closing.actuals) {
    const { kind, itemId = '', amount = 0, resourceId = '', overheadId } = row
    if (kind === 'sales') {
      const { marketId } = seriesOf(row)
      post('sale', marketId === undefined ? {} : { marketId }, row, amount)
    } else if (kind === 'purchases') {
      const supplierId = row.supplierId ?? suppliers.get(itemId)?.supplierId
      post('purchase', supplierId === undefined ? {} : { supplierId }, row, amount)
    } else if (kind === 'hours') post('payroll', { resourceId }, row, amount)
    else if (kind === 'overhead') {
      const ref = overheadId === undefined ? { resourceId } : { overheadId }
      post(overheadRule(ref), ref, row, amount)
    }
  }
  for (const { resourceId = '', amount = 0, periodId } of silent.hours) {
    const t = closed.findIndex(({ id }) => id === periodId)
    book.add({ rule: 'payroll', ref: { resourceId }, t, minor: toMinor(amount, scale) })
  }
  for (const { ref, t, minor } of silent.overheads) book.add({ rule: overheadRule(ref), ref, t, minor })
  const oneByOne = new Set<ActualKind>(['hours', 'overhead'])
  const asPlanned = planned.filter(({ kind }) => kind === undefined || !(oneByOne.has(kind) || told.has(kind)))
  return [...asPlanned, ...book.groups.values()]
}

/** The rule that posts an overhead. */
const overheadRule = ({ overheadId }: Ref): string => (overheadId === undefined ? 'variableOverhead' : 'overhead')
