import { dayNumber } from '../civilDays.js'
import type { Facts } from '../facts/facts.js'
import { nearest } from '../fraction.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'

export const ELEMENTS = ['material', 'outsideProcessing', 'labor', 'variableOverhead', 'fixedOverhead'] as const
export type Elements = Record<(typeof ELEMENTS)[number], number>

/** What one unit of an item costs: of its own, and of what goes into it. */
export interface RolledCost {
  readonly own: Elements
  readonly below: Elements
  readonly isAssumed: boolean
}

/** When standards are set, why, and what they are rolled up from then. */
export interface StandardSetting {
  readonly t: number
  readonly reason: string
  readonly roll: (itemId: string) => RolledCost
}

const NOTHING: Readonly<Elements> = {
  material: 0,
  outsideProcessing: 0,
  labor: 0,
  variableOverhead: 0,
  fixedOverhead: 0,
}

type OverTime = number | string | readonly (number | string)[] | undefined

/** A price is kept with six decimals, as unit costs are. */
const toSix = (value: number): number => Math.round(value * 1e6) / 1e6

const valueAt = (value: OverTime, t: number): number =>
  value === undefined ? 0 : Number(typeof value === 'object' ? value[t] : value)

/** Works out again when standards are set: as fiscal years begin, as prices move too far, as given standards begin. */
export const standardSettings: (facts: Facts) => readonly StandardSetting[] = oncePerPlan((facts) => {
  const { plan, sources, starts } = facts
  const { input, calendar } = plan
  const limit = input.policy.restandardRate
  const holding = new Map<string, number>()
  const given = input.standards.filter(({ version }) => version === input.policy.standardVersion)
  const settings: StandardSetting[] = []
  let yearBegan = 0
  calendar.periods.forEach(({ fiscalYear }, t) => {
    const previous = calendar.periods[t - 1]
    const isYear = previous === undefined || previous.fiscalYear !== fiscalYear
    if (isYear) yearBegan = t
    const moved = [...sources.values()].filter(({ itemId, purchaseCost }) => {
      if (purchaseCost === undefined) return false
      const [price, known] = [toSix(valueAt(purchaseCost, t)), holding.get(itemId) ?? 0]
      return isYear || Math.abs(price - known) > known * limit + known * 1e-12
    })
    for (const { itemId, purchaseCost } of moved) holding.set(itemId, toSix(valueAt(purchaseCost, t)))
    const start = starts[t] ?? 0
    const begins = given.some(({ firstDate }) => {
      const day = dayNumber(firstDate)
      return day <= start && (t === 0 || day > (starts[t - 1] ?? 0))
    })
    if (!isYear && moved.length === 0 && !begins) return
    const reason = t === 0 ? 'firstPeriod' : isYear ? 'fiscalYear' : moved.length > 0 ? 'purchasePrice' : 'given'
    settings.push({ t, reason, roll: rolledCosts(facts, { prices: new Map(holding), rates: yearBegan, day: start }) })
  })
  return settings
})

/** Costs of items from the top down by recursion: at some prices, at the rates of one period, with the standards given by a day. */
function rolledCosts(
  facts: Facts,
  at: { readonly prices: ReadonlyMap<string, number>; readonly rates: number; readonly day: number },
): (itemId: string) => RolledCost {
  const { plan, bills } = facts
  const assumed = new Map(plan.input.assumedUnitCosts.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const given = givenBy(facts, at.day)
  const known = new Map<string, RolledCost>()
  const cost = (itemId: string): RolledCost => {
    const found = known.get(itemId)
    if (found !== undefined) return found
    const own = ownCost(itemId, facts, { ...at, assumed })
    let isAssumed = isUnknown(itemId, facts)
    const below = { ...NOTHING }
    for (const { componentId, perUnit } of bills.get(itemId) ?? []) {
      const quantity = nearest(perUnit)
      const part = cost(componentId)
      isAssumed ||= part.isAssumed
      for (const element of ELEMENTS) below[element] += quantity * (part.own[element] + part.below[element])
    }
    const standard = given.get(itemId)
    if (standard !== undefined) {
      isAssumed = false
      for (const element of ELEMENTS) {
        below[element] = Math.min(below[element], standard[element])
        own[element] = standard[element] - below[element]
      }
    }
    const result = { own, below, isAssumed }
    known.set(itemId, result)
    return result
  }
  return cost
}

/** Standards that the input gives, as they are on a day: of each element the latest row that has begun. */
function givenBy({ plan: { input } }: Facts, day: number): Map<string, Elements> {
  const latest = new Map<string, Map<string, { readonly from: number; readonly amount: number }>>()
  for (const { itemId, version, element, firstDate, amountPerUnit } of input.standards) {
    const from = dayNumber(firstDate)
    if (version !== input.policy.standardVersion || from > day) continue
    const rows = latest.get(itemId) ?? new Map<string, { readonly from: number; readonly amount: number }>()
    latest.set(itemId, rows)
    if ((rows.get(element)?.from ?? Number.NEGATIVE_INFINITY) < from) rows.set(element, { from, amount: amountPerUnit })
  }
  return new Map(
    [...latest].map(([itemId, rows]) => {
      const elements = { ...NOTHING }
      for (const element of ELEMENTS) elements[element] = rows.get(element)?.amount ?? 0
      return [itemId, elements]
    }),
  )
}

/** Nothing says what an item costs: neither a price nor, where it is made, a bill or a routing. */
function isUnknown(itemId: string, { sources, bills, routings }: Facts): boolean {
  const source = sources.get(itemId)
  if (source?.purchaseCost !== undefined) return false
  return source?.kind === 'buy' || (bills.get(itemId) ?? routings.get(itemId) ?? []).length === 0
}

/** What an item's own price or routing adds to its cost. */
function ownCost(
  itemId: string,
  facts: Facts,
  at: {
    readonly prices: ReadonlyMap<string, number>
    readonly rates: number
    readonly assumed: ReadonlyMap<string, number>
  },
): Elements {
  const source = facts.sources.get(itemId)
  const price = at.prices.get(itemId) ?? 0
  if (isUnknown(itemId, facts)) return { ...NOTHING, material: at.assumed.get(itemId) ?? 0 }
  if (source?.kind === 'buy') return { ...NOTHING, material: price }
  // What a supplier is paid for the work done outside.
  const own = { ...NOTHING, outsideProcessing: source?.kind === 'subcontract' ? price : 0 }
  for (const { resourceId, hours } of facts.routings.get(itemId) ?? []) {
    const resource = facts.resources.get(resourceId)
    const wages = hours * valueAt(resource?.costPerHour, at.rates)
    if (resource?.paidHours === 'capacity') own.fixedOverhead += wages
    else own.labor += wages
    own.variableOverhead += hours * valueAt(resource?.variableOverheadPerHour, at.rates)
    own.fixedOverhead += hours * valueAt(resource?.fixedOverheadPerHour, at.rates)
  }
  return own
}
