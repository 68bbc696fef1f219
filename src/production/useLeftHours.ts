import { wholeUnits, wholeUnitsAbove } from './grid.js'
import {
  addHours,
  availableToParents,
  bookSupply,
  eachOperation,
  HOUR_SLACK,
  isFirm,
  itemOf,
  limitByComponents,
  lineUse,
  plannedShipment,
  type SnapState,
} from './snapState.js'

/** Gives the hours that the raw plan works in this period and rounding down left over to units that are nearly whole. */
export function useLeftHours(state: SnapState, t: number): void {
  const { items, structure, periodCount } = state.problem
  const candidates: { readonly i: number; readonly level: number; readonly must: number; readonly rest: number }[] = []
  items.forEach((item, i) => {
    if (isFirm(item, t) || state.raw.supply[i * periodCount + t] <= 0) return
    const units = state.rawSupplied[i] * item.scale
    const rest = units - state.supplied[i]
    if (rest < 1e-5 + 1e-10 * units || rest >= 1) return
    candidates.push({ i, level: structure.lowLevelCode[i], must: state.isHard[i], rest })
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

function hasRawHours(state: SnapState, i: number, t: number): boolean {
  let fits = false
  let exceeds = false
  eachOperation(state, i, (r, hours) => {
    const limit = state.raw.hours[r * state.problem.periodCount + t] + HOUR_SLACK
    if (state.taken[r] + hours > limit) exceeds = true
    else if (hours > 0) fits = true
  })
  return fits && !exceeds
}

function fitsLimits(state: SnapState, i: number, t: number): boolean {
  const item = itemOf(state, i)
  const made = state.plan.supply[i * state.problem.periodCount + t] + 1
  return item.maximumStock[t] === Infinity && made <= wholeUnits(item.supplyUpper[t], item.scale)
}

/** Buys what one more unit of an item lacks, up to the next whole unit of what the raw plan has bought. */
function buyMissing(state: SnapState, i: number, t: number): boolean {
  const { structure, periodCount } = state.problem
  const orders: { readonly child: number; readonly quantity: number }[] = []
  for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
    const child = structure.component[c]
    const quantity = lineUse(state, i, c, 1) - availableToParents(state, child, t)
    if (quantity <= 0) continue
    const item = itemOf(state, child)
    const most = wholeUnitsAbove(state.rawSupplied[child], item.scale) - state.supplied[child]
    const limit = wholeUnits(item.supplyUpper[t], item.scale) - state.plan.supply[child * periodCount + t]
    if (takesMore(state, child) || isFirm(item, t) || quantity > most || quantity > limit) return false
    orders.push({ child, quantity })
  }
  for (const { child, quantity } of orders) bookSupply(state, child, t, quantity)
  return true
}

/** True for an item of which one more unit takes components or hours. */
function takesMore({ problem: { structure } }: SnapState, i: number): boolean {
  return (
    structure.componentStart[i] !== structure.componentStart[i + 1] ||
    structure.operationStart[i] !== structure.operationStart[i + 1]
  )
}
