import { wholeUnits } from '../problem/grid.js'
import type { RawPlan } from '../model/rawPlan.js'
import { mostInTime } from './shipBest.js'
import type { ShopPart } from './shopParts.js'
import type { WholeShop } from './wholeShop.js'

/** A plan on its way forward through the periods: what is booked so far, in grid units. */
interface Walk {
  readonly shop: WholeShop
  readonly part: ShopPart
  readonly raw: RawPlan
  /** True where components are built up to the stock of the raw plan, false where its running supply is followed. */
  readonly isByStock: boolean
  readonly supply: Float64Array
  /** By item: on hand now, running supply, running shipments, open demand, running raw supply and shipments in stock units. */
  readonly stock: Float64Array
  readonly supplied: Float64Array
  readonly shipped: Float64Array
  readonly open: Float64Array
  readonly rawSupplied: Float64Array
  readonly rawShipped: Float64Array
  /** What of a stock is kept from parents: its minimum, and what the raw plan ships. */
  readonly keep: Float64Array
  /** Running use of each line. */
  readonly used: Float64Array
  /** Hours taken in this period. */
  readonly taken: Float64Array
  /** What was booked in this period, item and quantity in turn, so that it can be taken back. */
  readonly journal: number[]
  t: number
}

/**
 * Brings the supply of a raw plan onto the grids of its items, forward by period, parents before their components.
 *
 * The running sum of the raw plan, rounded down, is the target of each item. In a period firm supply comes first, then
 * items whose shortage would break a hard limit, then the others, parents first. What is made reserves hours for itself
 * and for the components that are missing and must be made in the same period, down the whole chain; where hours or
 * components are not enough, the largest quantity is sought for which they are. Components are built ahead as the raw plan
 * has it with the hours that are left, and at last hours go to the units that are nearest to whole.
 */
export function walkForward(
  shop: WholeShop,
  part: ShopPart,
  { raw, isByStock = false }: { readonly raw: RawPlan; readonly isByStock?: boolean },
): Float64Array {
  const { problem, periodCount } = shop
  const single = (): Float64Array => new Float64Array(problem.items.length)
  const walk: Walk = {
    shop,
    part,
    raw,
    isByStock,
    supply: new Float64Array(problem.items.length * periodCount),
    stock: single(),
    supplied: single(),
    shipped: single(),
    open: single(),
    rawSupplied: single(),
    rawShipped: single(),
    keep: single(),
    used: new Float64Array(shop.lines.length),
    taken: new Float64Array(problem.resources.length),
    journal: [],
    t: 0,
  }
  const { order } = part
  for (let t = 0; t < periodCount; t += 1) {
    openPeriod(walk, t)
    bookFirm(walk)
    for (const i of order) makeMost(walk, i, behindRaw(walk, i))
    useLeftHours(walk, order)
    for (const i of part.items) shipItem(walk, i)
    for (const i of part.topDown) trimToMaximum(walk, i)
  }
  return walk.supply
}

function openPeriod(walk: Walk, t: number): void {
  const { shop, raw, stock, open, keep } = walk
  const { problem, periodCount } = shop
  walk.t = t
  walk.journal.length = 0
  walk.taken.fill(0)
  for (const i of walk.part.items) {
    const { rules, given } = shop.items[i]
    const at = i * periodCount + t
    stock[i] += given[t] - (t === 0 ? 0 : given[t - 1])
    walk.rawSupplied[i] += raw.supply[at]
    walk.rawShipped[i] += raw.ship[at]
    open[i] = (rules.isLost ? 0 : open[i]) + rules.demand[t]
    const planned = rules.isForced ? open[i] : wholeUnits(walk.rawShipped[i], problem.items[i].scale) - walk.shipped[i]
    keep[i] = rules.minimum[t] + Math.max(0, Math.min(planned, open[i]))
  }
}

/**
 * Supply that the raw plan has by now and this plan has not. Where components go by their stock, one is brought up to the
 * stock of the raw plan: what its parents take here is taken already, and parents that are behind leave their parts there.
 */
function behindRaw(walk: Walk, i: number): number {
  const { shop, raw, rawSupplied, supplied, stock, keep, t } = walk
  const { scale } = shop.problem.items[i]
  const behind = wholeUnits(rawSupplied[i], scale) - supplied[i]
  const { takers, rules } = shop.items[i]
  if (!walk.isByStock || takers.length === 0) return behind
  const toStock = wholeUnits(raw.stock[i * shop.periodCount + t], scale) - (stock[i] - (keep[i] - rules.minimum[t]))
  return Math.min(behind, Math.max(toStock, keep[i] - stock[i]))
}

/** Books a quantity: into stock, out of the components' stocks and the hours (back where it is negative). */
function book(walk: Walk, i: number, quantity: number): void {
  const { shop, stock, used, supplied } = walk
  const item = shop.items[i]
  walk.supply[i * shop.periodCount + walk.t] += quantity
  supplied[i] += quantity
  stock[i] += quantity
  for (const c of item.lines) {
    const { component, running } = shop.lines[c]
    const use = running(supplied[i]) - used[c]
    used[c] += use
    stock[component] -= use
  }
  for (let o = 0; o < item.resources.length; o += 1) walk.taken[item.resources[o]] += item.hours[o] * quantity
}

