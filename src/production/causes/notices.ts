import { compareText } from '../../core/keys/keys.js'
import type { Ref } from '../../core/keys/ref.js'
import type { NoticeRule, NoticeVictim } from '../../core/notices/notices.js'
import { firstOf, quoteAll, refName, groupedNumber } from '../../core/notices/noticeTexts.js'

type Span = readonly [string, string]

/** What every cause tells that holds customers back. */
interface HoldsBack {
  readonly periodIds: Span
  readonly amount: number
  readonly moneyAtStake: number
  readonly victims: readonly NoticeVictim[]
}

/** What is said of a limit whose easing is worth something. */
export type LimitWorth = {
  /** Periods in which it binds. */
  readonly periods: number
  /** The most that one more unit, or hour, is worth alone in one of them; 0 where that is nothing, or not known. */
  readonly worth: number
  readonly worstPeriodId: string
  /** Whether `worth` is a bound: what one more brings alone was not found out. Left out where it is what it brings. */
  readonly isAtMost?: boolean
  /** What one more of this and of each limit that is reached with it, the last of `refs`, are worth together; left out where there is none. */
  readonly worthTogether?: number
  readonly togetherPeriodId?: string
} & NotAsLong

/** How many of `refs` behind the first are in the way, too, and not as long; left out where none is. */
export type NotAsLong = { readonly shorter?: number }

const MOST_NAMED = 3

const during = ([first, last]: Span): string => (first === last ? `in ${first}` : `from ${first} to ${last}`)

const inPeriods = (span: Span, periods: number): string =>
  periods === 1 || span[0] === span[1] ? `in ${span[0]}` : `in ${periods} periods from ${span[0]} to ${span[1]}`

/** The worst first, whatever the order of the rows, so that the message follows from the fields. */
const listOf = (victims: readonly NoticeVictim[]): string =>
  firstOf(
    [...victims]
      .sort((a, b) => (b.moneyAtStake ?? 0) - (a.moneyAtStake ?? 0) || compareText(refName(a.ref), refName(b.ref)))
      .map(({ ref, amount }) => `${groupedNumber(amount)} ${quoteAll([refName(ref)])}`),
    MOST_NAMED,
  )

/** Late within the plan, or never served in it. */
function lateness({ victims, amount }: HoldsBack): string {
  const never = victims.reduce((sum, victim) => sum + (victim.never ?? 0), 0)
  if (never === 0) return 'late'
  const share = never === amount || victims.length === 1 ? '' : ' of them'
  return never === amount
    ? 'not served within the plan'
    : `late, ${groupedNumber(never)}${share} not served within the plan`
}

/** What of it was promised. */
function promisedOf({ victims, amount }: HoldsBack): string {
  const booked = victims.reduce((sum, victim) => sum + (victim.booked ?? 0), 0)
  return booked === 0 ? '' : booked === amount ? ', booked' : `, ${groupedNumber(booked)} of them booked`
}

/** `it holds back 3 'chair', 2 'bench', 1 of them booked (late), 700 in all`. */
const holdsBack = (told: HoldsBack): string =>
  `holds back ${listOf(told.victims)}${promisedOf(told)} (${lateness(told)}), ${groupedNumber(told.moneyAtStake)} in all`

/** What is in the way with the cause, and not as long. */
function notAsLong(refs: readonly Ref[], { shorter = 0 }: NotAsLong): string {
  if (shorter === 0) return ''
  return `; ${quoteAll(refs.slice(1, 1 + shorter).map(refName))} ${shorter === 1 ? 'holds' : 'hold'} them back, too, but not as long`
}

/** Limits that are reached with the first. */
const reachedWith = (refs: readonly Ref[], { worthTogether, shorter = 0 }: LimitWorth): readonly Ref[] =>
  worthTogether === undefined ? [] : refs.slice(1 + shorter)

function togetherWith(refs: readonly Ref[], value: LimitWorth): string {
  const others = reachedWith(refs, value)
  return others.length === 0 ? '' : `, together with ${quoteAll(others.map(refName))}`
}

function worthOf(what: string, refs: readonly Ref[], value: LimitWorth): string {
  const { periods, worth, worstPeriodId, isAtMost = false, worthTogether, togetherPeriodId } = value
  const isOne = periods === 1
  const told = (most: boolean, money: number, periodId = ''): string =>
    `${isOne && !most ? '' : 'up to '}${groupedNumber(money)}${isOne ? '' : ` (in ${periodId})`}`
  if (worthTogether !== undefined) {
    const alone = worth === 0 ? 'nothing' : told(false, worth, worstPeriodId)
    const others = quoteAll(reachedWith(refs, value).map(refName))
    const all = told(false, worthTogether, togetherPeriodId)
    return `; one more ${what} alone is worth ${alone}, with one more of ${others} ${all}`
  }
  return worth === 0 ? '' : `; one more ${what} is worth ${told(isAtMost, worth, worstPeriodId)}`
}

