import { nearestUnits, wholeUnits } from './grid.js'
import type { PreparedProblem } from './preparedProblem.js'
import type { RawPlan } from './rawPlan.js'
import { HOUR_SLACK } from './wholeShop.js'

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

/** Work nearer than this to a whole grid unit is one: what a solver and decimals leave. */
const NOISE = 1e-6

/** Work is kept to this many parts of a stock unit, so that it is the same number in plan, ledger and proof. */
const PARTS = 1e9

/**
 * Plans the work on the items that take longer than a period, in the hours that the raw plan gives them: so much work that
 * each unit of the goals is complete in time, whole units begun and whole units complete.
 *
 * A unit whose components are not there in time is begun later (`mayBegin`); what is behind then is caught up in hours that
 * the raw plan leaves over.
 *
 * @param work - the raw plan, its work cut at whole units (`wholeWork`)
 * @param mayBegin - the most units that may be begun by the close of each period
 */
export function planLongItems(
  problem: PreparedProblem,
  plans: { readonly raw: RawPlan; readonly work: Float64Array; readonly mayBegin: Float64Array },
): LongPlan {
  const { items, resources, long, periodCount } = problem
  const size = items.length * periodCount
  const plan: LongPlan = {
    supply: new Float64Array(size),
    begun: new Float64Array(size),
    inWork: new Float64Array(size),
    hours: new Float64Array(resources.length * periodCount),
    late: [],
  }
  const spare = plans.raw.hours.map((hours, at) => {
    const { capacity, overtime } = resources[Math.floor(at / periodCount)]
    const t = at % periodCount
    return Math.max(0, capacity[t] + overtime[t] - hours)
  })
  for (const i of [...long.keys()].sort((a, b) => a - b)) planItem(problem, { ...plans, plan, spare, i })
  return plan
}

interface Subject {
  readonly raw: RawPlan
  readonly work: Float64Array
  readonly mayBegin: Float64Array
  readonly plan: LongPlan
  /** Hours that nobody takes yet. */
  readonly spare: Float64Array
  readonly i: number
}

function planItem(problem: PreparedProblem, subject: Subject): void {
  const { items, periodCount } = problem
  const { raw, work, mayBegin, plan, spare, i } = subject
  const item = items[i]
  const { scale } = item
  const operations = operationsOf(problem, i)
  // What waits for a firm order, or for room, is complete and stays in work: then the raw plan says when it arrives.
  const waits = item.maximumStock.some((most) => most < Infinity) || item.firm.some((units) => !Number.isNaN(units))
  let [target, done, begun, supplied, rawSupplied] = [0, 0, 0, 0, 0]
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    target += work[at] * scale
    rawSupplied += raw.supply[at]
    let step = Math.max(0, Math.min(target, mayBegin[at]) - done)
    for (const { r, hours } of operations) {
      const place = r * periodCount + t
      step = Math.min(step, raw.work[at] * scale + spare[place] / hours)
    }
    const now = Math.max(done, roundWork(done + step, scale, operations))
    for (const { r, hours } of operations) {
      const place = r * periodCount + t
      const taken = (now - done) * hours
      plan.hours[place] += taken
      spare[place] = Math.max(0, spare[place] + raw.work[at] * scale * hours - taken)
    }
    done = now
    begun = Math.max(begun, Math.ceil(done - NOISE))
    const complete = Math.floor(done + NOISE)
    const isFirm = !Number.isNaN(item.firm[t])
    const ready = (waits && !isFirm ? Math.min(wholeUnits(rawSupplied, scale), complete) : complete) - supplied
    const most = isFirm ? nearestUnits(item.firm[t], scale) : limitOf(item.supplyUpper[t], scale)
    const arrived = Math.max(0, Math.min(ready, most))
    if (isFirm && arrived < most) plan.late.push({ i, t, units: most - arrived })
    supplied += arrived
    plan.supply[at] = arrived
    plan.begun[at] = begun
    plan.inWork[at] = Math.round(((done - supplied) / scale) * PARTS) / PARTS + 0
  }
}

const limitOf = (most: number, scale: number): number => (most === Infinity ? Infinity : wholeUnits(most, scale))

/** Resources of an item, with the hours for one grid unit. */
export function operationsOf(
  { loads, resourceOf, items }: PreparedProblem,
  i: number,
): { readonly r: number; readonly hours: number }[] {
  const operations: { readonly r: number; readonly hours: number }[] = []
  for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
    if (loads.hours[o] > 0)
      operations.push({ r: resourceOf[loads.resource[o]], hours: loads.hours[o] / items[i].scale })
  }
  return operations
}

/** Work in whole parts; a whole unit where the hours that are missing are none. */
function roundWork(work: number, scale: number, operations: readonly { readonly hours: number }[]): number {
  const nearest = Math.round(work)
  const missing = Math.max(...operations.map(({ hours }) => hours * Math.abs(work - nearest)))
  return missing <= HOUR_SLACK ? nearest : (Math.round((work / scale) * PARTS) / PARTS) * scale
}
