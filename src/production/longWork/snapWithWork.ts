import { type CancelSignal, letOthersRun } from '../../core/running/progress.js'
import { hoursByPrecedence, type Precedence } from './hardItems.js'
import type { LongPlan } from './planLongItems.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { RawPlan } from '../model/rawPlan.js'
import { type SettledWork, settleWork } from './settleWork.js'
import { type SnapOptions, type SnapResult, snapPlan } from '../wholeUnits/snapPlan.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'
import { openShop, type WholeShop } from '../wholeUnits/wholeShop.js'

/** A plan in whole units, with units in work. */
export interface WorkPlan extends WholePlan {
  /** Work done on units that are not complete at the close, in stock units, indexed `item * periodCount + period`. */
  readonly inWork: Float64Array
  /** Units of firm supply of long items that are not complete in their period. */
  readonly late: LongPlan['late']
}

/** How many promises are tried, each by a plan of all, and how many items times periods those plans may have together. */
const TRIALS = { most: 40, size: 200_000 }

/** Less of a grid unit than this is what a solver leaves. */
const NOISE = 1e-6

/**
 * Brings a plan onto the grids of its items, work on items that take longer than a period included.
 *
 * That work is planned first (`settleWork`), and all else is planned around it as without such items: for the rest of the
 * company their units are receipts, the components that they take are gone from stock when a unit is begun, and their hours
 * are gone from the resources.
 */
export async function snapWithWork(
  problem: PreparedProblem,
  raw: RawPlan,
  options: SnapOptions,
): Promise<SnapResult<WorkPlan>> {
  if (problem.long.size === 0) {
    const found = await snapPlan(problem, raw, options)
    return { ...found, plan: { ...found.plan, inWork: new Float64Array(raw.supply.length), late: [] } }
  }
  const shop = openShop(problem)
  const settled = await keepPromises(shop, raw, options.signal)
  const previous = options.previous && { supply: withoutLong(problem, options.previous.supply) }
  const found = await snapPlan(settled.rest, settled.restRaw, { ...options, previous })
  // Other work on long items might do, so nothing is proven by what is planned around this.
  return { ...found, plan: merge(shop, settled, found.plan), isProven: false }
}

/** What a plan made before says of all but long items: their units are no supply to the rest. */
function withoutLong({ long, periodCount }: PreparedProblem, previous: Float64Array): Float64Array {
  return previous.map((units, at) => (long.has(Math.floor(at / periodCount)) ? Number.NaN : units))
}

/**
 * Where the raw plan ships part of a long unit, or ends with one, no whole unit follows by itself. The next whole one is
 * promised then, in hours that other items may have to give up, and the promise is kept where the plan earns more by it.
 */
async function keepPromises(shop: WholeShop, raw: RawPlan, signal: CancelSignal | undefined): Promise<SettledWork> {
  const { problem } = shop
  const precedence = hoursByPrecedence(problem, raw)
  let promised = new Float64Array(raw.supply.length)
  let kept: Precedence = precedence
  let best = settleWork(shop, raw, { promised, precedence })
  const trials = Math.min(TRIALS.most, Math.floor(TRIALS.size / raw.supply.length))
  for (const { i, at, units } of promises(problem, raw).slice(0, trials)) {
    await letOthersRun(signal)
    const wishes = { promised: promised.slice(), precedence: { ...kept, isHard: kept.isHard.slice() } }
    wishes.promised[at] = units
    wishes.precedence.isHard[i] = 1
    const tried = settleWork(shop, raw, wishes)
    const isBroken = tried.worth.broken > best.worth.broken + NOISE
    const isMended = tried.worth.broken < best.worth.broken - NOISE
    const gain = tried.worth.money - best.worth.money
    if (isBroken || (!isMended && gain <= NOISE * Math.max(1, Math.abs(best.worth.money)))) continue
    promised = wishes.promised
    kept = wishes.precedence
    best = tried
  }
  return best
}

/** Units that would be whole if a little more work were done, first periods first. */
function promises(
  { items, long, periodCount }: PreparedProblem,
  raw: RawPlan,
): { readonly i: number; readonly at: number; readonly units: number }[] {
  return [...long.keys()]
    .flatMap((i) => {
      let work = 0
      return Array.from({ length: periodCount }, (_, t) => {
        const at = i * periodCount + t
        work += raw.work[at] * items[i].scale
        const isPart = Math.abs(work - Math.round(work)) > NOISE
        const isUsed = raw.ship[at] > 0 || t === periodCount - 1
        return { i, t, at, units: Math.ceil(work), isWanted: isPart && isUsed }
      })
    })
    .filter(({ isWanted }) => isWanted)
    .sort((a, b) => a.t - b.t || a.i - b.i)
}

/** The plan of everything. */
function merge({ problem, periodCount, ...shop }: WholeShop, { long, uses }: SettledWork, plan: WholePlan): WorkPlan {
  const supply = plan.supply.slice()
  const dependent = plan.dependent.slice()
  for (const i of problem.long.keys()) {
    for (let t = 0; t < periodCount; t += 1) supply[i * periodCount + t] = long.supply[i * periodCount + t]
    for (const c of shop.items[i].lines) {
      const from = shop.lines[c].component * periodCount
      for (let t = 0; t < periodCount; t += 1) dependent[from + t] += uses[c * periodCount + t]
    }
  }
  return {
    ...plan,
    supply,
    dependent,
    lineUse: plan.lineUse.map((use, at) => use + uses[at]),
    hours: plan.hours.map((hours, at) => hours + long.hours[at]),
    inWork: long.inWork,
    late: long.late,
  }
}
