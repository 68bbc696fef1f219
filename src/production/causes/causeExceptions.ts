import { compareExceptions } from '../../core/notices/compareExceptions.js'
import { formatDay, parseDay } from '../../core/time/calendar.js'
import { compareText } from '../../core/keys/keys.js'
import { compareRefs, type Ref, refKey } from '../../core/keys/ref.js'
import { createNotice, type Notice, type NoticeVictim } from '../../core/notices/notices.js'
import { toGrid } from '../../core/numbers/quantityGrid.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { toSixDecimals } from '../../core/numbers/toSixDecimals.js'
import { withoutNoise } from '../../core/numbers/withoutNoise.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import { beyondPlan } from './beyondPlan.js'
import { clearedIn } from './gainOfOneMore.js'
import { type Cause, type CauseKind, type CauseTracer, type TracedPlan, traceCauses } from './traceCauses.js'
import { type LateUnits, lateUnits } from './lateUnits.js'
import { priceOfUnit, whatWouldPay } from './whatWouldPay.js'
import { HOURS } from './unpaidUnits.js'
import { ordersAtALoss } from './ordersAtALoss.js'
import { missingStock } from './missingStock.js'
import * as rules from './notices.js'
import type { LimitGains, ToldWorth } from '../model/limitGains.js'
import type { ReachedLimit } from '../model/limitPlaces.js'
import type { ProductionWorth } from '../model/shadowPrices.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'

/** What one cause holds back. */
interface Held {
  readonly kind: CauseKind
  /** Item or resource; -1 where the cause is none of them. */
  readonly of: number
  /** Periods in which it binds. */
  readonly periods: Set<number>
  /** What is in the way with it, and not as long. */
  readonly shorter: Map<string, Ref>
  /** By item. */
  readonly victims: Map<number, { units: number; never: number; booked: number; money: number }>
}

/** A plan of which the causes are told. */
export interface ToldPlan extends TracedPlan {
  readonly plan: WholePlan
  /** What one more is worth, customers first and then safety stock. */
  readonly reported: Pick<ProductionWorth, 'hour' | 'overtimeHour'>
  /** What one more of a limit brings alone. */
  readonly gains: LimitGains
}

/** The last day that an ISO date of four-digit years can name, 9999-12-31. */
const LAST_DAY = 2_932_896

/**
 * One exception for each cause of late and lost units, worst first, with what it holds back; and one for each other resource
 * whose hours are full and worth more, without overtime.
 *
 * Units are late in the period in which they were asked for, the oldest served first; each has one cause (`traceCauses`), so
 * that the victims of all causes add up to the late and lost units of the plan.
 */
export function causeExceptions(told: ToldPlan): Notice[] {
  const tracer = traceCauses(told)
  const held = holdBacks(told, tracer)
  const causes = held.map((one) => tellCause(told, one, tracer))
  const full = new Set(causes.flatMap(({ refs }) => refs.map(({ resourceId }) => resourceId)))
  const idle = told.problem.resources.flatMap(({ id }, r) => (full.has(id) ? [] : fullInTime(told, r)))
  return [...causes, ...idle, ...missingStock(told, tracer), ...ordersAtALoss(told), ...beyondPlan(told.problem)].sort(
    compareExceptions,
  )
}

function holdBacks(told: ToldPlan, { causeOf, refusedFor }: CauseTracer): Held[] {
  const held = new Map<string, Held>()
  told.problem.items.forEach((item, i) => {
    const add = ({ units, never }: LateUnits, causeIn: (t: number) => Cause, asked: AskedUnits): void => {
      units.forEach((late, t) => {
        if (late === 0) return
        const { kind, of, t: at, shorter } = causeIn(t)
        const key = `${kind} ${of}`
        const one = held.get(key) ?? { kind, of, periods: new Set(), shorter: new Map(), victims: new Map() }
        held.set(key, one)
        one.periods.add(at)
        if (shorter !== undefined) {
          const ref = refOf(told.problem, shorter)
          one.shorter.set(refKey(ref), ref)
        }
        const victim = one.victims.get(i) ?? { units: 0, never: 0, booked: 0, money: 0 }
        one.victims.set(i, victim)
        victim.units += late
        victim.never += never[t]
        victim.booked += bookedOf(asked, t, late, item.scale)
        victim.money += moneyOf(asked, t, late / item.scale)
      })
    }
    const { served, refused } = lateUnits(told.problem, i, told.plan)
    add(served, (t) => causeOf(i, t), item)
    if (refused === undefined || item.refused === undefined) return
    const { demand, price, parts } = item.refused
    const asked = { demand, price, demandParts: parts, backlogPrice: 0, booked: demand.map(() => 0) }
    add(refused, (t) => refusedFor(i, t), asked)
  })
  return [...held.values()]
}

