import type { NoticeRule, NoticeVictim } from '../../core/notices/notices.js'
import { firstOf, groupedNumber, quoteAll, refName, shortNumber } from '../../core/notices/noticeTexts.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { Ref } from '../../core/keys/ref.js'

/** What every exception that lasts tells. */
interface Lasting {
  readonly periodIds: readonly [string, string]
  readonly amount: number
}

const during = ([first, last]: readonly [string, string]): string =>
  first === last ? `in ${first}` : `from ${first} to ${last}`

export const overload: NoticeRule<
  Lasting & { readonly value: { readonly worthOfOneHour: number; readonly worstPeriodId: string } }
> = {
  code: 'overload',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, periodIds, amount, value: { worthOfOneHour, worstPeriodId } }) => {
    const fact = `'${refName(refs[0])}' works ${groupedNumber(amount)} hours of overtime ${during(periodIds)}`
    const isOne = periodIds[0] === periodIds[1]
    return `${fact}; one more regular hour would be worth up to ${groupedNumber(worthOfOneHour)}${isOne ? '' : ` (in ${worstPeriodId})`}.`
  },
  remedy: 'Add regular hours, or move work to earlier periods or other resources.',
}

/** Items in the order of `refs`, with their units and what those cost. */
type Listed = { readonly units: readonly number[]; readonly money: readonly number[] }

interface ListedStock extends Lasting {
  readonly moneyAtStake: number
  readonly value: Listed
}

const MOST_NAMED = 3

const listed = (refs: readonly Ref[], { units }: Listed): string =>
  firstOf(
    refs.map((ref, n) => `${groupedNumber(units[n] ?? 0)} ${quoteAll([refName(ref)])}`),
    MOST_NAMED,
  )

export const latePurchase: NoticeRule<
  Omit<ListedStock, 'amount'> & { readonly value: Listed & { readonly leadTimeDays: readonly number[] } }
> = {
  code: 'late-purchase',
  kind: 'exception',
  severity: 'act',
  message: ({ refs, periodIds, value, moneyAtStake }) => {
    const [shortest, longest] = [Math.min(...value.leadTimeDays), Math.max(...value.leadTimeDays)]
    const days = shortest === longest ? shortest : `${shortest} to ${longest}`
    const missing = `${listed(refs, value)} of safety stock (${groupedNumber(moneyAtStake)}) are missing ${during(periodIds)}`
    return `${missing}, and with ${days} days of lead time nothing new can arrive before.`
  },
  remedy: 'Ask the suppliers to deliver faster, buy elsewhere, or accept the risk.',
}

export const waitWithinPeriod: NoticeRule<
  Lasting & { readonly value: { readonly units: readonly number[]; readonly untilDates: readonly string[] } }
> = {
  code: 'wait-within-period',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, periodIds, value: { units, untilDates } }) => {
    const until = untilDates.reduce((a, b) => (b > a ? b : a), '')
    return `Customers wait within a period for what comes later in it: ${listed(refs, { units, money: [] })} in its longest queue ${during(periodIds)}, the last until ${until}; they count as served in time.`
  },
  remedy:
    'Hold more safety stock of these items or of their parts, or plan in shorter periods where a wait of days counts.',
}

/** Units that are received by the plan in a period into which their work does not fit, item by item. */
export const partsBeforeWork: NoticeRule<
  Lasting & {
    readonly value: {
      readonly units: readonly number[]
      readonly leadTimeDays: readonly number[]
      readonly daysTooFew: readonly number[]
    }
  }
> = {
  code: 'parts-before-work',
  kind: 'exception',
  severity: 'act',
  message: ({ refs, periodIds, value: { units, leadTimeDays, daysTooFew } }) => {
    const items = refs.map((ref, n) => {
      const late = `lead time ${leadTimeDays[n] ?? 0} days, ${daysTooFew[n] ?? 0} too few`
      return `${groupedNumber(units[n] ?? 0)} '${refName(ref)}' (${late})`
    })
    return `What is received ${during(periodIds)} is not all made in time: ${firstOf(items, 6)}. Parts and hours are planned in the period in which an item is received, work begins when its parts are there, and the rest of the period is then too short.`
  },
  remedy:
    'Hold more of these parts, so that work begins before its period, order them sooner, or plan in longer periods.',
}

