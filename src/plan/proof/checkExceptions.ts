import { keyOf } from '../../core/keys.js'
import type { NoticeCode } from '../../core/noticeCodes.js'
import type { Notice } from '../../core/notices.js'
import { refKey, type Ref } from '../../core/ref.js'
import { noticeMessage } from '../noticeMessage.js'
import { type Check, type Checker, startCheck } from './checks.js'
import { dayNumber, type Facts, itemKey } from './facts.js'

/** What an exception must say. */
interface Expected {
  readonly code: NoticeCode
  readonly refs: readonly Ref[]
  readonly periodIds: readonly (string | undefined)[]
  readonly amount: number
  readonly unit: 'units' | 'hours' | 'money'
  readonly moneyAtStake: number
  readonly value?: Readonly<Record<string, number | string | undefined>>
}

/** Less than this is no exception. */
const NOTHING = 1e-9

const keyOfNotice = ({ code, refs }: { readonly code: string; readonly refs?: readonly Ref[] }): string =>
  keyOf({ code, ref: refs?.[0] === undefined ? '' : refKey(refs[0]) }, ['code', 'ref'])

/** Exceptions are those that the records, the stock and the cash call for, one for each cause, the worst first. */
export function checkExceptions(facts: Facts): Check {
  const check = startCheck(
    'exceptions-follow',
    'Exceptions are all that records, stock and cash call for, one for each cause, with the money at stake, the worst first.',
  )
  const open = new Map(expectExceptions(facts).map((one) => [keyOfNotice(one), one]))
  facts.given.exceptions.forEach((notice, n) => {
    const name = `exceptions[${n}]`
    const key = keyOfNotice(notice)
    const expected = open.get(key)
    open.delete(key)
    check.holds(name, expected !== undefined, notice.code, null, `${name}: nothing stands behind this ${notice.code}.`)
    if (expected !== undefined)
      compareNotice(check, name, notice as unknown as Readonly<Record<string, unknown>>, expected)
    check.holds(`${name}.kind`, notice.kind === 'exception', notice.kind, 'exception', `${name} is no exception.`)
    checkMessage(check, name, notice)
  })
  for (const { code, amount, refs } of open.values()) {
    const of = refs.map((ref) => Object.values(ref).join()).join()
    check.holds('exceptions', false, null, amount, `An exception is missing: ${code} ${of}, amount ${amount}.`)
  }
  return check.result()
}

/** The message is the one that the other fields make. */
function checkMessage(check: Checker, name: string, notice: Notice): void {
  let message: string | null = null
  try {
    message = noticeMessage(notice)
  } catch {
    // A notice that makes no message has a field that is wrong; the message is, too.
  }
  const isSame = message === notice.message
  check.holds(`${name}.message`, isSame, notice.message, message, `${name}.message is not what its fields say.`)
}

const tolerance = (expected: number): number => 1e-9 * Math.max(1, Math.abs(expected))

function compareNotice(
  check: Checker,
  name: string,
  actual: Readonly<Record<string, unknown>>,
  expected: Expected,
): void {
  check.number(`${name}.amount`, actual['amount'], expected.amount, tolerance(expected.amount))
  check.number(`${name}.moneyAtStake`, actual['moneyAtStake'], expected.moneyAtStake, tolerance(expected.moneyAtStake))
  const same = (field: string, given: unknown, right: string | undefined): void =>
    check.holds(`${name}.${field}`, given === right, given, right ?? null, `${name}.${field} must be ${right}.`)
  same('unit', actual['unit'], expected.unit)
  same('refs', JSON.stringify(actual['refs']), JSON.stringify(expected.refs))
  same('periodIds', JSON.stringify(actual['periodIds']), JSON.stringify(expected.periodIds))
  const value = (actual['value'] ?? {}) as Readonly<Record<string, unknown>>
  const fields = new Set([...Object.keys(expected.value ?? {}), ...Object.keys(value)])
  for (const field of fields) {
    const right = expected.value?.[field]
    if (typeof right === 'number') check.number(`${name}.value.${field}`, value[field], right, tolerance(right))
    else same(`value.${field}`, value[field], right)
  }
}