const NOTHING: readonly number[] = []

/** Books a quantity with the missing components, made in the same period; false where limits are in the way. */
function make(walk: Walk, i: number, quantity: number): boolean {
  const { shop, stock, keep, t } = walk
  const item = shop.items[i]
  const at = i * shop.periodCount + t
  if (item.firm[t] >= 0 || walk.supply[at] + quantity > item.upper[t]) return false
  const { lines } = item
  const before = lines.length === 0 ? NOTHING : lines.map((c) => stock[shop.lines[c].component])
  book(walk, i, quantity)
  walk.journal.push(i, quantity)
  for (const r of item.resources) if (walk.taken[r] > shop.hourLimit[r * shop.periodCount + t]) return false
  for (let n = 0; n < lines.length; n += 1) {
    const { component } = shop.lines[lines[n]]
    const missing = Math.min(before[n], keep[component]) - stock[component]
    if (missing > 0 && !make(walk, component, missing)) return false
  }
  return true
}

function tryMake(walk: Walk, i: number, quantity: number): boolean {
  const { journal } = walk
  const mark = journal.length
  if (make(walk, i, quantity)) return true
  while (journal.length > mark) {
    const booked = journal.pop() as number
    book(walk, journal.pop() as number, -booked)
  }
  return false
}

/** Room for more of an item under its maximum stock, when what is asked for is shipped. */
function roomFor({ shop, stock, open, t }: Walk, i: number): number {
  return shop.items[i].rules.maximum[t] + open[i] - stock[i]
}

/** Makes the most of a quantity for which hours and components are there: needs only grow with it, so halving finds it. */
function makeMost(walk: Walk, i: number, wanted: number): void {
  const most = Math.min(wanted, roomFor(walk, i))
  if (most <= 0 || tryMake(walk, i, most)) return
  let low = 0
  let high = most
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (tryMake(walk, i, middle - low)) low = middle
    else high = middle
  }
}

function bookFirm(walk: Walk): void {
  const { shop, part, t } = walk
  for (const i of part.items) if (shop.items[i].firm[t] > 0) book(walk, i, shop.items[i].firm[t])
  // What firm supply takes of components that are not there must be made in the same period, parents first.
  for (const i of part.topDown) {
    const missing = Math.min(walk.keep[i], shop.items[i].rules.minimum[t]) - walk.stock[i]
    if (missing > 0) makeMost(walk, i, missing)
  }
}

/** Gives what rounding down left over to units that are nearly whole, parents first. */
function useLeftHours(walk: Walk, order: readonly number[]): void {
  const { shop, raw, rawSupplied, supplied, t } = walk
  const { problem, periodCount } = shop
  const candidates: { readonly i: number; readonly rest: number }[] = []
  for (const i of order) {
    if (raw.supply[i * periodCount + t] <= 0) continue
    const units = rawSupplied[i] * problem.items[i].scale
    const rest = units - supplied[i]
    if (rest >= 1e-5 + 1e-10 * units && rest < 1) candidates.push({ i, rest })
  }
  const { lowLevelCode } = problem.structure
  // Of equal ones the first in the order.
  if (candidates.length > 1) candidates.sort((a, b) => lowLevelCode[a.i] - lowLevelCode[b.i] || b.rest - a.rest)
  for (const { i } of candidates) {
    // A component that a parent has pulled in is whole already.
    if (rawSupplied[i] * problem.items[i].scale - supplied[i] > 1e-5 && roomFor(walk, i) >= 1) tryMake(walk, i, 1)
  }
}

function shipItem(walk: Walk, i: number): void {
  const { shop, stock, shipped, open, rawShipped, t } = walk
  const { rules, given } = shop.items[i]
  const planned = rules.isForced ? open[i] : wholeUnits(rawShipped[i], shop.problem.items[i].scale) - shipped[i]
  const wanted = Math.max(planned, stock[i] - rules.maximum[t])
  const made = walk.supply[i * shop.periodCount + t]
  const before = t === 0 ? 0 : Math.max(0, stock[i] - made - (given[t] - given[t - 1]))
  const inTime = mostInTime(rules, t, { before, supply: made })
  const quantity = Math.max(0, Math.min(wanted, inTime, open[i], stock[i] - rules.minimum[t]))
  shipped[i] += quantity
  stock[i] -= quantity
  open[i] -= quantity
}

/** Takes back what would lie above a maximum stock (a service: what was made and not delivered). */
function trimToMaximum(walk: Walk, i: number): void {
  const { shop, stock, supply, t } = walk
  const { rules, firm } = shop.items[i]
  if (firm[t] >= 0) return
  const quantity = Math.min(stock[i] - rules.maximum[t], supply[i * shop.periodCount + t])
  if (quantity > 0) book(walk, i, -quantity)
}
