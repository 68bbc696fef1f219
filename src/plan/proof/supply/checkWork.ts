import type { ProductionRecord } from '../../../production/types.js'
import { capacityOf } from '../facts/capacityFacts.js'
import { type Check, type Checker, startCheck } from '../checks.js'
import { type Facts, isMade, type Placed, type RoutingFact } from '../facts/facts.js'
import { workDone } from '../facts/workFacts.js'

/** Hours are kept to six decimals, work to nine. */
const HOUR_GRID = 1e-6
const WORK_GRID = 1e-9
/** A share of a grid unit that is none. */
const NOISE = 1e-6

/** Units in work are those that no period can complete, and hold as much work as hours were worked on them. */
export function checkWork(facts: Facts): Check {
  const check = startCheck(
    'work-in-progress-follows',
    'Only units that take longer than a usual period are in work, as far as hours were worked on them, and none is begun in vain.',
  )
  const surplus = hoursBeyondNeed(facts)
  for (const record of facts.rows.records.values()) {
    const { itemId, workInProgress } = record.row
    const power = 10 ** (facts.items.get(itemId)?.quantityDecimals ?? 0)
    const routing = facts.routings.get(itemId) ?? []
    if (!isMade(facts, itemId) || !routing.some((line) => isLonger(facts, line, power))) {
      const path = `${record.name}.workInProgress`
      const wrong = `${path} is there, and a period completes a unit of '${itemId}'.`
      check.holds(path, workInProgress === undefined, null, null, wrong)
      continue
    }
    check.number(`${record.name}.workInProgress.length`, workInProgress?.length, facts.count)
    checkProgress(check, facts, record, power)
    for (const { resourceId, hours } of routing) {
      const beyond = surplus.get(resourceId)
      if (hours <= 0 || beyond === undefined) continue
      for (let t = 0; t < facts.count; t++) {
        const work = workInProgress?.[t] ?? Number.NaN
        const slack = ((t + 1) * HOUR_GRID) / hours + WORK_GRID * (t + 2)
        check.cell(record.name, 'workInProgress', t, work, work + (beyond[t] as number) / hours, slack)
      }
    }
  }
  return check.result()
}

/**
 * Whether a grid unit takes more hours than a period that has at least half as many as its neighbor before or after;
 * periods without hours are passed over.
 */
function isLonger(facts: Facts, { resourceId, hours }: RoutingFact, power: number): boolean {
  const resource = facts.resources.get(resourceId)
  if (resource === undefined) return false
  const overtime = facts.flow(resource.overtimeHours)
  const offered = capacityOf(facts, resource)
    .map((regular, t) => regular + (overtime[t] ?? 0))
    .filter((sum) => sum > 0)
  return offered.some((sum, n) => {
    const least = Math.min(offered[n - 1] ?? Infinity, offered[n + 1] ?? Infinity)
    return 2 * sum >= least && hours / power > sum + HOUR_GRID / 2
  })
}

/** Hours worked on each resource up to each close, less those that the units produced and in work have taken by then. */
function hoursBeyondNeed({ plan, count, routings }: Facts): Map<string, number[]> {
  const beyond = new Map(
    plan.supply.resources.map(({ resourceId, regularHours, overtimeHours }) => [
      resourceId,
      Array.from({ length: count }, (_, t) => (regularHours[t] ?? 0) + (overtimeHours[t] ?? 0)),
    ]),
  )
  for (const record of plan.supply.records) {
    for (const { resourceId, hours } of routings.get(record.itemId) ?? []) {
      const row = beyond.get(resourceId)
      row?.forEach((worked, t) => (row[t] = worked - hours * workDone(record, t)))
    }
  }
  for (const row of beyond.values()) row.forEach((rest, t) => (row[t] = rest + (t === 0 ? 0 : (row[t - 1] as number))))
  return beyond
}

/** Work goes forward, waits only for what an arrival waits for, and is complete at the end. */
function checkProgress(check: Checker, facts: Facts, { row, name }: Placed<ProductionRecord>, power: number): void {
  const { plan, count } = facts
  const source = facts.sources.get(row.itemId)
  const policy = facts.policies.get(row.itemId)
  const isService = facts.items.get(row.itemId)?.kind === 'service'
  const limit = source?.supplyLimit === undefined ? undefined : facts.flow(source.supplyLimit)
  const isFixed = source?.firmSupply !== undefined || limit !== undefined || plan.input.policy.firmPeriods > 0
  const mayWait = isService || policy?.maximumStock !== undefined || isFixed
  const arrival = (facts.starts[0] ?? 0) + (source?.leadTimeDays ?? 0)
  for (let t = 0; t < count; t++) {
    const work = row.workInProgress?.[t] ?? Number.NaN
    const path = `${name}.workInProgress[${t}]`
    const wrong = (expected: number, is: string) => () => ({
      path,
      actual: work,
      expected,
      message: `${path} is ${work}: ${is}.`,
    })
    check.claim(work >= 0, wrong(0, 'it is below zero'))
    check.claim(workDone(row, t) >= -WORK_GRID, wrong(0, 'work that was done is undone'))
    const isEarly = (facts.starts[t] ?? 0) + (facts.days[t] ?? 0) <= arrival
    const whole = Math.floor(work * power + NOISE)
    check.claim(mayWait || isEarly || whole === 0, wrong(whole / power, 'a complete unit has not arrived'))
    if (t < count - 1) continue
    check.claim(Math.abs(work * power - Math.round(work * power)) <= NOISE, wrong(0, 'a unit is begun in vain'))
  }
}
