import type { NoticeRule, ValueRule } from '../../core/notices/notices.js'
import { quoteAll, refName, shortNumber } from '../../core/notices/noticeTexts.js'
import type { PeriodUnit } from '../../core/time/calendar.js'

export const customerOrderBeyondPlan: NoticeRule<{
  readonly amount: number
  readonly value: { readonly requestedDate: string }
}> = {
  code: 'customer-order-beyond-plan',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, amount, value }) =>
    `The customer's order '${refs[0]?.orderId}' of ${amount} '${refs[0]?.itemId}' is asked for on ${value.requestedDate}, after the plan: it is left out.`,
}

export const orderForecastAssumed: NoticeRule = {
  code: 'order-forecast-assumed',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Orders of markets without a forecast of the item consume its forecast without a market.',
  remedy: 'Give the market a forecast of its own, if these orders are not part of that one.',
}

export const overrideErrorAssumed: NoticeRule = {
  code: 'override-error-assumed',
  kind: 'assumption',
  severity: 'info',
  message: () => 'Demand that people have set is taken to be as far off as it was before.',
  remedy: 'Give these overrides a stdDev; 0 for what is sure.',
}

export const givenErrorsIndependent: NoticeRule = {
  code: 'given-errors-independent',
  kind: 'assumption',
  severity: 'info',
  message: () => 'Errors of given forecasts are taken as independent from period to period.',
  remedy: 'Give these items their safety stock where a forecast that is too low stays too low.',
}

export const eventBelowZero: ValueRule<{ readonly periods: readonly string[] }> = {
  code: 'event-below-zero',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value }) =>
    `Events would take the demand of '${refName(refs[0])}' below zero in ${value.periods.join(', ')}: it is taken to zero.`,
  remedy: 'Correct the rates and units of these events.',
}

export const eventWithoutEffect: ValueRule<{ readonly eventId: string }> = {
  code: 'event-without-effect',
  kind: 'warning',
  severity: 'look',
  message: ({ value }) =>
    `'${value.eventId}' falls on no day of a history or of the plan, or speaks of no demand: it changes nothing.`,
  remedy: 'Correct its days, item or market, or take it out.',
}

export const eventUpliftEstimated: ValueRule<{
  readonly eventId: string
  readonly least: number | null
  readonly most: number | null
}> = {
  code: 'event-uplift-estimated',
  kind: 'assumption',
  severity: 'look',
  message: ({ refs, value: { eventId, least, most } }) => {
    const percent = (rate: number): string => `${rate < 0 ? '-' : '+'}${shortNumber(Math.abs(100 * rate))} %`
    const found =
      least === null || most === null
        ? 'in units'
        : least === most
          ? percent(least)
          : `${percent(least)} to ${percent(most)}`
    return `What the event '${eventId}' does is estimated from its days in the history: ${found} (${refs.length} ${refs.length === 1 ? 'series' : 'series in all'}).`
  },
  remedy: 'Give it an upliftRate or upliftUnits where you know better.',
}

export const eventNotEstimated: ValueRule<{
  readonly eventId: string
  readonly reason: 'notSeen' | 'notApart' | 'tooShort' | 'otherModel' | 'givenForecast' | 'noHistory'
}> = {
  code: 'event-not-estimated',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value: { eventId, reason } }) => {
    const why = {
      notSeen: 'none of its days, or all of them, lie in the history',
      notApart: 'it cannot be told from other events or drivers',
      tooShort: 'the history is too short',
      otherModel: 'only the model auto estimates effects',
      givenForecast: 'its forecast is given, and is taken to hold the event as far as it will be felt',
      noHistory: 'it has no history that would show it',
    }[reason]
    return `What the event '${eventId}' does to '${refName(refs[0])}' cannot be estimated, and it changes nothing there: ${why}.`
  },
  remedy: 'Give it an upliftRate or upliftUnits.',
}

export const eventLongerThanSeen: ValueRule<{ readonly eventId: string }> = {
  code: 'event-longer-than-seen',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value }) =>
    `The event '${value.eventId}' covers more of a bucket of '${refName(refs[0])}' than it ever did: what it does there is a guess.`,
  remedy: 'Give it an upliftRate or upliftUnits.',
}

export const eventExceedsHistory: ValueRule<{ readonly periods: readonly string[] }> = {
  code: 'event-exceeds-history',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value }) =>
    `Events are to have brought more of '${refName(refs[0])}' than was sold in ${value.periods.join(', ')}: nothing is left there without them.`,
  remedy: 'Correct the units of these events.',
}

export const driverCarried: ValueRule<{ readonly driverId: string; readonly buckets: number }> = {
  code: 'driver-carried',
  kind: 'assumption',
  severity: 'look',
  message: ({ refs, value: { driverId, buckets } }) =>
    `The driver ${driverId} of '${refName(refs[0])}' is not known in ${buckets === 1 ? 'one bucket' : `${buckets} buckets`} ahead: it is taken to stay as it was last.`,
  remedy: 'Give a row for each bucket of the plan, with what is planned.',
}