const overtimeOf = (hours: number): string => (hours === 0 ? '' : `, with ${groupedNumber(hours)} hours of overtime`)

type Full = LimitWorth & { readonly overtimeHours: number }

export const fullResourceLate: NoticeRule<HoldsBack & { readonly value: Full }> = {
  code: 'full-resource',
  case: 'late',
  kind: 'exception',
  severity: 'act',
  message: (told) => {
    const { refs, periodIds, value } = told
    const full = `'${refName(refs[0])}' is full ${inPeriods(periodIds, value.periods)}${overtimeOf(value.overtimeHours)}${togetherWith(refs, value)}`
    return `${full}; it ${holdsBack(told)}${notAsLong(refs, value)}${worthOf('hour', refs, value)}.`
  },
  remedy: 'Add hours in these periods, move work to other resources, or agree on later days with the customers.',
}

/** Overtime that is left, and the price at which the first of the victims that are left for it would pay for it; left out where none is. */
type DearOvertime = { readonly dearHours: number; readonly payingItemId?: string; readonly payingPrice?: number }

export const fullResourceDear: NoticeRule<HoldsBack & { readonly value: Full & DearOvertime }> = {
  code: 'full-resource',
  case: 'dear-overtime',
  kind: 'exception',
  severity: 'act',
  message: (told) => {
    const { refs, periodIds, value } = told
    const full = `'${refName(refs[0])}' is full ${inPeriods(periodIds, value.periods)}${overtimeOf(value.overtimeHours)}${togetherWith(refs, value)}`
    const dear = `${groupedNumber(value.dearHours)} hours of overtime on offer cost more than they bring`
    const { payingItemId, payingPrice } = value
    const paid =
      payingItemId === undefined || payingPrice === undefined
        ? ''
        : `; at ${groupedNumber(payingPrice)} ${quoteAll([payingItemId])} would pay for it`
    return `${full}, and ${dear}${paid}; it ${holdsBack(told)}${notAsLong(refs, value)}${worthOf('hour', refs, value)}.`
  },
  remedy:
    'Find hours that cost less than the overtime, move work to other resources, agree on later days with the customers, or raise the price of who is not served for it; give a higher backlogCostRatePerYear where they may not wait.',
}

export const fullResourceInTime: NoticeRule<{ readonly periodIds: Span; readonly value: Full }> = {
  code: 'full-resource',
  case: 'in-time',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, periodIds, value }) =>
    `'${refName(refs[0])}' is full ${inPeriods(periodIds, value.periods)}${togetherWith(refs, value)}; nothing is late for it${worthOf('hour', refs, value)}.`,
  remedy: 'Keep its hours free of loss; a little more demand, or less of its hours, makes customers wait.',
}

export const leadTime: NoticeRule<
  HoldsBack & { readonly value: { readonly leadTimeDays: number; readonly arrivalDate: string | null } & NotAsLong }
> = {
  code: 'lead-time',
  kind: 'exception',
  severity: 'act',
  message: (told) => {
    const { refs, victims, value, moneyAtStake } = told
    const when = value.arrivalDate === null ? `for ${value.leadTimeDays} days` : `before ${value.arrivalDate}`
    const late = lateness(told)
    const until = late === 'late' ? 'late before then' : late
    return `'${refName(refs[0])}' cannot arrive ${when}: ${listOf(victims)} ${until}, ${groupedNumber(moneyAtStake)} in all${notAsLong(refs, value)}.`
  },
  remedy: 'Ask for faster delivery, supply it from elsewhere, or agree on later days with the customers.',
}

export const supplyLimit: NoticeRule<HoldsBack & { readonly value: LimitWorth }> = {
  code: 'supply-limit',
  kind: 'exception',
  severity: 'act',
  message: (told) => {
    const { refs, periodIds, value } = told
    const limit = `'${refName(refs[0])}' is at its supply limit ${inPeriods(periodIds, value.periods)}${togetherWith(refs, value)}`
    return `${limit}; it ${holdsBack(told)}${notAsLong(refs, value)}${worthOf('unit', refs, value)}.`
  },
  remedy: 'Agree on a higher limit with its supplier, or supply it from elsewhere.',
}

