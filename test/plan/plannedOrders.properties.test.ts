import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { type Plan, plan, type PlannedOrder } from '../../src/plan/index.js'
import { arbitraryPlanInput } from './arbitraryPlanInput.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const solver = await loadDefaultSolver()
const DAY = 86_400_000
const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY

/** What suppliers are paid in each period for what comes without a price of its own, in minor units. */
function paidAtSourcePrice({ ledger, calendar }: Plan): number[] {
  const paid = calendar.periods.map(() => 0)
  ledger.amountMinor.forEach((amount, n) => {
    const [t, rule, account] = [
      ledger.periodIndex[n],
      ledger.rules[ledger.rule[n] ?? -1],
      ledger.accounts[ledger.account[n] ?? -1],
    ]
    if (t === undefined || account !== 'payables' || (rule !== 'purchase' && rule !== 'outsideProcessing')) return
    if (ledger.refs[ledger.ref[n] ?? -1]?.orderId === undefined) paid[t] = (paid[t] ?? 0) - amount
  })
  return paid
}

/**
 * Parts that are not there when what takes them begins, in its own period or before it: of each part, by each day on which one of its
 * parents begins, what lay there at first, was under way and planned by then, against what left it in the periods before and
 * what the orders have begun. What is worked on over several periods is left out.
 */
function partsTooLate({ supply, inventory, calendar, input }: Plan): string[] {
  const underway = groupOf(input.supplyOrders, ({ itemId }) => itemId)
  const planned = groupOf(supply.plannedOrders, ({ itemId }) => itemId)
  const orders = groupOf(supply.plannedOrders, ({ itemId, periodId }) => `${periodId} ${itemId}`)
  const unitsOf = new Map(input.items.map(({ id, units }) => [id, units ?? []]))
  const { periods } = calendar
  const first = periods[0]?.start ?? ''
  return inventory.flatMap(({ itemId: partId, opening }) => {
    const record = supply.records.find(({ itemId }) => itemId === partId)
    const takes = supply.records.flatMap(({ itemId, components, workInProgress }) =>
      periods.flatMap(({ id }, t) => {
        const use = components.find(({ componentId }) => componentId === partId)?.quantities[t] ?? 0
        const rows = workInProgress === undefined ? (orders.get(`${id} ${itemId}`) ?? []) : []
        const all = rows.reduce((sum, { quantity }) => sum + quantity, 0)
        return use > 0 ? rows.map((row) => ({ ...row, t, use: (use * row.quantity) / all })) : []
      }),
    )
    const coming = (underway.get(partId) ?? []).map(({ quantity, unit, dueDate }) => ({
      quantity: quantity * (unitsOf.get(partId)?.find((one) => one.unit === unit)?.stockUnits ?? 1),
      dueDate: dueDate < first ? first : dueDate,
    }))
    const receipts = [...coming, ...(planned.get(partId) ?? [])]
    return takes.flatMap(({ itemId, releaseDate }) => {
      const s = periods.findIndex(({ start, end }) => releaseDate >= start && releaseDate < end)
      const before = (record?.shipped ?? []).slice(0, s).reduce((sum, units) => sum + units, 0)
      const gone = (record?.dependentDemand ?? []).slice(0, s).reduce((sum, units) => sum + units, before)
      const begun = takes.reduce((sum, row) => sum + (row.t >= s && row.releaseDate <= releaseDate ? row.use : 0), 0)
      const come = receipts.reduce((sum, row) => sum + (row.dueDate <= releaseDate ? row.quantity : 0), 0)
      return (opening[0] ?? 0) + come < gone + begun - 1e-6 ? [`${partId} for ${itemId} on ${releaseDate}`] : []
    })
  })
}

function groupOf<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

