import { demandOf } from './itemForms.js'
import { floorUnits, nearestUnits, wholeUnits, wholeUnitsAbove } from './grid.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedProblem } from './preparedProblem.js'
import type { PreparedResource } from './prepareResource.js'
import type { RawPlan } from './rawPlan.js'

/**
 * A plan in whole grid units, indexed `item * periodCount + period`; every balance holds exactly.
 */
export interface SnappedPlan {
  readonly supply: Float64Array
  readonly ship: Float64Array
  readonly closing: Float64Array
  readonly backlog: Float64Array
  readonly lost: Float64Array
  /** Use as a component of other items. */
  readonly dependent: Float64Array
  /** Use by each line of the bills, indexed `line * periodCount + period`, in grid units of the component. */
  readonly lineUse: Float64Array
  /** Hours of what is made, indexed `resource * periodCount + period`, not yet rounded. */
  readonly hours: Float64Array
}

/** Hours may pass a limit by half of the last decimal in which they are reported. */
const HOUR_SLACK = 5e-7

/**
 * Brings a plan onto the grids of its items, forward by period, components before their parents.
 *
 * Supply and shipments follow the running sums of the raw plan, rounded down, so that fractions are carried and never
 * add up; a line of a bill takes the whole units in (quantity per unit x all that was made so far). Since whatever leaves
 * a stock is rounded down by itself, and whatever enters it as a sum, a stock that the raw plan keeps at or above its
 * minimum stays there. What hours or components cannot give waits for a later period, last of all where demand must be
 * met or a minimum kept; what the raw hours of a period leave over goes to the units nearest to whole ones. Firm supply
 * stays as given.
 */
export function snapPlan(problem: PreparedProblem, raw: RawPlan): SnappedPlan {
  const state = start(problem, raw)
  for (let t = 0; t < problem.periodCount; t += 1) {
    openPeriod(state, t)
    for (let k = problem.structure.topDown.length - 1; k >= 0; k -= 1) supplyItem(state, problem.structure.topDown[k] as number, t)
    useLeftHours(state, t)
    problem.items.forEach((_, i) => shipItem(state, i, t))
    for (const i of problem.structure.topDown) trimToMaximum(state, i, t)
    closePeriod(state, t)
  }
  return state.plan
}

interface State {
  readonly problem: PreparedProblem
  readonly raw: RawPlan
  readonly plan: SnappedPlan
  /** By item, in grid units: on hand now, running sums, raw running sums in stock units, open demand. */
  readonly stock: Float64Array
  readonly supplied: Float64Array
  readonly shipped: Float64Array
  readonly rawSupplied: Float64Array
  readonly rawShipped: Float64Array
  readonly open: Float64Array
  /** Running sum of the use by each line of the bills. */
  readonly used: Float64Array
  /** Stock that is kept for firm production and for demand that must not stay open. */
  readonly reserved: Float64Array
  /** By resource: hours taken in this period. */
  readonly taken: Float64Array
  /** By item: 1 where a shortage would break a hard limit, directly or through a parent. */
  readonly isHard: Uint8Array
  /** Quantity of a hard item for which hours are set aside in this period. */
  readonly setAside: Float64Array
}

/** Items of which demand must be met or stock must not fall, and all their components. */
function hardItems({ items, structure }: PreparedProblem): Uint8Array {
  const isHard = Uint8Array.from(items, (item) =>
    item.unmetDemand === 'forbidden' || item.minimumStock.some((quantity) => quantity > 0) ? 1 : 0,
  )
  for (const i of structure.topDown) {
    if (isHard[i] === 0) continue
    for (let c = structure.componentStart[i] as number; c < (structure.componentStart[i + 1] as number); c += 1) {
      isHard[structure.component[c] as number] = 1
    }
  }
  return isHard
}

function start(problem: PreparedProblem, raw: RawPlan): State {
  const { items, resources, structure, periodCount } = problem
  const perItem = (): Float64Array => new Float64Array(items.length * periodCount)
  const single = (): Float64Array => new Float64Array(items.length)
  return {
    problem,
    raw,
    plan: {
      supply: perItem(),
      ship: perItem(),
      closing: perItem(),
      backlog: perItem(),
      lost: perItem(),
      dependent: perItem(),
      lineUse: new Float64Array(structure.component.length * periodCount),
      hours: new Float64Array(resources.length * periodCount),
    },
    stock: Float64Array.from(items, ({ onHand, scale }) => nearestUnits(onHand, scale)),
    supplied: single(),
    shipped: single(),
    rawSupplied: single(),
    rawShipped: single(),
    open: single(),
    used: new Float64Array(structure.component.length),
    reserved: single(),
    taken: new Float64Array(resources.length),
    isHard: hardItems(problem),
    setAside: single(),
  }
}

