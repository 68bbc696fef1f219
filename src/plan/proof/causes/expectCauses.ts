import { compareRefs, type Ref, refKey } from '../../../core/keys/ref.js'
import { createNotice, type Notice, type NoticeVictim } from '../../../core/notices/notices.js'
import * as rules from '../../../production/causes/notices.js'
import { dayText } from '../civilDays.js'
import { customersWorth } from './customersWorth.js'
import { expectPrice, expectUnitPrice } from './expectPrice.js'
import { expectOnerous } from './expectOnerous.js'
import { expectMissingStock } from './expectMissingStock.js'
import { type Facts, isMade, itemKey, resourceKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { type LateCell, lateCells, refusedCells } from './lateCells.js'
import { isAskedFor } from '../customers/refusal.js'
import { askedOfItems } from '../customers/servedDemand.js'
import { unitMoney } from '../customers/unitMoney.js'
import { provenGains, type ProvenWorth } from './provenGains.js'
import { type CauseTracer, type ProvenCause, traceCauses } from './traceCause.js'
import { SMALL_HOURS } from './unpaidUnits.js'
import { nobodyWaitsIn } from './whyItWaits.js'

/** What one cause holds back, by item. */
interface Held {
  readonly cause: ProvenCause
  readonly periods: number[]
  readonly shorter: Map<string, Ref>
  readonly victims: Map<string, { units: number; never: number; booked: number; money: number }>
}

/** The last day of four-digit years, 9999-12-31. */
const LAST_DAY = 2_932_896

/** One exception for each cause of late and lost units, for each full resource without, and for lead times beyond the plan. */
export function expectCauses(facts: Facts): Notice[] {
  const tracer = traceCauses(facts)
  const held = gather(facts, tracer)
  const causes = held.map((one) => tell(facts, tracer, one))
  return [
    ...causes,
    ...expectFull(facts, causes),
    ...expectMissingStock(facts, tracer),
    ...expectOnerous(facts),
    ...expectBeyond(facts),
  ]
}

function gather(facts: Facts, tracer: CauseTracer): Held[] {
  const held = new Map<string, Held>()
  for (const { row: record } of facts.rows.records.values()) {
    const add = ({ t, units, never }: LateCell, cause: ProvenCause, isRefused: boolean): void => {
      const key = JSON.stringify([cause.code, cause.id])
      const one: Held = held.get(key) ?? { cause, periods: [], shorter: new Map(), victims: new Map() }
      held.set(key, one)
      if (cause.shorter !== undefined) {
        const { code, id } = cause.shorter
        const ref = code === 'full-resource' ? { resourceId: id } : { itemId: id }
        one.shorter.set(refKey(ref), ref)
      }
      one.periods.push(cause.t)
      const victim = one.victims.get(record.itemId) ?? { units: 0, never: 0, booked: 0, money: 0 }
      one.victims.set(record.itemId, victim)
      victim.units += units
      victim.never += never
      const last = lastOf(facts, record.itemId, { t, units, isRefused })
      victim.booked += last.booked
      victim.money += last.money
    }
    for (const cell of lateCells(facts, record)) add(cell, tracer.causeOf(record.itemId, cell.t), false)
    for (const cell of refusedCells(facts, record)) add(cell, tracer.refusedFor(record.itemId, cell.t), true)
  }
  return [...held.values()]
}

/**
 * Price of the units of a period that are served last, and what of them is booked; where nobody pays, what the planner takes a unit to be
 * worth.
 */
function lastOf(
  facts: Facts,
  itemId: string,
  { t, units, isRefused }: { readonly t: number; readonly units: number; readonly isRefused: boolean },
): { readonly money: number; readonly booked: number } {
  const { power } = gridOf(facts.items.get(itemId))
  const { asked } = askedOfItems(facts).get(itemId) ?? { asked: [] }
  const { value, refusal, isFree = false } = unitMoney(facts).get(itemId) ?? {}
  const worth = value?.[t] ?? 0
  let [left, money, booked] = [units, 0, 0]
  for (const part of [...asked].reverse()) {
    if (Math.max(0, part.t) !== t || (refusal?.parts.has(part) ?? false) !== isRefused) continue
    const late = Math.min(left, part.units)
    money += (late / power) * (isFree ? worth : Number(part.price))
    if (part.order !== undefined || part.t < 0) booked += late
    left -= late
  }
  return { money, booked }
}

function tell(facts: Facts, tracer: CauseTracer, { cause, periods, shorter, victims }: Held): Notice {
  const { starts, sources } = facts
  const { code, id } = cause
  const rowsOf = [...victims].map(([itemId, { units, never, booked, money }]): NoticeVictim => {
    const { power } = gridOf(facts.items.get(itemId))
    const rest = { ...(never > 0 && { never: never / power }), ...(booked > 0 && { booked: booked / power }) }
    return { ref: { itemId }, amount: units / power, unit: 'units', moneyAtStake: money, ...rest }
  })
  const moneyAtStake = rowsOf.reduce((sum, one) => sum + one.moneyAtStake, 0)
  const amount = rowsOf.reduce((sum, one) => sum + one.amount, 0)
  const periodIds = spanOf(facts, periods)
  const fields = { periodIds, amount, unit: 'units', moneyAtStake, victims: rowsOf } as const
  const brief = [...shorter.values()].sort(compareRefs)
  const counted = (refs: readonly Ref[]): rules.NotAsLong => (refs.length > 0 ? { shorter: refs.length } : {})
  const item = { refs: [{ itemId: id }, ...brief], ...fields }
  /** The first ref, what is in the way for less long, and what is reached together. */
  const refsOf = (own: Ref, others: readonly Ref[]): { readonly refs: Ref[]; readonly value: rules.NotAsLong } => {
    const names = new Set(others.map(refKey))
    const rest = brief.filter((ref) => !names.has(refKey(ref)))
    return { refs: [own, ...rest, ...others], value: counted(rest) }
  }
  switch (code) {
    case 'full-resource': {
      const full = fullness(facts, id, { periods, worth: customersWorth(facts).hour(id) })
      const { refs, value } = refsOf({ resourceId: id }, full.others)
      const told = { ...fields, refs, periodIds: full.periodIds, value: { ...full.value, ...value } }
      const dearHours = overtimeTooDear(facts, id, periods)
      if (dearHours === 0) return createNotice(rules.fullResourceLate, told)
      const paying = payingVictim(facts, tracer, rowsOf)
      return createNotice(rules.fullResourceDear, { ...told, value: { ...told.value, dearHours, ...paying } })
    }
    case 'lead-time': {
      const leadTimeDays = sources.get(id)?.leadTimeDays ?? 0
      const day = (starts[0] ?? 0) + Math.ceil(leadTimeDays)
      const value = { leadTimeDays, arrivalDate: day > LAST_DAY ? null : dayText(day), ...counted(brief) }
      return createNotice(rules.leadTime, { ...item, value })
    }
    case 'supply-limit': {
      const told = provenGains(facts).ofSupply(id, inOrder(periods))
      const { refs, value } = refsOf({ itemId: id }, told?.together?.refs ?? [])
      return createNotice(rules.supplyLimit, { ...item, refs, value: { ...worstOf(facts, told, periods), ...value } })
    }
    case 'maximum-stock': {
      const told = provenGains(facts).ofRoom(id, inOrder(periods))
      const together = told?.together?.refs ?? []
      const reached = new Set(together.map(refKey))
      const later = brief.filter((ref) => ref.itemId !== id && !reached.has(refKey(ref)))
      const value = { ...worstOf(facts, told, periods), ...(later.length > 0 && { limits: later.length }) }
      const refs = [{ itemId: id }, ...later, ...together]
      return createNotice(rules.maximumStock, { ...item, refs, value })
    }
    case 'below-cost': {
      const prices = inOrder(periods).map((t) => expectPrice(facts, tracer, id, t))
      // What pays for the dearest pays for all.
      const [value] = prices.sort((a, b) => (b.payingPrice ?? Infinity) - (a.payingPrice ?? Infinity) || 0)
      return createNotice(rules.belowCost, { ...item, value: value as rules.PayingPrice })
    }
    case 'firm-supply':
      return createNotice(rules.firmSupply, brief.length > 0 ? { ...item, value: counted(brief) } : item)
    case 'late-is-cheaper':
      return createNotice(rules.lateIsCheaper, item)
    case 'left-over': {
      const until = Math.max(...periods.map((t) => nobodyWaitsIn(facts, id, t) ?? -1))
      return createNotice(rules.leftOver, { ...item, value: { arrivalPeriodId: spanOf(facts, [until])[0] } })
    }
    case 'stock-kept':
      return createNotice(rules.stockKept, item)
    case 'whole-units-late':
      return createNotice(rules.wholeUnitsLate, { ...fields, refs: [] })
  }
}

const spanOf = ({ plan }: Facts, periods: readonly number[]): readonly [string, string] => {
  const idOf = (t: number): string => plan.calendar.periods[t]?.id ?? ''
  return [idOf(Math.min(...periods)), idOf(Math.max(...periods))]
}

const inOrder = (periods: readonly number[]): number[] => [...new Set(periods)].sort((a, b) => a - b)

/** Periods of a limit without doubles, and what one more of it brings. */
function worstOf(facts: Facts, told: ProvenWorth | undefined, periods: readonly number[]): rules.LimitWorth {
  const all = inOrder(periods)
  const idOf = (t: number): string => spanOf(facts, [t])[0]
  return {
    periods: all.length,
    worth: told?.worth ?? 0,
    worstPeriodId: idOf(told?.t ?? all[0] ?? 0),
    ...(told?.isAtMost === true && { isAtMost: true }),
    ...(told?.together !== undefined && {
      worthTogether: told.together.worth,
      togetherPeriodId: idOf(told.together.t),
    }),
  }
}

interface Fullness {
  readonly periodIds: readonly [string, string]
  readonly value: rules.LimitWorth & { readonly overtimeHours: number }
  readonly others: readonly Ref[]
}

function fullness(
  facts: Facts,
  resourceId: string,
  { periods, worth }: { readonly periods: readonly number[]; readonly worth: readonly number[] },
): Fullness {
  const row = facts.rows.resources.get(resourceKey(resourceId))?.row
  const all = [...periods, ...worth.flatMap((hour, t) => (hour > 0 ? [t] : []))]
  const micro = (row?.overtimeHours ?? []).reduce((sum, hours) => sum + Math.round(hours * 1e6), 0)
  const told = provenGains(facts).ofHour(resourceId, inOrder(all))
  return {
    periodIds: spanOf(facts, all),
    value: { ...worstOf(facts, told, all), overtimeHours: micro / 1e6 },
    others: told?.together?.refs ?? [],
  }
}

/** Overtime on offer where a resource holds back that is left, although an hour more is worth something: what of it is worked or not. */
function overtimeTooDear(facts: Facts, resourceId: string, periods: readonly number[]): number {
  const row = facts.rows.resources.get(resourceKey(resourceId))?.row
  if (row === undefined) return 0
  const micro = (hours = 0): number => Math.round(hours * 1e6)
  const left = [...new Set(periods)].map((t) => {
    const isScarce = (row.worthOfOneHour[t] ?? 0) > 0 && row.worthOfOneOvertimeHour[t] === 0
    const hours = micro(row.overtimeLimitHours[t]) - micro(row.overtimeHours[t])
    return isScarce && hours > SMALL_HOURS * 1e6 ? hours : 0
  })
  return left.reduce((sum, hours) => sum + hours, 0) / 1e6
}

/** Of what a resource holds back, worst first, what a higher price would have made in overtime, and that price. */
function payingVictim(
  facts: Facts,
  tracer: CauseTracer,
  victims: readonly NoticeVictim[],
): { readonly payingItemId: string; readonly payingPrice: number } | undefined {
  const ids = [...victims]
    .sort((a, b) => b.moneyAtStake - a.moneyAtStake || compareRefs(a.ref, b.ref))
    .map(({ ref }) => ref.itemId ?? '')
  return ids
    .map((payingItemId) => {
      const t = facts.days.findIndex((_, period) => tracer.unpaidAt(payingItemId, period) !== undefined)
      const told = t < 0 ? neverPaid(facts, tracer, payingItemId) : expectPrice(facts, tracer, payingItemId, t)
      return { payingItemId, payingPrice: told?.payingPrice ?? null }
    })
    .find((one): one is { payingItemId: string; payingPrice: number } => one.payingPrice !== null)
}

/** What would pay for the earliest forecast of an item that the plan never serves, if one more unit costs more than it brings. */
function neverPaid(facts: Facts, tracer: CauseTracer, itemId: string): rules.PayingPrice | undefined {
  const record = facts.rows.records.get(itemKey(itemId))?.row
  const { power } = gridOf(facts.items.get(itemId))
  const cells = record === undefined ? [] : lateCells(facts, record).filter(({ never }) => never > 0)
  const isLost = facts.policies.get(itemId)?.unmetDemand === 'lost'
  const all = cells.reduce((sum, { never }) => sum + never, 0)
  const [found] = cells.flatMap(({ t, never }) => tracer.leftAt(itemId, t, (isLost ? never : all) / power) ?? [])
  return found === undefined ? undefined : expectUnitPrice(facts, itemId, found)
}

function expectFull(facts: Facts, causes: readonly Notice[]): Notice[] {
  const late = new Set(causes.flatMap(({ refs }) => refs.map(({ resourceId }) => resourceId)))
  return facts.plan.supply.resources.flatMap(({ resourceId, overtimeHours, worthOfOneHour }) => {
    const isWorth = worthOfOneHour.some((hour) => hour > 0)
    if (!isWorth || late.has(resourceId) || overtimeHours.some((hours) => hours > 0)) return []
    const { others, ...told } = fullness(facts, resourceId, { periods: [], worth: worthOfOneHour })
    const { worth, worthTogether = 0 } = told.value
    // An hour of which the multipliers are no proof brings nobody anything.
    if (worth === 0 && worthTogether === 0) return []
    const scarce = worthOfOneHour.flatMap((hour, t) => (hour > 0 ? [t] : []))
    const moneyAtStake = Math.max(provenGains(facts).ofHours(resourceId, scarce), worthTogether)
    return [createNotice(rules.fullResourceInTime, { refs: [{ resourceId }, ...others], moneyAtStake, ...told })]
  })
}

/** Items that are asked for, or go into what is, and cannot be ordered within the plan. */
function expectBeyond(facts: Facts): Notice[] {
  const { plan, days, sources, bills } = facts
  const needed = new Set(plan.input.items.map(({ id }) => id).filter((id) => isAskedFor(facts, id)))
  // A set grows while it is walked.
  for (const itemId of needed) {
    if (!isMade(facts, itemId)) continue
    for (const { componentId } of bills.get(itemId) ?? []) needed.add(componentId)
  }
  const planDays = days.reduce((sum, length) => sum + length, 0)
  const late = [...needed].flatMap((itemId) => {
    const leadTimeDays = sources.get(itemId)?.leadTimeDays ?? 0
    return leadTimeDays >= planDays ? [{ itemId, leadTimeDays }] : []
  })
  if (late.length === 0) return []
  late.sort((a, b) => b.leadTimeDays - a.leadTimeDays || (a.itemId < b.itemId ? -1 : 1))
  const leadTimeDays = late.map((one) => one.leadTimeDays)
  const value = { leadTimeDays, planDays, leastDays: Math.floor(Math.max(...leadTimeDays)) + 1 }
  return [createNotice(rules.leadTimeBeyondPlan, { refs: late.map(({ itemId }) => ({ itemId })), value })]
}
