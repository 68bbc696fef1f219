import { type Facts, itemKey } from './facts.js'
import { gridOf } from './gridUnits.js'
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

/**
 * How much more what is left at the end loses, the newest orders, than it would along the largest convex function of the units left
 * that is nowhere above the true loss: the program can reckon with no other.
 */
export function lossBesideHull(facts: Facts): number {
  let gap = 0
  for (const [id, unit] of unitMoney(facts)) {
    if (['lost', 'forbidden'].includes(facts.policies.get(id)?.unmetDemand ?? '')) continue
    const record = facts.rows.records.get(itemKey(id))?.row
    if (record === undefined) continue
    const { power, whole } = gridOf(facts.items.get(id))
    const left = whole(servedRecord(facts, record).backlog.at(-1))
    if (left <= 0) continue
    const served = (askedOfItems(facts).get(id)?.asked ?? []).filter(
      (part) => part.units > 0 && unit.refusal?.parts.has(part) !== true,
    )
    const points = [{ units: 0, loss: 0 }]
    for (const part of [...served].reverse()) {
      const { price, selling } = moneyOf(unit, part)
      const more = price - selling + (unit.refusal?.lifts.get(part) ?? 0)
      const last = points.at(-1) ?? { units: 0, loss: 0 }
      points.push({ units: last.units + part.units, loss: last.loss + (more * part.units) / power })
    }
    // The least of all straight lines between two points, one on each side.
    const lines = points.flatMap((a) =>
      points.flatMap((b) => {
        if (a.units > left || b.units < left) return []
        return a.units === b.units ? [a.loss] : [a.loss + ((b.loss - a.loss) * (left - a.units)) / (b.units - a.units)]
      }),
    )
    const next = points.findIndex(({ units }) => units >= left)
    const [a, b] = [points[next - 1], points[next]]
    if (a === undefined || b === undefined) continue
    const lost = a.loss + ((b.loss - a.loss) * (left - a.units)) / (b.units - a.units)
    gap += Math.max(0, lost - Math.min(...lines))
  }
  return gap
}
