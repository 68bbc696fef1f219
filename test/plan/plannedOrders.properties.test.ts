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

/** Of a company the orders that its parents' orders wait for: the part is due after its parent begins. */
function partsTooLate(result: Plan): string[] {
  const at = new Map(result.supply.plannedOrders.map((order) => [`${order.periodId} ${order.itemId}`, order]))
  const stock = new Map(result.inventory.map((record) => [record.itemId, record]))
  return result.supply.records.flatMap(({ itemId, components }) =>
    components.flatMap(({ componentId, quantities }) =>
      result.calendar.periods.flatMap(({ id, end }, t) => {
        const [parent, part] = [at.get(`${id} ${itemId}`), at.get(`${id} ${componentId}`)]
        if (parent === undefined || part === undefined || (quantities[t] ?? 0) === 0) return []
        const { opening, receipts, shipped, dependentDemand } = stock.get(componentId) ?? {}
        const there = (opening?.[t] ?? 0) + (receipts?.[t] ?? 0) - part.quantity
        const isNeeded = there < (shipped?.[t] ?? 0) + (dependentDemand?.[t] ?? 0) - 1e-9
        // What takes as long as its period, or comes late in it, is due on the last day.
        const isLast = dayOf(parent.dueDate) === dayOf(end) - 1
        return isNeeded && !isLast && part.dueDate > parent.releaseDate ? [`${componentId} for ${itemId} in ${id}`] : []
      }),
    ),
  )
}

it(
  'orders are the supply of the plan, on possible days, parts first, at what the ledger pays',
  { timeout: 3_000_000 },
  async () => {
    const seen = { orders: 0, now: 0, later: 0, withParts: 0, paid: 0 }
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
        const sources = new Map(result.input.sources.map((source) => [source.itemId, source]))
        const byPeriod = periods.map(() => 0)
        for (const order of plannedOrders) {
          const t = periods.findIndex(({ id }) => id === order.periodId)
          const { start = '', end = '' } = periods[t] ?? {}
          expect(order.dueDate >= start && order.dueDate < end).toBe(true)
          const { leadTimeDays = 0, firmSupply } = sources.get(order.itemId) ?? {}
          const isFirm = (firmSupply?.[t] ?? null) !== null
          expect(dayOf(order.releaseDate)).toBeGreaterThanOrEqual(first)
          if (!isFirm) expect(dayOf(order.dueDate) - dayOf(order.releaseDate)).toBe(leadTimeDays)
          expect(order.releaseNow ?? false).toBe(dayOf(order.releaseDate) < first + result.input.policy.reviewDays)
          byPeriod[t] = (byPeriod[t] ?? 0) + Math.round(order.cost * 10 ** result.ledger.decimals)
          seen.orders++
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

const sortedByKey = (orders: readonly PlannedOrder[]): boolean =>
  orders.every((order, n) => {
    const before = orders[n - 1]
    if (before === undefined || before.itemId < order.itemId) return true
    return before.itemId === order.itemId && before.dueDate < order.dueDate
  })
