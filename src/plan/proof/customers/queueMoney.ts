import type { Facts } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
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

/**
 * How much more units of an item that are left at the end lose, the newest orders, than they would along the largest convex function of
 * the units left that is nowhere above the true loss: the program can reckon with no other. Within a range that was chosen, along
 * the largest such function of the range.
 */
export function lossOfItemBesideHull(
  facts: Facts,
  id: string,
  { left, range }: { readonly left: number; readonly range: LeftRange | undefined },
): number {
  const unit = unitMoney(facts).get(id)
  if (unit === undefined || left <= 0 || ['lost', 'forbidden'].includes(facts.policies.get(id)?.unmetDemand ?? ''))
    return 0
  const { power } = gridOf(facts.items.get(id))
  const served = (askedOfItems(facts).get(id)?.asked ?? []).filter(
    (part) => part.units > 0 && unit.refusal?.parts.has(part) !== true,
  )
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
