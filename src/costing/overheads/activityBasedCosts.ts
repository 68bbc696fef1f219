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

/** A pool of cost and the driver that it follows. */
export interface ActivityPool {
  readonly activityId: string
  /** Cost of the time span, major units. */
  readonly cost: number
  /** How much of the driver the cost could serve (practical capacity); default what all objects use together. */
  readonly driverCapacity?: number
}

/** What causes activities: a product, a customer, an order, a channel. */
export interface CostObject {
  readonly objectId: string
  /** Units made or sold; with them comes a cost of one unit. */
  readonly units?: number
  /** Cost that is traced to it without a driver; default 0. */
  readonly directCost?: number
  /** How much of each activity's driver it uses, by activity. */
  readonly drivers: Readonly<Record<string, number>>
}

/** What {@link activityBasedCosts} assigns. */
export interface ActivityCostInput {
  readonly activities: readonly ActivityPool[]
  readonly objects: readonly CostObject[]
}

/** Cost of one object by activity. Major units of money. */
export interface ObjectCost {
  readonly objectId: string
  readonly directCost: number
  /** By activity, in the order of the activities; those that it does not use are left out. */
  readonly activities: readonly { readonly activityId: string; readonly amount: number }[]
  readonly total: number
  /** Null where its units are not given, or zero. */
  readonly perUnit: number | null
}

/** Cost by object, rates by activity, and what nobody used. Major units of money. */
export interface ActivityCosts {
  readonly activities: readonly {
    readonly activityId: string
    /** Cost of one unit of the driver; null where there is none to spread it over. */
    readonly rate: number | null
    readonly used: number
    /** Cost of the driver's units that no object used: of nobody. */
    readonly unusedCost: number
  }[]
  readonly objects: readonly ObjectCost[]
}

/**
 * Activity-based costing: cost pools to objects by what drives them.
 *
 * rate = cost of the pool / driver capacity; cost of an object = direct cost + sum of rate x its use of the driver.
 * What is left of a practical capacity is unused, and of no object. Source: Horngren, Cost Accounting, ch. 5; Kaplan
 * and Cooper, Cost & Effect, ch. 7. Not rounded.
 *
 * @param input - pools (major units) and objects with their use of each driver
 * @returns rates, cost by object, unused capacity
 * @throws SopError `UNKNOWN_ID` for a driver of no activity, `DUPLICATE_ID`, `OUT_OF_RANGE`; `CONFLICT` where more is
 * used than there is
 * @example
 * ```ts
 * import { activityBasedCosts } from 'sop-engine/costing'
 * const { activities, objects } = activityBasedCosts({
 *   activities: [{ activityId: 'setups', cost: 300_000 }],
 *   objects: [
 *     { objectId: 'boot', units: 25_000, drivers: { setups: 500 } },
 *     { objectId: 'club', units: 5000, drivers: { setups: 1000 } },
 *   ],
 * })
 * activities[0]?.rate // => 200
 * objects.map(({ perUnit }) => perUnit) // => [4, 40]
 * ```
 */
export function activityBasedCosts(input: ActivityCostInput): ActivityCosts {
  const issues = createIssueList()
  record<ActivityCostInput>({
    activities: list(
      record<ActivityPool>({ activityId: text, cost: number(QUANTITY), driverCapacity: optional(number(POSITIVE)) }),
    ),
    objects: list(
      record<CostObject>({
        objectId: text,
        units: optional(number(QUANTITY)),
        directCost: optional(number(QUANTITY)),
        drivers: recordOf(number(QUANTITY)),
      }),
    ),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { activities, objects } = input
  const ids = activities.map(({ activityId }) => activityId)
  checkUniqueIds(ids, (n) => `activities[${n}].activityId`, issues)
  checkUniqueIds(
    objects.map(({ objectId }) => objectId),
    (n) => `objects[${n}].objectId`,
    issues,
  )
  objects.forEach(({ drivers }, n) => {
    for (const id of Object.keys(drivers)) {
      if (ids.includes(id)) continue
      const message = `There is no activity '${id}'.`
      issues.add('UNKNOWN_ID', `objects[${n}].drivers.${id}`, id, message, 'Add it to activities, or correct the name.')
    }
  })
  const usedOf = (id: string): number => objects.reduce((sum, { drivers }) => sum + (drivers[id] ?? 0), 0)
  const pools = activities.map(({ activityId, cost, driverCapacity }, n) => {
    const used = usedOf(activityId)
    const capacity = driverCapacity ?? used
    if (used > capacity * (1 + 1e-12)) {
      const message = `Objects use ${used} of a driver of which there is ${capacity}.`
      issues.add(
        'CONFLICT',
        `activities[${n}].driverCapacity`,
        driverCapacity,
        message,
        'Raise it, or correct the uses.',
      )
    }
    const rate = capacity > 0 ? cost / capacity : null
    // A pool that nobody uses is unused as a whole.
    return { activityId, rate, used, unusedCost: rate === null ? cost : Math.max(0, capacity - used) * rate }
  })
  issues.throwIfAny()
  return {
    activities: pools,
    objects: objects.map(({ objectId, units = 0, directCost = 0, drivers }) => {
      const parts = pools.flatMap(({ activityId, rate }) => {
        const amount = (drivers[activityId] ?? 0) * (rate ?? 0)
        return amount === 0 ? [] : [{ activityId, amount }]
      })
      const total = parts.reduce((sum, { amount }) => sum + amount, directCost)
      return { objectId, directCost, activities: parts, total, perUnit: units > 0 ? total / units : null }
    }),
  }
}
