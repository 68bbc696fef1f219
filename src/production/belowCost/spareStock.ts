import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import { ceilingOf, divideRatios, multiplyRatios, ratioOf } from '../../core/numbers/ratio.js'
import { bindingArrivals, wholeMostWithArrival } from '../problem/arrivals.js'
import { wholeUnits, wholeUnitsAbove } from '../problem/grid.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'

/** What an item has without new supply, and what those who are served want of it; grid units, by period, summed up. */
interface Wants {
  /** On hand, receipts and fixed supply. */
  readonly stock: readonly number[]
  /** Fixed supply of the period alone. */
  readonly fixed: readonly number[]
  /** What its own customers want of the stock. */
  readonly own: readonly number[]
  /** What the items above need of it when everybody is served in time. */
  readonly parts: readonly number[]
  /** The safety stock, and at least the minimum stock. */
  readonly floor: readonly number[]
}

/** Units that are refused, in grid units by period. */
export interface Refused {
  readonly asked: readonly number[]
  /** Whether the price covers the selling cost. */
  readonly isWorthSelling: readonly boolean[]
  /** Nothing is sold but what a maximum stock does not let lie. */
  readonly isKept: boolean
}

/**
 * What stock at hand ships to customers who are refused: only what nobody who is served wants within the plan, so that no unit
 * more is bought or made for anybody because of them. Oldest first, as soon as it is there.
 *
 * With the stock that there is without new supply, less all that is wanted until a period, a unit can leave for good where
 * the safety stock of that period and of every later one is left, and what those who are served ask for before something comes within a later
 * period, where they do not wait. Items above may be made at any time, so all that they will
 * need counts from the first period on (netting through all levels; Orlicky, Material Requirements Planning, 1975). A maximum stock outranks
 * all of this: what would lie above it goes.
 *
 * @param problem - items with what those who are served ask for
 * @param refused - by item; undefined where nobody is refused
 */
export function sellSpareStock(
  problem: PreparedProblem,
  refused: readonly (Refused | undefined)[],
): (readonly number[] | undefined)[] {
  if (refused.every((one) => one === undefined)) return problem.items.map(() => undefined)
  const wants = wantsOf(problem)
  return problem.items.map((item, i) => {
    const own = refused[i]
    return own === undefined ? undefined : shippedTo(own, item, wants[i])
  })
}

function shippedTo({ asked, isWorthSelling, isKept }: Refused, item: PreparedItem, wants: Wants): number[] {
  const { stock, fixed, own, parts, floor } = wants
  const isLost = item.unmetDemand === 'lost'
  const count = asked.length
  const all = parts[count - 1]
  /** What can leave before a period in which something comes, so that those who are served have what they ask for before it. */
  const before = (t: number): number[] =>
    bindingArrivals(item, t).map((arrival) => {
      const there = stock[t] - toGrid(item.receipts[t], item.scale) - (arrival.isAfterSupply ? 0 : fixed[t])
      return there + wholeMostWithArrival(item, t, arrival) - own[t] - all
    })
  const spare = stock.map((units, t) =>
    Math.min(units - own[t] - all - floor[t], ...(t + 1 < count ? before(t + 1) : [])),
  )
  const must = stock.map((units, t) => {
    const most = item.maximumStock[t]
    return most === Infinity ? 0 : Math.max(0, units - own[t] - parts[t] - wholeUnits(most, item.scale))
  })
  for (let t = count - 2; t >= 0; t -= 1) {
    spare[t] = Math.min(spare[t], spare[t + 1])
    // What is lost can be sold in its own period alone.
    if (isLost) must[t] = Math.max(must[t], must[t + 1] - asked[t + 1])
  }
  const shipped: number[] = []
  let [sum, open, isOpen] = [0, 0, true]
  asked.forEach((units, t) => {
    // The oldest are served first: what waits behind one that is not worth it waits, too.
    isOpen = isLost ? isWorthSelling[t] : isOpen && isWorthSelling[t]
    const before = isLost ? 0 : open
    open = before + units
    const worth = isKept || !isOpen ? 0 : spare[t] - sum
    // Where something comes within the period, what does not wait is met from what is there before, and what is asked for later from all.
    const inTime = item.arrivals[t].map(({ laterShare, lateReceipts, isAfterSupply }) => {
      const before = stock[t] - toGrid(lateReceipts, item.scale) - (isAfterSupply ? 0 : fixed[t])
      return wholeUnits(laterShare * fromGrid(units, item.scale), item.scale) + before - own[t] - sum
    })
    const most = Math.min(open, ...inTime)
    const now = Math.max(0, Math.min(most, Math.max(worth, must[t] - sum)))
    shipped.push(now)
    sum += now
    open -= now
  })
  return shipped
}