function expectExceptions({ plan, rows, resources, series, count, starts, days, level }: Facts): Expected[] {
  const { input, calendar } = plan
  const expected: Expected[] = []
  const idOf = (t: number | undefined): string | undefined => calendar.periods[t ?? -1]?.id
  const span = (places: readonly number[]): readonly (string | undefined)[] => [idOf(places[0]), idOf(places.at(-1))]
  const at = (values: readonly (number | null)[] | undefined, t: number): number => values?.[t] ?? 0
  const all = Array.from({ length: count }, (_, t) => t)
  const worstOf = (places: readonly number[], values: readonly (number | null)[] | undefined): number =>
    places.reduce((a, b) => (at(values, b) > at(values, a) ? b : a))
  const sum = (places: readonly number[], of: (t: number) => number): number =>
    places.reduce((total, t) => total + of(t), 0)
  const marketPrice = new Map(
    input.prices.flatMap(({ itemId, marketId, customerId, price }) =>
      customerId === undefined ? [[keyOf({ itemId, marketId }, ['itemId', 'marketId']), price] as const] : [],
    ),
  )
  const kinds = new Map(input.sources.map((source) => [source.itemId, source]))

  for (const item of input.items) {
    const refs = [{ itemId: item.id }]
    const stock = rows.inventory.get(itemKey(item.id))?.row
    const unitCost = rows.costs.get(itemKey(item.id))?.row.unitCost ?? 0
    const priceAt = (t: number): number => {
      const own = (series.get(item.id) ?? []).map(
        ({ row }) => marketPrice.get(keyOf(row, ['itemId', 'marketId'])) ?? item.price ?? 0,
      )
      return Math.max(0, ...own.map((price) => Number(typeof price === 'object' ? price[t] : price)))
    }
    const short = all.filter((t) => at(stock?.shortage, t) > NOTHING)
    if (short.length > 0) {
      expected.push({
        code: 'shortage',
        refs,
        periodIds: span(short),
        amount: sum(short, (t) => at(stock?.shortage, t)),
        unit: 'units',
        moneyAtStake: sum(short, (t) => at(stock?.shortage, t) * priceAt(t)),
        value: {
          case: short.some((t) => at(stock?.lost, t) > 0) ? 'lost' : 'late',
          asked: sum(short, (t) => at(stock?.demand, t)),
        },
      })
    }
    const source = kinds.get(item.id)
    const early = all.filter(
      (t) =>
        at(stock?.belowSafetyStock, t) > NOTHING &&
        (starts[t] as number) + (days[t] as number) <= (starts[0] as number) + (source?.leadTimeDays ?? 0),
    )
    if (source?.kind === 'buy' && early.length > 0) {
      const worst = worstOf(early, stock?.belowSafetyStock)
      const amount = at(stock?.belowSafetyStock, worst)
      const value = { leadTimeDays: source.leadTimeDays, worstPeriodId: idOf(worst) }
      const moneyAtStake = amount * unitCost
      expected.push({ code: 'late-purchase', refs, periodIds: span(early), amount, unit: 'units', moneyAtStake, value })
    }
    const left = at(stock?.closing, count - 1)
    const isMoved = all.some((t) =>
      [stock?.demand, stock?.dependentDemand, stock?.shipped].some((values) => at(values, t) > NOTHING),
    )
    if (left > NOTHING && !isMoved) {
      const moneyAtStake = left * unitCost
      expected.push({ code: 'dead-stock', refs, periodIds: span(all), amount: left, unit: 'units', moneyAtStake })
    }
    const late = input.supplyOrders.filter(
      ({ itemId, dueDate }) => itemId === item.id && dayNumber(dueDate) < (starts[0] as number),
    )
    if (late.length > 0) {
      const amount = late.reduce(
        (total, { quantity, unit }) =>
          total + quantity * (item.units?.find((one) => one.unit === unit)?.stockUnits ?? 1),
        0,
      )
      const [firstDueDate] = late.map(({ dueDate }) => dueDate).sort()
      const value = { orders: late.length, firstDueDate }
      const moneyAtStake = amount * unitCost
      expected.push({ code: 'late-order', refs, periodIds: span([0]), amount, unit: 'units', moneyAtStake, value })
    }
  }
  for (const { row } of rows.resources.values()) {
    const resource = resources.get(row.resourceId)
    const over = all.filter((t) => at(row.overtimeHours, t) > NOTHING)
    if (resource === undefined || over.length === 0) continue
    const [wage, premium] = [level(resource.costPerHour), level(resource.overtimeCostPerHour)]
    const worst = worstOf(over, row.worthOfOneHour)
    expected.push({
      code: 'overload',
      refs: [{ resourceId: row.resourceId }],
      periodIds: span(over),
      amount: sum(over, (t) => at(row.overtimeHours, t)),
      unit: 'hours',
      moneyAtStake: sum(over, (t) => at(row.overtimeHours, t) * (at(premium, t) - at(wage, t))),
      value: { worthOfOneHour: at(row.worthOfOneHour, worst), worstPeriodId: idOf(worst) },
    })
  }
  const cash = plan.kpis.closingCash.values
  const minimum = Number(input.finance.minimumCash)
  const poor = all.filter((t) => minimum - at(cash, t) > 0)
  if (poor.length > 0) {
    const worst = poor.reduce((a, b) => (at(cash, b) < at(cash, a) ? b : a))
    const amount = minimum - at(cash, worst)
    const value = { cash: at(cash, worst), worstPeriodId: idOf(worst), periods: poor.length }
    const code = 'cash-below-minimum'
    expected.push({ code, refs: [], periodIds: span(poor), amount, unit: 'money', moneyAtStake: amount, value })
  }
  return expected
}
