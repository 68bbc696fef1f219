import type { ProductionModelMap } from '../../../production/model/productionModelMap.js'
import type { Facts } from '../facts/facts.js'
import { servedDemandOf } from '../customers/refusal.js'
import { serviceWeights } from './serviceWeights.js'
import { at, unitMoney } from '../customers/unitMoney.js'

/** Units of an item late at the close, or lost in the period, in an answer of a model; NaN where an item is in none. */
export type OpenUnits = (itemId: string, t: number) => number

/** Reads late and lost units off an answer. */
export function openUnitsOf(facts: Facts, map: ProductionModelMap, primal: ArrayLike<number>): OpenUnits {
  const places = new Map(map.itemIds.map((id, i) => [id, i * facts.count]))
  return (itemId, t) => {
    const place = (places.get(itemId) ?? Number.NaN) + t
    if (!((map.balance[place] ?? -1) >= 0)) return Number.NaN
    if (facts.policies.get(itemId)?.unmetDemand === 'lost') {
      const ship = map.ship[place] as number
      const late =
        t === 0
          ? (unitMoney(facts).get(itemId)?.lateUnits ?? 0) / 10 ** (facts.items.get(itemId)?.quantityDecimals ?? 0)
          : 0
      const asked = (servedDemandOf(facts, itemId)[t] ?? 0) + late
      return ship < 0 ? 0 : asked - (primal[ship] as number)
    }
    const backlog = map.backlog[place] as number
    return backlog < 0 ? 0 : (primal[backlog] as number)
  }
}

/** What late and lost units of an answer weigh more in the program of the safety stock than at the given rates. */
export function weighedMore(facts: Facts, open: OpenUnits): number {
  const weights = serviceWeights(facts)
  let sum = 0
  for (const [id, unit] of unitMoney(facts)) {
    const weight = weights.get(id)
    if (weight === undefined) continue
    const isLost = facts.policies.get(id)?.unmetDemand === 'lost'
    for (let t = 0; t < facts.count; t++) {
      const more = isLost ? at(weight.lost, t) - at(unit.lost, t) : at(weight.late, t) - at(unit.late, t)
      if (more !== 0) sum += more * Math.max(0, open(id, t))
    }
  }
  return sum
}
