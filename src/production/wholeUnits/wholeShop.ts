import { ceilingOf, divideRatios, multiplyRatios, type Ratio, ratioOf } from '../../core/numbers/ratio.js'
import { isOnGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import { bindingArrivals, wholeMostWithArrival } from '../problem/arrivals.js'
import { HOUR_SLACK, wholeUnits, wholeUnitsAbove } from '../problem/grid.js'
import { demandOf, shippingMargin } from '../problem/itemForms.js'
import type { OpenRange } from '../problem/openRange.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { lossOfLeaving, waitingQueue } from '../problem/waitingDemand.js'
import { hasPrices, lostParts } from './lostParts.js'
import type { ShipmentRules, WaitingUnits } from './shipBest.js'

/** One item in whole units of its grid; money per unit of the grid, arrays by period. */
export interface WholeItem {
  readonly rules: ShipmentRules
  /** On hand and receipts, summed up. */
  readonly given: Float64Array
  /** Fixed supply; -1 where the period is free. */
  readonly firm: Float64Array
  /** The most that can be supplied in a free period; Infinity for no limit. */
  readonly upper: Float64Array
  readonly purchaseCost: Float64Array
  /** Units that may be late at the close, or lost, and what one beyond them weighs (`holdService`). */
  readonly held: { readonly open: Float64Array; readonly cost: Float64Array } | undefined
  /** Cost of a unit late at the close, or lost, at the given rates. */
  readonly openCostGiven: Float64Array
  /** Resources and hours of one unit. */
  readonly resources: readonly number[]
  readonly hours: readonly number[]
  /** Lines of its bill, and lines that take it. */
  readonly lines: readonly number[]
  readonly takers: readonly number[]
}

/** One line of a bill. */
export interface WholeLine {
  readonly item: number
  readonly component: number
  /** Units of the component in one unit of the item, exactly. */
  readonly perUnit: Ratio
  /** Units of the component that have been taken when so many units of the item have been made. */
  readonly running: (units: number) => number
}

/** A problem as it is in whole units: what the step from fractions to pieces works with. */
export interface WholeShop {
  readonly problem: PreparedProblem
  readonly periodCount: number
  readonly items: readonly WholeItem[]
  readonly lines: readonly WholeLine[]
  /** The most hours, indexed `resource * periodCount + period`. */
  readonly hourLimit: Float64Array
}

/** Reads a problem in whole units. A unit that costs a hard limit is no matter of rounding: limits lie on the grid. */
export function openShop(problem: PreparedProblem): WholeShop {
  const { items, resources, structure, periodCount } = problem
  const lines: WholeLine[] = []
  const takers = items.map((): number[] => [])
  items.forEach((item, i) => {
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const component = structure.component[c]
      const inUnits = multiplyRatios(structure.componentRatio[c], ratioOf(items[component].scale))
      const perUnit = divideRatios(inUnits, ratioOf(item.scale))
      lines[c] = { item: i, component, perUnit, running: ceilingOf(perUnit) }
      takers[component].push(c)
    }
  })
  const hourLimit = new Float64Array(resources.length * periodCount)
  resources.forEach(({ capacity, overtime }, r) => {
    for (let t = 0; t < periodCount; t += 1) hourLimit[r * periodCount + t] = capacity[t] + overtime[t] + HOUR_SLACK
  })
  return {
    problem,
    periodCount,
    lines,
    hourLimit,
    items: items.map((item, i) => wholeItem(problem, item, i, takers[i])),
  }
}

/** Quantities summed up, in grid units. */
function runningSum(quantities: readonly number[], scale: number): Float64Array {
  let sum = 0
  return Float64Array.from(quantities, (quantity) => (sum += toGrid(quantity, scale)))
}

/** Values by period. A loop of its own: `Float64Array.from` with a function takes three times as long. */
function fillPeriods(periodCount: number, of: (t: number) => number): Float64Array {
  const values = new Float64Array(periodCount)
  for (let t = 0; t < periodCount; t += 1) values[t] = of(t)
  return values
}

