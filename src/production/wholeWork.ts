import { wholeUnits } from './grid.js'
import type { PreparedProblem } from './preparedProblem.js'
import type { RawPlan } from './rawPlan.js'

/** Work nearer than this to a whole grid unit is one: what a solver leaves. */
const NOISE = 1e-6

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

/**
 * A raw plan in which long items are begun as whole units: work that no unit within the goals needs is not done, and the
 * components of a unit are there when it is begun, not as work goes on.
 *
 * By item, from parents down, `more` says how many more units are begun (of a component: used) by the close of each period
 * than in the raw plan; what the stock of a component does not cover is supplied by then.
 */
export function wholeWork(problem: PreparedProblem, raw: RawPlan, goals: Float64Array): RawPlan {
  const { items, structure, periodCount } = problem
  if (problem.long.size === 0) return raw
  const work = raw.work.slice()
  const supply = raw.supply.slice()
  const more = new Float64Array(items.length * periodCount)
  for (const i of structure.topDown) {
    const from = i * periodCount
    if (problem.long.has(i)) beginWholeUnits(problem, { i, goal: goals[i], raw, work, more })
    else if (more.subarray(from, from + periodCount).some((units) => units !== 0))
      supplyInTime(problem, { i, raw, supply, more })
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const child = structure.component[c] * periodCount
      for (let t = 0; t < periodCount; t += 1)
        more[child + t] = more[child + t] + structure.componentQuantity[c] * more[from + t]
    }
  }
  for (let at = 0; at < work.length; at += 1) {
    if (!problem.long.has(Math.floor(at / periodCount))) work[at] = supply[at]
  }
  return { ...raw, work, supply }
}

/** Cuts the work on a long item at its goal; `more` becomes the units begun beyond the work of the raw plan. */
function beginWholeUnits(
  { items, periodCount }: PreparedProblem,
  subject: {
    readonly i: number
    readonly goal: number
    readonly raw: RawPlan
    readonly work: Float64Array
    readonly more: Float64Array
  },
): void {
  const { i, goal, raw, work, more } = subject
  const { scale } = items[i]
  let worked = 0
  let kept = 0
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    worked += raw.work[at]
    const now = Math.min(worked * scale, goal)
    work[at] = now / scale - kept
    kept = now / scale
    more[at] = Math.ceil(now - NOISE) / scale - worked
  }
}

/** Supplies a component as early, and as much, as what is made of it is begun; `more` becomes what that is more of it. */
function supplyInTime(
  { items, periodCount }: PreparedProblem,
  subject: { readonly i: number; readonly raw: RawPlan; readonly supply: Float64Array; readonly more: Float64Array },
): void {
  const { i, raw, supply, more } = subject
  const { minimumStock, safetyStock, supplyUpper, firm } = items[i]
  let before = 0
  let rawSupplied = 0
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    rawSupplied += raw.supply[at]
    const spare = Math.max(0, raw.stock[at] - Math.max(minimumStock[t], safetyStock[t]))
    const needed = more[at] > 0 ? Math.max(0, more[at] - spare) : more[at]
    const wanted = Math.max(0, rawSupplied + needed - before)
    supply[at] = Number.isNaN(firm[t]) ? Math.min(wanted, Math.max(supplyUpper[t], raw.supply[at])) : raw.supply[at]
    before += supply[at]
    more[at] = before - rawSupplied
  }
}