export const workingDaysNotUsed: ValueRule<{
  readonly reason: 'daily' | 'holidaysUnknown' | 'idleBucket' | 'noWorkingDay'
  readonly firstDate: string | null
  readonly endDate: string | null
  readonly bucket: string | null
}> = {
  code: 'working-days-not-used',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value: { reason, firstDate, endDate, bucket } }) => {
    const why = {
      daily: 'its history is by the day, which the season of the week covers',
      holidaysUnknown: `the calendar has holidays, but none between ${firstDate} and ${endDate}, so the working days of the history are not known`,
      idleBucket: `there is demand in ${bucket}, which has no working day`,
      noWorkingDay: 'no bucket of the forecast has a working day',
    }[reason]
    return `'${refName(refs[0])}' is forecast by calendar buckets: ${why}.`
  },
}

export const historyGap: ValueRule<{ readonly days: number }> = {
  code: 'history-gap',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value }) =>
    `The history of '${refName(refs[0])}' ends ${value.days} days before the plan starts; they are forecast and left out.`,
  remedy:
    'Bring the history up to the first day of the plan. Where its figures are of months, its start is a month (2026-01); a day (2026-01-01) makes days of them.',
}

export const launchBeyondPlan: ValueRule<{ readonly start: string }> = {
  code: 'launch-beyond-plan',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, value }) =>
    `The launch of '${refName(refs[0])}' at ${value.start} falls after the plan: it is left out.`,
}

export const launchBesideForecast: NoticeRule = {
  code: 'launch-beside-forecast',
  kind: 'warning',
  severity: 'look',
  message: ({ refs }) => `'${refName(refs[0])}' has a forecast of its own: the launch is added to it.`,
  remedy: 'Give a launch or a history, unless both are meant.',
}

export const returnsExceedSales: ValueRule<{ readonly periods: readonly string[] }> = {
  code: 'returns-exceed-sales',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value }) =>
    `More of '${refName(refs[0])}' came back than was sold in ${value.periods.join(', ')}: the demand there counts as zero.`,
}

/** Units only where they are those of one item: those of several do not add up. */
export const incompleteBucket: NoticeRule<{
  readonly amount?: number
  readonly value: { readonly transactions: number; readonly cutDate: string }
}> = {
  code: 'incomplete-bucket',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, amount, value: { transactions, cutDate } }) => {
    const of = amount === undefined ? `${refs.length} items` : `${shortNumber(amount)} '${refName(refs[0])}'`
    const [fall, are] = transactions === 1 ? ['transaction', 'falls'] : ['transactions', 'fall']
    return `${transactions} ${fall} of ${of} ${are} after the last bucket that has ended by ${cutDate}, and out of the history.`
  },
}

export const transactionsEndEarly: ValueRule<{
  readonly lastBucket: string
  readonly buckets: number
  readonly cutDate: string
}> = {
  code: 'transactions-end-early',
  kind: 'warning',
  severity: 'look',
  message: ({ value: { lastBucket, buckets, cutDate } }) =>
    `There is no transaction of any item after ${lastBucket}: ${buckets} buckets from there to ${cutDate} are taken as not recorded, and forecast.`,
  remedy: 'Bring the transactions up to the day that the plan is made.',
}

export const stockOutWithoutEffect: NoticeRule = {
  code: 'stock-out-without-effect',
  kind: 'warning',
  severity: 'look',
  message: ({ refs }) => `'${refName(refs[0])}' has no history on the days of this stock-out: it changes nothing.`,
  remedy: 'Correct its item or days, or take it out.',
}

/** Buckets of a history, as far as histories that are added up need the same. */
export type BucketKind = {
  readonly unit: PeriodUnit
  readonly endDate: string
  readonly seasonLength: number
  readonly isByWorkingDays: boolean
}

/** The buckets in words. */
export const describeBuckets = ({ unit, endDate, seasonLength, isByWorkingDays }: BucketKind): string =>
  `${unit} to ${endDate}, season of ${seasonLength}${isByWorkingDays ? ', by working days' : ''}`

export const otherBuckets: NoticeRule<{ readonly value: { readonly own: BucketKind; readonly rest: BucketKind } }> = {
  code: 'not-reconciled',
  case: 'otherBuckets',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value: { own, rest } }) =>
    `${quoteAll(refs.map(refName))} cannot be added up with the rest of the hierarchy (histories in ${describeBuckets(rest)}): their buckets are ${describeBuckets(own)}. They are not reconciled.`,
  remedy: 'Give all histories of the hierarchy the same buckets, up to the same day.',
}

export const noHistoryToReconcile: ValueRule<{ readonly nodeIds: readonly string[] }> = {
  code: 'not-reconciled',
  case: 'noHistory',
  kind: 'warning',
  severity: 'info',
  message: ({ value }) =>
    `${quoteAll(value.nodeIds)} have no history: what is planned for them stands beside the reconciled forecasts.`,
}

export const laterStart: NoticeRule = {
  code: 'later-start',
  kind: 'warning',
  severity: 'look',
  message: ({ refs }) =>
    `The histories of ${quoteAll(refs.map(refName))} begin later than others in the same total: before, they count as zero in it. Put null there where demand is not known.`,
  remedy: 'Put null where demand is not known.',
}