/** What is asked for, at which prices. */
type AskedUnits = Pick<PreparedItem, 'demand' | 'booked' | 'price' | 'demandParts' | 'backlogPrice'>

/** What of late units is booked, in grid units: forecast is served after all that is ordered for its period. */
function bookedOf({ demand, booked }: AskedUnits, t: number, late: number, scale: number): number {
  return Math.max(0, late - (toGrid(demand[t], scale) - toGrid(Math.min(booked[t], demand[t]), scale)))
}

/** Price of late units: what is served last is late, and what waited before the plan is served first. */
function moneyOf(item: AskedUnits, t: number, units: number): number {
  if (item.demandParts.length > 0) {
    let [left, money] = [units, 0]
    for (let n = item.demandParts.length - 1; n >= 0 && left > 0; n -= 1) {
      const { periodIndex, quantity, price } = item.demandParts[n]
      if (Math.max(0, periodIndex) !== t) continue
      const late = Math.min(left, quantity)
      money += late * price
      left -= late
    }
    return money
  }
  const before = t === 0 ? Math.max(0, units - item.demand[t]) : 0
  return (units - before) * item.price[t] + before * item.backlogPrice
}

/** The resource or the item of a limit. */
const refOf = ({ items, resources }: PreparedProblem, { kind, of }: Cause | ReachedLimit): Ref =>
  kind === 'resource' ? { resourceId: resources[of].id } : { itemId: items[of].id }

function tellCause(told: ToldPlan, { kind, of, periods, shorter, victims }: Held, tracer: CauseTracer): Notice {
  const { problem } = told
  const worstFirst = [...victims].sort(
    ([a, { money: x }], [b, { money: y }]) => y - x || compareText(problem.items[a].id, problem.items[b].id),
  )
  const rows = worstFirst.map(([i, { units, never, booked, money }]): NoticeVictim => {
    const { id, scale } = problem.items[i]
    const amount = units / scale + 0
    const rest = {
      ...(never > 0 && { never: never / scale }),
      ...(booked > 0 && { booked: booked / scale }),
    }
    return { ref: { itemId: id }, amount, unit: 'units', moneyAtStake: withoutNoise(money), ...rest }
  })
  const common = {
    amount: sumDecimals(rows.map(({ amount }) => amount)),
    unit: 'units',
    moneyAtStake: withoutNoise(sumDecimals(rows.map(({ moneyAtStake }) => moneyAtStake))),
    victims: rows,
  } as const
  const beside = [...shorter.values()].sort(compareRefs)
  /** The refs of a row, and its figures, with what is reached with its limit. */
  const withOthers = <Value extends object>({ value, others }: ToldLimit<Value>, own: Ref) => {
    const reached = new Set(others.map(refKey))
    const rest = beside.filter((ref) => !reached.has(refKey(ref)))
    return { refs: [own, ...rest, ...others], value: { ...value, ...(rest.length > 0 && { shorter: rest.length }) } }
  }
  if (kind === 'resource') {
    const { periodIds, ...limit } = fullness(told, of, { periods, worth: told.worth })
    const { refs, value } = withOthers(limit, { resourceId: problem.resources[of].id })
    const fields = { refs, periodIds, ...common }
    const dearHours = overtimeTooDear(told, of, periods)
    if (dearHours > 0) {
      const paying = whoWouldPay(
        told,
        tracer,
        worstFirst.map(([i]) => i),
      )
      return createNotice(rules.fullResourceDear, { ...fields, value: { ...value, dearHours, ...paying } })
    }
    return createNotice(rules.fullResourceLate, { ...fields, value })
  }
  const own = kind === 'wholeUnits' ? [] : [{ itemId: problem.items[of].id }]
  const fields = { refs: [...own, ...beside], ...common }
  const short = beside.length > 0 ? { shorter: beside.length } : {}
  const periodIds = spanOf(told, periods)
  switch (kind) {
    case 'leadTime': {
      const value = { ...arrivalOf(told, problem.items[of]), ...short }
      return createNotice(rules.leadTime, { ...fields, periodIds, value })
    }
    case 'supplyLimit': {
      const limit = limitWorth(told, told.gains.ofSupply(of, inOrder(periods)), periods)
      const ofLimit = withOthers(limit, { itemId: problem.items[of].id })
      return createNotice(rules.supplyLimit, { ...fields, ...ofLimit, periodIds })
    }
    case 'maximumStock': {
      const limit = limitWorth(told, told.gains.ofRoom(of, inOrder(periods)), periods)
      const item = { itemId: problem.items[of].id }
      const named = new Set([item, ...limit.others].map(refKey))
      const late = beside.filter((ref) => !named.has(refKey(ref)))
      const value = { ...limit.value, ...(late.length > 0 && { limits: late.length }) }
      return createNotice(rules.maximumStock, { ...fields, refs: [item, ...late, ...limit.others], periodIds, value })
    }
    case 'firmSupply': {
      const value = beside.length > 0 ? { value: { shorter: beside.length } } : {}
      return createNotice(rules.firmSupply, { ...fields, periodIds, ...value })
    }
    case 'belowCost': {
      return createNotice(rules.belowCost, {
        ...fields,
        periodIds,
        value: whatPaysForAll(inOrder(periods).map((t) => whatWouldPay(told, tracer, of, t))),
      })
    }
    case 'cheaperLate': {
      return createNotice(rules.lateIsCheaper, { ...fields, periodIds })
    }
    case 'leftOver': {
      const value = { arrivalPeriodId: problem.periodIds[Math.max(...[...periods].map((t) => clearedIn(told, of, t)))] }
      return createNotice(rules.leftOver, { ...fields, periodIds, value })
    }
    case 'keptStock': {
      return createNotice(rules.stockKept, { ...fields, periodIds })
    }
    case 'wholeUnits': {
      return createNotice(rules.wholeUnitsLate, { ...fields, periodIds })
    }
  }
}

