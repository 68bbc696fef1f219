import { compareText, groupBy } from '../../../core/keys/keys.js'
import { createNotice, type Notice } from '../../../core/notices/notices.js'
import { risingPricesUndecided, wholeUnitsCost } from '../../../production/notices.js'
import { cashBelowMinimum, lateOrder, overload } from '../../report/notices.js'
import { type Check, startCheck } from '../checks.js'
import { checkWorstFirst } from './checkWorstFirst.js'
import { dayNumber } from '../civilDays.js'
import { compareNotices } from './compareNotices.js'
import { expectCauses } from '../causes/expectCauses.js'
import { expectLateParts } from './expectLateParts.js'
import { expectMargins } from '../costs/expectMargins.js'
import { expectStock } from './expectStock.js'
import { expectWaits } from './expectWaits.js'
import { type Facts, ITEM, itemKey } from '../facts/facts.js'
import { gridOf, unitsOf } from '../gridUnits.js'
import { wageOfOneHour } from '../facts/wageFacts.js'

/** Less than this is no exception. */
const NOTHING = 1e-9

/** Exceptions are those that the records, the stock and the cash call for, one for each cause. */
export function checkExceptions(facts: Facts): Check {
  const check = startCheck(
    'exceptions-follow',
    'Exceptions are all that records, stock and cash call for, one for each cause, with the money at stake.',
  )
  const ofSupply = [...expectCauses(facts), ...expectCostOfWholeUnits(facts), ...expectRisingPrices(facts)]
  const expected = [
    ...expectExceptions(facts, ofSupply),
    ...expectStock(facts, ofSupply),
    ...expectWaits(facts),
    ...expectLateParts(facts),
    ...expectMargins(facts),
    ...ofSupply,
  ]
  compareNotices(check, 'supply.exceptions', { actual: facts.given.supply.exceptions, expected: ofSupply })
  compareNotices(check, 'exceptions', { actual: facts.given.exceptions, expected })
  checkWorstFirst(check, 'supply.exceptions', facts.given.supply.exceptions)
  checkWorstFirst(check, 'exceptions', facts.given.exceptions)
  return check.result()
}

/** Whole units that cost over a hundredth of revenue, with the hours that the certificate gives a worth. */
function expectCostOfWholeUnits(facts: Facts): Notice[] {
  const { plan, count } = facts
  const { objective, resources } = plan.supply
  const amount = objective.beforeRounding - objective.total
  const shareOfRevenue = Math.round((amount / Math.max(1, objective.revenue)) * 1e6) / 1e6
  if (!(100 * shareOfRevenue > 1)) return []
  const isFull = (t: number, worths: readonly number[]): boolean => (worths[t] ?? 0) > 0
  const all = Array.from({ length: count }, (_, t) => t)
  const full = resources.filter(({ worthOfOneHour }) => all.some((t) => isFull(t, worthOfOneHour)))
  const places = all.filter((t) => full.some(({ worthOfOneHour }) => isFull(t, worthOfOneHour)))
  const [first, last] = [places[0], places.at(-1)].map((t) => plan.calendar.periods[t ?? -1]?.id)
  const told = { amount, unit: 'money', moneyAtStake: amount, value: { shareOfRevenue } } as const
  const refs = full.map(({ resourceId }) => ({ resourceId }))
  const span = first === undefined || last === undefined ? {} : { periodIds: [first, last] as const }
  return [createNotice(wholeUnitsCost, { ...told, ...span, refs })]
}

/** Another choice of who is served, where prices of queues rise, that might earn over a hundredth of revenue more. */
function expectRisingPrices({ plan }: Facts): Notice[] {
  const { certificate, objective } = plan.supply
  const { openRanges = [], undecided: amount = 0 } = certificate
  const shareOfRevenue = Math.round((amount / Math.max(1, objective.revenue)) * 1e6) / 1e6
  if (!(100 * shareOfRevenue > 1)) return []
  const ids = [...new Set(openRanges.map(({ itemId }) => itemId))].sort(compareText)
  const told = { amount, unit: 'money', moneyAtStake: amount, value: { shareOfRevenue } } as const
  return [createNotice(risingPricesUndecided, { ...told, refs: ids.map((itemId) => ({ itemId })) })]
}

