import { hoursOfPart, walkRoom, type WorthRoom } from './partWorth.js'
import { HOUR_SLACK } from '../problem/grid.js'
import type { ShopPart } from './shopParts.js'
import { costOfHours, runningInflow, runningUse, worthOfItem } from './wholePlan.js'
import type { WholeShop } from './wholeShop.js'

/** Less than this is arithmetic. */
export const NOISE = 1e-9

/** One change of supply: item, period, grid units. */
export type Change = readonly [number, number, number]

/** A plan that is being changed, with what is known of each item of it. */
export interface WaitingWalk {
  readonly shop: WholeShop
  readonly room: WorthRoom
  readonly supply: Float64Array
  /** Indexed `item * periodCount + period`. */
  readonly ship: Float64Array
  readonly closing: Float64Array
  /** At the given rates, and without safety stock where customers come first. */
  readonly money: Float64Array
  readonly broken: Float64Array
  /** Hours, indexed `resource * periodCount + period`. */
  readonly taken: Float64Array
  /** Changes that may still be tried. */
  trials: number
}

/** Starts from a supply of a part, with all that is known of its items; the walk before it in the same room is over. */
export function startWalk(
  shop: WholeShop,
  part: ShopPart,
  start: Float64Array,
  { room, trials }: { readonly room: WorthRoom; readonly trials: number },
): WaitingWalk {
  const walk: WaitingWalk = { shop, room, supply: start.slice(), ...walkRoom(shop, room), trials }
  hoursOfPart(shop, part, start, room)
  for (const i of part.items) for (const c of shop.items[i].lines) runLine(walk, c)
  for (const i of part.items) settle(walk, i)
  return walk
}

/** Works out what a line of a bill takes. */
function runLine({ shop, room, supply }: WaitingWalk, c: number): void {
  const { periodCount } = shop
  runningUse(shop, supply, c, room.lineRun.subarray(c * periodCount, (c + 1) * periodCount))
}

/** Works out shipments, closing stock and worth of an item anew. */
function settle({ shop, room, supply, ship, closing, money, broken }: WaitingWalk, i: number): void {
  const from = i * shop.periodCount
  const own = ship.subarray(from, from + shop.periodCount)
  runningInflow(shop, supply, room.lineRun, i, room.inflow)
  const worth = worthOfItem(shop, i, { supply, inflow: room.inflow, ship: own })
  money[i] = worth.money
  broken[i] = worth.broken
  const { rules, held, openCostGiven } = shop.items[i]
  const isAfterCustomers = shop.problem.items[i].besideStock !== undefined
  let [shipped, asked] = [0, 0]
  own.forEach((units, t) => {
    shipped += units
    asked += rules.demand[t]
    const stock = room.inflow[t] - shipped
    closing[from + t] = stock
    if (!isAfterCustomers) return
    // What is weighed beside what customers lose at the given rates is taken off again.
    const open = rules.isLost ? rules.demand[t] - units : asked - shipped
    money[i] +=
      rules.shortCost[t] * Math.max(0, rules.target[t] - stock) + (rules.openCost[t] - openCostGiven[t]) * open
    if (held !== undefined) money[i] += held.cost[t] * Math.max(0, open - held.open[t])
  })
}

/** Units that wait at the close, or are lost in the period. */
export function openUnits({ shop, ship }: WaitingWalk, i: number, t: number): number {
  const { rules } = shop.items[i]
  const from = i * shop.periodCount
  if (rules.isLost) return rules.demand[t] - ship[from + t]
  let open = 0
  for (let s = 0; s <= t; s += 1) open += rules.demand[s] - ship[from + s]
  return open
}

/** Units of an item that are lost beyond those that are in fractions. */
function lostBeyondHeld(walk: WaitingWalk, i: number): number {
  const { rules, held } = walk.shop.items[i]
  if (held === undefined || !rules.isLost) return 0
  return held.open.reduce((sum, most, t) => sum + Math.max(0, openUnits(walk, i, t) - most), 0)
}

/** What must be made in a period so that there are so many units more; false where supply is fixed, or nothing can be there yet. */
export function gather(walk: WaitingWalk, [i, t, units]: Change, changes: Change[], toTheEnd: boolean): boolean {
  const { shop, supply, closing, taken } = walk
  const { periodCount } = shop
  const item = shop.items[i]
  const at = i * periodCount + t
  if (item.firm[t] >= 0 || supply[at] + units > item.upper[t]) return false
  const isFull = item.resources.some((r, o) => {
    const cell = r * periodCount + t
    // The slack is for the arithmetic of hours, not for units so small that they fit into it.
    return taken[cell] + item.hours[o] * units > shop.hourLimit[cell] - HOUR_SLACK + NOISE
  })
  if (isFull || changes.length > periodCount) return false
  changes.push([i, t, units])
  let made = 0
  for (let s = 0; s <= t; s += 1) made += supply[i * periodCount + s]
  return item.lines.every((c) => {
    const { component, running } = shop.lines[c]
    const use = running(made + units) - running(made)
    let spare = Infinity
    for (let at = t; at < (toTheEnd ? periodCount : t + 1); at += 1) {
      spare = Math.min(spare, closing[component * periodCount + at] - shop.items[component].rules.minimum[at])
    }
    spare = Math.max(0, spare)
    return spare >= use || gather(walk, [component, t, use - spare], changes, toTheEnd)
  })
}

