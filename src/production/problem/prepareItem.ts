import type { Calendar } from '../../core/time/calendar.js'
import type { IssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { checkStockRange } from '../../core/structure/checkStockRange.js'
import { keyPath } from '../../core/checking/keyPath.js'
import {
  carryToGrid,
  ceilToGrid,
  floorToGrid,
  fromGrid,
  isOnGrid,
  MOST_GRID_UNITS,
  snapToGrid,
  tooFine,
} from '../../core/numbers/quantityGrid.js'
import type { SourceKind } from '../../core/structure/structure.js'
import { billNotUsed, defaultSource, demandOffGrid, firmOverSupplyLimit, noPurchaseCost } from '../notices.js'
import type { OpenRange } from './openRange.js'
import type { RefusedDemand } from './refusal.js'
import { type ArrivalDay, readArrivals } from './readArrivals.js'
import { readScale } from './readScale.js'
import { readSeries } from './readSeries.js'
import type { ItemSource } from './readSources.js'
import type { StockWeights } from './stockWeights.js'
import type { DemandPart, ProductionItem, UnmetDemand } from '../types.js'

/** An item with its defaults filled in; quantities in stock units on the item's grid, money in major units. */
export interface PreparedItem {
  readonly id: string
  /** Its row by its key, for notices. */
  readonly place: string
  /** Which penalties the input gives; the others are filled in by `defaultPenalties`. */
  readonly given: { readonly backlog: boolean; readonly lost: boolean; readonly safety: boolean }
  readonly sourceId: string
  /** What is done to supply it: data for the records. What it takes and costs stands in bill, routing and `purchaseCost`. */
  readonly kind: SourceKind
  /** A service is never stocked: its stock bounds are 0. */
  readonly isService: boolean
  readonly unmetDemand: UnmetDemand
  /** Grid units in one stock unit: 10 to the power of `quantityDecimals`. */
  readonly scale: number
  readonly demand: readonly number[]
  /** What of the demand is booked orders. */
  readonly booked: readonly number[]
  /** The least that is shipped of what is there without new supply (`shipOwnStock`). Undefined for no such limit. */
  readonly ownStock?: readonly number[]
  /** True of a service that nobody pays for: parts that lie there may go into it. */
  readonly isUnpaid: boolean
  /** What is refused because it does not pay: it is no part of the demand. Undefined where nothing is. */
  readonly refused?: RefusedDemand
  /**
   * What it costs beside its margin to leave a unit unserved, or to lose it, that is booked below its cost; of what was late
   * before the plan at place 0, then by period.
   */
  readonly promised: readonly number[]
  readonly backlog: number
  readonly price: readonly number[]
  /** Whether the price is no customer's, but the planner's. */
  readonly isPriceAssumed: boolean
  readonly sellingCost: readonly number[]
  /** What selling takes of any price, where that is given. */
  readonly sellingCostRate?: number
  /** Price and selling cost of what was late before the plan. */
  readonly backlogPrice: number
  readonly backlogSellingCost: number
  /** What is asked for in the order in which it is served, where a period has several prices; else empty. */
  readonly demandParts: readonly PreparedPart[]
  /** Bounds of what may be left of its queue, by period, where it was decided which part of a loss that is not convex counts. */
  readonly openRanges?: ReadonlyMap<number, OpenRange> | undefined
  /** Units, by period, that are left because what they would still take costs more than they bring (`leaveLosses`), the newest; its lateness weighs next to nothing. */
  readonly unpaid?: ReadonlyMap<number, number> | undefined
  /** What losing a unit costs by what is given alone, without what it would have waited. */
  readonly lostAlone?: readonly number[]
  readonly purchaseCost: readonly number[]
  readonly holding: readonly number[]
  readonly backlogCost: readonly number[]
  readonly lostCost: readonly number[]
  readonly safetyPenalty: readonly number[]
  /** What its customers weigh where safety stock is planned after them; undefined where all is one program. */
  readonly besideStock?: StockWeights
  /** In the program of the safety stock: what a unit late or lost weighs in that of the customers. */
  readonly atGivenRates?: Pick<StockWeights, 'backlogCost' | 'lostCost'>
  readonly safetyStock: readonly number[]
  readonly onHand: number
  readonly receipts: readonly number[]
  /** What of the receipts was ordered, where they stand for more: the limit of the first arrival goes by it. Default all. */
  readonly ordered?: readonly number[]
  /** The most that can arrive; Infinity for no limit, 0 before the lead time is over. */
  readonly supplyUpper: readonly number[]
  /** `supplyLimit` of the input; Infinity for no limit. */
  readonly supplyLimit: readonly number[]
  /** Fixed supply; NaN where the period is free. */
  readonly firm: readonly number[]
  readonly minimumStock: readonly number[]
  /** Infinity for no limit. */
  readonly maximumStock: readonly number[]
  /** What of the demand has a day of its own. */
  readonly dated: readonly number[]
  /** First period in which new supply can arrive; `periodCount` where none can. */
  readonly arrivalPeriod: number
  /** Days on which something comes within each period, where demand is lost. */
  readonly arrivals: readonly (readonly ArrivalDay[])[]
  /** Calendar days from release to receipt. */
  readonly leadTimeDays: number
}

/** A part of a demand, with what leaving a unit of it at the end costs beside its margin. */
export type PreparedPart = DemandPart & { readonly promised?: number }

/** What {@link prepareItem} needs to know beside the item. */
export interface ItemContext {
  readonly calendar: Calendar
  readonly firmPeriods: number
  readonly path: string
  readonly source: ItemSource
  /** True where the item has a bill line or an operation. */
  readonly hasMethod: boolean
  readonly issues: IssueList
  readonly warnings: Notice[]
}

type PerPeriod = number | readonly number[]

const UNMET: readonly string[] = ['backlog', 'lost', 'forbidden']
const GRID_REMEDY = 'Give a quantity on the grid, or set quantityDecimals of the item.'

/** Reads one item; mistakes, defaults and quantities that were brought onto the grid are added to the lists. */
export function prepareItem(item: ProductionItem, context: ItemContext): PreparedItem {
  const { calendar, path, issues, warnings, firmPeriods, source } = context
  const count = calendar.periods.length
  const place = keyPath('items', { id: item.id })
  const zeros = new Array<number>(count).fill(0)
  const scale = readScale(item, { path, place, issues, warnings })
  const isService = item.kind === 'service'

  const read = (value: PerPeriod | undefined, at: string, measure: 'flow' | 'level', what: string): number[] =>
    value === undefined ? zeros.slice() : readSeries(value, { calendar, path: at, issues, measure, what })
  const series = (field: keyof ProductionItem, measure: 'flow' | 'level', what: string): number[] =>
    read(item[field] as PerPeriod | undefined, `${path}.${field}`, measure, what)
  const quantities = (field: keyof ProductionItem): number[] => series(field, 'level', 'A quantity')
  const onGrid = (value: number, at: string): number => {
    if (value * scale > MOST_GRID_UNITS) {
      const { message, remedy } = tooFine(item.id, scale)
      issues.add('OUT_OF_RANGE', at, value, message, remedy)
    } else if (!isOnGrid(value, scale)) {
      issues.add(
        'OUT_OF_RANGE',
        at,
        value,
        `The quantity is not a whole number of the smallest unit, ${1 / scale}, of item '${item.id}'.`,
        GRID_REMEDY,
      )
    }
    return snapToGrid(value, scale)
  }
  const single = (value: number | undefined, at: string): number =>
    readSeries(value ?? 0, {
      calendar: oneBucket(calendar),
      path: at,
      issues,
      measure: 'level',
      what: 'The value',
    })[0] ?? 0

  if (item.unmetDemand !== undefined && !UNMET.includes(item.unmetDemand)) {
    issues.add(
      'OUT_OF_RANGE',
      `${path}.unmetDemand`,
      item.unmetDemand,
      'Unmet demand waits, is lost, or is forbidden.',
      "Write 'backlog', 'lost' or 'forbidden'.",
    )
  }
  const unmetDemand = item.unmetDemand ?? 'backlog'
  const asked = quantities('demand')
  if (!asked.every((value) => isOnGrid(value, scale))) {
    warnings.push(
      createNotice(demandOffGrid, { path: `${place}.demand`, refs: [{ itemId: item.id }], value: { step: 1 / scale } }),
    )
  }
  const leadTimeDays = single(source.leadTimeDays, `${source.path}.leadTimeDays`)
  const limit =
    source.supplyLimit === undefined
      ? undefined
      : read(source.supplyLimit, `${source.path}.supplyLimit`, 'flow', 'A quantity')
  const supplyLimit = zeros.map((_, t) =>
    limit === undefined ? Infinity : fromGrid(floorToGrid(limit[t], scale), scale),
  )
  const firm = readFirm(source, { firmPeriods, count, issues, onGrid })
  // What is fixed of a purchase is not ordered yet: orders that have gone out are receipts.
  const isUnderWay = (t: number): boolean => source.kind !== 'buy' && !Number.isNaN(firm[t])
  const days = readArrivals(item, { calendar, leadTimeDays, isUnderWay, scale, path, issues })
  const over = firm.findIndex((quantity, t) => quantity > supplyLimit[t])
  if (over >= 0) {
    const periodId = calendar.periods[over]?.id
    warnings.push(
      createNotice(firmOverSupplyLimit, {
        path: `${source.place}.firmSupply[${over}]`,
        refs: [{ itemId: item.id }],
        periodIds: [periodId, periodId],
      }),
    )
  }
  const maximum = item.maximumStock === undefined ? undefined : quantities('maximumStock')
  const minimum = quantities('minimumStock')
  const backlog = onGrid(single(item.backlog, `${path}.backlog`), `${path}.backlog`)
  const demand = carryToGrid(asked, scale).map((units) => fromGrid(units, scale))
  const prices = atOnce(
    {
      perPeriod: series('price', 'level', 'A price'),
      ofBacklog: item.backlogPrice === undefined ? undefined : single(item.backlogPrice, `${path}.backlogPrice`),
    },
    { backlog, demand, waits: unmetDemand === 'backlog' },
  )
  const sellingCosts = atOnce(
    {
      perPeriod: series('sellingCostPerUnit', 'level', 'A cost'),
      ofBacklog:
        item.backlogSellingCostPerUnit === undefined
          ? undefined
          : single(item.backlogSellingCostPerUnit, `${path}.backlogSellingCostPerUnit`),
    },
    { backlog, demand, waits: unmetDemand === 'backlog' },
  )
  const minimumStock = typeof item.minimumStock === 'number' ? item.minimumStock : minimum
  const maximumStock = typeof item.maximumStock === 'number' ? item.maximumStock : maximum
  checkStockRange({ itemId: item.id, minimumStock, maximumStock, scale }, path, issues)
  const prepared: PreparedItem = {
    id: item.id,
    place,
    given: {
      backlog: item.backlogCostPerUnit !== undefined,
      lost: item.lostSaleCostPerUnit !== undefined,
      safety: item.safetyStockPenaltyPerUnit !== undefined,
    },
    sourceId: source.id,
    kind: source.kind,
    isService,
    unmetDemand,
    scale,
    demand,
    booked: readBooked(quantities('booked'), { demand, path, issues, onGrid }),
    isUnpaid: false,
    promised: [0, ...zeros],
    backlog,
    price: prices.perPeriod,
    isPriceAssumed: item.isPriceAssumed === true,
    sellingCost: sellingCosts.perPeriod,
    ...(item.sellingCostRate !== undefined && {
      sellingCostRate: single(item.sellingCostRate, `${path}.sellingCostRate`),
    }),
    backlogPrice: prices.ofBacklog,
    backlogSellingCost: sellingCosts.ofBacklog,
    demandParts: readParts(item.demandParts, { demand: [backlog, ...demand], scale, path, issues }),
    purchaseCost: read(source.purchaseCost, `${source.path}.purchaseCost`, 'level', 'A cost'),
    holding: series('holdingCostPerUnit', 'flow', 'A cost'),
    backlogCost: series('backlogCostPerUnit', 'flow', 'A cost'),
    lostCost: series('lostSaleCostPerUnit', 'level', 'A cost'),
    safetyPenalty: series('safetyStockPenaltyPerUnit', 'flow', 'A cost'),
    safetyStock: isService ? zeros : quantities('safetyStock'),
    onHand: onGrid(single(item.onHand, `${path}.onHand`), `${path}.onHand`),
    receipts: quantities('scheduledReceipts').map((value, t) => onGrid(value, `${path}.scheduledReceipts[${t}]`)),
    supplyLimit,
    supplyUpper: supplyLimit.map((value, t) => (t < days.arrivalPeriod ? 0 : value)),
    firm,
    minimumStock: minimum.map((value) => fromGrid(ceilToGrid(value, scale), scale)),
    maximumStock: zeros.map((_, t) =>
      isService ? 0 : maximum === undefined ? Infinity : fromGrid(floorToGrid(maximum[t], scale), scale),
    ),
    ...days,
    leadTimeDays,
  }
  if (isService) checkService(item, prepared, path, issues)
  warnOfSource(prepared, context)
  return prepared
}

/**
 * Amounts of a unit by period, and of a unit that was late before the plan. Where demand does not wait, the backlog belongs to
 * the demand of the first period, and both have their mean.
 */
function atOnce(
  amounts: { readonly perPeriod: readonly number[]; readonly ofBacklog: number | undefined },
  of: { readonly backlog: number; readonly demand: readonly number[]; readonly waits: boolean },
): { readonly perPeriod: readonly number[]; readonly ofBacklog: number } {
  const { perPeriod } = amounts
  const [first, ...others] = perPeriod
  const ofBacklog = amounts.ofBacklog ?? first
  const { backlog, demand, waits } = of
  if (waits || backlog === 0 || ofBacklog === first) return { perPeriod, ofBacklog }
  const mean = (backlog * ofBacklog + demand[0] * first) / (backlog + demand[0])
  return { perPeriod: [mean, ...others], ofBacklog: mean }
}

/** What of a demand is booked, in every period no more than all of it. */
function readBooked(
  booked: readonly number[],
  context: {
    readonly demand: readonly number[]
    readonly path: string
    readonly issues: IssueList
    readonly onGrid: (value: number, at: string) => number
  },
): number[] {
  const { demand, path, issues, onGrid } = context
  return booked.map((quantity, t) => {
    const at = `${path}.booked[${t}]`
    const units = onGrid(quantity, at)
    if (units > demand[t]) {
      issues.add(
        'CONFLICT',
        at,
        quantity,
        `Booked orders are part of the demand, which is ${demand[t]} in this period.`,
        'Add them to demand, or lower them.',
      )
    }
    return units
  })
}

/** The parts of a demand, which add up to it in every period. */
function readParts(
  parts: readonly DemandPart[] = [],
  context: {
    /** With the backlog before the first period. */
    readonly demand: readonly number[]
    readonly scale: number
    readonly path: string
    readonly issues: IssueList
  },
): readonly DemandPart[] {
  if (parts.length === 0) return parts
  const { demand, scale, path, issues } = context
  const sums = demand.map(() => 0)
  parts.forEach(({ periodIndex, quantity, price }, n) => {
    const isCounted = quantity >= 0 && isOnGrid(quantity, scale)
    const isFine = sums[periodIndex + 1] !== undefined && isCounted && Number.isFinite(price) && price >= 0
    if (isFine) sums[periodIndex + 1] += Math.round(quantity * scale)
    else
      issues.add(
        'OUT_OF_RANGE',
        `${path}.demandParts[${n}]`,
        { periodIndex, quantity, price },
        'A part is of the backlog, -1, or of a period; its quantity is on the grid of the item, and neither that nor its price is negative.',
        'Give the place of its period in the calendar, what is asked for, and at which price.',
      )
  })
  const t = demand.findIndex((quantity, k) => Math.round(quantity * scale) !== sums[k])
  if (t >= 0) {
    issues.add(
      'CONFLICT',
      `${path}.demandParts`,
      sums[t] / scale,
      t === 0 ? `The backlog is ${demand[t]}.` : `The demand of period ${t} is ${demand[t]}.`,
      'Let the parts of every period add up to its demand, or leave them out.',
    )
  }
  return parts
}

/** A calendar of one period, so that a single number is read like a series. */
function oneBucket(calendar: Calendar): Calendar {
  return { ...calendar, periods: calendar.periods.slice(0, 1) }
}

function readFirm(
  source: ItemSource,
  context: {
    readonly firmPeriods: number
    readonly count: number
    readonly issues: IssueList
    readonly onGrid: (value: number, at: string) => number
  },
): number[] {
  const { firmPeriods, count, issues, onGrid } = context
  const { path } = source
  const given = source.firmSupply ?? new Array<null>(count).fill(null)
  if (given.length !== count) {
    issues.add(
      'MISALIGNED',
      `${path}.firmSupply`,
      given.length,
      `There are ${count} periods.`,
      'Give a number or null for each period of the calendar.',
    )
    return new Array<number>(count).fill(Number.NaN)
  }
  return given.map((quantity, t) => {
    const at = `${path}.firmSupply[${t}]`
    if (quantity === null) return t < firmPeriods ? 0 : Number.NaN
    if (typeof quantity !== 'number' || !Number.isFinite(quantity) || quantity < 0) {
      issues.add(
        'OUT_OF_RANGE',
        at,
        quantity,
        'A firm quantity must be finite and not negative.',
        'Give 0 for nothing, null for a free period.',
      )
      return Number.NaN
    }
    return onGrid(quantity, at)
  })
}

function checkService(item: ProductionItem, prepared: PreparedItem, path: string, issues: IssueList): void {
  const stocked: readonly (readonly [keyof ProductionItem, boolean])[] = [
    ['onHand', prepared.onHand > 0],
    ['scheduledReceipts', prepared.receipts.some((value) => value > 0)],
    ['minimumStock', prepared.minimumStock.some((value) => value > 0)],
    ['safetyStock', [item.safetyStock ?? 0].flat().some((value) => value > 0)],
  ]
  for (const [field, has] of stocked) {
    if (!has) continue
    issues.add(
      'CONFLICT',
      `${path}.${field}`,
      item[field],
      `Item '${item.id}' is a service and cannot be stocked.`,
      "Take the stock away, or make it a 'good'.",
    )
  }
}

function warnOfSource(item: PreparedItem, context: ItemContext): void {
  const { warnings, source, hasMethod } = context
  if (source.kind !== 'buy') return
  const refs = [{ itemId: item.id }]
  if (!source.isKindKnown) warnings.push(createNotice(defaultSource, { path: source.kindPlace, refs }))
  if (hasMethod) warnings.push(createNotice(billNotUsed, { path: source.kindPlace, refs }))
  if (item.purchaseCost.every((cost) => cost === 0)) {
    warnings.push(createNotice(noPurchaseCost, { path: `${source.place}.purchaseCost`, refs }))
  }
}
