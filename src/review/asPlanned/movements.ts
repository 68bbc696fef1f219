import { groupBy, indexById } from '../../core/keys/keys.js'
import { SERIES_KEY, seriesId } from '../../core/keys/seriesId.js'
import { decimalSum } from '../../core/money/money.js'
import type { Plan } from '../../plan/types.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { plannedHours, workedIn } from './plannedHours.js'
import { type Amounts, amountsOf, plannedOverheads } from './postedAmounts.js'

interface Sources {
  readonly purchases: Amounts
  readonly overheads: Amounts
  readonly hours: (t: number) => PlanActual[]
}

/**
 * What moved in the first periods of a plan, and what it came to: one row for each period and thing; sales by item and market, or by
 * customer, too.
 */
export function movements(
  plan: Plan,
  closedCount: number,
  { sales }: { readonly sales: 'bySeries' | 'byCustomer' },
): PlanActual[] {
  const sources: Sources = {
    purchases: amountsOf(plan, { rules: ['purchase', 'outsideProcessing'], account: 'payables', by: ['itemId'] }),
    overheads: plannedOverheads(plan),
    hours: plannedHours(plan),
  }
  return plan.calendar.periods
    .slice(0, closedCount)
    .flatMap(({ id }, t) => [
      ...soldIn(plan, t, id, sales === 'byCustomer' ? [...SERIES_KEY, 'customerId'] : SERIES_KEY),
      ...movedIn(plan, t, id, sources),
    ])
}

/** What was sold in one period, in rows told apart by some ids. */
function soldIn({ profitability }: Plan, t: number, periodId: string, by: readonly SoldTo[]): PlanActual[] {
  const ofItems = profitability.flatMap((row) => (row.itemId === undefined ? [] : [{ ...row, itemId: row.itemId }]))
  return [...groupBy(ofItems, by).values()].flatMap((own): PlanActual[] => {
    const [first] = own
    const units = decimalSum(own.map(({ shipped }) => shipped[t] ?? 0))
    const amount = decimalSum(own.map(({ revenue }) => revenue[t] ?? 0))
    if (first === undefined || (units === 0 && amount === 0)) return []
    const { customerId } = first
    const who = by.includes('customerId') && customerId !== undefined && { customerId }
    return [{ periodId, kind: 'sales', ...seriesId(first), ...who, units, amount }]
  })
}

type SoldTo = (typeof SERIES_KEY)[number] | 'customerId'

/** What moved in one period beside sales. */
function movedIn(plan: Plan, t: number, periodId: string, sources: Sources): PlanActual[] {
  const { supply, input, ledger } = plan
  const power = 10 ** ledger.decimals
  const suppliers = indexById(input.sources, 'itemId')
  const head = <Kind extends PlanActual['kind']>(kind: Kind): { readonly periodId: string; readonly kind: Kind } => ({
    periodId,
    kind,
  })
  const items = supply.records.flatMap((row): PlanActual[] => {
    const { itemId } = row
    const source = suppliers.get(itemId)
    const { supplierId, kind } = source ?? {}
    const isOutside = kind === 'subcontract'
    const output = row.produced[t] ?? 0
    const bought = isOutside ? output : decimalSum([row.purchased[t] ?? 0, row.scheduledReceipts[t] ?? 0])
    return [
      {
        ...head('purchases'),
        itemId,
        ...(supplierId !== undefined && { supplierId }),
        units: bought,
        amount: -sources.purchases(t, { itemId }) / power + 0,
      },
      { ...head('output'), itemId, units: output },
      ...row.components.map((used): PlanActual => ({
        ...head('usage'),
        itemId: used.componentId,
        forItemId: itemId,
        units: used.quantities[t] ?? 0,
      })),
    ]
  })
  const overheads = input.overheads.map(({ id }): PlanActual => ({
    ...head('overhead'),
    overheadId: id,
    amount: sources.overheads(t, { overheadId: id }) / power,
  }))
  const variableOverheads = input.resources.map(({ id }): PlanActual => ({
    ...head('overhead'),
    resourceId: id,
    amount: sources.overheads(t, { resourceId: id }) / power,
  }))
  const rated = new Set(input.resources.flatMap((row) => (hasRate(row) ? [row.id] : [])))
  const worked = new Set(
    plan.supply.resources.flatMap((row) => (workedIn(row, t) > 0 && rated.has(row.resourceId) ? [row.resourceId] : [])),
  )
  return [...items, ...sources.hours(t), ...overheads, ...variableOverheads].filter(
    ({ kind, resourceId = '', units = 0, hours = 0, amount = 0 }) =>
      units !== 0 ||
      hours !== 0 ||
      amount !== 0 ||
      // That an hour of work cost nothing, as after rounding, is something to tell: what nobody tells of costs its rate.
      (kind === 'overhead' && worked.has(resourceId)),
  )
}

const hasRate = ({ variableOverheadPerHour = 0 }: Plan['input']['resources'][number]): boolean =>
  [variableOverheadPerHour].flat().some((rate) => Number(rate) > 0)
