import type { Calendar } from '../../core/time/calendar.js'
import { indexById } from '../../core/keys/keys.js'
import { perPeriod } from '../../core/time/series.js'
import { hoursPerUnit } from '../../core/structure/standardHours.js'
import { normalQuantile } from '../../math/normal.js'
import { regularHours } from '../../schema/reading/regularHours.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { DemandPlan, SeriesOutlook } from '../demand/types.js'
import { dependentUses, sumOf } from './dependentUse.js'

/** Periods of recovery that are looked back over, at most: a resource that is never free would need ever more. */
const MOST_PERIODS = 12

/** Hours of one resource that the goods of a plan ask for, through all levels of their bills. */
interface ResourceLoad {
  /** Hours in one unit of each good with demand. */
  readonly hours: ReadonlyMap<string, number>
  /** Regular hours and overtime, by period. */
  readonly capacity: readonly number[]
}

/** Hours on each resource in one unit of each good: its own operations, and those of what goes into it. */
function loadsOf(input: NormalInput, calendar: Calendar, goods: ReadonlySet<string>): ResourceLoad[] {
  const uses = dependentUses(input, goods)
  const sources = indexById(input.sources, 'itemId')
  const operations = new Map<string, NormalInput['operations'][number][]>()
  for (const operation of input.operations) {
    const known = operations.get(operation.resourceId) ?? []
    operations.set(operation.resourceId, known)
    known.push(operation)
  }
  return input.resources.map((resource): ResourceLoad => {
    const terms = new Map<string, number[]>()
    const add = (goodId: string, hours: number): void => {
      const known = terms.get(goodId) ?? []
      terms.set(goodId, known)
      known.push(hours)
    }
    for (const operation of operations.get(resource.id) ?? []) {
      const { itemId } = operation
      const { yieldShare = 1, lotSize = 1 } = sources.get(itemId) ?? {}
      const hours = hoursPerUnit({ ...operation, yieldShare, lotSize })
      if (goods.has(itemId)) add(itemId, hours)
      for (const use of uses.get(itemId) ?? []) add(use.itemId, hours * (use.behindStock + use.direct))
    }
    const overtime = perPeriod(resource.overtimeHours, calendar, 'flow')
    return {
      hours: new Map([...terms].map(([goodId, hours]) => [goodId, sumOf(hours)])),
      capacity: regularHours(resource, input, calendar).map((regular, t) => regular + (overtime[t] ?? 0)),
    }
  })
}

/** Hours that stay free by period once what a period cannot do is done before it. */
function freeHours(load: readonly number[], capacity: readonly number[]): number[] {
  const free: number[] = []
  let early = 0
  for (let t = load.length - 1; t >= 0; t -= 1) {
    const left = (capacity[t] ?? 0) - (load[t] ?? 0) - early
    early = Math.max(0, -left)
    free.unshift(Math.max(0, left))
  }
  return free
}

/**
 * By how much the safety stock of a good must be larger, by period, because the hours to make up for a high demand are
 * scarce: what a resource cannot make up in one period is still missing in the next, when demand may be high again.
 *
 * With n periods of recovery, the errors of n + 1 periods come together, less what the free hours of n periods make up:
 * z x deviation of n + 1 periods - free hours of n periods, in hours of the resource, over all goods that it makes; the n
 * with the most counts (docs/decisions/safety-stock.md). One where hours are ample.
 */
export function capacityFactors(
  input: NormalInput,
  calendar: Calendar,
  demand: DemandPlan,
): (itemId: string) => readonly number[] {
  const count = calendar.periods.length
  const even = new Array<number>(count).fill(1)
  const z = normalQuantile(input.policy.serviceLevelShare ?? input.policy.fillRateShare ?? 0.5)
  if (input.policy.scarceHours !== 'buffer' || !(z > 0)) return () => even
  const asked = new Map<string, number[][]>()
  for (const { itemId, consensus } of demand.records) {
    const known = asked.get(itemId) ?? consensus.map((): number[] => [])
    asked.set(itemId, known)
    consensus.forEach((units, t) => known[t]?.push(units))
  }
  const outlooks = new Map<string, SeriesOutlook[]>()
  for (const outlook of demand.outlooks) {
    const known = outlooks.get(outlook.itemId) ?? []
    outlooks.set(outlook.itemId, known)
    known.push(outlook)
  }
  const factors = new Map<string, readonly number[]>()
  for (const { hours, capacity } of loadsOf(input, calendar, new Set(asked.keys()))) {
    const load = calendar.periods.map((_, t) =>
      sumOf([...hours].map(([goodId, each]) => each * sumOf(asked.get(goodId)?.[t] ?? []))),
    )
    const own = [...hours].flatMap(([itemId, each]) =>
      (outlooks.get(itemId) ?? []).map((outlook) => ({ outlook, each })),
    )
    const found = factorsOf(own, freeHours(load, capacity), { calendar, z })
    for (const goodId of hours.keys()) {
      const known = factors.get(goodId) ?? even
      factors.set(
        goodId,
        known.map((factor, t) => Math.max(factor, found[t] ?? 1)),
      )
    }
  }
  return (itemId) => factors.get(itemId) ?? even
}

/** The factors of one resource; periods before the plan are taken to be as its first. */
function factorsOf(
  own: readonly { readonly outlook: SeriesOutlook; readonly each: number }[],
  free: readonly number[],
  { calendar, z }: { readonly calendar: Calendar; readonly z: number },
): number[] {
  let end = 0
  return calendar.periods.map(({ days }, t) => {
    end += days
    const needed = (from: number): number =>
      z * Math.sqrt(sumOf(own.map(({ outlook, each }) => each * each * outlook.between(from, end).variance)))
    let from = end - days
    const least = needed(from)
    if (!(least > 0)) return 1
    let most = least
    let freed = 0
    for (let n = 1; n <= MOST_PERIODS; n += 1) {
      const place = Math.max(0, t - n)
      from -= calendar.periods[place]?.days ?? days
      freed += free[Math.max(0, t - n + 1)] ?? 0
      const wanted = needed(from) - freed
      if (!(wanted > most)) break
      most = wanted
    }
    // After a peak the errors of earlier periods are out of all proportion to what is still to come.
    return Math.min(most / least, Math.sqrt(MOST_PERIODS + 1))
  })
}