/** What of everything is there and wanted, from the items at the top down. */
function wantsOf({ items, structure, periodCount }: PreparedProblem): Wants[] {
  const parts = items.map(() => new Array<number>(periodCount).fill(0))
  const wants: Wants[] = []
  for (const i of structure.topDown) {
    const item = items[i]
    const { scale } = item
    const grid = (units: number): number => toGrid(units, scale)
    const sum = (values: readonly number[], start = 0): number[] => {
      let all = start
      return values.map((value) => (all += value))
    }
    const fixed = item.firm.map((units) => (Number.isNaN(units) ? 0 : grid(units)))
    const stock = sum(
      item.receipts.map((units, t) => grid(units) + fixed[t]),
      grid(item.onHand),
    )
    const floor = item.safetyStock.map((units, t) =>
      Math.max(wholeUnitsAbove(units, scale), wholeUnitsAbove(item.minimumStock[t], scale)),
    )
    const asked = item.demand.map((units, t) => grid(units) + (t === 0 ? grid(item.backlog) : 0))
    const wanted = sum(asked)
    // Where all of it is met in time: what must be made or bought until each period.
    let made = 0
    const supplied = sum(fixed).map((firm, t) => {
      made = Math.max(made, wanted[t] + parts[i][t] + floor[t] - stock[t])
      return made + firm
    })
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const component = structure.component[c]
      const inUnits = multiplyRatios(structure.componentRatio[c], ratioOf(items[component].scale))
      const running = ceilingOf(divideRatios(inUnits, ratioOf(scale)))
      supplied.forEach((units, t) => (parts[component][t] += running(units)))
    }
    const all = parts[i][periodCount - 1]
    wants[i] = {
      stock,
      fixed,
      own:
        item.unmetDemand === 'lost'
          ? sum(
              fromStock(item, asked, {
                stock: stock.map((units) => units - all),
                fixed,
              }),
            )
          : wanted,
      parts: parts[i],
      floor,
    }
  }
  return wants
}

/** What of demand that goes away if it is not met the stock at hand meets, in every period as much as it can; grid units. */
export function fromStock(
  item: PreparedItem,
  asked: readonly number[],
  /** What is there, summed up, and what of it is fixed supply of the period. */
  { stock, fixed }: { readonly stock: readonly number[]; readonly fixed?: readonly number[] },
): number[] {
  const left = stock.map((units, t) => units - wholeUnitsAbove(item.minimumStock[t], item.scale))
  for (let t = left.length - 2; t >= 0; t -= 1) left[t] = Math.min(left[t], left[t + 1])
  let shipped = 0
  return asked.map((units, t) => {
    let now = Math.min(units, left[t] - shipped)
    for (const arrival of bindingArrivals(item, t)) {
      const received = toGrid(item.receipts[t], item.scale)
      const before = stock[t] - received - (arrival.isAfterSupply ? 0 : (fixed?.[t] ?? 0)) - shipped
      now = Math.min(now, before + wholeMostWithArrival(item, t, arrival))
    }
    now = Math.max(0, now)
    shipped += now
    return now
  })
}