const itemOf = (state: State, i: number): PreparedItem => state.problem.items[i] as PreparedItem
const isFirm = (item: PreparedItem, t: number): boolean => !Number.isNaN(item.firm[t] as number)

/** Shipments that the raw plan has made up to now and this plan has not. */
function plannedShipment(state: State, i: number): number {
  const planned = wholeUnits(state.rawShipped[i] as number, itemOf(state, i).scale) - (state.shipped[i] as number)
  return Math.max(0, Math.min(planned, state.open[i] as number))
}

function openPeriod(state: State, t: number): void {
  const { problem, raw, stock, open, reserved, taken } = state
  const { items, structure, periodCount } = problem
  taken.fill(0)
  reserved.fill(0)
  items.forEach((item, i) => {
    const at = i * periodCount + t
    stock[i] = (stock[i] as number) + nearestUnits(item.receipts[t] as number, item.scale)
    state.rawSupplied[i] = (state.rawSupplied[i] as number) + (raw.supply[at] as number)
    state.rawShipped[i] = (state.rawShipped[i] as number) + (raw.ship[at] as number)
    open[i] = (item.unmetDemand === 'lost' ? 0 : (open[i] as number)) + nearestUnits(demandOf(item, t), item.scale)
  })
  items.forEach((item, i) => {
    if (item.unmetDemand === 'forbidden') reserved[i] = (reserved[i] as number) + plannedShipment(state, i)
    if (!isFirm(item, t)) return
    const quantity = nearestUnits(item.firm[t] as number, item.scale)
    addHours(state, i, quantity)
    if (item.source !== 'make') return
    for (let c = structure.componentStart[i] as number; c < (structure.componentStart[i + 1] as number); c += 1) {
      const child = structure.component[c] as number
      reserved[child] = (reserved[child] as number) + lineUse(state, i, c, quantity)
    }
  })
  items.forEach((item, i) => {
    if (state.isHard[i] === 0 || isFirm(item, t)) return
    const quantity = limitByHours(state, i, t, plannedSupply(state, i, t))
    state.setAside[i] = quantity
    addHours(state, i, quantity)
  })
}

/** Supply that the raw plan has by now and this plan has not. */
function plannedSupply(state: State, i: number, t: number): number {
  const item = itemOf(state, i)
  const planned = wholeUnits(state.rawSupplied[i] as number, item.scale) - (state.supplied[i] as number)
  return Math.max(0, Math.min(planned, wholeUnits(item.supplyUpper[t] as number, item.scale)))
}

/** Grid units of the component that a line of the bill takes when `quantity` more units of the item are made. */
function lineUse(state: State, i: number, c: number, quantity: number): number {
  const { structure } = state.problem
  const child = itemOf(state, structure.component[c] as number)
  const made = ((state.supplied[i] as number) + quantity) / itemOf(state, i).scale
  return floorUnits((structure.componentQuantity[c] as number) * made * child.scale) - (state.used[c] as number)
}

/** Hours of a resource for one grid unit, for each operation of the item. */
function eachOperation(state: State, i: number, visit: (resource: number, hoursPerGridUnit: number) => void): void {
  const { structure, resourceOf } = state.problem
  const item = itemOf(state, i)
  if (item.source !== 'make') return
  for (let o = structure.operationStart[i] as number; o < (structure.operationStart[i + 1] as number); o += 1) {
    visit(resourceOf[structure.operationResource[o] as number] as number, (structure.operationHours[o] as number) / item.scale)
  }
}

function addHours(state: State, i: number, quantity: number): void {
  eachOperation(state, i, (r, hours) => {
    state.taken[r] = (state.taken[r] as number) + hours * quantity
  })
}

/** What of a component the items above it may take now. */
function availableToParents(state: State, child: number, t: number): number {
  const item = itemOf(state, child)
  const minimum = wholeUnitsAbove(item.minimumStock[t] as number, item.scale)
  return Math.max(0, (state.stock[child] as number) - minimum - (state.reserved[child] as number))
}

