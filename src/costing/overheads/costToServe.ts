import {
  checkUniqueIds,
  list,
  number,
  optional,
  QUANTITY,
  record,
  recordOf,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { compareText } from '../../core/keys/keys.js'
import { activityBasedCosts, type ActivityPool } from './activityBasedCosts.js'

/** A customer's sales, and what it causes beside them. */
export interface ServedCustomer {
  readonly customerId: string
  /** Channel that it is served by; default none. */
  readonly channelId?: string
  /** Net revenue of the time span, major units. */
  readonly revenue: number
  /** Cost of what was sold to it. */
  readonly costOfSales: number
  /** How much of each activity's driver it uses: orders, visits, pallets. */
  readonly drivers?: Readonly<Record<string, number>>
}

/** What {@link costToServe} assigns. */
export interface CostToServeInput {
  readonly customers: readonly ServedCustomer[]
  readonly activities: readonly ActivityPool[]
  /** Cost of a channel that none of its customers causes alone, by channel. */
  readonly channelCosts?: Readonly<Record<string, number>>
}

/** Profit of a customer or a channel. Major units of money. */
export interface ServedProfit {
  readonly revenue: number
  readonly costOfSales: number
  readonly grossProfit: number
  readonly costToServe: number
  /** Gross profit less cost to serve. */
  readonly profit: number
  /** Profit over revenue; null without revenue. */
  readonly profitShare: number | null
}

/** Profit by customer and by channel. */
export interface CostToServe {
  /** The most profitable first. */
  readonly customers: readonly (ServedProfit & {
    readonly customerId: string
    readonly channelId: string | null
    /** Profit of this and all before it: the whale curve; its highest point is above its end where customers lose money. */
    readonly cumulativeProfit: number
  })[]
  /** By id; their cost to serve includes what no customer causes alone. */
  readonly channels: readonly (ServedProfit & { readonly channelId: string })[]
  /** Cost of activities that nobody used. */
  readonly unusedCost: number
  /** Profit of all customers, less channel cost and unused cost. */
  readonly profit: number
}

/**
 * Customer and channel profitability: gross profit less what it costs to serve them, by activity.
 *
 * Cost to serve = sum of activity rate x use of the driver; customers from the most profitable on, with their running
 * total (whale curve). Channel cost stays with the channel, and unused capacity with nobody. Source: Kaplan and Cooper,
 * Cost & Effect, ch. 10; Horngren, Cost Accounting, ch. 14. Not rounded.
 *
 * @param input - customers with revenue, cost of sales (major units) and drivers; activities; channel costs
 * @returns profit by customer and channel, what was unused, and profit in all
 * @throws SopError `UNKNOWN_ID`, `DUPLICATE_ID`, `OUT_OF_RANGE`, `CONFLICT` as {@link activityBasedCosts}
 * @example
 * ```ts
 * import { costToServe } from 'sop-engine/costing'
 * const { customers } = costToServe({
 *   customers: [
 *     { customerId: 'large', revenue: 900, costOfSales: 700, drivers: { orders: 45 } },
 *     { customerId: 'small', revenue: 300, costOfSales: 200, drivers: { orders: 5 } },
 *   ],
 *   activities: [{ activityId: 'orders', cost: 250 }],
 * })
 * customers.map(({ customerId, profit }) => [customerId, profit]) // => [['small', 75], ['large', -25]]
 * ```
 */
export function costToServe(input: CostToServeInput): CostToServe {
  checkInput(input)
  const { customers, activities, channelCosts = {} } = input
  const assigned = activityBasedCosts({
    activities,
    objects: customers.map(({ customerId, drivers = {} }) => ({ objectId: customerId, drivers })),
  })
  const served = new Map(assigned.objects.map(({ objectId, total }) => [objectId, total]))
  const lines = customers
    .map(({ customerId, channelId = null, revenue, costOfSales }) => ({
      customerId,
      channelId,
      ...profitOf(revenue, costOfSales, served.get(customerId) ?? 0),
    }))
    .sort((a, b) => b.profit - a.profit || compareText(a.customerId, b.customerId))
  let cumulativeProfit = 0
  const ranked = lines.map((line) => {
    cumulativeProfit += line.profit
    return { ...line, cumulativeProfit }
  })
  const ids = new Set([...customers.flatMap(({ channelId }) => channelId ?? []), ...Object.keys(channelCosts)])
  const channels = [...ids].sort(compareText).map((channelId) => {
    const own = lines.filter((line) => line.channelId === channelId)
    const sum = (value: (line: (typeof lines)[number]) => number): number =>
      own.reduce((all, line) => all + value(line), 0)
    const cost = sum((line) => line.costToServe) + (channelCosts[channelId] ?? 0)
    return {
      channelId,
      ...profitOf(
        sum((line) => line.revenue),
        sum((line) => line.costOfSales),
        cost,
      ),
    }
  })
  const unusedCost = assigned.activities.reduce((sum, one) => sum + one.unusedCost, 0)
  const ofChannels = Object.values(channelCosts).reduce((sum, cost) => sum + cost, 0)
  return { customers: ranked, channels, unusedCost, profit: cumulativeProfit - ofChannels - unusedCost }
}

function profitOf(revenue: number, costOfSales: number, cost: number): ServedProfit {
  const grossProfit = revenue - costOfSales
  const profit = grossProfit - cost
  return {
    revenue,
    costOfSales,
    grossProfit,
    costToServe: cost,
    profit,
    profitShare: revenue === 0 ? null : profit / revenue,
  }
}

function checkInput(input: CostToServeInput): void {
  const issues = createIssueList()
  const quantity = number(QUANTITY)
  record<CostToServeInput>({
    customers: list(
      record<ServedCustomer>({
        customerId: text,
        channelId: optional(text),
        revenue: number(),
        costOfSales: number(),
        drivers: optional(recordOf(quantity)),
      }),
    ),
    activities: list(
      record<ActivityPool>({ activityId: text, cost: quantity, driverCapacity: optional(number({ above: 0 })) }),
    ),
    channelCosts: optional(recordOf(quantity)),
  })(input, '', issues)
  throwIfUnreadable(issues)
  checkUniqueIds(
    input.customers.map(({ customerId }) => customerId),
    (n) => `customers[${n}].customerId`,
    issues,
  )
  const ids = input.activities.map(({ activityId }) => activityId)
  input.customers.forEach(({ drivers = {} }, n) => {
    for (const id of Object.keys(drivers)) {
      if (ids.includes(id)) continue
      const message = `There is no activity '${id}'.`
      issues.add(
        'UNKNOWN_ID',
        `customers[${n}].drivers.${id}`,
        id,
        message,
        'Add it to activities, or correct the name.',
      )
    }
  })
  issues.throwIfAny()
}