/** What is open at the close of period t, made in period s. */
export interface Wanted {
  readonly i: number
  readonly t: number
  readonly s: number
}

/**
 * What makes one more of what is wanted once other changes are made, and that much less of it later; undefined where it cannot be
 * there. The plan is left as it was.
 */
export function oneMoreBeside(walk: WaitingWalk, others: readonly Change[], { i, t, s }: Wanted): Change[] | undefined {
  const changes: Change[] = []
  apply(walk, others, 1)
  const isThere = gather(walk, [i, s, 1], changes, false)
  apply(walk, others, -1)
  if (!isThere) return undefined
  takeBack(walk, [i, t, 1], changes)
  return changes
}

/** What waits is made later in the plan: that much less is made then. Returns how much. */
export function takeBack({ shop, supply }: WaitingWalk, [i, t, units]: Change, changes: Change[]): number {
  const { rules, firm } = shop.items[i]
  if (rules.isLost) return 0
  let left = units
  for (let s = t + 1; s < shop.periodCount && left > 0; s += 1) {
    const less = firm[s] >= 0 ? 0 : Math.min(left, supply[i * shop.periodCount + s])
    if (less > 0) changes.push([i, s, -less])
    left -= less
  }
  return units - left
}

/**
 * Keeps changes where no hard limit is broken more and the plan is not worse, or better where it must be, and tells what they gain;
 * else takes them back.
 */
export function tryChanges(walk: WaitingWalk, changes: readonly Change[], mustGain: boolean): number | undefined {
  const { shop, money, broken, taken } = walk
  const touched = touchedBy(walk, changes)
  const sum = (of: Float64Array): number => [...touched].reduce((all, i) => all + of[i], 0)
  const cells = new Set(changes.flatMap(([i, t]) => shop.items[i].resources.map((r) => r * shop.periodCount + t)))
  const wages = (): number =>
    [...cells].reduce((all, cell) => {
      const t = cell % shop.periodCount
      return all + costOfHours(shop, (cell - t) / shop.periodCount, t, taken[cell])
    }, 0)
  const gone = (): number => [...touched].reduce((all, i) => all + lostBeyondHeld(walk, i), 0)
  const before = { money: sum(money) - wages(), broken: sum(broken), gone: gone() }
  applyAndSettle(walk, changes, 1)
  const isIn = [...cells].every((cell) => taken[cell] <= shop.hourLimit[cell])
  const after = { money: sum(money) - wages(), broken: sum(broken) }
  const noise = NOISE * Math.max(1, Math.abs(before.money))
  const isWorse = after.money < before.money + (mustGain ? noise : -noise)
  // Nobody goes away so that somebody waits less.
  if (isIn && after.broken <= before.broken + NOISE && !isWorse && gone() <= before.gone)
    return after.money - before.money
  undo(walk, changes)
  return undefined
}

/** Items whose stock the changes move: those that are supplied, and what goes into them. */
export function touchedBy({ shop }: WaitingWalk, changes: readonly Change[]): Set<number> {
  const items = new Set(changes.map(([i]) => i))
  const touched = new Set(items)
  for (const i of items) for (const c of shop.items[i].lines) touched.add(shop.lines[c].component)
  return touched
}

/** Makes changes, or takes them back (sign -1), and works out anew what hangs on them. */
export function applyAndSettle(walk: WaitingWalk, changes: readonly Change[], sign: number): void {
  apply(walk, changes, sign)
  for (const i of touchedBy(walk, changes)) settle(walk, i)
}

/** Takes changes back. */
export function undo(walk: WaitingWalk, changes: readonly Change[]): void {
  applyAndSettle(walk, changes, -1)
}

/** Makes changes of supply, and of hours and use with them, or takes them back (sign -1); stock and worth stay as they were. */
export function apply(walk: WaitingWalk, changes: readonly Change[], sign: number): void {
  const { shop, supply, taken } = walk
  for (const [i, t, units] of changes) {
    supply[i * shop.periodCount + t] += sign * units
    const { resources, hours } = shop.items[i]
    resources.forEach((r, o) => (taken[r * shop.periodCount + t] += sign * hours[o] * units))
  }
  for (const i of new Set(changes.map(([one]) => one))) for (const c of shop.items[i].lines) runLine(walk, c)
}
