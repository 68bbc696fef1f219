import type { Candidate } from './candidate.js'
import { candidateOf, type WorthRoom } from './partWorth.js'
import type { ShopPart } from './shopParts.js'
import { NOISE, startWalk, tryChanges, type WaitingWalk } from './waitingWalk.js'
import type { WholeShop } from './wholeShop.js'

/** Passes over all items: leaving a component makes room under its maximum stock for one that was not left before. */
const PASSES = 3
/** A cost this small, beside a unit that costs 1, is what arithmetic leaves of none. */
const NOTHING = 1e-12

/**
 * Leaves what nobody wants where that costs nothing: units that lie above minimum and safety stock to the end of the plan are not
 * supplied, the latest first, parents before their components. A program that minimizes cost does not tell such a unit from none where its
 * parts lie there anyway and are held at the same cost.
 */
export function leaveUnwanted(shop: WholeShop, part: ShopPart, start: Candidate, room: WorthRoom): Candidate {
  if (start.broken > NOISE) return start
  const walk = startWalk(shop, part, start.supply, { room, trials: 0 })
  let isChanged = false
  for (let pass = 0; pass < PASSES; pass += 1) {
    // All items in each pass, also those after the first that was left.
    const left = part.topDown.filter((i) => leaveItem(walk, i))
    if (left.length === 0) break
    isChanged = true
  }
  if (!isChanged) return start
  return candidateOf(shop, part, walk.supply, room)
}

/** Leaves what is unwanted of one item; true where anything was. */
function leaveItem(walk: WaitingWalk, i: number): boolean {
  const { shop, supply, closing } = walk
  const { rules, firm } = shop.items[i]
  const from = i * shop.periodCount
  let isChanged = false
  let surplus = Infinity
  for (let t = shop.periodCount - 1; t >= 0; t -= 1) {
    surplus = Math.min(surplus, closing[from + t] - Math.max(rules.minimum[t], Math.ceil(rules.target[t])))
    if (surplus <= 0) return isChanged
    if (firm[t] >= 0 || savedByOne(shop, i, t) < 0) continue
    let size = Math.min(surplus, supply[from + t])
    // It ends: a refusal halves the size, a success takes it off the surplus. And soon: of a size that was refused hardly more than two
    // halves succeed, and single units that would cost something are refused above, by their rate.
    while (size > 0) {
      if (tryChanges(walk, [[i, t, -size]], false) === undefined) {
        size = Math.floor(size / 2)
        continue
      }
      isChanged = true
      surplus -= size
      size = Math.min(size, surplus, supply[from + t])
    }
  }
  return isChanged
}

/**
 * What a unit that is left saves, held to the end of the plan as its components then are, in major units for a stock unit: 0 where that is
 * what arithmetic leaves of nothing. By the rate, not by the next unit of the grid: that may free no component yet, and there may be a billion of them.
 */
function savedByOne({ problem }: WholeShop, i: number, t: number): number {
  const { items, resources, structure, loads, resourceOf, costs } = problem
  const held = (of: number): number => items[of].holding.slice(t).reduce((sum, cost) => sum + cost, 0)
  let saved = items[i].purchaseCost[t] + held(i)
  for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
    const { wage, variableOverhead } = resources[resourceOf[loads.resource[o]]]
    saved += loads.hours[o] * (wage[t] + variableOverhead[t])
  }
  for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1)
    saved -= structure.componentQuantity[c] * held(structure.component[c])
  return Math.abs(saved) <= NOTHING * Math.max(1, costs[t][i]) ? 0 : saved
}
