import type { Candidate } from './candidate.js'
import { exchangeIn } from './exchangeForWaiting.js'
import { moveForWaiting } from './moveForWaiting.js'
import { candidateOf, type WorthRoom } from './partWorth.js'
import type { ShopPart } from './shopParts.js'
import {
  type Change,
  gather,
  NOISE,
  openUnits,
  startWalk,
  takeBack,
  tryChanges,
  type WaitingWalk,
  type Wanted,
} from './waitingWalk.js'
import type { WholeShop } from './wholeShop.js'

/** Changes that are tried in all, so that a company in which many wait does not take long. */
const TRIALS = 2000

/** Moves of other items that are tried after those. */
const MOVES = 2000

/**
 * Makes what customers wait for, or lose, out of parts that lie there and hours that are left, through all levels: rounding to whole
 * units leaves a unit behind here and there. A unit that would be made later is made now instead, or in an earlier period that has
 * hours. Each change is priced anew, at the
 * given rates and without safety stock, and kept where the plan is not worse: a customer who earns more keeps his parts, a safety
 * stock does not.
 */
export function serveWaiting(shop: WholeShop, part: ShopPart, start: Candidate, room: WorthRoom): Candidate {
  const { periodCount } = shop
  const walk = startWalk(shop, part, start.supply, { room, trials: TRIALS })
  let isChanged = false
  for (let t = 0; t < periodCount; t += 1) {
    for (const i of part.topDown) {
      if (shop.items[i].rules.isForced) continue
      for (let s = t; s >= 0 && openUnits(walk, i, t) > 0 && walk.trials > 0; s -= 1) {
        if (makeIn(walk, { i, t, s })) isChanged = true
        const { held } = shop.items[i]
        // What waits in fractions, too, is not worth the hours: they may be overtime that the safety stock pays.
        while (held !== undefined && openUnits(walk, i, t) > held.open[t] && exchangeIn(walk, part, { i, t, s }))
          isChanged = true
      }
    }
  }
  walk.trials = MOVES
  if (moveForWaiting(walk, part)) isChanged = true
  if (!isChanged) return start
  const found = candidateOf(shop, part, walk.supply, room)
  return found.broken > start.broken + NOISE ? start : found
}

/** Makes as much as helps of what is open in period t in period s: what does not fit as a whole by halves, and of the rest what still fits. */
function makeIn(walk: WaitingWalk, wanted: Wanted): boolean {
  const { i, t } = wanted
  let isMade = false
  let open = openUnits(walk, i, t)
  let units = open
  while (units > 0 && walk.trials > 0) {
    if (!makeUnits(walk, wanted, units)) {
      units = Math.floor(units / 2)
      continue
    }
    isMade = true
    const left = openUnits(walk, i, t)
    // What is made and shipped to nobody helps nobody.
    if (left >= open) break
    open = left
    units = Math.min(units, left)
  }
  return isMade
}

/** Makes so many units in period s, where that is possible and makes the plan no worse. */
function makeUnits(walk: WaitingWalk, { i, t, s }: Wanted, units: number): boolean {
  // Parts of that close, which may be wanted later, or those that nobody takes to the end, and the rest supplied along.
  for (const toTheEnd of s < t ? [false, true] : [false]) {
    if (walk.trials <= 0) return false
    const changes: Change[] = []
    if (!gather(walk, [i, s, units], changes, toTheEnd)) continue
    const parts = changes.slice(1)
    const back = takeBack(walk, [i, t, units], changes)
    // What is made that much less later leaves its parts.
    if (toTheEnd && back === units) for (const [c, at, more] of parts) takeBack(walk, [c, at, more], changes)
    walk.trials -= 1
    if (tryChanges(walk, changes, s < t) !== undefined) return true
  }
  return false
}
