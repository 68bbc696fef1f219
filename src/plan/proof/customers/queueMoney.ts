import { type Facts, itemKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { servedRecord } from './refusal.js'
import { type Asked, askedOfItems } from './servedDemand.js'
import { at, type UnitMoney, unitMoney } from './unitMoney.js'

/** What a unit of a part of an item's queue brings, and what selling it costs; where nobody pays, what the planner takes it to be worth. */
export function moneyOf(unit: UnitMoney, part: Asked): { readonly price: number; readonly selling: number } {
  const mean = part.t < 0 ? unit.lateValue : at(unit.all, part.t)
  if (unit.isFree) return { price: part.t < 0 ? unit.lateValue : at(unit.value, part.t), selling: 0 }
  const price = Number(part.price)
  return { price, selling: mean === 0 ? 0 : price * unit.sellingRate }
}

/** Bounds of what is left of an item, in units of its grid, whole or not. */
export interface LeftRange {
  readonly least: number
  readonly most: number
}

/** What leaving a unit of a part of an item's queue loses: what it would bring, and more where it is served whatever it pays. */
export function lossOfLeaving(unit: UnitMoney, part: Asked): number {
  const { price, selling } = moneyOf(unit, part)
  return price - selling + (unit.refusal?.lifts.get(part) ?? 0)
}

/** Who of an item is served, in the order of service, and by the period in which he asks; what was late before the plan with the first. */
interface ServedQueue {
  readonly all: readonly Asked[]
  readonly byPeriod: readonly (readonly Asked[])[]
}

const servedQueues: (facts: Facts) => ReadonlyMap<string, ServedQueue> = oncePerPlan(
  (facts) =>
    new Map(
      [...askedOfItems(facts)].map(([id, { asked }]) => {
        const refused = unitMoney(facts).get(id)?.refusal?.parts
        const all = asked.filter((part) => part.units > 0 && refused?.has(part) !== true)
        const byPeriod = facts.days.map((): Asked[] => [])
        for (const part of all) byPeriod[Math.max(0, part.t)]?.push(part)
        return [id, { all, byPeriod }]
      }),
    ),
)

/** Who of an item is served, in the order of service. */
export const servedOf = (facts: Facts, id: string): readonly Asked[] => servedQueues(facts).get(id)?.all ?? []

/** Who of them asks in a period. */
export const servedIn = (facts: Facts, id: string, t: number): readonly Asked[] =>
  servedQueues(facts).get(id)?.byPeriod[t] ?? []

/** What the first who goes away in a period loses by that: what he would bring, and more where he is served whatever he pays; undefined where nobody asks. */
export function lossOfNext(facts: Facts, id: string, t: number): number | undefined {
  const unit = unitMoney(facts).get(id)
  const record = facts.rows.records.get(itemKey(id))?.row
  if (unit === undefined || record === undefined) return undefined
  let left = gridOf(facts.items.get(id)).whole(servedRecord(facts, record).shipped[t])
  for (const part of servedIn(facts, id, t)) {
    if (left < part.units) return lossOfLeaving(unit, part)
    left -= part.units
  }
  return undefined
}

/**
 * How much more units of an item that are left at the end, or are lost in a period, lose, the newest orders, than they would along the largest convex function of
 * the units left that is nowhere above the true loss: the program can reckon with no other. Within a range that was chosen, along
 * the largest such function of the range.
 */
export function lossOfItemBesideHull(
  facts: Facts,
  id: string,
  { left, range, t }: { readonly left: number; readonly range: LeftRange | undefined; readonly t: number },
): number {
  const unit = unitMoney(facts).get(id)
  if (unit === undefined || left <= 0 || facts.policies.get(id)?.unmetDemand === 'forbidden') return 0
  const { power } = gridOf(facts.items.get(id))
  const isLost = facts.policies.get(id)?.unmetDemand === 'lost'
  const served = isLost ? servedIn(facts, id, t) : servedOf(facts, id)
  const all = [{ units: 0, loss: 0 }]
  for (const part of [...served].reverse()) {
    const last = all.at(-1) ?? { units: 0, loss: 0 }
    all.push({ units: last.units + part.units, loss: last.loss + (lossOfLeaving(unit, part) * part.units) / power })
  }
  /** What so many units lose; undefined where there are not so many. */
  const lossOf = (units: number): number | undefined => {
    const next = all.findIndex((point) => point.units >= units)
    const [a, b] = [all[Math.max(0, next - 1)], all[next]]
    if (a === undefined || b === undefined) return undefined
    return a.units === b.units ? b.loss : a.loss + ((b.loss - a.loss) * (units - a.units)) / (b.units - a.units)
  }
  const lost = lossOf(left)
  if (lost === undefined) return 0
  const ends = range === undefined ? [] : [range.least, range.most]
  if (range !== undefined && (left < range.least || left > range.most)) return 0
  const points = [
    ...all.filter(({ units }) => range === undefined || (units > range.least && units < range.most)),
    ...ends.flatMap((units) => {
      const loss = lossOf(units)
      return loss === undefined ? [] : [{ units, loss }]
    }),
  ]
  // The least of all straight lines between two points, one on each side.
  const lines = points.flatMap((a) =>
    points.flatMap((b) => {
      if (a.units > left || b.units < left) return []
      return a.units === b.units ? [a.loss] : [a.loss + ((b.loss - a.loss) * (left - a.units)) / (b.units - a.units)]
    }),
  )
  return Math.max(0, lost - Math.min(...lines))
}
