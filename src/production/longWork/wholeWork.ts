import { GRID_NOISE, wholeUnits } from '../problem/grid.js'
import type { Precedence } from './hardItems.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { RawPlan } from '../model/rawPlan.js'

/** The units of each long item, in grid units, that the raw plan completes by its end; 0 for every other item. */
export function workGoals({ items, long, periodCount }: PreparedProblem, raw: RawPlan): Float64Array {
  const goals = new Float64Array(items.length)
  for (const i of long.keys()) {
    let worked = 0
    for (let t = 0; t < periodCount; t += 1) worked += raw.work[i * periodCount + t]
    goals[i] = wholeUnits(worked, items[i].scale)
  }
  return goals
}

/** How many units of long items are to be made, in grid units. */
export interface WorkLimits {
  /** In all, by the raw plan; more of a component where whole units that take it need more. */
  readonly goals: Float64Array
  /** At most in all, by item. */
  readonly most: Float64Array
  /** Units that are to be complete by the close of a period, more than the raw plan has by then; 0 where nothing is. */
  readonly promised: Float64Array
  /** At most begun by the close of each period, by item and period. */
  readonly mayBegin: Float64Array
}

/** A raw plan on its way to whole units of long items; arrays by item and period, in stock units. */
interface Draft {
  readonly raw: RawPlan
  readonly work: Float64Array
  readonly supply: Float64Array
  /** How many more units are taken from stock by the close of each period than in the raw plan. */
  readonly asked: Float64Array
  /** How many more are begun (of what is not long: supplied) by then. */
  readonly more: Float64Array
  /** Hours that nothing takes, indexed `resource * periodCount + period`; below zero, those taken from soft items. */
  readonly spare: Float64Array
  readonly precedence: Precedence
}

/**
 * A raw plan in which long items are begun as whole units: work that no unit within the goals needs is not done, and the
 * components of a unit are there when it is begun, not as work goes on; made ahead, where hours of that period are too few.
 */
export function wholeWork(
  problem: PreparedProblem,
  raw: RawPlan,
  limits: WorkLimits & { readonly precedence: Precedence },
): RawPlan {
  const { items, structure, periodCount } = problem
  const size = items.length * periodCount
  const draft: Draft = {
    raw,
    work: raw.work.slice(),
    supply: raw.supply.slice(),
    asked: new Float64Array(size),
    more: new Float64Array(size),
    spare: spareHours(problem, raw),
    precedence: limits.precedence,
  }
  const { work, supply, asked, more } = draft
  for (const i of problem.long.keys()) cutWork(problem, draft, i, limits)
  for (const i of structure.topDown) {
    const from = i * periodCount
    const isAsked = asked.subarray(from, from + periodCount).some((units) => units !== 0)
    const isPromised = limits.promised.subarray(from, from + periodCount).some((units) => units > 0)
    if ((isAsked || isPromised) && problem.long.has(i)) workAhead(problem, draft, i, limits)
    else if (isAsked) supplyInTime(problem, draft, i)
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const child = structure.component[c] * periodCount
      for (let t = 0; t < periodCount; t += 1) asked[child + t] += structure.componentQuantity[c] * more[from + t]
    }
  }
  for (let at = 0; at < size; at += 1) if (!problem.long.has(Math.floor(at / periodCount))) work[at] = supply[at]
  return { ...raw, work, supply }
}

function spareHours({ resources, periodCount }: PreparedProblem, { hours }: RawPlan): Float64Array {
  return hours.map((taken, at) => {
    const { capacity, overtime } = resources[Math.floor(at / periodCount)]
    return Math.max(0, capacity[at % periodCount] + overtime[at % periodCount] - taken)
  })
}

/** Cuts the work on a long item at its goal, and at the units that may be begun. */
function cutWork(problem: PreparedProblem, draft: Draft, i: number, limits: WorkLimits): void {
  const { items, periodCount } = problem
  const { scale } = items[i]
  let worked = 0
  const path = Float64Array.from({ length: periodCount }, (_, t) => {
    const at = i * periodCount + t
    worked += draft.raw.work[at]
    const nearest = Math.round(worked * scale)
    const meant = Math.abs(worked * scale - nearest) < GRID_NOISE ? nearest : worked * scale
    return Math.min(meant, limits.goals[i], limits.most[i], limits.mayBegin[at]) / scale
  })
  setWork(problem, draft, i, path)
}