export const lateOrder: NoticeRule<{
  readonly periodIds: readonly [string, string]
  readonly amount: number
  readonly value: { readonly orders: number; readonly firstDueDate: string }
}> = {
  code: 'late-order',
  kind: 'exception',
  severity: 'act',
  message: ({ refs, periodIds: [expected], amount, value: { orders, firstDueDate } }) => {
    const item = refName(refs[0])
    return orders === 1
      ? `The order of ${groupedNumber(amount)} '${item}' was due on ${firstDueDate} and has not arrived; it is expected in ${expected}.`
      : `${orders} orders of ${groupedNumber(amount)} '${item}' together were due, the first on ${firstDueDate}, and have not arrived; they are expected in ${expected}.`
  },
  remedy: 'Ask the supplier for a new day, and give it as dueDate.',
}

export const cashBelowMinimum: NoticeRule<
  Lasting & { readonly value: { readonly cash: number; readonly worstPeriodId: string; readonly periods: number } }
> = {
  code: 'cash-below-minimum',
  kind: 'exception',
  severity: 'act',
  message: ({ periodIds: [first, last], amount, value: { cash, worstPeriodId, periods } }) =>
    periods === 1
      ? `Cash ends ${first} at ${groupedNumber(cash)}, ${groupedNumber(amount)} under its minimum.`
      : `Cash ends ${periods} periods from ${first} to ${last} under its minimum, at the worst ${worstPeriodId} at ${groupedNumber(cash)}, ${groupedNumber(amount)} under it.`,
  remedy: 'Arrange credit, collect earlier, pay later, or hold less stock.',
}

/** What stock must be written down by, item by item, and whether the plan posts it or tells it alone. */
type WrittenDown = ListedStock & {
  readonly value: { readonly writeDown: readonly number[]; readonly posting: 'told' | 'posted' }
}

/** What becomes of a write-down that nothing but a buyer can spare. */
const ofWriteDown = ({ writeDown, posting }: WrittenDown['value']): string => {
  const amount = sumDecimals(writeDown)
  if (amount === 0) return ', and nothing is written off them'
  return posting === 'posted'
    ? `, of which the plan writes ${groupedNumber(amount)} off`
    : `, a write-down of ${groupedNumber(amount)} unless somebody buys them`
}

export const deadStock: NoticeRule<WrittenDown> = {
  code: 'dead-stock',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, value, moneyAtStake }) =>
    `${listed(refs, value)} are neither sold nor used in the whole plan; they bind ${groupedNumber(moneyAtStake)}${ofWriteDown(value)}.`,
  remedy: "Sell it off, use it up, or write it down (IAS 2.28; policy.stockWriteDowns: 'post' does).",
}

type StockBeyondCover = ListedStock & { readonly value: { readonly days: number } }

const beyondCover = ({ refs, value, moneyAtStake }: Parameters<NoticeRule<StockBeyondCover>['message']>[0]): string =>
  `${listed(refs, value)} are more than is sold and used in ${value.days} days, beyond the safety stock; they bind ${groupedNumber(moneyAtStake)}`

export const slowStock: NoticeRule<StockBeyondCover & WrittenDown> = {
  code: 'slow-stock',
  kind: 'exception',
  severity: 'look',
  message: (told) => `${beyondCover(told)}${ofWriteDown(told.value)}.`,
  remedy: "Buy none of it, sell it at a lower price, or write it down (IAS 2.28; policy.stockWriteDowns: 'post' does).",
}

export const stockAboveValue: NoticeRule<WrittenDown> = {
  code: 'stock-above-value',
  kind: 'exception',
  severity: 'act',
  message: ({ refs, value, moneyAtStake }) => {
    const [cost, brought] = [sumDecimals(value.money), sumDecimals(value.money) - moneyAtStake]
    return `${listed(refs, value)} of the opening stock cost ${groupedNumber(cost)} and will bring ${groupedNumber(brought)} after what selling costs: they stand ${groupedNumber(moneyAtStake)} above their net realizable value${value.posting === 'posted' ? ', and the plan writes them down' : ''}.`
  },
  remedy: "Write them down by that (IAS 2.9; policy.stockWriteDowns: 'post' does), or correct their cost or price.",
}