/** Of what is asked and would pay in some periods, that of the dearest: at its price all of them are paid for; none is where selling takes all of any. */
function whatPaysForAll(prices: readonly rules.PayingPrice[]): rules.PayingPrice {
  const paying = (one: rules.PayingPrice): number => one.payingPrice ?? Infinity
  return prices.reduce((dearest, one) => (paying(one) > paying(dearest) ? one : dearest))
}

/** First and last of some periods. */
function spanOf({ problem }: ToldPlan, periods: ReadonlySet<number>): readonly [string, string] {
  return [problem.periodIds[Math.min(...periods)], problem.periodIds[Math.max(...periods)]]
}

const inOrder = (periods: ReadonlySet<number>): number[] => [...periods].sort((a, b) => a - b)

/** What is told of a limit, and what is reached with it. */
interface ToldLimit<Value extends object = rules.LimitWorth> {
  readonly value: Value
  readonly others: readonly Ref[]
}

/** How many periods a limit binds in, and what one more of it is worth alone, and with others that are reached with it. */
function limitWorth({ problem }: ToldPlan, worth: ToldWorth | undefined, periods: ReadonlySet<number>): ToldLimit {
  const { t, together } = worth ?? { t: Math.min(...periods) }
  const value = { periods: periods.size, worth: worth?.worth ?? 0, worstPeriodId: problem.periodIds[t] }
  return {
    value: {
      ...value,
      ...(worth?.isAtMost === true && { isAtMost: true }),
      ...(together !== undefined && {
        worthTogether: together.worth,
        togetherPeriodId: problem.periodIds[together.t],
      }),
    },
    others: (together?.limits ?? []).map((limit) => refOf(problem, limit)),
  }
}

interface FullPeriods {
  readonly periods: ReadonlySet<number>
  readonly worth: Pick<ProductionWorth, 'hour'>
}

