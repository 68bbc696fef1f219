import type { NoticeRule } from '../../core/notices.js'
import { refName, shortNumber } from '../../core/noticeTexts.js'

/** What every exception that lasts tells. */
interface Lasting {
  readonly periodIds: readonly [string, string]
  readonly amount: number
}

const during = ([first, last]: readonly [string, string]): string =>
  first === last ? `in ${first}` : `from ${first} to ${last}`

type Shortage = Lasting & { readonly value: { readonly asked: number } }

const shortOf = ({ refs, periodIds, amount, value }: Shortage & Parameters<NoticeRule['message']>[0]): string =>
  `${shortNumber(amount)} of the ${shortNumber(value.asked)} '${refName(refs[0])}' asked for ${during(periodIds)} are`

export const shortageLate: NoticeRule<Shortage> = {
  code: 'shortage',
  case: 'late',
  kind: 'exception',
  severity: 'act',
  message: (told) => `${shortOf(told)} late.`,
  remedy: 'Add capacity or material for these periods, or agree on later days with the customers.',
}

export const shortageLost: NoticeRule<Shortage> = {
  code: 'shortage',
  case: 'lost',
  kind: 'exception',
  severity: 'act',
  message: (told) => `${shortOf(told)} lost.`,
  remedy: 'Add capacity or material for these periods, or let this demand wait.',
}

export const overload: NoticeRule<
  Lasting & { readonly value: { readonly worthOfOneHour: number; readonly worstPeriodId: string } }
> = {
  code: 'overload',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, periodIds, amount, value: { worthOfOneHour, worstPeriodId } }) => {
    const fact = `'${refName(refs[0])}' works ${shortNumber(amount)} hours of overtime ${during(periodIds)}`
    const isOne = periodIds[0] === periodIds[1]
    return `${fact}; one more regular hour would be worth ${isOne ? '' : 'up to '}${shortNumber(worthOfOneHour)}${isOne ? '' : ` (in ${worstPeriodId})`}.`
  },
  remedy: 'Add regular hours, or move work to earlier periods or other resources.',
}

export const latePurchase: NoticeRule<
  Lasting & { readonly value: { readonly leadTimeDays: number; readonly worstPeriodId: string } }
> = {
  code: 'late-purchase',
  kind: 'exception',
  severity: 'act',
  message: ({ refs, periodIds: [first, last], amount, value: { leadTimeDays, worstPeriodId } }) => {
    const missing = shortNumber(amount)
    const fact =
      first === last
        ? `ends ${first} ${missing} under its safety stock`
        : `is under its safety stock from ${first} to ${last}, by up to ${missing} at the end of ${worstPeriodId}`
    return `'${refName(refs[0])}' ${fact}, and with ${leadTimeDays} days of lead time nothing new can arrive before.`
  },
  remedy: 'Ask the supplier to deliver faster, buy elsewhere, or accept the risk.',
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
      ? `The order of ${shortNumber(amount)} '${item}' was due on ${firstDueDate} and has not arrived; it is expected in ${expected}.`
      : `${orders} orders of ${shortNumber(amount)} '${item}' together were due, the first on ${firstDueDate}, and have not arrived; they are expected in ${expected}.`
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
      ? `Cash ends ${first} at ${shortNumber(cash)}, ${shortNumber(amount)} under its minimum.`
      : `Cash ends ${periods} periods from ${first} to ${last} under its minimum, at the worst ${worstPeriodId} at ${shortNumber(cash)}, ${shortNumber(amount)} under it.`,
  remedy: 'Arrange credit, collect earlier, pay later, or hold less stock.',
}

export const deadStock: NoticeRule<{ readonly amount: number; readonly moneyAtStake: number }> = {
  code: 'dead-stock',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, amount, moneyAtStake }) =>
    `${shortNumber(amount)} '${refName(refs[0])}' are neither sold nor used in the whole plan; they bind ${shortNumber(moneyAtStake)}.`,
  remedy: 'Sell it off, use it up, or write it down.',
}