/** Takes a path of work, all that is done by each close; it never goes back. */
function setWork(problem: PreparedProblem, draft: Draft, i: number, path: Float64Array): void {
  const { items, periodCount } = problem
  const { raw, work, more } = draft
  const { scale } = items[i]
  let [worked, kept] = [0, 0]
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    worked += raw.work[at]
    const step = Math.max(0, path[t] - kept)
    takeHours(problem, draft, { i, t, units: step - work[at] })
    work[at] = step
    kept += step
    more[at] = Math.ceil(kept * scale - GRID_NOISE) / scale - worked
  }
}

/** Works on a long item so early that units are complete as promised, and when what takes them as a component is begun. */
function workAhead(problem: PreparedProblem, draft: Draft, i: number, limits: WorkLimits): void {
  const { most, mayBegin, promised } = limits
  const { items, periodCount } = problem
  const { scale } = items[i]
  const from = i * periodCount
  const isAsked = draft.asked.subarray(from, from + periodCount).some((units) => units !== 0)
  const needed = isAsked ? neededSupply(problem, draft, i) : new Float64Array(periodCount)
  let done = 0
  const path = needed.map((units, t) => {
    done += draft.work[from + t]
    const whole = Math.max(Math.ceil(units * scale - GRID_NOISE), promised[from + t])
    return Math.min(Math.max(done, whole / scale), most[i] / scale)
  })
  for (let t = periodCount - 1; t > 0; t -= 1) {
    const step = draft.work[from + t] + spareUnits(problem, draft, i, t)
    path[t - 1] = Math.min(Math.max(path[t - 1], path[t] - step), mayBegin[from + t - 1] / scale)
  }
  setWork(problem, draft, i, path)
}

function takeHours(
  { loads, resourceOf, periodCount }: PreparedProblem,
  { spare, precedence }: Draft,
  { i, t, units }: { readonly i: number; readonly t: number; readonly units: number },
): void {
  for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
    const at = resourceOf[loads.resource[o]] * periodCount + t
    spare[at] = Math.max(-precedence.soft[at], spare[at] - loads.hours[o] * units)
  }
}

/** Units for which there are hours that nothing takes (of a hard item: nothing that may wait); Infinity for what takes none. */
function spareUnits({ loads, resourceOf, periodCount }: PreparedProblem, draft: Draft, i: number, t: number): number {
  const { spare, precedence } = draft
  let units = Infinity
  for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
    const hours = loads.hours[o]
    if (hours <= 0) continue
    const at = resourceOf[loads.resource[o]] * periodCount + t
    units = Math.min(units, Math.max(0, spare[at] + precedence.isHard[i] * precedence.soft[at]) / hours)
  }
  return units
}

/** All that must be supplied of a component by each close, where its stock does not cover what more is taken of it. */
function neededSupply({ items, periodCount }: PreparedProblem, draft: Draft, i: number): Float64Array {
  const { raw, asked } = draft
  const { minimumStock, safetyStock } = items[i]
  const needed = new Float64Array(periodCount)
  let supplied = 0
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    supplied += raw.supply[at]
    const unused = Math.max(0, raw.stock[at] - Math.max(minimumStock[t], safetyStock[t]))
    const over = asked[at] > 0 ? Math.max(0, asked[at] - unused) : asked[at]
    needed[t] = Math.max(0, supplied + over, t === 0 ? 0 : needed[t - 1])
  }
  return needed
}

/** Supplies a component as early, and as much, as what is made of it is begun. */
function supplyInTime(problem: PreparedProblem, draft: Draft, i: number): void {
  const { items, periodCount } = problem
  const { raw, supply, more } = draft
  const { firm, scale, supplyUpper } = items[i]
  const from = i * periodCount
  const needed = neededSupply(problem, draft, i)
  const most = needed.map((_, t) => {
    const own = raw.supply[from + t]
    if (!Number.isNaN(firm[t])) return own
    const units = own + spareUnits(problem, draft, i, t)
    return Math.min(units === Infinity ? units : wholeUnits(units, scale) / scale, Math.max(supplyUpper[t], own))
  })
  for (let t = periodCount - 1; t > 0; t -= 1) needed[t - 1] = Math.max(needed[t - 1], needed[t] - most[t])
  let [before, rawBefore] = [0, 0]
  for (let t = 0; t < periodCount; t += 1) {
    const at = from + t
    const wanted = Number.isNaN(firm[t]) ? Math.max(0, needed[t] - before) : raw.supply[at]
    supply[at] = Math.min(wanted, Math.max(supplyUpper[t], raw.supply[at]))
    takeHours(problem, draft, { i, t, units: supply[at] - raw.supply[at] })
    before += supply[at]
    rawBefore += raw.supply[at]
    more[at] = before - rawBefore
  }
}