export const excessStock: NoticeRule<StockBeyondCover> = {
  code: 'excess-stock',
  kind: 'exception',
  severity: 'look',
  message: (told) => `${beyondCover(told)}.`,
  remedy: 'Order later, or less at a time.',
}

/** A group of products by an attribute; nulls where there is none. */
type MarginGroup = { readonly attribute: string | null; readonly attributeValue: string | null }

interface MarginBand {
  readonly amount: number
  readonly value: MarginGroup & {
    /** Null where there is no revenue. */
    readonly marginShare: number | null
    readonly boundShare: number
    /** Expense that is put down to it, among its costs; 0 where none is. */
    readonly ownExpense: number
    readonly priceChangeRate: number | null
    readonly costChangeRate: number | null
    readonly price: number | null
    readonly unitCost: number | null
    /** Groups of the victims, in their order. */
    readonly groups: readonly MarginGroup[]
  }
  /** What would be in its band without it, the farthest outside first. */
  readonly victims: readonly NoticeVictim[]
}

const percent = (share: number): string => `${shortNumber(100 * share)} %`

/** What has a margin: the ids of the ref, the group of products, or both. */
const marginOf = (refs: readonly Ref[], { attribute, attributeValue }: MarginGroup): string => {
  const group = attribute === null ? [] : [`items of ${attribute} '${attributeValue}'`]
  return [...group, ...refs.map((ref) => quoteAll([refName(ref)]))].join(' of ')
}

/** By how much prices or costs would have to be others, as `prices 12 % higher (16.8 a unit)`. */
const changeTo = (what: string, rate: number, perUnit: number | null): string => {
  const of = perUnit === null ? '' : ` (${groupedNumber(perUnit)} a unit)`
  return `${what} ${percent(Math.abs(rate))} ${rate < 0 ? 'lower' : 'higher'}${of}`
}

const backInto = ({ priceChangeRate, costChangeRate, price, unitCost, ownExpense }: MarginBand['value']): string => {
  if (priceChangeRate === null || costChangeRate === null) return ' No price and no cost brings it back.'
  const costs = ownExpense === 0 ? 'costs' : `costs, ${groupedNumber(ownExpense)} of its own expense among them,`
  return ` ${changeTo('Prices', priceChangeRate, price)} or ${changeTo(costs, costChangeRate, unitCost)} bring it back.`
}

/** Who would be in his band without it. */
const withIt = (victims: readonly NoticeVictim[], { groups }: MarginBand['value']): string => {
  const names = victims.map(({ ref }, n) =>
    marginOf(Object.keys(ref).length === 0 ? [] : [ref], groups[n] ?? { attribute: null, attributeValue: null }),
  )
  return names.length === 0 ? '' : ` Outside of theirs because of it: ${firstOf(names, MOST_NAMED)}.`
}

export const marginBelowFloor: NoticeRule<MarginBand & { readonly moneyAtStake: number }> = {
  code: 'margin-outside-band',
  case: 'belowFloor',
  kind: 'exception',
  severity: 'act',
  message: ({ refs, amount, value, victims }) => {
    const of = marginOf(refs, value)
    return value.marginShare === null
      ? `${of} brings no revenue, and is to leave ${percent(value.boundShare)} of it or more: ${groupedNumber(amount)} are lost.${withIt(victims, value)}`
      : `The margin of ${of} is ${percent(value.marginShare)} of revenue, and is to be ${percent(value.boundShare)} or more: ${groupedNumber(amount)} are missing.${backInto(value)}${withIt(victims, value)}`
  },
  remedy: 'Raise the price, lower the cost, sell less of it, or stop it; or correct the row of marginPolicies.',
}

export const marginAboveCeiling: NoticeRule<MarginBand> = {
  code: 'margin-outside-band',
  case: 'aboveCeiling',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, amount, value, victims }) =>
    `The margin of ${marginOf(refs, value)} is ${percent(value.marginShare ?? 0)} of revenue, and is to be ${percent(value.boundShare)} or less: ${groupedNumber(amount)} are more.${backInto(value)}${withIt(victims, value)}`,
  remedy: 'Lower the price before somebody else does, or correct the row of marginPolicies.',
}