function wholeItem(problem: PreparedProblem, item: PreparedItem, i: number, takers: readonly number[]): WholeItem {
  const { structure, loads, resourceOf, periodCount } = problem
  const { scale } = item
  const series = (of: (t: number) => number): Float64Array => fillPeriods(periodCount, of)
  const money = (values: readonly number[]): Float64Array => series((t) => values[t] / scale)
  const given = new Float64Array(periodCount)
  let sum = toGrid(item.onHand, scale)
  for (let t = 0; t < periodCount; t += 1) {
    sum += toGrid(item.receipts[t], scale)
    given[t] = sum
  }
  const isLost = item.unmetDemand === 'lost'
  const lost = isLost ? lostParts(item) : undefined
  const arrivals = item.demand.map((_, t) =>
    bindingArrivals(item, t).map((arrival) => ({
      most:
        wholeMostWithArrival(item, t, arrival) +
        (t === 0 ? toGrid(item.onHand, scale) : 0) +
        // An item that is worked on over several periods has its supply among the receipts.
        (arrival.isAfterSupply && item.ordered !== undefined
          ? Math.max(0, toGrid(item.receipts[t], scale) - toGrid(item.ordered[t], scale))
          : 0),
      isAfterSupply: arrival.isAfterSupply,
    })),
  )
  const resources: number[] = []
  const hours: number[] = []
  for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
    resources.push(resourceOf[loads.resource[o]])
    hours.push(loads.hours[o] / scale)
  }
  const held = heldOf(problem, i)
  const lines: number[] = []
  for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) lines.push(c)
  return {
    rules: {
      demand: series((t) => toGrid(demandOf(item, t), scale)),
      isLost,
      isForced: item.unmetDemand === 'forbidden',
      ...(item.ownStock !== undefined && { least: runningSum(item.ownStock, scale) }),
      minimum: series((t) => wholeUnitsAbove(item.minimumStock[t], scale)),
      maximum: series((t) => (item.maximumStock[t] === Infinity ? Infinity : wholeUnits(item.maximumStock[t], scale))),
      target: series((t) =>
        isOnGrid(item.safetyStock[t], scale) ? toGrid(item.safetyStock[t], scale) : item.safetyStock[t] * scale,
      ),
      shortCost: money(item.safetyPenalty),
      holding: money(item.holding),
      margin: series((t) => lost?.[t].hull.margin[0] ?? shippingMargin(item, t) / scale),
      ...(lost?.some(hasPrices) === true && { lostParts: lost.map((own) => (hasPrices(own) ? own : undefined)) }),
      ...(isLost &&
        item.unpaid !== undefined && { unpaid: series((t) => wholeUnits(item.unpaid?.get(t) ?? 0, scale)) }),
      waiting: {
        ...waitingUnits(item, scale),
        left: wholeRange(item.openRanges?.get(periodCount - 1), scale),
      },
      openCost: money(openCost(item, item)),
      ...(!isLost && { held }),
      ...(arrivals.some((limits) => limits.length > 0) && { arrivals }),
    },
    given,
    firm: series((t) => (Number.isNaN(item.firm[t]) ? -1 : toGrid(item.firm[t], scale))),
    upper: series((t) => (item.supplyUpper[t] === Infinity ? Infinity : wholeUnits(item.supplyUpper[t], scale))),
    purchaseCost: money(item.purchaseCost),
    held,
    openCostGiven: money(openCost(item, item.atGivenRates ?? item)),
    resources,
    hours,
    lines,
    takers,
  }
}

/**
 * Demand that waits, in grid units. The newest that do not bring what they still take lose more by being served than by waiting; the unit of
 * which a part does is served where it pays without what its waiting would cost.
 */
function waitingUnits(item: PreparedItem, scale: number): Pick<WaitingUnits, 'units' | 'margin'> {
  const waits = item.backlogCost.reduce((sum, late) => sum + late, 0)
  const unpaid = item.unmetDemand === 'lost' ? 0 : (item.unpaid?.get(item.demand.length - 1) ?? 0)
  const whole = wholeUnits(unpaid, scale)
  let [none, part] = [whole, wholeUnitsAbove(unpaid, scale) - whole]
  const newest: { readonly units: number; readonly margin: number }[] = []
  for (const asked of waitingQueue(item).reverse()) {
    const units = toGrid(asked.units, scale)
    const margin = lossOfLeaving(asked)
    const left = Math.min(none, units)
    const across = Math.min(part, units - left)
    if (left > 0) newest.push({ units: left, margin: -(waits + Math.abs(margin)) / scale })
    if (across > 0) newest.push({ units: across, margin: (margin - waits) / scale })
    newest.push({ units: units - left - across, margin: margin / scale })
    none -= left
    part -= across
  }
  const queue = newest.reverse()
  return { units: queue.map(({ units }) => units), margin: queue.map(({ margin }) => margin) }
}

/** The grid units in a range. */
function wholeRange(range: OpenRange | undefined, scale: number): WaitingUnits['left'] {
  if (range === undefined) return undefined
  return { least: wholeUnitsAbove(range.least, scale), most: wholeUnits(range.most, scale) }
}

function heldOf({ held, items, periodCount }: PreparedProblem, i: number): WholeItem['held'] {
  if (held === undefined) return undefined
  const own = [i * periodCount, (i + 1) * periodCount] as const
  const cost = held.cost.subarray(...own).map((money) => money / items[i].scale)
  return cost.some((money) => money > 0) ? { open: held.open.subarray(...own), cost } : undefined
}

/** Cost of a unit late at the close, or lost. */
function openCost(
  { unmetDemand, holding }: PreparedItem,
  { backlogCost, lostCost }: Pick<PreparedItem, 'backlogCost' | 'lostCost'>,
): readonly number[] {
  if (unmetDemand === 'lost') return lostCost
  return unmetDemand === 'backlog' ? backlogCost : holding.map(() => 0)
}