function expectExceptions(facts: Facts, ofSupply: readonly Notice[]): Notice[] {
  const { plan, rows, resources, count, starts, level } = facts
  const { input, calendar } = plan
  const full = new Set(
    ofSupply.flatMap(({ code, refs }) =>
      code === 'full-resource' ? refs.slice(0, 1).map(({ resourceId }) => resourceId) : [],
    ),
  )
  const expected: Notice[] = []
  const idOf = (t: number | undefined): string => calendar.periods[t ?? -1]?.id ?? ''
  const span = (places: readonly number[]): readonly [string, string] => [idOf(places[0]), idOf(places.at(-1))]
  const at = (values: readonly (number | null)[] | undefined, t: number): number => values?.[t] ?? 0
  const all = Array.from({ length: count }, (_, t) => t)
  const worstOf = (places: readonly number[], values: readonly (number | null)[] | undefined): number =>
    places.reduce((a, b) => (at(values, b) > at(values, a) ? b : a))
  const sum = (places: readonly number[], of: (t: number) => number): number =>
    places.reduce((total, t) => total + of(t), 0)

  // What is due between the day on which the plan is made and its first day is still to come.
  const today = Math.min(starts[0] as number, dayNumber(input.asOf))
  const overdue = groupBy(
    input.supplyOrders.filter(({ dueDate }) => dayNumber(dueDate) < today),
    ITEM,
  )

  for (const item of input.items) {
    const refs = [{ itemId: item.id }]
    const { power } = gridOf(item)
    const unitCost = rows.costs.get(itemKey(item.id))?.row.unitCost ?? 0
    const late = overdue.get(itemKey(item.id)) ?? []
    if (late.length > 0) {
      const amount = late.reduce((total, order) => total + unitsOf(item, order), 0) / power
      const firstDueDate = late.map(({ dueDate }) => dueDate).sort()[0] as string
      const value = { orders: late.length, firstDueDate }
      const moneyAtStake = amount * unitCost
      const told = { refs, periodIds: span([0]), amount, unit: 'units', moneyAtStake, value } as const
      expected.push(createNotice(lateOrder, told))
    }
  }
  for (const { row } of rows.resources.values()) {
    const resource = resources.get(row.resourceId)
    const over = all.filter((t) => at(row.overtimeHours, t) > NOTHING)
    // Overtime of a resource that holds customers back is told with them.
    if (resource === undefined || over.length === 0 || full.has(row.resourceId)) continue
    const [wage, overtime] = [level(wageOfOneHour(resource)), level(resource.overtimeCostPerHour)]
    const worst = worstOf(over, row.worthOfOneHour)
    expected.push(
      createNotice(overload, {
        refs: [{ resourceId: row.resourceId }],
        periodIds: span(over),
        amount: sum(over, (t) => at(row.overtimeHours, t)),
        unit: 'hours',
        moneyAtStake: sum(over, (t) => at(row.overtimeHours, t) * Math.max(0, at(overtime, t) - at(wage, t))),
        value: { worthOfOneHour: at(row.worthOfOneHour, worst), worstPeriodId: idOf(worst) },
      }),
    )
  }
  const cash = plan.kpis.closingCash.values
  const minimum = Number(input.finance.minimumCash)
  const poor = all.filter((t) => minimum - at(cash, t) > 0)
  if (poor.length > 0) {
    const worst = poor.reduce((a, b) => (at(cash, b) < at(cash, a) ? b : a))
    const amount = minimum - at(cash, worst)
    const value = { cash: at(cash, worst), worstPeriodId: idOf(worst), periods: poor.length }
    const told = { periodIds: span(poor), amount, unit: 'money', moneyAtStake: amount, value } as const
    expected.push(createNotice(cashBelowMinimum, told))
  }
  return expected
}
