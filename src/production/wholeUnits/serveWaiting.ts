import type { Candidate } from './candidate.js'
import { type WorthRoom, worthOfPart } from './partWorth.js'
import { HOUR_SLACK } from '../problem/grid.js'
import type { ShopPart } from './shopParts.js'
import { costOfHours, hoursOf, runningInflow, runningUse, worthOfItem } from './wholePlan.js'
import type { WholeShop } from './wholeShop.js'

/** Changes that are tried in all, so that a company in which many wait does not take long. */
const TRIALS = 2000

/** Less than this is arithmetic. */
const NOISE = 1e-9

/** One change of supply: item, period, grid units. */
type Change = readonly [number, number, number]

/** A plan that is being changed, with what is known of each item of it. */
interface Walk {
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
  trials: number
}

/**
 * Makes what customers wait for, or lose, out of parts that lie there and hours that are left, through all levels: rounding to whole
 * units leaves a unit behind here and there. A unit that would be made later is made now instead, or in an earlier period that has
 * hours. Each change is priced anew, at the
 * given rates and without safety stock, and kept where the plan is not worse: a customer who earns more keeps his parts, a safety
 * stock does not.
 */
export function serveWaiting(shop: WholeShop, part: ShopPart, start: Candidate, room: WorthRoom): Candidate {
  const { periodCount, problem } = shop
  const size = problem.items.length * periodCount
  const walk: Walk = {
    shop,
    room,
    supply: start.supply.slice(),
    ship: new Float64Array(size),
    closing: new Float64Array(size),
    money: new Float64Array(problem.items.length),
    broken: new Float64Array(problem.items.length),
    taken: hoursOf(shop, start.supply),
    trials: TRIALS,
  }
  for (const i of part.items) for (const c of shop.items[i].lines) runLine(walk, c)
  for (const i of part.items) settle(walk, i)
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
  if (!isChanged) return start
  const found = { ...worthOfPart(shop, part, walk.supply, room), supply: walk.supply }
  return found.broken > start.broken + NOISE ? start : found
}

/** Makes as much as helps of what is open in period t in period s, the whole of it or by halves. */
function makeIn(walk: Walk, { i, t, s }: { readonly i: number; readonly t: number; readonly s: number }): boolean {
  for (let units = openUnits(walk, i, t); units > 0; units = Math.floor(units / 2)) {
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
      if (tryChanges(walk, changes, s < t)) return true
    }
  }
  return false
}

/**
 * Makes one more of what is open in period t in period s, and as many fewer of an item that lies there to the end as take the same
 * hours: they were made for its safety stock.
 */
function exchangeIn(
  walk: Walk,
  part: ShopPart,
  { i, t, s }: { readonly i: number; readonly t: number; readonly s: number },
): boolean {
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
    const changes: Change[] = []
    apply(walk, less, 1)
    const isThere = gather(walk, [i, s, 1], changes, false)
    apply(walk, less, -1)
    if (!isThere) continue
    takeBack(walk, [i, t, 1], changes)
    walk.trials -= 1
    const open = openUnits(walk, i, t)
    const all = [...less, ...changes]
    if (!tryChanges(walk, all, true)) continue
    if (openUnits(walk, i, t) < open) return true
    // What was spared of the other is no reason to make this.
    undo(walk, all)
  }
  return false
}

function runLine({ shop, room, supply }: Walk, c: number): void {
  const { periodCount } = shop
  runningUse(shop, supply, c, room.lineRun.subarray(c * periodCount, (c + 1) * periodCount))
}

/** Works out shipments, closing stock and worth of an item anew. */
function settle({ shop, room, supply, ship, closing, money, broken }: Walk, i: number): void {
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
function openUnits({ shop, ship }: Walk, i: number, t: number): number {
  const { rules } = shop.items[i]
  const from = i * shop.periodCount
  if (rules.isLost) return rules.demand[t] - ship[from + t]
  let open = 0
  for (let s = 0; s <= t; s += 1) open += rules.demand[s] - ship[from + s]
  return open
}

/** Units of an item that are lost beyond those that are in fractions. */
function lostBeyondHeld(walk: Walk, i: number): number {
  const { rules, held } = walk.shop.items[i]
  if (held === undefined || !rules.isLost) return 0
  return held.open.reduce((sum, most, t) => sum + Math.max(0, openUnits(walk, i, t) - most), 0)
}

/** What must be made in a period so that there are so many units more; false where supply is fixed, or nothing can be there yet. */
function gather(walk: Walk, [i, t, units]: Change, changes: Change[], toTheEnd: boolean): boolean {
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

/** What waits is made later in the plan: that much less is made then. Returns how much. */
function takeBack({ shop, supply }: Walk, [i, t, units]: Change, changes: Change[]): number {
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

/** Keeps changes where no hard limit is broken more and the plan is not worse, or better where it must be; else takes them back. */
function tryChanges(walk: Walk, changes: readonly Change[], mustGain: boolean): boolean {
  const { shop, money, broken, taken } = walk
  const items = new Set(changes.map(([i]) => i))
  const touched = new Set(items)
  for (const i of items) for (const c of shop.items[i].lines) touched.add(shop.lines[c].component)
  const sum = (of: Float64Array): number => [...touched].reduce((all, i) => all + of[i], 0)
  const cells = new Set(changes.flatMap(([i, t]) => shop.items[i].resources.map((r) => r * shop.periodCount + t)))
  const wages = (): number =>
    [...cells].reduce((all, cell) => {
      const t = cell % shop.periodCount
      return all + costOfHours(shop, (cell - t) / shop.periodCount, t, taken[cell])
    }, 0)
  const gone = (): number => [...touched].reduce((all, i) => all + lostBeyondHeld(walk, i), 0)
  const before = { money: sum(money) - wages(), broken: sum(broken), gone: gone() }
  apply(walk, changes, 1)
  for (const i of touched) settle(walk, i)
  const isIn = [...cells].every((cell) => taken[cell] <= shop.hourLimit[cell])
  const after = { money: sum(money) - wages(), broken: sum(broken) }
  const noise = NOISE * Math.max(1, Math.abs(before.money))
  const isWorse = after.money < before.money + (mustGain ? noise : -noise)
  // Nobody goes away so that somebody waits less.
  if (isIn && after.broken <= before.broken + NOISE && !isWorse && gone() <= before.gone) return true
  undo(walk, changes)
  return false
}

function undo(walk: Walk, changes: readonly Change[]): void {
  const { shop } = walk
  apply(walk, changes, -1)
  const items = new Set(changes.map(([i]) => i))
  const touched = new Set(items)
  for (const i of items) for (const c of shop.items[i].lines) touched.add(shop.lines[c].component)
  for (const i of touched) settle(walk, i)
}

function apply(walk: Walk, changes: readonly Change[], sign: number): void {
  const { shop, supply, taken } = walk
  for (const [i, t, units] of changes) {
    supply[i * shop.periodCount + t] += sign * units
    const { resources, hours } = shop.items[i]
    resources.forEach((r, o) => (taken[r * shop.periodCount + t] += sign * hours[o] * units))
  }
  for (const i of new Set(changes.map(([one]) => one))) for (const c of shop.items[i].lines) runLine(walk, c)
}
