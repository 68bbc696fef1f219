import type { Facts } from './facts.js'
import { gridOf } from './gridUnits.js'
import { type Asked, askedOfItems } from './servedDemand.js'

/** What the proof finds of customers who do not pay what their item costs. */
export interface Unpaid {
  /** Periods of which the demand does not pay. */
  readonly periods: readonly boolean[]
  /** Whether what is asked for in a period is served all the same: booked orders, what is late before the plan. */
  readonly isServed: readonly boolean[]
  /** Whether nobody who asks for it pays. */
  readonly isAll: boolean
  /** Not even stock at hand is sold. */
  readonly isKept: boolean
}

/** Money of one unit, before anything is left out. */
export interface Brought {
  readonly value: readonly number[]
  readonly selling: readonly number[]
  readonly lost: readonly number[]
  readonly made: readonly number[]
}

/** Whether customers pay the variable cost: period by period where they go away, all together where they wait. */
export function unpaidOf(facts: Facts, itemId: string, { value, selling, lost, made }: Brought): Unpaid | undefined {
  const { sellBelowCost } = facts.plan.input.policy
  const unmet = facts.policies.get(itemId)?.unmetDemand
  if (unmet === 'forbidden') return undefined
  const { asked } = askedOfItems(facts).get(itemId) ?? { asked: [] as readonly Asked[] }
  const { power } = gridOf(facts.items.get(itemId))
  const unitsOf = (isMine: (part: Asked) => boolean): number =>
    asked.reduce((sum, part) => sum + (isMine(part) ? part.units : 0), 0) / power
  const late = unitsOf(({ t }) => t < 0)
  const units = value.map((_, t) => unitsOf((part) => part.t === t))
  const booked = value.map((_, t) => unitsOf((part) => part.t === t && part.order !== undefined) > 0)
  const net = value.map((price, t) => price - (selling[t] ?? 0))
  const sum = (of: readonly number[]): number => units.reduce((all, quantity, t) => all + quantity * (of[t] ?? 0), 0)
  const isShort = (brings: number, costs: number): boolean => brings < costs * (1 - 1e-9)
  const isAsked = (t: number): boolean => (units[t] ?? 0) > 0 || (t === 0 && late > 0)
  const atPrices = (t: number): number[] =>
    asked.flatMap((part) => (part.units > 0 && Math.max(0, part.t) === t ? [Number(part.price)] : []))
  const hasSeveralPrices = net.some((_, t) => new Set(atPrices(t)).size > 1)
  /** Whether one of several who ask for a period pays more than its mean, and what a unit costs. */
  const hasPayer = (t: number): boolean => {
    const mean = value[t] ?? 0
    const share = mean > 0 ? (net[t] ?? 0) / mean : 1
    return atPrices(t).some((price) => price > mean * (1 + 1e-9) && !isShort(price * share, made[t] ?? 0))
  }
  const isAllShort = isShort(sum(net), sum(made)) && !(hasSeveralPrices && net.some((_, t) => hasPayer(t)))
  const periods = net.map((brings, t) =>
    unmet === 'lost' ? isAsked(t) && isShort(brings + (lost[t] ?? 0), made[t] ?? 0) : isAllShort,
  )
  if (!periods.includes(true)) return undefined
  return {
    periods,
    isServed: periods.map((_, t) => sellBelowCost === 'always' || booked[t] === true || (t === 0 && late > 0)),
    isAll: periods.every((isUnpaid, t) => isUnpaid || !isAsked(t)),
    isKept: sellBelowCost === 'never' && late === 0 && !booked.includes(true),
  }
}
