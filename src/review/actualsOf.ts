import { record, text } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { groupBy, indexById } from '../core/keys/keys.js'
import type { Ref } from '../core/keys/ref.js'
import { SERIES_KEY, seriesId } from '../core/keys/seriesId.js'
import { allocateMinor } from '../core/money/allocateMinor.js'
import { decimalSum } from '../core/money/money.js'
import { fromGrid, gridScale, toGrid } from '../core/numbers/quantityGrid.js'
import { demandQueues, type QueuedDemand } from '../plan/supply/demandQueue.js'
import { partQueue } from '../plan/supply/refusedQueue.js'
import type { Plan } from '../plan/types.js'
import { customersMarket } from '../schema/reading/customersMarket.js'
import type { PlanActual } from '../schema/rows/costingTypes.js'
import type { CustomerOrder } from '../schema/rows/demandTypes.js'
import type { SupplyOrder } from '../schema/rows/supplyTypes.js'
import { isPlan } from '../plan/isPlan.js'
import { hoursByItem } from './hoursByItem.js'
import { openItems } from './openItems.js'
import { balancesOf, CARRIED_ACCOUNTS } from './rollForward/closeBalances.js'
import { dayBefore } from './rollForward/closing.js'
import type { HandedOver } from './rollForward/types.js'

/** Amounts of a rule by what it speaks of and period, major units; of one account. */
function amountsOf({ ledger }: Plan, rules: readonly string[], account: string): ReadonlyMap<number, Map<Ref, number>> {
  const byPeriod = new Map<number, Map<Ref, number>>()
  const power = 10 ** ledger.decimals
  ledger.rule.forEach((rule, n) => {
    if (!rules.includes(ledger.rules[rule] as string)) return
    if (ledger.accounts[ledger.account[n] ?? 0] !== account) return
    const t = ledger.periodIndex[n] ?? 0
    const ref = ledger.refs[ledger.ref[n] ?? 0] as Ref
    const own = byPeriod.get(t) ?? new Map<Ref, number>()
    byPeriod.set(t, own.set(ref, (own.get(ref) ?? 0) + (ledger.amountMinor[n] ?? 0)))
  })
  for (const own of byPeriod.values()) for (const [ref, minor] of own) own.set(ref, minor / power)
  return byPeriod
}

/** Sum of what speaks of some ids. */
function amountOf(
  amounts: ReadonlyMap<Ref, number> | undefined,
  isMeant: (ref: Ref) => boolean,
  power: number,
): number {
  let minor = 0
  for (const [ref, amount] of amounts ?? []) if (isMeant(ref)) minor += Math.round(amount * power)
  return minor / power + 0
}