/** Books supply: into stock, out of the components' stocks. */
function bookSupply(state: State, i: number, t: number, quantity: number): void {
  const { problem, plan } = state
  const { structure, periodCount } = problem
  const at = i * periodCount + t
  plan.supply[at] = (plan.supply[at] as number) + quantity
  state.stock[i] = (state.stock[i] as number) + quantity
  if (itemOf(state, i).source === 'make') {
    for (let c = structure.componentStart[i] as number; c < (structure.componentStart[i + 1] as number); c += 1) {
      const child = structure.component[c] as number
      const use = lineUse(state, i, c, quantity)
      state.used[c] = (state.used[c] as number) + use
      state.stock[child] = (state.stock[child] as number) - use
      plan.lineUse[c * periodCount + t] = (plan.lineUse[c * periodCount + t] as number) + use
      plan.dependent[child * periodCount + t] = (plan.dependent[child * periodCount + t] as number) + use
    }
  }
  state.supplied[i] = (state.supplied[i] as number) + quantity
}

function supplyItem(state: State, i: number, t: number): void {
  const { structure } = state.problem
  const item = itemOf(state, i)
  if (isFirm(item, t)) {
    const quantity = nearestUnits(item.firm[t] as number, item.scale)
    if (item.source === 'make') {
      for (let c = structure.componentStart[i] as number; c < (structure.componentStart[i + 1] as number); c += 1) {
        const child = structure.component[c] as number
        state.reserved[child] = (state.reserved[child] as number) - lineUse(state, i, c, quantity)
      }
    }
    bookSupply(state, i, t, quantity)
    return
  }
  if (state.isHard[i] === 1) addHours(state, i, -(state.setAside[i] as number))
  const wanted = state.isHard[i] === 1 ? (state.setAside[i] as number) : limitByHours(state, i, t, plannedSupply(state, i, t))
  const quantity = limitByComponents(state, i, t, wanted)
  if (quantity <= 0) return
  addHours(state, i, quantity)
  bookSupply(state, i, t, quantity)
}

function limitByHours(state: State, i: number, t: number, wanted: number): number {
  let quantity = wanted
  eachOperation(state, i, (r, hours) => {
    if (hours <= 0 || quantity <= 0) return
    const { capacity, overtime } = state.problem.resources[r] as PreparedResource
    const left = (capacity[t] as number) + (overtime[t] as number) + HOUR_SLACK - (state.taken[r] as number)
    quantity = Math.min(quantity, Math.floor(left / hours))
  })
  return Math.max(0, quantity)
}

function limitByComponents(state: State, i: number, t: number, wanted: number): number {
  const { structure } = state.problem
  const item = itemOf(state, i)
  let quantity = wanted
  if (item.source !== 'make') return quantity
  for (let c = structure.componentStart[i] as number; c < (structure.componentStart[i + 1] as number); c += 1) {
    if (quantity <= 0) return 0
    const child = structure.component[c] as number
    const available = availableToParents(state, child, t)
    if (lineUse(state, i, c, quantity) <= available) continue
    const perUnit = ((structure.componentQuantity[c] as number) * itemOf(state, child).scale) / item.scale
    // One unit more than the share says may still fit, because the use is rounded down.
    quantity = Math.min(quantity, Math.ceil((available + 1) / perUnit) + 1)
    while (quantity > 0 && lineUse(state, i, c, quantity) > available) quantity -= 1
  }
  return quantity
}

/** Gives the hours that the raw plan works in this period and rounding down left over to units that are nearly whole. */
function useLeftHours(state: State, t: number): void {
  const { items, structure, periodCount } = state.problem
  const candidates: { readonly i: number; readonly level: number; readonly must: number; readonly rest: number }[] = []
  items.forEach((item, i) => {
    if (item.source !== 'make' || isFirm(item, t) || (state.raw.supply[i * periodCount + t] as number) <= 0) return
    const units = (state.rawSupplied[i] as number) * item.scale
    const rest = units - (state.supplied[i] as number)
    if (rest < 1e-5 + 1e-10 * units || rest >= 1) return
    candidates.push({ i, level: structure.lowLevelCode[i] as number, must: state.isHard[i] as number, rest })
  })
  candidates.sort((a, b) => b.level - a.level || b.must - a.must || b.rest - a.rest || a.i - b.i)
  items.forEach((_, i) => {
    state.reserved[i] = plannedShipment(state, i)
  })
  for (const { i } of candidates) {
    if (!hasRawHours(state, i, t) || !fitsLimits(state, i, t)) continue
    if (limitByComponents(state, i, t, 1) < 1 && !buyMissing(state, i, t)) continue
    addHours(state, i, 1)
    bookSupply(state, i, t, 1)
  }
}

