import { HOUR_SLACK } from '../problem/grid.js'
import type { ShopPart } from './shopParts.js'
import {
  apply,
  applyAndSettle,
  type Change,
  gather,
  NOISE,
  oneMoreBeside,
  openUnits,
  takeBack,
  touchedBy,
  tryChanges,
  undo,
  type WaitingWalk,
  type Wanted,
} from './waitingWalk.js'

/** A move that was tried, and what it gains. */
interface Move {
  readonly changes: readonly Change[]
  readonly gain: number
}

/**
 * Joins hours that are left in several periods, each too few for a unit of what waits or is lost: units of another item are made in
 * earlier periods instead, in hours that are left there, and the hours that they leave make what is open. Only for what is open
 * beyond what customers get in fractions. Of all moves for what is open at a close the one that gains most is made, the first
 * of equal ones; nobody gets less, at any close. True where anything was changed.
 */
export function moveForWaiting(walk: WaitingWalk, part: ShopPart): boolean {
  let isChanged = false
  for (let t = 0; t < walk.shop.periodCount; t += 1) {
    for (let best = bestMove(walk, part, t); best !== undefined; best = bestMove(walk, part, t)) {
      applyAndSettle(walk, best.changes, 1)
      isChanged = true
    }
  }
  return isChanged
}

function bestMove(walk: WaitingWalk, part: ShopPart, t: number): Move | undefined {
  let best: Move | undefined
  for (const i of part.topDown) {
    const { held, rules } = walk.shop.items[i]
    if (held === undefined || rules.isForced || openUnits(walk, i, t) <= held.open[t]) continue
    // Nothing can be made earlier than in the first period.
    for (let s = t; s > 0; s -= 1) {
      for (const x of part.items) {
        const move = tryMove(walk, { i, t, s }, x)
        if (move !== undefined && move.gain > (best?.gain ?? 0) + NOISE) best = move
      }
    }
  }
  return best
}

/** Tries to move units of x out of the period; the plan is left as it was. */
function tryMove(walk: WaitingWalk, wanted: Wanted, x: number): Move | undefined {
  const { i, t, s } = wanted
  const { shop, supply } = walk
  const units = unitsInTheWay(walk, wanted, x)
  if (units === 0 || shop.items[x].firm[s] >= 0 || supply[x * shop.periodCount + s] < units || walk.trials <= 0)
    return undefined
  walk.trials -= 1
  const changes = moveEarlier(walk, [x, s, units])
  if (changes === undefined) return undefined
  const own = oneMoreBeside(walk, changes, wanted)
  if (own === undefined) return undefined
  const all = [...changes, ...own]
  const touched = [...touchedBy(walk, all)]
  const openOf = (): number[] =>
    touched.flatMap((item) => shop.problem.periodIds.map((_, at) => openUnits(walk, item, at)))
  const before = openOf()
  const wasOpen = openUnits(walk, i, t)
  const gain = tryChanges(walk, all, true)
  if (gain === undefined) return undefined
  const isServed = openUnits(walk, i, t) < wasOpen && openOf().every((open, at) => open <= before[at])
  undo(walk, all)
  return isServed ? { changes: all, gain } : undefined
}

/** Units of x that hold the hours which one more of what is wanted lacks; 0 where it lacks none, or others that x does not take. */
function unitsInTheWay({ shop, taken }: WaitingWalk, { i, s }: Wanted, x: number): number {
  if (x === i) return 0
  const [own, other] = [shop.items[i], shop.items[x]]
  let units = 0
  for (const [o, r] of own.resources.entries()) {
    const cell = r * shop.periodCount + s
    const lack = taken[cell] + own.hours[o] - (shop.hourLimit[cell] - HOUR_SLACK)
    if (lack <= NOISE) continue
    const at = other.resources.indexOf(r)
    if (at < 0 || other.hours[at] <= 0) return 0
    units = Math.max(units, Math.ceil(lack / other.hours[at] - NOISE))
  }
  return units
}

/** Units of a period made in the nearest earlier ones that have hours for them, with their parts; undefined where not all can be. */
function moveEarlier(walk: WaitingWalk, [x, s, units]: Change): Change[] | undefined {
  const { shop, taken } = walk
  const item = shop.items[x]
  const changes: Change[] = [[x, s, -units]]
  apply(walk, changes, 1)
  let left = units
  for (let at = s - 1; at >= 0 && left > 0; at -= 1) {
    let room = left
    item.resources.forEach((r, o) => {
      const cell = r * shop.periodCount + at
      const hours = shop.hourLimit[cell] - HOUR_SLACK - taken[cell]
      if (item.hours[o] > 0) room = Math.min(room, Math.floor((hours + NOISE) / item.hours[o]))
    })
    for (; room > 0; room = Math.floor(room / 2)) {
      const made: Change[] = []
      if (!gather(walk, [x, at, room], made, false)) continue
      // Parts that are supplied along are not wanted again when the units would have been made.
      for (const [c, , more] of made.slice(1)) takeBack(walk, [c, s - 1, more], made)
      apply(walk, made, 1)
      changes.push(...made)
      left -= room
      break
    }
  }
  apply(walk, changes, -1)
  return left === 0 ? changes : undefined
}