/** What moved in one period, and what it came to. */
function movements(plan: Plan, t: number, periodId: string, sources: Amounts): PlanActual[] {
  const { shipments, supply, input, ledger } = plan
  const power = 10 ** ledger.decimals
  const suppliers = indexById(input.sources, 'itemId')
  const head = <Kind extends PlanActual['kind']>(kind: Kind): { readonly periodId: string; readonly kind: Kind } => ({
    periodId,
    kind,
  })
  const sales = shipments.map((row): PlanActual => ({
    ...head('sales'),
    ...seriesId(row),
    units: row.shipped[t] ?? 0,
    amount: amountOf(
      sources.sales.get(t),
      ({ itemId, marketId }) => itemId === row.itemId && marketId === row.marketId,
      power,
    ),
  }))
  const items = supply.records.flatMap((row): PlanActual[] => {
    const { itemId } = row
    const source = suppliers.get(itemId)
    const { supplierId, kind } = source ?? {}
    const isOutside = kind === 'subcontract'
    const output = row.produced[t] ?? 0
    const bought = isOutside ? output : toSum(row.purchased[t], row.scheduledReceipts[t])
    return [
      {
        ...head('purchases'),
        itemId,
        ...(supplierId !== undefined && { supplierId }),
        units: bought,
        amount: -amountOf(sources.purchases.get(t), (ref) => ref.itemId === itemId, power) + 0,
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
    amount: -amountOf(sources.overheads.get(t), ({ overheadId }) => overheadId === id, power) + 0,
  }))
  return [...sales, ...items, ...hoursRows(plan, t, periodId, sources), ...overheads].filter(
    ({ units = 0, hours = 0, amount = 0 }) => units !== 0 || hours !== 0 || amount !== 0,
  )
}

const toSum = (a = 0, b = 0): number => Math.round((a + b) * 1e6) / 1e6

/** Hours that were paid, by the item that they were worked on; what was paid and not worked stands by itself. */
function hoursRows(plan: Plan, t: number, periodId: string, sources: Amounts): PlanActual[] {
  const power = 10 ** plan.ledger.decimals
  const paidOf = new Map(plan.input.resources.map((row) => [row.id, row.paidHours === 'capacity']))
  const worked = hoursByItem(plan, t)
  return plan.supply.resources.flatMap(({ resourceId, regularHours, overtimeHours, capacityHours }) => {
    const hours = (regularHours[t] ?? 0) + (overtimeHours[t] ?? 0)
    const paid =
      (paidOf.get(resourceId) === true ? (capacityHours[t] ?? 0) : (regularHours[t] ?? 0)) + (overtimeHours[t] ?? 0)
    const amount = -amountOf(sources.wages.get(t), (ref) => ref.resourceId === resourceId, power)
    const own = [...(worked.get(resourceId) ?? [])].filter(([, share]) => share > 0)
    const parts = [...own.map(([forItemId, share]) => ({ forItemId, share })), { share: Math.max(0, paid - hours) }]
    const micro = allocateMinor(
      Math.round(paid * 1e6),
      parts.map(({ share }) => share),
    )
    const money = allocateMinor(
      Math.round(amount * power),
      parts.map(({ share }) => share),
    )
    if (paid === 0 || parts.every(({ share }) => share === 0)) return []
    return parts.map((part, n): PlanActual => ({
      periodId,
      kind: 'hours',
      resourceId,
      ...('forItemId' in part && { forItemId: part.forItemId as string }),
      hours: (micro[n] ?? 0) / 1e6,
      amount: (money[n] ?? 0) / power + 0,
    }))
  })
}

interface Amounts {
  readonly sales: ReturnType<typeof amountsOf>
  readonly purchases: ReturnType<typeof amountsOf>
  readonly overheads: ReturnType<typeof amountsOf>
  readonly wages: ReturnType<typeof amountsOf>
}

/** Demand of a plan that is known at the close and not served: the rest of each part of the queue, refused demand left out. */
function openDemand(plan: Plan, closedCount: number): readonly CustomerOrder[] {
  const { input, calendar, demand, supply } = plan
  const queues = demandQueues(input, calendar, demand)
  const records = indexById(supply.records, 'itemId')
  const items = indexById(input.items, 'id')
  const policies = indexById(input.stockPolicies, 'itemId')
  const booked = groupBy(input.customerOrders, ['id', 'line'])
  const after = input.customerOrders.filter(
    ({ requestedDate }) => requestedDate >= (calendar.periods.at(-1)?.end ?? ''),
  )
  const orderOf = (part: QueuedDemand, itemId: string, units: number): CustomerOrder => {
    const { orderId, orderLine, marketId, periodIndex, price } = part
    const key = [...booked.values()].flat().find((row) => row.id === orderId && row.line === orderLine)
    if (key !== undefined) {
      const { unit: _, ...own } = key
      return { ...own, quantity: units }
    }
    const period = calendar.periods[periodIndex]
    const name = [period?.id ?? 'before', itemId, ...(marketId === undefined ? [] : [marketId])].join(' ')
    return {
      id: `waiting ${name}`,
      itemId,
      ...(marketId !== undefined && { marketId }),
      quantity: units,
      requestedDate: dayBefore(period?.end ?? calendar.periods[0]?.start ?? ''),
      price,
    }
  }
  const open = [...queues].flatMap(([itemId, queue]): CustomerOrder[] => {
    const record = records.get(itemId)
    if (record === undefined) return []
    const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
    const isLost = policies.get(itemId)?.unmetDemand === 'lost'
    const { served } = partQueue(queue, record, scale)
    let left = record.shipped
      .slice(0, closedCount)
      .reduce((sum, units, t) => sum + toGrid(units, scale) - toGrid(record.refusedShipped?.[t] ?? 0, scale), 0)
    return served.flatMap((part): CustomerOrder[] => {
      const isKnown = part.periodIndex < closedCount
      const got = isLost ? 0 : isKnown ? Math.min(left, part.units) : 0
      if (!isLost) left -= got
      const units = part.units - got
      if (units <= 0) return []
      if (isKnown) return isLost ? [] : [orderOf(part, itemId, fromGrid(units, scale))]
      return part.orderId === undefined ? [] : [orderOf(part, itemId, fromGrid(units, scale))]
    })
  })
  return [...open, ...after]
}

/** Who waits at the close, by item and market. */
function waitingRows(
  { input }: Plan,
  orders: readonly CustomerOrder[],
  start: string,
  periodId: string,
): readonly PlanActual[] {
  const withMarket = customersMarket(input)
  const late = orders.filter(({ requestedDate }) => requestedDate < start).map((order) => withMarket(order))
  return [...groupBy(late, SERIES_KEY).values()].map((own): PlanActual => ({
    periodId,
    kind: 'backlog',
    ...seriesId(own[0] as CustomerOrder),
    units: decimalSum(own.map(({ quantity }) => quantity)),
  }))
}

/** Orders for what is bought that had gone out by the close and are due after it. */
function openSupply({ input, supply, calendar }: Plan, closedCount: number): readonly SupplyOrder[] {
  const start = calendar.periods[closedCount]?.start ?? ''
  const known = new Set(input.supplyOrders.map(({ id }) => id))
  const used = new Map<string, number>()
  const released = supply.plannedOrders
    .filter(({ kind, releaseDate, dueDate }) => kind === 'buy' && releaseDate < start && dueDate >= start)
    .map(({ itemId, sourceId, quantity, dueDate }): SupplyOrder => {
      const name = `${sourceId} ${dueDate}`
      const line = (used.get(name) ?? (known.has(name) ? 1 : 0)) + 1
      used.set(name, line)
      return { id: name, ...(line > 1 && { line: String(line) }), kind: 'buy', itemId, sourceId, quantity, dueDate }
    })
  return [...input.supplyOrders.filter(({ dueDate }) => dueDate >= start), ...released]
}

/**
 * What has happened in the first periods of a plan if everything went as planned, in the tables that {@link rollForward} takes: to try a
 * monthly cycle before its first month is over, to simulate one with some rows changed, and to test it.
 *
 * Sales, purchases, output, usage, hours and overheads by period; at the close what is in stock, and what accounts of the balance
 * sheet stand at. Who waits is an order at the price of its period; what is owed stands by the day on which the plan sees it paid.
 *
 * @param plan - a plan that has one: not infeasible
 * @param options - `to`: id of the first period that has not happened
 * @returns actuals, open orders of both kinds, and open items
 * @throws SopError where it is no plan, has no such period, or begins with it
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
  isPlan(plan, 'plan', issues)
  record<{ to: string }>({ to: text })(options, 'options', issues)
  issues.throwIfAny()
  const { periods } = plan.calendar
  const closedCount = periods.findIndex(({ id }) => id === options.to)
  if (closedCount <= 0 || plan.supply.records.length === 0) {
    const noPlan = plan.supply.records.length === 0
    issues.add(
      noPlan ? 'EMPTY' : closedCount < 0 ? 'UNKNOWN_ID' : 'OUT_OF_RANGE',
      noPlan ? 'plan.supply' : 'options.to',
      noPlan ? plan.status : options.to,
      noPlan
        ? 'There is no plan to go by.'
        : closedCount < 0
          ? 'The plan has no such period.'
          : 'The plan begins with this period.',
      noPlan ? 'Pass a plan that is not infeasible.' : 'Name a later period of the plan.',
    )
    issues.throwIfAny()
  }
  const sources: Amounts = {
    sales: amountsOf(plan, ['sale'], 'receivables'),
    purchases: amountsOf(plan, ['purchase', 'outsideProcessing'], 'payables'),
    overheads: amountsOf(plan, ['overhead'], 'payables'),
    wages: amountsOf(plan, ['payroll'], 'wagesPayable'),
  }
  const last = periods[closedCount - 1]?.id ?? ''
  const customerOrders = openDemand(plan, closedCount)
  const balances = balancesOf(plan, closedCount)
  const goods = new Set(plan.input.items.filter(({ kind }) => kind === 'good').map(({ id }) => id))
  return {
    actuals: [
      ...periods.slice(0, closedCount).flatMap(({ id }, t) => movements(plan, t, id, sources)),
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
    openingBalances: openItems(plan, closedCount),
  }
}
