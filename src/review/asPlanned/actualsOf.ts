import { record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import type { Plan } from '../../plan/types.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { closedPlan } from '../planShape.js'
import { balancesOf, CARRIED_ACCOUNTS } from '../rollForward/closeBalances.js'
import { plannedInvoices } from '../rollForward/invoices.js'
import { firstOpen } from '../rollForward/firstOpen.js'
import { openItems } from '../rollForward/openItems.js'
import type { HandedOver } from '../rollForward/types.js'
import { lostUnits } from './lostUnits.js'
import { movements } from './movements.js'
import { openDemand, openSupply, waitingRows } from './openOrders.js'

/**
 * What has happened in the first periods of a plan if everything went as planned, in the tables that {@link rollForward} takes: to try a
 * monthly cycle before its first month is over, to simulate one with some rows changed, and to test it.
 *
 * Sales, purchases, output, usage, hours and overheads by period, a sale of nothing where none of it is planned; whom nobody serves (`lost`); at
 * the close what is in stock, and what accounts of the balance
 * sheet stand at. Who waits is an order at the price of its period; what is owed stands by the day on which the plan sees it paid.
 *
 * @param plan - a plan that has one: not infeasible
 * @param options - `to`: id of the first period that has not happened
 * @returns actuals, open orders of both kinds, and open items
 * @throws SopError `WRONG_TYPE`, `MISSING_VALUE` or what its fields are refused for where it is no plan, `EMPTY` where it is
 * infeasible, `UNKNOWN_ID` where it has no such period, `OUT_OF_RANGE` where it begins with it
 * @example
 * ```ts
 * import { plan, type PlanInput } from 'sop-engine'
 * import { actualsOf, rollForward } from 'sop-engine/review'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 3 },
 *   items: [{ id: 'lamp', price: 50, purchaseCost: 30, safetyStock: 10 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120, 90] }],
 * }
 * const made = await plan(base)
 * const happened = actualsOf(made, { to: '2027-02' })
 * happened.actuals[0] // => { periodId: '2027-01', kind: 'sales', itemId: 'lamp', units: 100, amount: 5000 }
 * const next = await plan(rollForward(base, { ...happened, plan: made, to: '2027-02' }).input)
 * next.supply.records[0]?.purchased // => made.supply.records[0]?.purchased.slice(1)
 * ```
 */
export function actualsOf(plan: Plan, options: { readonly to: string }): Required<HandedOver> {
  const issues = createIssueList()
  closedPlan(plan, 'plan', issues)
  record<{ to: string }>({ to: firstOpen })(options, 'options', issues)
  issues.throwIfAny()
  const { periods } = plan.calendar
  const closedCount = periods.findIndex(({ id }) => id === options.to)
  if (plan.supply.records.length === 0) {
    const message = 'There is no plan to go by.'
    issues.add('EMPTY', 'plan.supply', plan.status, message, 'Pass a plan that is not infeasible.')
  } else if (closedCount <= 0) {
    const isUnknown = closedCount < 0
    const message = isUnknown ? 'The plan has no such period.' : 'The plan begins with this period.'
    const remedy = 'Name a later period of the plan.'
    issues.add(isUnknown ? 'UNKNOWN_ID' : 'OUT_OF_RANGE', 'options.to', options.to, message, remedy)
  }
  issues.throwIfAny()
  const last = periods[closedCount - 1]?.id ?? ''
  const customerOrders = openDemand(plan, closedCount)
  const balances = balancesOf(plan)(closedCount)
  const goods = new Set(plan.input.items.filter(({ kind }) => kind === 'good').map(({ id }) => id))
  const moved = movements(plan, closedCount, { sales: 'byCustomer' })
  return {
    actuals: [
      ...moved,
      ...lostUnits(plan, closedCount),
      ...nothingMoved(plan, closedCount, moved),
      ...plan.inventory
        .filter(({ itemId }) => goods.has(itemId))
        .map((row): PlanActual => ({
          periodId: last,
          kind: 'stockCount',
          itemId: row.itemId,
          units: row.closing[closedCount - 1] ?? 0,
        })),
      ...waitingRows(plan, customerOrders, periods[closedCount]?.start ?? '', last),
      ...CARRIED_ACCOUNTS.map((account): PlanActual => ({
        periodId: last,
        kind: 'balance',
        account,
        amount: balances.get(account) ?? 0,
      })),
    ],
    supplyOrders: openSupply(plan, closedCount),
    customerOrders,
    openingBalances: openItems({
      input: plan.input,
      calendar: plan.calendar,
      closedCount,
      groups: plannedInvoices(plan, closedCount),
    }),
  }
}

/** A sale of nothing in each period in which the plan moves nothing: it says that the period was not forgotten. */
function nothingMoved({ calendar, input }: Plan, closedCount: number, moved: readonly PlanActual[]): PlanActual[] {
  const told = new Set(moved.map(({ periodId }) => periodId))
  const [first] = input.items
  return calendar.periods.slice(0, closedCount).flatMap(({ id: periodId }): PlanActual[] => {
    if (first === undefined || told.has(periodId)) return []
    return [{ periodId, kind: 'sales', itemId: first.id, units: 0, amount: 0 }]
  })
}
