import { fromMinor, moneyScale, sumMinor } from '../../core/money/money.js'
import type { ActualKind } from '../../costing/variances/varianceTypes.js'
import { silentHours } from '../asPlanned/silentHours.js'
import { silentOverheads } from '../asPlanned/silentOverheads.js'
import { actualInvoices, type Silent } from './actualInvoices.js'
import type { Closing } from './closing.js'
import { type InvoiceGroup, plannedInvoices } from './invoices.js'

/** What was invoiced in the closed periods, by the plan and by what happened. */
export interface ClosedInvoices {
  readonly planned: readonly InvoiceGroup[]
  readonly actual: readonly InvoiceGroup[]
  /** Of the actual ones, those of which nobody tells. */
  readonly silent: Silent
}

/** Reads the invoices of the closed periods; without a plan none are planned. */
export function closedInvoices(closing: Closing): ClosedInvoices {
  const { plan, open, from, closed, told, actuals } = closing
  const planned = plan === undefined ? [] : plannedInvoices(plan, closed.length)
  const ofPeriods = { rows: actuals, places: closed.map((_, t) => t) }
  const silent = {
    hours: silentHours(plan)(ofPeriods),
    overheads: silentOverheads({ input: open.normal, calendar: from, plan })({
      ...ofPeriods,
      isRevenueAsPlanned: !told.has('sales'),
    }),
  }
  return { planned, actual: actualInvoices(closing, planned, silent), silent }
}

/** By how much revenue less wages and overheads is above the plan. */
export function beyondPlan({ open }: Closing, { planned, actual }: ClosedInvoices): number {
  const scale = moneyScale(open.normal, 'input')
  const sum = (groups: readonly InvoiceGroup[], kinds: readonly ActualKind[]): number =>
    sumMinor(groups.flatMap(({ kind, invoiced }) => (kind !== undefined && kinds.includes(kind) ? invoiced : [])))
  const more = (kinds: readonly ActualKind[]): number => sum(actual, kinds) - sum(planned, kinds)
  return fromMinor(more(['sales']) - more(['hours', 'overhead']), scale) + 0
}