/** `limits` is how many of the refs behind the first are what is in the way of supply in the periods in which customers ask. */
export const maximumStock: NoticeRule<HoldsBack & { readonly value: LimitWorth & { readonly limits?: number } }> = {
  code: 'maximum-stock',
  kind: 'exception',
  severity: 'act',
  message: (told) => {
    const { refs, periodIds, value } = told
    const { limits = 0 } = value
    const stock = `'${refName(refs[0])}' is at its maximum stock ${inPeriods(periodIds, value.periods)}, so that no more of it comes ahead`
    const later = limits === 0 ? '' : `; later ${quoteAll(refs.slice(1, 1 + limits).map(refName))} would be in the way`
    const withOthers = togetherWith(refs, { ...value, shorter: limits })
    return `${stock}${withOthers}; it ${holdsBack(told)}${later}${worthOf('unit of room', refs, { ...value, shorter: limits })}.`
  },
  remedy: 'Raise its maximumStock before the peak, or ease what is in the way then.',
}

export const firmSupply: NoticeRule<HoldsBack & { readonly value?: NotAsLong }> = {
  code: 'firm-supply',
  kind: 'exception',
  severity: 'act',
  message: (told) =>
    `Supply of '${refName(told.refs[0])}' is fixed ${during(told.periodIds)}; that ${holdsBack(told)}${notAsLong(told.refs, told.value ?? {})}.`,
  remedy: 'Change its firmSupply, or shorten the firm periods of the plan.',
}

/** What is paid for a unit, what it costs, and what would pay, in major units. */
export interface PayingPrice {
  readonly price: number
  /** With what waiting for it costs. */
  readonly cost: number
  /** Rounded up, to two decimals or those of the price where it has more; null where the sale takes all of any price. */
  readonly payingPrice: number | null
  /** What of the price the sale takes; left out where it takes nothing. */
  readonly sellingCost?: number
  /** What of the cost is for waiting until a cheaper period: it decides, and is not posted. Left out where nothing is. */
  readonly waitCost?: number
  /** What losing the sale would cost beside its price, which a lower price may count on. Left out where it costs nothing. */
  readonly lostSaleCost?: number
  // What a notice carries is data of any name.
  readonly [name: string]: number | null
}

/** Writes money as a price is written: with two decimals, with more where the price has more. */
function priceText(price: number): (amount: number) => string {
  const isFine = Math.abs(price * 100 - Math.round(price * 100)) > 1e-6
  return (amount) => (isFine ? String(Math.round(amount * 1e6) / 1e6) : groupedNumber(amount))
}

export const belowCost: NoticeRule<HoldsBack & { readonly value: PayingPrice }> = {
  code: 'below-cost',
  kind: 'exception',
  severity: 'act',
  message: (told) => {
    const { refs, value } = told
    const shown = priceText(value.price)
    const { price, cost, payingPrice, sellingCost, waitCost, lostSaleCost } = value
    const left = sellingCost === undefined ? '' : `, of which the sale leaves ${shown(price - sellingCost)},`
    const wait = waitCost === undefined ? '' : `, ${shown(waitCost)} of it for waiting`
    const fact = `'${refName(refs[0])}' is asked for at ${shown(price)}${left} and costs ${shown(cost)} to make or buy anew${wait}`
    const lost = lostSaleCost === undefined ? '' : ` (${shown(lostSaleCost)} less, since losing the sale costs that)`
    const paying = payingPrice === null ? 'no price would pay' : `a price of ${shown(payingPrice)} would pay`
    return `${fact}${lost}; that ${holdsBack(told)}; ${paying}.`
  },
  remedy: 'Raise its price, make it for less, or take it off the list.',
}

export const ordersBelowCost: NoticeRule<{
  readonly periodIds: Span
  readonly amount: number
  readonly moneyAtStake: number
  readonly value: PayingPrice
}> = {
  code: 'orders-below-cost',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, periodIds, amount, moneyAtStake, value }) => {
    const { price, cost, payingPrice, sellingCost } = value
    const shown = priceText(price)
    const left = sellingCost === undefined ? '' : `, of which the sale leaves ${shown(price - sellingCost)},`
    const orders = `Orders of ${groupedNumber(amount)} '${refName(refs[0])}' ${during(periodIds)} pay less than they cost`
    const worst = `at the worst ${shown(price)}${left} for what the plan spends ${shown(cost)} on`
    const paying = payingPrice === null ? 'no price would pay' : `a price of ${shown(payingPrice)} would pay`
    return `${orders}, ${worst}: they are served, and lose ${groupedNumber(moneyAtStake)} in all; ${paying}.`
  },
  remedy:
    'Agree on a higher price or give the order back. Where neither can be had the contract is onerous, and its loss is to be provided for (IAS 37.66), which no plan posts.',
}

