import type { ShopPart } from './shopParts.js'
import {
  type Change,
  NOISE,
  oneMoreBeside,
  openUnits,
  tryChanges,
  undo,
  type WaitingWalk,
  type Wanted,
} from './waitingWalk.js'

/**
 * Makes one more of what is open in period t in period s, and as many fewer of an item that lies there to the end as take the same
 * hours: they were made for its safety stock.
 */
export function exchangeIn(walk: WaitingWalk, part: ShopPart, { i, t, s }: Wanted): boolean {
  const { shop, supply, closing } = walk
  const { periodCount } = shop
  const own = shop.items[i]
  for (const x of part.items) {
    const other = shop.items[x]
    if (x === i || shop.problem.items[x].besideStock === undefined || other.firm[s] >= 0) continue
    let fewer = 0
    own.resources.forEach((r, o) => {
      const at = other.resources.indexOf(r)
      if (at >= 0 && other.hours[at] > 0) fewer = Math.max(fewer, Math.ceil(own.hours[o] / other.hours[at] - NOISE))
    })
    if (fewer === 0 || supply[x * periodCount + s] < fewer || walk.trials <= 0) continue
    let lies = Infinity
    for (let at = s; at < periodCount; at += 1)
      lies = Math.min(lies, closing[x * periodCount + at] - other.rules.minimum[at])
    if (lies < fewer) continue
    const less: Change[] = [[x, s, -fewer]]
    const changes = oneMoreBeside(walk, less, { i, t, s })
    if (changes === undefined) continue
    walk.trials -= 1
    const open = openUnits(walk, i, t)
    const all = [...less, ...changes]
    if (tryChanges(walk, all, true) === undefined) continue
    if (openUnits(walk, i, t) < open) return true
    // What was spared of the other is no reason to make this.
    undo(walk, all)
  }
  return false
}
