import { calendar } from '../core/time/calendarChecks.js'
import {
  type Check,
  checkLength,
  checkUniqueIds,
  list,
  number,
  numbers,
  oneOf,
  optional,
  QUANTITY,
  record,
  text,
} from '../core/checking/checks.js'
import type { Calendar, Period } from '../core/time/calendar.js'
import { createIssueList, type IssueList } from '../core/checking/errors.js'
import { missingToTarget, MOST_DECIMALS } from '../core/numbers/quantityGrid.js'
import { findRunOut } from './forwardCover.js'
import { type ProjectionGrid, projectionGrid } from './projectionGrid.js'
import type { InventoryRecord, ProjectionItem } from './types.js'

const SERIES = ['receipts', 'demand', 'dependentDemand', 'shipments', 'safetyStock'] as const

/** A planned shipment of quantities without a grid may pass the stock by what the sums of whoever planned it are off. */
const PLANNED_NOISE = 1e-9

const projectionItem = (): Check =>
  record<ProjectionItem>({
    itemId: text,
    onHand: number(QUANTITY),
    backlog: optional(number(QUANTITY)),
    receipts: numbers(QUANTITY),
    demand: numbers(QUANTITY),
    dependentDemand: optional(numbers(QUANTITY)),
    shipments: optional(numbers(QUANTITY)),
    unmetDemand: optional(oneOf('backlog', 'lost')),
    safetyStock: optional(numbers(QUANTITY)),
    quantityDecimals: optional(number({ min: 0, max: MOST_DECIMALS, whole: true })),
  })

/**
 * Projects the stock of items over the periods of a calendar.
 *
 * opening + receipts - dependent demand - shipped = closing. Components are issued before customers are served. Shipped
 * is what was planned or, without a plan, as much open demand (backlog and demand) as stock allows, the oldest first.
 * Stock is never negative: customers' demand that is short waits or is lost; dependent demand that is short waits in
 * `dependentBacklog` and is issued first when stock comes, so that closing = opening + receipts - dependent demand + change
 * of the dependent backlog - shipped. Days of cover are calendar days until the closing stock is used up by the demand
 * of the periods that follow (customers' and dependent, even within a period). Source: APICS (ASCM) Dictionary,
 * "projected available balance", "backlog", "days of supply".
 *
 * Stock is added up exactly, in whole numbers of the smallest unit of each item (`quantityDecimals`).
 *
 * @param items - stock, receipts and demand in stock units, arrays aligned with the calendar
 * @param options - the calendar
 * @returns one record per item in the order of the items
 * @throws SopError `DUPLICATE_ID`, `MISALIGNED`, `NOT_FINITE`, `OUT_OF_RANGE`, also for quantities off the grid of
 * the item and for more of them than a double can add up exactly; `CONFLICT` for a planned shipment above the stock or above
 * the open demand
 * @example
 * ```ts
 * import { createCalendar, projectInventory } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 3 })
 * const lamp = { itemId: 'lamp', onHand: 100, receipts: [0, 50, 80], demand: [70, 90, 60] }
 * const [record] = projectInventory([lamp], { calendar })
 * record?.closing // => [30, 0, 10]
 * record?.backlog // => [0, 10, 0]
 * ```
 */
export function projectInventory(
  items: readonly ProjectionItem[],
  options: { readonly calendar: Calendar },
): InventoryRecord[] {
  const issues = createIssueList()
  list(projectionItem())(items, 'items', issues)
  record<{ calendar: Calendar }>({ calendar })(options, 'options', issues)
  // What misses one field can still be compared by the others.
  if (!Array.isArray(items) || !Array.isArray(options?.calendar?.periods)) issues.throwIfAny()
  const { periods } = options.calendar
  checkUniqueIds(
    items.map((item) => item?.itemId),
    (i) => `items[${i}].itemId`,
    issues,
  )
  items.forEach((item, i) => {
    for (const field of SERIES) checkLength(item?.[field], `items[${i}].${field}`, periods.length, 'periods', issues)
  })
  issues.throwIfAny()
  const records = items.map((item, i) => projectItem(item, `items[${i}]`, periods, issues))
  issues.throwIfAny()
  return records
}

/** The stock of an item from period to period, in the units of its grid. */
interface Flows {
  readonly opening: readonly number[]
  readonly receipts: readonly number[]
  readonly demand: readonly number[]
  readonly dependentDemand: readonly number[]
  readonly shipped: readonly number[]
  readonly shortage: readonly number[]
  readonly backlog: readonly number[]
  readonly lost: readonly number[]
  readonly closing: readonly number[]
  /** Dependent demand that waits. */
  readonly waiting: readonly number[]
}