it(
  'orders are the supply of the plan, on possible days, parts first, at what the ledger pays',
  { timeout: 3_000_000 },
  async () => {
    const seen = { orders: 0, now: 0, later: 0, withParts: 0, paid: 0, inParts: 0, worked: 0, onOpenDays: 0, early: 0 }
    await fc.assert(
      fc.asyncProperty(arbitraryPlanInput, async (input) => {
        const result = await plan(input, { solver })
        const { plannedOrders, records } = result.supply
        const { periods } = result.calendar
        const first = dayOf(periods[0]?.start ?? '')
        const decimals = new Map(result.input.items.map(({ id, quantityDecimals }) => [id, 10 ** quantityDecimals]))
        for (const { itemId, produced, purchased } of records) {
          const power = decimals.get(itemId) ?? 1
          const whole = (value: number | undefined): number => Math.round((value ?? 0) * power)
          periods.forEach(({ id }, t) => {
            const own = plannedOrders.filter((order) => order.itemId === itemId && order.periodId === id)
            const sum = own.reduce((total, { quantity }) => total + whole(quantity), 0)
            expect(sum).toBe(whole(produced[t]) + whole(purchased[t]))
          })
        }
        const nextPlan = first + Math.max(1, result.input.policy.reviewDays)
        // Where customers are late all the same, what is made for them is told in the row of their cause.
        const toldShort = new Set(
          result.exceptions.flatMap(({ code, refs, victims = [] }) =>
            (code === 'parts-before-work' ? refs : victims.map(({ ref }) => ref)).map(({ itemId }) => itemId),
          ),
        )
        const withParts = new Set(result.input.billOfMaterials.map(({ itemId }) => itemId))
        const sources = new Map(result.input.sources.map((source) => [source.itemId, source]))
        const byPeriod = periods.map(() => 0)
        const isShut = shutDays(result)
        for (const order of plannedOrders) {
          const t = periods.findIndex(({ id }) => id === order.periodId)
          const { start = '', end = '' } = periods[t] ?? {}
          expect(order.dueDate >= start && order.dueDate < end).toBe(true)
          const { leadTimeDays = 0, firmSupply } = sources.get(order.itemId) ?? {}
          const isFirm = (firmSupply?.[t] ?? null) !== null
          expect(dayOf(order.releaseDate)).toBeGreaterThanOrEqual(first)
          expect(order.releaseDate <= order.dueDate).toBe(true)
          if (withParts.has(order.itemId) && order.releaseDate < start) seen.early++
          const took = dayOf(order.dueDate) - dayOf(order.releaseDate)
          if (order.kind === 'buy' && !isFirm) expect(took).toBe(leadTimeDays)
          // What is made may begin earlier, because its work takes days, or when its parts are there, which is told.
          else if (!isFirm && !toldShort.has(order.itemId)) expect(took).toBeGreaterThanOrEqual(leadTimeDays)
          if (took > leadTimeDays) seen.worked++
          const shut = isShut(order.itemId, t)
          if (shut !== undefined && !isFirm && !toldShort.has(order.itemId)) {
            expect(shut(dayOf(order.releaseDate))).toBe(false)
            if (leadTimeDays === 0) expect(shut(dayOf(order.dueDate))).toBe(false)
            seen.onOpenDays++
          }
          expect(order.releaseNow ?? false).toBe(dayOf(order.releaseDate) < nextPlan)
          // Whatever the next plan can have there in time is left to it, but work that has begun by then.
          if (order.kind === 'buy' && order.releaseNow && dayOf(order.dueDate) < dayOf(end) - 1)
            expect(dayOf(order.dueDate)).toBeLessThan(nextPlan + leadTimeDays)
          byPeriod[t] = (byPeriod[t] ?? 0) + Math.round(order.cost * 10 ** result.ledger.decimals)
          seen.orders++
          if (plannedOrders.some((other) => isSamePeriod(other, order))) seen.inParts++
          if (order.releaseNow) seen.now++
          else seen.later++
        }
        expect(sortedByKey(plannedOrders)).toBe(true)
        // Orders under way without a price of their own are paid at the source's, with what is planned.
        const isPlain = result.input.supplyOrders.length === 0
        if (records.length > 0 && isPlain) {
          expect(byPeriod).toEqual(paidAtSourcePrice(result))
          if (byPeriod.some((cost) => cost > 0)) seen.paid++
        }
        expect(partsTooLate(result)).toEqual([])
        if (records.some(({ components }) => components.length > 0)) seen.withParts++
      }),
      { numRuns: Math.max(30, Math.floor(RUNS / 2)), endOnFailure: true },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0)
  },
)

/**
 * Days on which a machine that an item needs does not work; nothing of what is not worked on by working days within a period, and where
 * its machines have no day in common.
 */
function shutDays({
  input,
  supply,
  calendar,
}: Plan): (itemId: string, t: number) => ((day: number) => boolean) | undefined {
  const crew = input.workCalendars[0]
  const isOpen = (day: number): boolean => {
    const weekday = ((((day + 3) % 7) + 7) % 7) + 1
    const count = crew?.exceptions?.find(({ date }) => dayOf(date) === day)?.workingDays
    const isPlain = crew?.workWeek?.includes(weekday) === true && !crew.holidays?.some((date) => dayOf(date) === day)
    return count === undefined ? isPlain : count > 0
  }
  const byDay = new Set(input.resources.flatMap((row) => (row.capacityHours === undefined ? [row.id] : [])))
  return (itemId, t) => {
    const needsCrew = input.operations.some(
      (row) => row.itemId === itemId && byDay.has(row.resourceId) && row.runHoursPerUnit > 0,
    )
    const record = supply.records.find((row) => row.itemId === itemId)
    const isBought = input.sources.find((row) => row.itemId === itemId)?.kind === 'buy'
    if (!needsCrew || isBought || record?.workInProgress !== undefined) return undefined
    const [from, until] = [dayOf(calendar.periods[t]?.start ?? ''), dayOf(calendar.periods[t]?.end ?? '')]
    const days = Array.from({ length: until - from }, (_, k) => from + k)
    return days.some(isOpen) ? (day) => day >= from && !isOpen(day) : undefined
  }
}

const sortedByKey = (orders: readonly PlannedOrder[]): boolean =>
  orders.every((order, n) => {
    const before = orders[n - 1]
    if (before === undefined || before.itemId < order.itemId) return true
    return before.itemId === order.itemId && before.dueDate < order.dueDate
  })

const isSamePeriod = (a: PlannedOrder, b: PlannedOrder): boolean =>
  a !== b && a.itemId === b.itemId && a.periodId === b.periodId
