import { nearestUnits, wholeUnits, wholeUnitsAbove } from './grid.js'
import { demandOf } from './itemForms.js'
import type { PreparedProblem } from './preparedProblem.js'
import type { RawPlan } from './rawPlan.js'
import {
  addHours,
  bookSupply,
  eachOperation,
  isFirm,
  itemOf,
  limitByComponents,
  limitByHours,
  lineUse,
  plannedShipment,
  plannedSupply,
  type SnappedPlan,
  type SnapState,
  startSnap,
} from './snapState.js'
import { useLeftHours } from './useLeftHours.js'

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
  const state = startSnap(problem, raw)
  for (let t = 0; t < problem.periodCount; t += 1) {
    openPeriod(state, t)
    for (let k = problem.structure.topDown.length - 1; k >= 0; k -= 1)
      supplyItem(state, problem.structure.topDown[k], t)
    useLeftHours(state, t)
    problem.items.forEach((_, i) => shipItem(state, i, t))
    for (const i of problem.structure.topDown) trimToMaximum(state, i, t)
    closePeriod(state, t)
  }
  return state.plan
}

function openPeriod(state: SnapState, t: number): void {
  const { problem, raw, stock, open, reserved, taken } = state
  const { items, structure, periodCount } = problem
  taken.fill(0)
  reserved.fill(0)
  items.forEach((item, i) => {
    const at = i * periodCount + t
    stock[i] = stock[i] + nearestUnits(item.receipts[t], item.scale)
    state.rawSupplied[i] = state.rawSupplied[i] + raw.supply[at]
    state.rawShipped[i] = state.rawShipped[i] + raw.ship[at]
    open[i] = (item.unmetDemand === 'lost' ? 0 : open[i]) + nearestUnits(demandOf(item, t), item.scale)
  })
  items.forEach((item, i) => {
    if (item.unmetDemand === 'forbidden') reserved[i] = reserved[i] + plannedShipment(state, i)
    if (!isFirm(item, t)) return
    const quantity = nearestUnits(item.firm[t], item.scale)
    addHours(state, i, quantity)
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const child = structure.component[c]
      reserved[child] = reserved[child] + lineUse(state, i, c, quantity)
    }
  })
  items.forEach((item, i) => {
    if (state.isHard[i] === 0 || isFirm(item, t)) return
    const quantity = limitByHours(state, i, t, plannedSupply(state, i, t))
    state.setAside[i] = quantity
    addHours(state, i, quantity)
  })
}

function supplyItem(state: SnapState, i: number, t: number): void {
  const { structure } = state.problem
  const item = itemOf(state, i)
  if (isFirm(item, t)) {
    const quantity = nearestUnits(item.firm[t], item.scale)
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const child = structure.component[c]
      state.reserved[child] = state.reserved[child] - lineUse(state, i, c, quantity)
    }
    bookSupply(state, i, t, quantity)
    return
  }
  if (state.isHard[i] === 1) addHours(state, i, -state.setAside[i])
  const wanted = state.isHard[i] === 1 ? state.setAside[i] : limitByHours(state, i, t, plannedSupply(state, i, t))
  const quantity = limitByComponents(state, i, t, wanted)
  if (quantity <= 0) return
  addHours(state, i, quantity)
  bookSupply(state, i, t, quantity)
}

function shipItem(state: SnapState, i: number, t: number): void {
  const item = itemOf(state, i)
  const at = i * state.problem.periodCount + t
  const minimum = wholeUnitsAbove(item.minimumStock[t], item.scale)
  let quantity = Math.min(plannedShipment(state, i), Math.max(0, state.stock[i] - minimum))
  if (item.unmetDemand === 'lost' && t === item.arrivalPeriod && item.arrivalShare > 0) {
    const before = t === 0 ? nearestUnits(item.onHand, item.scale) : state.plan.closing[at - 1]
    const early = wholeUnits((1 - item.arrivalShare) * demandOf(item, t), item.scale)
    quantity = Math.min(quantity, early + before + nearestUnits(item.receipts[t], item.scale))
  }
  state.plan.ship[at] = quantity
  state.shipped[i] = state.shipped[i] + quantity
  state.stock[i] = state.stock[i] - quantity
  state.open[i] = state.open[i] - quantity
}

/** Takes back what rounding brought above a maximum stock (a service: what was made and not delivered). */
function trimToMaximum(state: SnapState, i: number, t: number): void {
  const item = itemOf(state, i)
  if (item.maximumStock[t] === Infinity || isFirm(item, t)) return
  const excess = state.stock[i] - wholeUnits(item.maximumStock[t], item.scale)
  const quantity = Math.min(excess, state.plan.supply[i * state.problem.periodCount + t])
  if (quantity <= 0) return
  addHours(state, i, -quantity)
  bookSupply(state, i, t, -quantity)
}

function closePeriod(state: SnapState, t: number): void {
  const { problem, plan, stock, open } = state
  const { items, resources, periodCount } = problem
  items.forEach((item, i) => {
    const at = i * periodCount + t
    plan.closing[at] = stock[i]
    if (item.unmetDemand === 'lost') plan.lost[at] = open[i]
    else plan.backlog[at] = open[i]
  })
  // Summed anew in a fixed order, so that what was booked and taken back leaves no trace.
  const sums = new Float64Array(resources.length)
  items.forEach((_, i) => {
    eachOperation(state, i, (r, hours) => {
      sums[r] = sums[r] + hours * plan.supply[i * periodCount + t]
    })
  })
  sums.forEach((sum, r) => {
    plan.hours[r * periodCount + t] = sum
  })
}
