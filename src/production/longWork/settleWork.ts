import { GRID_NOISE } from '../problem/grid.js'
import { type Precedence } from './hardItems.js'
import { openRoom, worthOfPart } from '../wholeUnits/partWorth.js'
import { type LongPlan, planLongItems } from './planLongItems.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { RawPlan } from '../model/rawPlan.js'
import { partsOf } from '../wholeUnits/shopParts.js'
import { walkParts } from '../wholeUnits/snapPlan.js'
import { completePlan, costOfHours, type ItemWorth, type WholePlan } from '../wholeUnits/wholePlan.js'
import { openShop, type WholeShop } from '../wholeUnits/wholeShop.js'
import { wholeWork, workGoals } from './wholeWork.js'

/** Work on long items for which all components are there, and what is left to plan around it. */
export interface SettledWork {
  readonly long: LongPlan
  /** Use by each line of the bills of long items, indexed `line * periodCount + period`. */
  readonly uses: Float64Array
  readonly rest: PreparedProblem
  readonly restRaw: RawPlan
  /** What the whole plan is worth with the first supply that the walk finds for the rest. */
  readonly worth: ItemWorth
}

/** How often units are put off, for each period, before they are not begun at all. */
const ROUNDS_PER_PERIOD = 3

/**
 * Plans the work on long items until nothing of it is in vain: where a component is not there, the unit is begun a period
 * later, and a unit that is not complete by the end of the plan is not begun at all.
 */
export function settleWork(
  shop: WholeShop,
  raw: RawPlan,
  wishes: { readonly promised: Float64Array; readonly precedence: Precedence },
): SettledWork {
  const { problem, periodCount } = shop
  const { precedence, promised } = wishes
  const size = raw.supply.length
  const limits = {
    goals: workGoals(problem, raw),
    most: new Float64Array(problem.items.length).fill(Infinity),
    mayBegin: new Float64Array(size).fill(Infinity),
    promised,
    precedence,
  }
  for (let rounds = ROUNDS_PER_PERIOD * periodCount; ; rounds -= 1) {
    const whole = wholeWork(problem, raw, limits)
    const long = planLongItems(problem, { raw, work: whole.work, mayBegin: limits.mayBegin, precedence })
    if (capUnfinished(problem, long, limits.most)) continue
    const uses = usesOf(shop, long)
    const rest = restOf(problem, long, uses)
    const restRaw = rawRest(problem, whole)
    const restShop = openShop(rest)
    const supply = walkParts(restShop, restRaw)
    const lacking = firstLacks(shop, { long, uses, plan: completePlan(restShop, supply) })
    for (const { i, t, units } of lacking) {
      if (rounds > 0) limits.mayBegin[i * periodCount + t] = units
      else limits.most[i] = units
    }
    if (lacking.length > 0) continue
    return { long, uses, rest, restRaw, worth: worthOf(shop, long, restShop, supply) }
  }
}

/** What a plan is worth: the rest with its best shipments, less what the work on long items costs. */
function worthOf(shop: WholeShop, long: LongPlan, restShop: WholeShop, supply: Float64Array): ItemWorth {
  const { problem, periodCount } = shop
  const room = openRoom(restShop)
  const worth: ItemWorth = { money: 0, broken: long.late.reduce((sum, { units }) => sum + units, 0) }
  for (const part of partsOf(restShop)) {
    const own = worthOfPart(restShop, part, supply, room)
    worth.money += own.money
    worth.broken += own.broken
  }
  problem.resources.forEach((_, r) => {
    for (let t = 0; t < periodCount; t += 1) worth.money -= costOfHours(shop, r, t, long.hours[r * periodCount + t])
  })
  for (const i of problem.long.keys()) {
    const { holding, isService, purchaseCost, scale } = problem.items[i]
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      worth.money -= (purchaseCost[t] * long.supply[at]) / scale + (isService ? 0 : holding[t] * long.inWork[at])
    }
  }
  return worth
}

