import {
  checkUniqueIds,
  list,
  number,
  optional,
  POSITIVE,
  QUANTITY,
  record,
  recordOf,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** A group of people or machines that does several activities. */
export interface ResourcePool {
  readonly poolId: string
  /** Cost of all that the pool has in the time span, major units. */
  readonly cost: number
  /** Hours in which it can work: practical capacity. */
  readonly practicalHours: number
}

/** One step or option of an activity, with the time that it takes: a term of a time equation. */
export interface TimedActivity {
  readonly activityId: string
  readonly poolId: string
  /** Hours for one of it. */
  readonly hoursPerUnit: number
}

/** What causes activities, and how often. */
export interface TimedObject {
  readonly objectId: string
  /** Units made or sold; with them comes a cost of one unit. */
  readonly units?: number
  /** How often each activity was done for it, by activity. */
  readonly volumes: Readonly<Record<string, number>>
}

/** What {@link timeDrivenCosts} assigns. */
export interface TimeDrivenInput {
  readonly pools: readonly ResourcePool[]
  readonly activities: readonly TimedActivity[]
  readonly objects: readonly TimedObject[]
}

/** Cost by object and pool, and what was not used. Major units of money. */
export interface TimeDrivenCosts {
  readonly pools: readonly {
    readonly poolId: string
    readonly costPerHour: number
    readonly usedHours: number
    /**
     * Below zero where more was done than practical capacity has hours for: the hours of activities are too long, or
     * the capacity too small.
     */
    readonly unusedHours: number
    readonly unusedCost: number
  }[]
  readonly objects: readonly {
    readonly objectId: string
    readonly hours: number
    readonly total: number
    /** Null where its units are not given, or zero. */
    readonly perUnit: number | null
    readonly activities: readonly { readonly activityId: string; readonly hours: number; readonly amount: number }[]
  }[]
}

/**
 * Time-driven activity-based costing: the cost of an hour of each pool, and the hours that activities take.
 *
 * rate = cost of the pool / practical hours; an object costs the sum of volume x hours x rate, its time equation.
 * Unused hours are of no object. Source: R. S. Kaplan and S. R. Anderson, Time-Driven Activity-Based Costing (2007).
 * Not rounded.
 *
 * @param input - pools (major units, hours), activities (hours), objects with how often each activity was done
 * @returns rate and unused capacity by pool, hours and cost by object
 * @throws SopError `UNKNOWN_ID`, `DUPLICATE_ID`, `OUT_OF_RANGE`, as for a pool without hours
 * @example
 * ```ts
 * import { timeDrivenCosts } from 'sop-engine/costing'
 * const { pools, objects } = timeDrivenCosts({
 *   pools: [{ poolId: 'office', cost: 5600, practicalHours: 140 }],
 *   activities: [
 *     { activityId: 'order', poolId: 'office', hoursPerUnit: 0.2 },
 *     { activityId: 'newCustomer', poolId: 'office', hoursPerUnit: 0.5 },
 *   ],
 *   objects: [{ objectId: 'inn', volumes: { order: 500, newCustomer: 40 } }],
 * })
 * objects[0]?.total // => 4800
 * pools[0]?.unusedCost // => 800
 * ```
 */
export function timeDrivenCosts(input: TimeDrivenInput): TimeDrivenCosts {
  checkInput(input)
  const { pools, activities, objects } = input
  const rates = new Map(pools.map(({ poolId, cost, practicalHours }) => [poolId, cost / practicalHours]))
  const usedHours = new Map(pools.map(({ poolId }) => [poolId, 0]))
  const results = objects.map(({ objectId, units = 0, volumes }) => {
    const parts = activities.flatMap(({ activityId, poolId, hoursPerUnit }) => {
      const hours = (volumes[activityId] ?? 0) * hoursPerUnit
      if (hours === 0) return []
      usedHours.set(poolId, (usedHours.get(poolId) ?? 0) + hours)
      return [{ activityId, hours, amount: hours * (rates.get(poolId) ?? 0) }]
    })
    const total = parts.reduce((sum, { amount }) => sum + amount, 0)
    return {
      objectId,
      hours: parts.reduce((sum, { hours }) => sum + hours, 0),
      total,
      perUnit: units > 0 ? total / units : null,
      activities: parts,
    }
  })
  return {
    pools: pools.map(({ poolId, practicalHours }) => {
      const used = usedHours.get(poolId) ?? 0
      const costPerHour = rates.get(poolId) ?? 0
      const unusedHours = practicalHours - used
      return { poolId, costPerHour, usedHours: used, unusedHours, unusedCost: unusedHours * costPerHour }
    }),
    objects: results,
  }
}

function checkInput(input: TimeDrivenInput): void {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  record<TimeDrivenInput>({
    pools: list(record<ResourcePool>({ poolId: text, cost: quantity, practicalHours: number(POSITIVE) })),
    activities: list(record<TimedActivity>({ activityId: text, poolId: text, hoursPerUnit: quantity })),
    objects: list(record<TimedObject>({ objectId: text, units: optional(quantity), volumes: recordOf(quantity) })),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { pools, activities, objects } = input
  const poolIds = pools.map(({ poolId }) => poolId)
  const activityIds = activities.map(({ activityId }) => activityId)
  checkUniqueIds(poolIds, (n) => `pools[${n}].poolId`, issues)
  checkUniqueIds(activityIds, (n) => `activities[${n}].activityId`, issues)
  checkUniqueIds(
    objects.map(({ objectId }) => objectId),
    (n) => `objects[${n}].objectId`,
    issues,
  )
  const known = (ids: readonly string[], id: string, path: string): void => {
    if (!ids.includes(id)) issues.add('UNKNOWN_ID', path, id, `There is no '${id}'.`, 'Add it, or correct the id.')
  }
  activities.forEach(({ poolId }, n) => known(poolIds, poolId, `activities[${n}].poolId`))
  objects.forEach(({ volumes }, n) => {
    for (const id of Object.keys(volumes)) known(activityIds, id, `objects[${n}].volumes.${id}`)
  })
  issues.throwIfAny()
}
