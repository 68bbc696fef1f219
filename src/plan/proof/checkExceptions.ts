import type { PlanException } from '../report/exceptions.js'
import { type Check, startCheck } from './checks.js'
import { dayNumber, type Facts } from './facts.js'

type Expected = Pick<PlanException, 'amount' | 'moneyAtStake'>

/** Less than this is no exception. */
const NOTHING = 1e-9

/** Exceptions are those that the records, the stock and the cash call for, with their amounts, the worst first. */
export function checkExceptions(facts: Facts): Check {
  const check = startCheck(
    'exceptions-follow',
    'Exceptions are all that records, stock and cash call for, with the money at stake, the worst first.',
  )
  const { plan } = facts
  const open = expectExceptions(facts)
  plan.exceptions.forEach(({ code, id, periodId, amount, moneyAtStake }, n) => {
    const name = `exceptions[${n}]`
    const candidates = open.get(`${code} ${id} ${periodId}`) ?? []
    const near = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other))
    const fit = candidates.findIndex((one) => near(amount, one.amount) && near(moneyAtStake, one.moneyAtStake))
    const [expected] = candidates.splice(Math.max(0, fit), 1)
    check.holds(
      name,
      expected !== undefined,
      code,
      null,
      `${name}: nothing stands behind the ${code} of '${id}' in ${periodId}.`,
    )
    if (expected !== undefined) {
      check.number(`${name}.amount`, amount, expected.amount, 1e-9 * Math.max(1, expected.amount))
      check.number(
        `${name}.moneyAtStake`,
        moneyAtStake,
        expected.moneyAtStake,
        1e-9 * Math.max(1, Math.abs(expected.moneyAtStake)),
      )
    }
    const before = plan.exceptions[n - 1]
    check.holds(
      `${name}.moneyAtStake`,
      before === undefined || before.moneyAtStake >= moneyAtStake,
      moneyAtStake,
      before?.moneyAtStake ?? null,
      `${name} is worse than the one before it.`,
    )
  })
  for (const [key, missing] of open) {
    for (const { amount } of missing)
      check.holds('exceptions', false, null, amount, `An exception is missing: ${key}, amount ${amount}.`)
  }
  return check.result()
}

function expectExceptions({ plan, count, starts, end, days, level }: Facts): Map<string, Expected[]> {
  const { input, calendar, inventory, supply: production, costs } = plan
  const expected = new Map<string, Expected[]>()
  const put = (code: PlanException['code'], id: string, t: number, amount: number, price: number): void => {
    const key = `${code} ${id} ${calendar.periods[t]?.id}`
    expected.set(key, [...(expected.get(key) ?? []), { amount, moneyAtStake: amount * price }])
  }
  const at = (values: readonly number[] | undefined, t: number): number => values?.[t] ?? 0
  const priceOf = (itemId: string, t: number): number => {
    const prices = plan.demand
      .filter((record) => record.itemId === itemId)
      .map(
        ({ marketId }) =>
          input.prices.find((one) => one.itemId === itemId && one.marketId === marketId)?.price ??
          input.items.find(({ id }) => id === itemId)?.price ??
          0,
      )
    return Math.max(0, ...prices.map((price) => Number(typeof price === 'object' ? price[t] : price)))
  }

  input.items.forEach((item, i) => {
    const stock = inventory[i]
    const unitCost = costs[i]?.unitCost ?? 0
    let moved = 0
    for (let t = 0; t < count; t++) {
      if (at(stock?.shortage, t) > NOTHING) put('shortage', item.id, t, at(stock?.shortage, t), priceOf(item.id, t))
      const periodEnd = (starts[t] as number) + (days[t] as number)
      const isTooEarly = periodEnd <= (starts[0] as number) + item.leadTimeDays
      if (item.source === 'buy' && isTooEarly && at(stock?.belowSafetyStock, t) > NOTHING) {
        put('latePurchase', item.id, t, at(stock?.belowSafetyStock, t), unitCost)
      }
      moved = Math.max(moved, at(stock?.demand, t), at(stock?.dependentDemand, t), at(stock?.shipped, t))
    }
    const left = at(stock?.closing, count - 1)
    if (left > NOTHING && moved <= NOTHING) put('deadStock', item.id, count - 1, left, unitCost)
  })
  for (const { itemId, quantity, unit, dueDate: due } of input.openOrders) {
    if (dayNumber(due) >= (starts[0] as number) || dayNumber(due) >= end) continue
    const i = input.items.findIndex(({ id }) => id === itemId)
    const factor = input.items[i]?.units?.find((one) => one.unit === unit)?.stockUnits ?? 1
    put('latePurchase', itemId, 0, quantity * factor, costs[i]?.unitCost ?? 0)
  }
  production.resources.forEach((record, r) => {
    const resource = input.resources[r] as (typeof input.resources)[number]
    const [wage, premium] = [level(resource.costPerHour), level(resource.overtimeCostPerHour)]
    record.overtimeHours.forEach((hours, t) => {
      if (hours > NOTHING) put('overload', record.resourceId, t, hours, at(premium, t) - at(wage, t))
    })
  })
  const cash = plan.statements.cashFlow.lines.find(({ id }) => id === 'closingCash')?.amounts ?? []
  const minimum = Number(input.finance.minimumCash)
  cash.forEach((amount, t) => {
    if (amount < minimum) put('cashBelowMinimum', 'cash', t, minimum - amount, 1)
  })
  return expected
}