function projectItem(
  item: ProjectionItem,
  path: string,
  periods: readonly Period[],
  issues: IssueList,
): InventoryRecord {
  const grid = projectionGrid(item, path, issues)
  const { scale, noise } = grid
  const flows = projectFlows(item, grid, { path, periods, issues })
  const { demand, dependentDemand, backlog, closing, waiting } = flows
  const available = closing.map((quantity, t) => quantity - ((backlog[t] as number) + (waiting[t] as number)))
  const safetyStock = item.safetyStock ?? closing.map(() => 0)
  return {
    itemId: item.itemId,
    opening: inUnits(flows.opening, scale),
    receipts: inUnits(flows.receipts, scale),
    demand: inUnits(demand, scale),
    dependentDemand: inUnits(dependentDemand, scale),
    ...(waiting.some((quantity) => quantity > 0) && { dependentBacklog: inUnits(waiting, scale) }),
    shipped: inUnits(flows.shipped, scale),
    shortage: inUnits(flows.shortage, scale),
    backlog: inUnits(backlog, scale),
    lost: inUnits(flows.lost, scale),
    closing: inUnits(closing, scale),
    projectedAvailableBalance: inUnits(available, scale),
    daysOfCover: coverInDays(closing, (t) => (demand[t] as number) + (dependentDemand[t] as number), periods, noise),
    safetyStock: [...safetyStock],
    belowSafetyStock: safetyStock.map((target, t) => missingToTarget(target, closing[t] as number, scale)),
  }
}

/**
 * Quantities of a grid in stock units. A loop of its own: written as `map` where it is used, an engine takes longer to make the eleven of
 * them fast than to run them.
 */
function inUnits(values: readonly number[], scale: number): number[] {
  const units: number[] = []
  for (const value of values) units.push(value / scale + 0)
  return units
}

function projectFlows(
  item: ProjectionItem,
  { scale, noise, read }: ProjectionGrid,
  { path, periods, issues }: { readonly path: string; readonly periods: readonly Period[]; readonly issues: IssueList },
): Flows {
  const count = periods.length
  const zeros = (): number[] => new Array<number>(count).fill(0)
  const series = (values: readonly number[] | undefined): number[] => values?.map(read) ?? zeros()
  /** What is left of a difference when the noise of its terms is taken off. */
  const settle = (value: number, size: number): number => (Math.abs(value) <= noise * size ? 0 : value)
  const [opening, shipped, shortage, backlog] = [zeros(), zeros(), zeros(), zeros()]
  const [lost, closing, waiting] = [zeros(), zeros(), zeros()]
  const receipts = series(item.receipts)
  const demand = series(item.demand)
  const dependentDemand = series(item.dependentDemand)
  const shipments = item.shipments?.map(read)
  const isLost = item.unmetDemand === 'lost'

  let stock = read(item.onHand)
  let late = read(item.backlog ?? 0)
  let lateIssues = 0
  for (let t = 0; t < count; t++) {
    const asked = demand[t] as number
    const wanted = lateIssues + (dependentDemand[t] as number)
    const supply = stock + (receipts[t] as number)
    const size = supply + late + asked + wanted
    opening[t] = stock
    const issued = Math.min(wanted, supply)
    const available = settle(supply - issued, size)
    const open = late + asked
    const most = Math.min(available, open)
    const planned = shipments?.[t] ?? most
    if (planned > most + (noise > 0 ? PLANNED_NOISE * size : 0)) {
      const limit = open <= available ? `the open demand is ${open / scale}` : `the stock is ${available / scale}`
      issues.add(
        'CONFLICT',
        `${path}.shipments[${t}]`,
        item.shipments?.[t],
        `In period ${periods[t]?.id} ${limit}.`,
        'Ship no more than there is stock and open demand, or leave shipments out.',
      )
    }
    const shippedNow = Math.min(planned, most)
    shipped[t] = shippedNow
    // The oldest demand is served first, so what is short of this period's is what shipments beyond the backlog leave.
    const fresh = Math.max(0, shippedNow - late)
    shortage[t] = settle(Math.max(0, asked - fresh), size)
    const unmet = settle(open - shippedNow, size)
    lost[t] = isLost ? unmet : 0
    late = isLost ? 0 : unmet
    backlog[t] = late
    lateIssues = settle(wanted - issued, size)
    waiting[t] = lateIssues
    stock = settle(available - shippedNow, size)
    closing[t] = stock
  }

  return { opening, receipts, demand, dependentDemand, shipped, shortage, backlog, lost, closing, waiting }
}

function coverInDays(
  closing: readonly number[],
  demandOf: (period: number) => number,
  periods: readonly Period[],
  noise: number,
): (number | null)[] {
  return closing.map((stock, t) => {
    const runOut = findRunOut(stock, demandOf, t + 1, [periods.length, noise])
    if (runOut === undefined) return null
    let days = 0
    for (let s = t + 1; s < runOut.period; s++) days += (periods[s] as Period).days
    return days + runOut.share * (periods[runOut.period]?.days ?? 0)
  })
}
