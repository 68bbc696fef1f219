import { toGrid } from '../../core/numbers/quantityGrid.js'
import { GRID_NOISE, HOUR_SLACK, wholeUnits } from '../problem/grid.js'
import type { Precedence } from './hardItems.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { RawPlan } from '../model/rawPlan.js'

/** The work on all long items; units of the item's grid, indexed `item * periodCount + period`. */
export interface LongPlan {
  /** Complete units that come into stock in the period. */
  readonly supply: Float64Array
  /** All units that are begun by the close. */
  readonly begun: Float64Array
  /** Work done on what is not complete at the close, in stock units. */
  readonly inWork: Float64Array
  /** Hours of the work, indexed `resource * periodCount + period`. */
  readonly hours: Float64Array
  /** Units of firm supply that are not complete in their period. */
  readonly late: { readonly i: number; readonly t: number; readonly units: number }[]
}

/** Work is kept to this many parts of a stock unit, so that it is the same number in plan, ledger and proof. */
const PARTS = 1e9

/**
 * Plans the work on the items that take longer than a period, in the hours that the raw plan gives them: so much work that
 * each unit of the goals is complete in time, whole units begun and whole units complete.
 *
 * A unit whose components are not there in time is begun later (`mayBegin`). What is behind then is caught up, and what is
 * worked ahead is worked, in hours that the raw plan leaves over or that another long item does not take.
 *
 * @param plans - the raw plan; the work meant to be done (`wholeWork`); the most units begun by the close of each period; whose
 * hours go first
 */
export function planLongItems(
  problem: PreparedProblem,
  plans: {
    readonly raw: RawPlan
    readonly work: Float64Array
    readonly mayBegin: Float64Array
    readonly precedence: Precedence
  },
): LongPlan {
  const { items, resources, structure, periodCount } = problem
  const size = items.length * periodCount
  const plan: LongPlan = {
    supply: new Float64Array(size),
    begun: new Float64Array(size),
    inWork: new Float64Array(size),
    hours: new Float64Array(resources.length * periodCount),
    late: [],
  }
  // Components before what takes them.
  const jobs = [...structure.topDown].reverse().flatMap((i) => (problem.long.has(i) ? [openJob(problem, i)] : []))
  for (let t = 0; t < periodCount; t += 1) {
    const steps = sharedSteps(problem, plans, jobs, t)
    jobs.forEach((job, n) => workOn(problem, plan, { job, step: steps[n], t, raw: plans.raw }))
  }
  return plan
}

/** A long item on its way through the periods: running sums, in grid units. */
interface Job {
  readonly i: number
  readonly operations: readonly { readonly r: number; readonly hours: number }[]
  /** What waits for a firm order, or for room, is complete and stays in work: then the raw plan says when it arrives. */
  readonly waits: boolean
  target: number
  /** Work that hours were there for, and what of it is kept in whole parts. */
  worked: number
  done: number
  begun: number
  supplied: number
  rawSupplied: number
}

function openJob(problem: PreparedProblem, i: number): Job {
  const { maximumStock, firm } = problem.items[i]
  return {
    i,
    operations: operationsOf(problem, i),
    waits: maximumStock.some((most) => most < Infinity) || firm.some((units) => !Number.isNaN(units)),
    target: 0,
    worked: 0,
    done: 0,
    begun: 0,
    supplied: 0,
    rawSupplied: 0,
  }
}

/** Work on each job in a period: first what the raw plan has for it, then more, in the hours that are left. */
function sharedSteps(
  { items, resources, periodCount }: PreparedProblem,
  { raw, work, mayBegin, precedence: { isHard, soft } }: Parameters<typeof planLongItems>[1],
  jobs: readonly Job[],
  t: number,
): number[] {
  const left = resources.map(({ capacity, overtime }, r) =>
    Math.max(0, capacity[t] + overtime[t] - raw.hours[r * periodCount + t]),
  )
  const wanted = jobs.map((job) => {
    const at = job.i * periodCount + t
    job.target += work[at] * items[job.i].scale
    return Math.max(0, Math.min(job.target, mayBegin[at]) - job.worked)
  })
  const steps = jobs.map(({ i, operations }, n) => {
    const own = raw.work[i * periodCount + t] * items[i].scale
    const step = Math.min(wanted[n], own)
    for (const { r, hours } of operations) left[r] += (own - step) * hours
    return step
  })
  jobs.forEach(({ i, operations }, n) => {
    let more = wanted[n] - steps[n]
    for (const { r, hours } of operations) {
      more = Math.min(more, Math.max(0, left[r] + isHard[i] * soft[r * periodCount + t]) / hours)
    }
    for (const { r, hours } of operations) left[r] -= more * hours
    steps[n] += more
  })
  return steps
}

function workOn(
  { items, periodCount }: PreparedProblem,
  plan: LongPlan,
  { job, step, t, raw }: { readonly job: Job; readonly step: number; readonly t: number; readonly raw: RawPlan },
): void {
  const { i, operations } = job
  const { scale, firm, supplyUpper } = items[i]
  const at = i * periodCount + t
  job.worked += step
  const now = Math.max(job.done, roundWork(job.worked, scale, operations))
  for (const { r, hours } of operations) plan.hours[r * periodCount + t] += (now - job.done) * hours
  job.done = now
  job.begun = Math.max(job.begun, Math.ceil(now - GRID_NOISE))
  job.rawSupplied += raw.supply[at]
  const complete = Math.floor(now + GRID_NOISE)
  const isFirm = !Number.isNaN(firm[t])
  const ready =
    (job.waits && !isFirm ? Math.min(wholeUnits(job.rawSupplied, scale), complete) : complete) - job.supplied
  const most = isFirm ? toGrid(firm[t], scale) : limitOf(supplyUpper[t], scale)
  const arrived = Math.max(0, Math.min(ready, most))
  if (isFirm && arrived < most) plan.late.push({ i, t, units: most - arrived })
  job.supplied += arrived
  plan.supply[at] = arrived
  plan.begun[at] = job.begun
  plan.inWork[at] = Math.round(((now - job.supplied) / scale) * PARTS) / PARTS + 0
}

const limitOf = (most: number, scale: number): number => (most === Infinity ? Infinity : wholeUnits(most, scale))

/** Resources of an item, with the hours for one grid unit. */
function operationsOf({ loads, resourceOf, items }: PreparedProblem, i: number): { r: number; hours: number }[] {
  const operations: { r: number; hours: number }[] = []
  for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
    if (loads.hours[o] > 0)
      operations.push({ r: resourceOf[loads.resource[o]], hours: loads.hours[o] / items[i].scale })
  }
  return operations
}

/**
 * Work in whole parts: a whole unit where the hours that are missing are none, and never so near to one that whoever reads the
 * work would take it for whole.
 */
function roundWork(work: number, scale: number, operations: readonly { readonly hours: number }[]): number {
  const nearest = Math.round(work)
  const isNear = ({ hours }: { readonly hours: number }): boolean =>
    Math.abs(work - nearest) <= HOUR_SLACK / hours + (2 * scale) / PARTS
  if (operations.every(isNear)) return nearest
  const least = Math.max(2 * GRID_NOISE, scale / PARTS)
  if (work > nearest && work - nearest < least) return nearest
  if (work < nearest && nearest - work < least) return nearest - least
  return (Math.round((work / scale) * PARTS) / PARTS) * scale
}