/** Caps the units of a long item at what is complete, where work on one more is left at the end; true where one is capped. */
function capUnfinished(
  { long, items, periodCount }: PreparedProblem,
  { begun, inWork }: LongPlan,
  most: Float64Array,
): boolean {
  let capped = false
  for (const i of long.keys()) {
    const last = (i + 1) * periodCount - 1
    const open = inWork[last] * items[i].scale
    if (open - Math.floor(open + GRID_NOISE) <= GRID_NOISE) continue
    most[i] = begun[last] - 1
    capped = true
  }
  return capped
}

/** What the long items take by each line of their bills, in grid units of the component, indexed `line * periodCount + period`. */
function usesOf(shop: WholeShop, { begun }: LongPlan): Float64Array {
  const { problem, periodCount, lines } = shop
  const uses = new Float64Array(lines.length * periodCount)
  for (const i of problem.long.keys()) {
    for (const c of shop.items[i].lines) {
      let before = 0
      for (let t = 0; t < periodCount; t += 1) {
        const used = lines[c].running(begun[i * periodCount + t])
        uses[c * periodCount + t] = used - before
        before = used
      }
    }
  }
  return uses
}

/** The problem of all that is not long: long items are received and make nothing, and what they take is gone. */
function restOf(problem: PreparedProblem, { supply, hours }: LongPlan, uses: Float64Array): PreparedProblem {
  const { items, resources, structure, long, periodCount } = problem
  const receipts = items.map((item) => item.receipts.slice())
  for (const i of long.keys()) {
    for (let t = 0; t < periodCount; t += 1) receipts[i][t] += supply[i * periodCount + t] / items[i].scale
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const component = structure.component[c]
      for (let t = 0; t < periodCount; t += 1)
        receipts[component][t] -= uses[c * periodCount + t] / items[component].scale
    }
  }
  return {
    ...problem,
    long: new Map(),
    items: items.map((item, i) => ({
      ...item,
      receipts: receipts[i],
      ordered: item.receipts,
      ...(long.has(i) && { firm: item.firm.map(() => 0) }),
    })),
    resources: resources.map((resource, r) => {
      const taken = (t: number): number => hours[r * periodCount + t]
      return {
        ...resource,
        capacity: resource.capacity.map((limit, t) => Math.max(0, limit - taken(t))),
        overtime: resource.overtime.map((limit, t) =>
          Math.max(0, limit - Math.max(0, taken(t) - resource.capacity[t])),
        ),
      }
    }),
  }
}

/** The raw plan of the rest: without the supply of long items, and without their hours. */
function rawRest({ long, periodCount, loads, resourceOf }: PreparedProblem, whole: RawPlan): RawPlan {
  const supply = whole.supply.slice()
  const hours = whole.hours.slice()
  for (const i of long.keys()) {
    supply.fill(0, i * periodCount, (i + 1) * periodCount)
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const from = resourceOf[loads.resource[o]] * periodCount
      for (let t = 0; t < periodCount; t += 1)
        hours[from + t] = Math.max(0, hours[from + t] - loads.hours[o] * whole.work[i * periodCount + t])
    }
  }
  return { ...whole, supply, work: supply, hours }
}

/**
 * Finds the first period in which long items take a component that is not there, and says how many units of each of them may
 * be begun by its close: one less.
 */
function firstLacks(
  { problem, periodCount, lines, items }: WholeShop,
  plans: { readonly long: LongPlan; readonly uses: Float64Array; readonly plan: WholePlan },
): { readonly i: number; readonly t: number; readonly units: number }[] {
  const { long, uses, plan } = plans
  for (let t = 0; t < periodCount; t += 1) {
    const found = [...problem.long.keys()].flatMap((i) => {
      const at = i * periodCount + t
      if (long.begun[at] <= (t === 0 ? 0 : long.begun[at - 1])) return []
      const lacks = items[i].lines.some((c) => {
        const { component } = lines[c]
        const closing = plan.closing[component * periodCount + t]
        return uses[c * periodCount + t] > 0 && closing < items[component].rules.minimum[t]
      })
      return lacks ? [{ i, t, units: long.begun[at] - 1 }] : []
    })
    if (found.length > 0) return found
  }
  return []
}
