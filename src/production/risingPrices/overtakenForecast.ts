import { solveModel, type SolveModelOptions } from '../../lp/solveModel.js'
import { toGrid } from '../../core/numbers/quantityGrid.js'
import type { OvertakenUnits } from '../belowCost/belowCost.js'
import { type PricedPart, pricedParts } from '../belowCost/refusedDemand.js'
import { openUnits } from '../customersFirst/heldCustomers.js'
import { withoutProgress } from '../customersFirst/solveParts.js'
import { buildModel } from '../model/buildProductionModel.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { inPartsOf, partOfItems } from '../problem/sharingParts.js'
import type { ProductionProblem } from '../types.js'
import type { DecidedQueues } from './decideQueues.js'
import { blockingForecast } from './blockingForecast.js'
import { cheapestLeft } from './cheapestLeft.js'
import { dearestThroughBill } from './dearestSpent.js'
import { leastBrought, moneyProgram } from './moneyAlone.js'
import { ordersApart } from './ordersApart.js'

/** Less than this share of an amount is arithmetic. */
const NOISE = 1e-7

/**
 * Forecast that booked orders overtake: it stands before one in the queue of those who wait, and what supply is left
 * for it costs more than it brings. Served in its turn it would be made at a loss so that the order behind it is served, or the order
 * would wait with it.
 *
 * Where an answer supplies such an item for more than its forecast brings, or an order waits behind it, the program of money alone is solved
 * with orders and forecast of the item apart: each draws on the same supply, neither waits for the other. An order weighs a little less in it than
 * who stands before it, so that nobody is refused because of an order behind him: what the program leaves of the forecast is what does not
 * pay, the newest. Where no more of it is on offer at any price, supply is short for all, and the queue stays as it is. Else what of it stands
 * before an order is overtaken, and the rest is left at the end of the queue (`leaveLosses`).
 *
 * @returns grid units by item and period, with those of before; undefined where there is no more
 */
export async function overtakenForecast(
  problem: ProductionProblem,
  {
    prepared,
    decided,
    before,
  }: {
    readonly prepared: PreparedProblem
    readonly decided: DecidedQueues
    readonly before: OvertakenUnits
  },
  run: SolveModelOptions,
): Promise<OvertakenUnits | undefined> {
  if (!prepared.refusesLosses) return undefined
  const isSuspect = suspects(prepared, decided)
  if (!isSuspect.includes(true)) return undefined
  const { apart, services } = ordersApart(problem, { prepared: decided.problem, isSuspect, before })
  const isOne = new Set(services.map(({ n }) => n))
  const isIn = inPartsOf(partOfItems(apart), (n) => isOne.has(n))
  const { model, map } = buildModel(moneyProgram(apart), { roundsUp: false, isIn })
  const { status, primal } = await solveModel(model, withoutProgress(run))
  if (status !== 'optimal') return undefined
  const leastLeft = cheapestLeft(apart, { map, primal })
  const found = new Map<string, readonly number[]>(before)
  for (const { i, n, price } of services) {
    const item = prepared.items[i]
    const units = overtakenOf(item, price, (t) => {
      const left = openUnits(apart.items[n], map, { at: n * apart.periodCount + t, t, primal })
      const isNoise = left <= NOISE * Math.max(1, demandUntil(apart.items[n], t))
      // A unit that is paid in part is not: whole, it would be made at a loss.
      return isNoise || leastLeft(n, t) === Infinity ? 0 : Math.ceil(left * item.scale * (1 - NOISE))
    })
    if (!units.some((own) => own > 0)) continue
    add(found, item.id, units)
  }
  if (isSame(found, before))
    for (const [id, units] of blockingForecast(prepared, decided, isSuspect)) add(found, id, units)
  return isSame(found, before) ? undefined : found
}

function add(found: Map<string, readonly number[]>, id: string, units: readonly number[]): void {
  const known = found.get(id)
  found.set(
    id,
    units.map((more, t) => more + (known?.[t] ?? 0)),
  )
}

const isSame = (found: OvertakenUnits, before: OvertakenUnits): boolean =>
  [...found].every(([id, units]) => units === before.get(id))

/** What is asked for until the close of a period. */
const demandUntil = ({ demand }: PreparedItem, t: number): number =>
  demand.slice(0, t + 1).reduce((sum, units) => sum + units, 0)

/** What of the forecast of a price that is left orders overtake, by period in grid units; `leftAt` says what is left at a close. */
function overtakenOf(item: PreparedItem, ofPrice: number, leftAt: (t: number) => number): number[] {
  const units = item.demand.map(() => 0)
  let left = leftAt(units.length - 1)
  let isBehind = true
  for (const { isBooked, quantity, periodIndex, price } of pricedParts(item).reverse()) {
    if (isBooked && quantity > 0) isBehind = false
    if (isBooked || price !== ofPrice) continue
    const own = Math.min(left, toGrid(quantity, item.scale))
    left -= own
    if (!isBehind) units[periodIndex] += own
  }
  return units
}

/** Forecast that a booked order stands behind. */
function beforeOrders(item: PreparedItem): PricedPart[] {
  const parts = pricedParts(item).filter(({ quantity }) => quantity > 0)
  const last = parts.map(({ isBooked }) => isBooked).lastIndexOf(true)
  return parts.filter(({ isBooked }, k) => !isBooked && k < last)
}

/**
 * Items of which forecast before an order may not pay: what the answer spends on a unit is more than it brings, or could be and an order
 * is late.
 */
function suspects(prepared: PreparedProblem, { solved }: DecidedQueues): boolean[] {
  const { map } = solved.production
  const { primal } = solved.solution
  const brings = prepared.items.map((item) => {
    // Where customers go away, orders come before the forecast of their period, and nobody waits for another.
    if (item.unmetDemand !== 'backlog' || item.isUnpaid || item.isPriceAssumed) return Infinity
    return leastBrought(item, beforeOrders(item))
  })
  if (brings.every((least) => least === Infinity)) return brings.map(() => false)
  const isMore = (spent: Float64Array): boolean[] => brings.map((least, i) => spent[i] > least * (1 + NOISE))
  const isDear = isMore(dearestThroughBill(prepared))
  if (!isDear.includes(true)) return isDear
  const isSpent = isMore(dearestThroughBill(prepared, { map, primal }))
  return prepared.items.map((item, i) => {
    if (!isDear[i]) return false
    return isSpent[i] || isOrderOpen(item, (t) => openUnits(item, map, { at: i * map.periodCount + t, t, primal }))
  })
}

/** Whether an order is late, by what is open at each close. */
function isOrderOpen(item: PreparedItem, openAt: (t: number) => number): boolean {
  return item.demand.some((_, t) => {
    // What is asked for by then and stands behind the last order.
    let newer = 0
    for (const { isBooked, quantity, periodIndex } of pricedParts(item).reverse()) {
      if (periodIndex > t) continue
      if (!isBooked) newer += quantity
      else if (quantity > 0) return openAt(t) > newer + NOISE * Math.max(1, newer)
    }
    return false
  })
}