/** The periods in which a resource is full: those in which it holds back, and those in which one more hour is worth something; its worth is as it is reported. */
function fullness(
  told: ToldPlan,
  r: number,
  { periods, worth: { hour: byHour } }: FullPeriods,
): ToldLimit<rules.LimitWorth & { overtimeHours: number }> & { readonly periodIds: readonly [string, string] } {
  const { periodCount } = told.problem
  const worth = byHour.subarray(r * periodCount, (r + 1) * periodCount)
  const all = new Set(periods)
  worth.forEach((hour, t) => hour > 0 && all.add(t))
  const overtimeHours = sumDecimals(told.resources[r].overtimeHours)
  const { value, others } = limitWorth(told, told.gains.ofHour(r, inOrder(all)), all)
  return { periodIds: spanOf(told, all), value: { ...value, overtimeHours }, others }
}

/** Hours of overtime on offer in the periods in which a resource holds back that are not worked, because an hour more brings less. */
function overtimeTooDear({ resources, reported, problem }: ToldPlan, r: number, periods: ReadonlySet<number>): number {
  const { overtimeLimitHours, overtimeHours } = resources[r]
  return sumDecimals(
    overtimeLimitHours.map((hours, t) => {
      const at = r * problem.periodCount + t
      const left = hours - overtimeHours[t]
      const isDear = periods.has(t) && left > HOURS && reported.hour[at] > 0 && reported.overtimeHour[at] === 0
      // Overtime that is worked for who pays it is no reason why others should not be told of the rest.
      return isDear ? toSixDecimals(left) : 0
    }),
  )
}

/** The first of some victims that is left because the price does not pay for the hours on offer, and the price that would. */
function whoWouldPay(
  told: ToldPlan,
  tracer: CauseTracer,
  victims: readonly number[],
): { readonly payingItemId: string; readonly payingPrice: number } | undefined {
  for (const i of victims) {
    const { id, demand } = told.problem.items[i]
    const t = demand.findIndex((_, period) => tracer.unpaidAt(i, period) !== null)
    const { payingPrice } = (t < 0 ? neverPaid(told, tracer, i) : whatWouldPay(told, tracer, i, t)) ?? {}
    if (typeof payingPrice === 'number') return { payingItemId: id, payingPrice }
  }
  return undefined
}

/** What the first period's forecast of an item that is never served is short of what one more unit costs; undefined where it is of none. */
function neverPaid(told: ToldPlan, tracer: CauseTracer, i: number): rules.PayingPrice | undefined {
  const item = told.problem.items[i]
  const { never } = lateUnits(told.problem, i, told.plan).served
  const all = never.reduce((sum, units) => sum + units, 0)
  for (const [t, units] of never.entries()) {
    if (units === 0) continue
    const left = tracer.leftAt(i, t, (item.unmetDemand === 'lost' ? units : all) / item.scale)
    if (left !== null) return priceOfUnit(item, t, left)
  }
  return undefined
}

function fullInTime(told: ToldPlan, r: number): Notice[] {
  const { periodCount, resources } = told.problem
  const worth = told.reported.hour.subarray(r * periodCount, (r + 1) * periodCount)
  const isOver = told.resources[r].overtimeHours.some((hours) => hours > 0)
  if (isOver || !worth.some((hour) => hour > 0)) return []
  const { periodIds, value, others } = fullness(told, r, { periods: new Set(), worth: told.reported })
  const { worth: alone, worthTogether = 0 } = value
  // At a corner the multipliers may pay for an hour that brings nothing to anybody.
  if (alone === 0 && worthTogether === 0) return []
  // One more hour in each of these periods.
  const scarce = [...worth.keys()].filter((t) => worth[t] > 0)
  const moneyAtStake = withoutNoise(Math.max(told.gains.ofHours(r, scarce), worthTogether))
  const refs = [{ resourceId: resources[r].id }, ...others]
  return [createNotice(rules.fullResourceInTime, { refs, periodIds, moneyAtStake, value })]
}

/** When the first new unit of an item can arrive. */
function arrivalOf(
  { problem }: ToldPlan,
  { leadTimeDays }: PreparedItem,
): { readonly leadTimeDays: number; readonly arrivalDate: string | null } {
  const day = (parseDay(problem.firstDate) ?? 0) + Math.ceil(leadTimeDays)
  return { leadTimeDays, arrivalDate: day > LAST_DAY ? null : formatDay(day) }
}