export const lateIsCheaper: NoticeRule<HoldsBack> = {
  code: 'late-is-cheaper',
  case: 'cheaper-later',
  kind: 'exception',
  severity: 'look',
  message: (told) =>
    `To have '${refName(told.refs[0])}' ${during(told.periodIds)} costs more than to be late with it; that ${holdsBack(told)}.`,
  remedy: 'Give a higher backlogCostRatePerYear where customers may not wait.',
}

/** `arrivalPeriodId` is the period in which what is on order comes, and nobody waits any longer. */
export const leftOver: NoticeRule<HoldsBack & { readonly value: { readonly arrivalPeriodId: string } }> = {
  code: 'late-is-cheaper',
  case: 'left-over',
  kind: 'exception',
  severity: 'look',
  message: (told) => {
    const name = refName(told.refs[0])
    const order = `What is on order of '${name}' comes in ${told.value.arrivalPeriodId}`
    return `${order}; more of it ${during(told.periodIds)} would be left at the end of the plan, and costs more than to be late until then; that ${holdsBack(told)}.`
  },
  remedy:
    'Have that order come sooner, or buy now and cut it; plan over more periods, so that what is left has a use; or give a higher backlogCostRatePerYear where customers may not wait.',
}

export const stockKept: NoticeRule<HoldsBack> = {
  code: 'stock-kept',
  kind: 'exception',
  severity: 'act',
  message: (told) =>
    `Stock of '${refName(told.refs[0])}' is kept ${during(told.periodIds)} where customers wait; that ${holdsBack(told)}.`,
  remedy:
    'Lower its safety stock, or what missing it is said to cost, or raise the cost of lateness; for customers who pay less than one more would cost, raise the price.',
}

export const wholeUnitsLate: NoticeRule<HoldsBack> = {
  code: 'whole-units-late',
  kind: 'exception',
  severity: 'look',
  message: (told) =>
    `What is left of hours and parts ${during(told.periodIds)} makes no whole unit; that ${holdsBack(told)}.`,
  remedy: 'Plan in longer periods, or set quantityDecimals of items that are no pieces.',
}

/** What keeps safety stock from being there: a limit, or that one more unit costs more than it is worth. */
export type MissingCause = 'resource' | 'leadTime' | 'firmSupply' | 'supplyLimit' | 'maximumStock' | 'cost'

const WHY: Readonly<Record<MissingCause, (name: string) => string>> = {
  resource: (name) => `'${name}' is full`,
  leadTime: (name) => `nothing new of '${name}' can arrive before`,
  firmSupply: (name) => `supply of '${name}' is fixed`,
  supplyLimit: (name) => `'${name}' is at its supply limit`,
  maximumStock: (name) => `'${name}' is at its maximum stock`,
  cost: () => 'one more costs more than it is worth',
}

/** Items stand in `refs` behind what holds them back, with what is missing of each at its worst close in `value.units`. */
export const safetyStockMissing: NoticeRule<{
  readonly periodIds: Span
  readonly amount: number
  readonly value: { readonly heldBy: MissingCause; readonly units: readonly number[] }
}> = {
  code: 'safety-stock-missing',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, periodIds, value: { heldBy, units } }) => {
    const items = heldBy === 'cost' ? refs : refs.slice(1)
    const missing = firstOf(
      items.map((ref, n) => `${groupedNumber(units[n] ?? 0)} ${quoteAll([refName(ref)])}`),
      MOST_NAMED,
    )
    const whom = items.length === 1 ? quoteAll([refName(items[0])]) : 'these'
    return `Up to ${missing} of safety stock are missing ${during(periodIds)}, though nobody waits for ${whom}: ${WHY[heldBy](refName(refs[0]))}.`
  },
  remedy: 'Ease what holds it back, ask for less safety stock, or accept the risk.',
}

export const leadTimeBeyondPlan: NoticeRule<{
  readonly value: { readonly leadTimeDays: readonly number[]; readonly planDays: number; readonly leastDays: number }
}> = {
  code: 'lead-time-beyond-plan',
  kind: 'exception',
  severity: 'act',
  message: ({ refs, value: { leadTimeDays, planDays, leastDays } }) => {
    const items = refs.map((ref, n) => `${quoteAll([refName(ref)])} (${leadTimeDays[n]} days)`)
    return `Nothing new of ${firstOf(items, MOST_NAMED)} can arrive within the ${planDays} days of the plan, which must be at least ${leastDays} days long to order it.`
  },
  remedy: 'Plan over more periods, or correct the lead time.',
}
