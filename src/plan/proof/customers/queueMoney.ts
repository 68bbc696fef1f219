import { type Facts, itemKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
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

/** Who is served of an item, in the order of service; of those whose demand is lost, in one period. */
export function servedOf(facts: Facts, id: string, t: number): readonly Asked[] {
  const isLost = facts.policies.get(id)?.unmetDemand === 'lost'
  const refused = unitMoney(facts).get(id)?.refusal?.parts
  return (askedOfItems(facts).get(id)?.asked ?? []).filter(
    (part) => part.units > 0 && refused?.has(part) !== true && (!isLost || Math.max(0, part.t) === t),
  )
}

/** Who is served last of a period in which demand is lost. */
export const newestIn = (facts: Facts, id: string, t: number): Asked | undefined => servedOf(facts, id, t).at(-1)

/** What the first who goes away in a period loses by that: what he would bring, and more where he is served whatever he pays; undefined where nobody asks. */
export function lossOfNext(facts: Facts, id: string, t: number): number | undefined {
  const unit = unitMoney(facts).get(id)
  const record = facts.rows.records.get(itemKey(id))?.row
  if (unit === undefined || record === undefined) return undefined
  let shipped = gridOf(facts.items.get(id)).whole(servedRecord(facts, record).shipped[t])
  const next = servedOf(facts, id, t).find(({ units }) => (shipped -= units) < 0)
  if (next === undefined) return undefined
  const { price, selling } = moneyOf(unit, next)
  return price - selling + (unit.refusal?.lifts.get(next) ?? 0)
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
  const served = servedOf(facts, id, t)
  const all = [{ units: 0, loss: 0 }]
  for (const part of [...served].reverse()) {
    const { price, selling } = moneyOf(unit, part)
    const more = price - selling + (unit.refusal?.lifts.get(part) ?? 0)
    const last = all.at(-1) ?? { units: 0, loss: 0 }
    all.push({ units: last.units + part.units, loss: last.loss + (more * part.units) / power })
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
