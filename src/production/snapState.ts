import { floorUnits, nearestUnits, wholeUnits, wholeUnitsAbove } from './grid.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedProblem } from './preparedProblem.js'
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
export const HOUR_SLACK = 5e-7

/** A plan on its way to whole units: what is booked so far. */
export interface SnapState {
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
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      isHard[structure.component[c]] = 1
    }
  }
  return isHard
}

/** Opens the books before the first period. */
export function startSnap(problem: PreparedProblem, raw: RawPlan): SnapState {
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

export const itemOf = (state: SnapState, i: number): PreparedItem => state.problem.items[i]
export const isFirm = (item: PreparedItem, t: number): boolean => !Number.isNaN(item.firm[t])

/** Shipments that the raw plan has made up to now and this plan has not. */
export function plannedShipment(state: SnapState, i: number): number {
  const planned = wholeUnits(state.rawShipped[i], itemOf(state, i).scale) - state.shipped[i]
  return Math.max(0, Math.min(planned, state.open[i]))
}

/** Supply that the raw plan has by now and this plan has not. */
export function plannedSupply(state: SnapState, i: number, t: number): number {
  const item = itemOf(state, i)
  const planned = wholeUnits(state.rawSupplied[i], item.scale) - state.supplied[i]
  return Math.max(0, Math.min(planned, wholeUnits(item.supplyUpper[t], item.scale)))
}

/** Grid units of the component that a line of the bill takes when `quantity` more units of the item are made. */
export function lineUse(state: SnapState, i: number, c: number, quantity: number): number {
  const { structure } = state.problem
  const child = itemOf(state, structure.component[c])
  const made = (state.supplied[i] + quantity) / itemOf(state, i).scale
  return floorUnits(structure.componentQuantity[c] * made * child.scale) - state.used[c]
}

/** Hours of a resource for one grid unit, for each operation of the item. */
export function eachOperation(
  state: SnapState,
  i: number,
  visit: (resource: number, hoursPerGridUnit: number) => void,
): void {
  const { loads, resourceOf } = state.problem
  const item = itemOf(state, i)
  for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
    visit(resourceOf[loads.resource[o]], loads.hours[o] / item.scale)
  }
}

/** Takes the hours of a quantity out of the period (gives them back where it is negative). */
export function addHours(state: SnapState, i: number, quantity: number): void {
  eachOperation(state, i, (r, hours) => {
    state.taken[r] = state.taken[r] + hours * quantity
  })
}

/** What of a component the items above it may take now. */
export function availableToParents(state: SnapState, child: number, t: number): number {
  const item = itemOf(state, child)
  const minimum = wholeUnitsAbove(item.minimumStock[t], item.scale)
  return Math.max(0, state.stock[child] - minimum - state.reserved[child])
}

/** Books supply: into stock, out of the components' stocks. */
export function bookSupply(state: SnapState, i: number, t: number, quantity: number): void {
  const { problem, plan } = state
  const { structure, periodCount } = problem
  const at = i * periodCount + t
  plan.supply[at] = plan.supply[at] + quantity
  state.stock[i] = state.stock[i] + quantity
  for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
    const child = structure.component[c]
    const use = lineUse(state, i, c, quantity)
    state.used[c] = state.used[c] + use
    state.stock[child] = state.stock[child] - use
    plan.lineUse[c * periodCount + t] = plan.lineUse[c * periodCount + t] + use
    plan.dependent[child * periodCount + t] = plan.dependent[child * periodCount + t] + use
  }
  state.supplied[i] = state.supplied[i] + quantity
}

/** The most of a quantity that the hours left in the period allow. */
export function limitByHours(state: SnapState, i: number, t: number, wanted: number): number {
  let quantity = wanted
  eachOperation(state, i, (r, hours) => {
    if (hours <= 0 || quantity <= 0) return
    const { capacity, overtime } = state.problem.resources[r]
    const left = capacity[t] + overtime[t] + HOUR_SLACK - state.taken[r]
    quantity = Math.min(quantity, Math.floor(left / hours))
  })
  return Math.max(0, quantity)
}

/** The most of a quantity for which the components are there. */
export function limitByComponents(state: SnapState, i: number, t: number, wanted: number): number {
  const { structure } = state.problem
  const item = itemOf(state, i)
  let quantity = wanted
  for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
    if (quantity <= 0) return 0
    const child = structure.component[c]
    const available = availableToParents(state, child, t)
    if (lineUse(state, i, c, quantity) <= available) continue
    const perUnit = (structure.componentQuantity[c] * itemOf(state, child).scale) / item.scale
    // One unit more than the share says may still fit, because the use is rounded down.
    quantity = Math.min(quantity, Math.ceil((available + 1) / perUnit) + 1)
    while (quantity > 0 && lineUse(state, i, c, quantity) > available) quantity -= 1
  }
  return quantity
}