function hasRawHours(state: State, i: number, t: number): boolean {
  let fits = false
  let exceeds = false
  eachOperation(state, i, (r, hours) => {
    const limit = (state.raw.hours[r * state.problem.periodCount + t] as number) + HOUR_SLACK
    if ((state.taken[r] as number) + hours > limit) exceeds = true
    else if (hours > 0) fits = true
  })
  return fits && !exceeds
}

function fitsLimits(state: State, i: number, t: number): boolean {
  const item = itemOf(state, i)
  const made = (state.plan.supply[i * state.problem.periodCount + t] as number) + 1
  return item.maximumStock[t] === Infinity && made <= wholeUnits(item.supplyUpper[t] as number, item.scale)
}

/** Buys what one more unit of an item lacks, up to the next whole unit of what the raw plan has bought. */
function buyMissing(state: State, i: number, t: number): boolean {
  const { structure, periodCount } = state.problem
  const orders: { readonly child: number; readonly quantity: number }[] = []
  for (let c = structure.componentStart[i] as number; c < (structure.componentStart[i + 1] as number); c += 1) {
    const child = structure.component[c] as number
    const quantity = lineUse(state, i, c, 1) - availableToParents(state, child, t)
    if (quantity <= 0) continue
    const item = itemOf(state, child)
    const most = wholeUnitsAbove(state.rawSupplied[child] as number, item.scale) - (state.supplied[child] as number)
    const limit = wholeUnits(item.supplyUpper[t] as number, item.scale) - (state.plan.supply[child * periodCount + t] as number)
    if (item.source !== 'buy' || isFirm(item, t) || quantity > most || quantity > limit) return false
    orders.push({ child, quantity })
  }
  for (const { child, quantity } of orders) bookSupply(state, child, t, quantity)
  return true
}

function shipItem(state: State, i: number, t: number): void {
  const item = itemOf(state, i)
  const at = i * state.problem.periodCount + t
  const minimum = wholeUnitsAbove(item.minimumStock[t] as number, item.scale)
  let quantity = Math.min(plannedShipment(state, i), Math.max(0, (state.stock[i] as number) - minimum))
  if (item.unmetDemand === 'lost' && t === item.arrivalPeriod && item.arrivalShare > 0) {
    const before = t === 0 ? nearestUnits(item.onHand, item.scale) : (state.plan.closing[at - 1] as number)
    const early = wholeUnits((1 - item.arrivalShare) * demandOf(item, t), item.scale)
    quantity = Math.min(quantity, early + before + nearestUnits(item.receipts[t] as number, item.scale))
  }
  state.plan.ship[at] = quantity
  state.shipped[i] = (state.shipped[i] as number) + quantity
  state.stock[i] = (state.stock[i] as number) - quantity
  state.open[i] = (state.open[i] as number) - quantity
}

/** Takes back what rounding brought above a maximum stock (a service: what was made and not delivered). */
function trimToMaximum(state: State, i: number, t: number): void {
  const item = itemOf(state, i)
  if (item.maximumStock[t] === Infinity || isFirm(item, t)) return
  const excess = (state.stock[i] as number) - wholeUnits(item.maximumStock[t] as number, item.scale)
  const quantity = Math.min(excess, state.plan.supply[i * state.problem.periodCount + t] as number)
  if (quantity <= 0) return
  addHours(state, i, -quantity)
  bookSupply(state, i, t, -quantity)
}

function closePeriod(state: State, t: number): void {
  const { problem, plan, stock, open } = state
  const { items, resources, periodCount } = problem
  items.forEach((item, i) => {
    const at = i * periodCount + t
    plan.closing[at] = stock[i] as number
    if (item.unmetDemand === 'lost') plan.lost[at] = open[i] as number
    else plan.backlog[at] = open[i] as number
  })
  // Summed anew in a fixed order, so that what was booked and taken back leaves no trace.
  const sums = new Float64Array(resources.length)
  items.forEach((_, i) => {
    eachOperation(state, i, (r, hours) => {
      sums[r] = (sums[r] as number) + hours * (plan.supply[i * periodCount + t] as number)
    })
  })
  sums.forEach((sum, r) => {
    plan.hours[r * periodCount + t] = sum
  })
}
