import type { Candidate } from './candidate.js'
import { candidateOf, type WorthRoom } from './partWorth.js'
import type { ShopPart } from './shopParts.js'
import { NOISE, startWalk, tryChanges, type WaitingWalk } from './waitingWalk.js'
import type { WholeShop } from './wholeShop.js'

/** Passes over all items: leaving a component makes room under its maximum stock for one that was not left before. */
const PASSES = 3
/** Sizes tried in one period: of a fine grid one unit alone always seems cheap enough to be left, and there may be a billion of them. */
const MOST_TRIES = 200

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
    if (firm[t] >= 0) continue
    let size = Math.min(surplus, supply[from + t])
    for (let tries = 0; size > 0 && tries < MOST_TRIES; tries += 1) {
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
