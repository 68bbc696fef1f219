import { type Calendar, parseDay } from '../../core/time/calendar.js'
import { compareExceptions } from '../../core/notices/compareExceptions.js'
import { compareText } from '../../core/keys/keys.js'
import { decimalProduct, decimalSum, fromMinor, minorTimesShare, moneyScale } from '../../core/money/money.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { withoutNoise } from '../../core/numbers/withoutNoise.js'
import type { CostCard } from '../../costing/types.js'
import type { Ledger } from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { ProductionPlan } from '../../production/types.js'
import { decidingWage } from '../decidingWage.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { ProfitabilityRecord } from '../money/profitabilityRecords.js'
import type { StockJudge } from '../money/realizableStock.js'
import { readOrders } from '../supply/readOrders.js'
import { marginExceptions } from './marginBands.js'
import {
  cashBelowMinimum,
  deadStock,
  excessStock,
  lateOrder,
  latePurchase,
  overload,
  slowStock,
  stockAboveValue,
} from './notices.js'
import { openingBookValue } from './openingBookValue.js'
import { stockAboveItsValue } from './stockAboveItsValue.js'
import { EXCESS_DAYS, type LongStock, stockByCover } from './stockByCover.js'

/** The parts of a plan in which exceptions are looked for. */
export interface ExceptionSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly costs: readonly CostCard[]
  readonly supply: Pick<ProductionPlan, 'exceptions' | 'resources'>
  /** Who waits within a period, and work for which too few days are left when its parts are there. */
  readonly late: readonly Notice[]
  /** What stock will bring, by item. */
  readonly realizable: ReadonlyMap<string, StockJudge>
  readonly inventory: readonly InventoryRecord[]
  readonly profitability: readonly ProfitabilityRecord[]
  readonly ledger: Ledger
  /** Balance of the cash account at the end of each period; null where there is none. */
  readonly closingCash: readonly (number | null)[]
}

/** Less than this is no exception. */
const EPSILON = 1e-9

/** Places of the values that are an exception, with the first, the last and that of the largest; none where none is. */
function placesOf(
  values: readonly number[],
  isException: (value: number, t: number) => boolean,
  { periods }: Calendar,
): {
  readonly places: readonly number[]
  readonly worst: number
  readonly periodIds: readonly [string, string]
} | null {
  const places = values.flatMap((value, t) => (isException(value, t) ? [t] : []))
  const [first] = places
  if (first === undefined) return null
  const worst = places.reduce((a, b) => ((values[b] as number) > (values[a] as number) ? b : a))
  const idOf = (t: number): string => periods[t]?.id as string
  return { places, worst, periodIds: [idOf(first), idOf(places.at(-1) as number)] }
}

const sumOver = (places: readonly number[], value: (t: number) => number): number =>
  withoutNoise(sumDecimals(places.map(value)))

function overloads({ input, calendar, supply }: ExceptionSources): Notice[] {
  // A resource that holds customers back tells its overtime there: one row for a cause.
  const full = supply.exceptions.filter(({ code }) => code === 'full-resource')
  const told = new Set(full.map(({ refs }) => refs[0]?.resourceId))
  const resources = new Map(input.resources.map((resource) => [resource.id, resource]))
  return supply.resources.flatMap(({ resourceId, overtimeHours, worthOfOneHour }) => {
    const resource = resources.get(resourceId)
    const found = placesOf(overtimeHours, (hours) => hours > EPSILON, calendar)
    if (found === null || resource === undefined || told.has(resourceId)) return []
    const at = (cost: number | readonly number[], t: number): number =>
      typeof cost === 'number' ? cost : (cost[t] as number)
    /** What an hour of overtime costs more than a regular one: where it costs less (warning `overtime-below-wage`), no money is at stake. */
    const premium = (t: number): number =>
      Math.max(0, at(resource.overtimeCostPerHour, t) - decidingWage(resource, at(resource.costPerHour, t)))
    const { places, periodIds } = found
    const worst = places.reduce((a, b) => ((worthOfOneHour[b] as number) > (worthOfOneHour[a] as number) ? b : a))
    return [
      createNotice(overload, {
        refs: [{ resourceId }],
        periodIds,
        amount: sumOver(places, (t) => overtimeHours[t] as number),
        unit: 'hours',
        moneyAtStake: sumOver(places, (t) => (overtimeHours[t] ?? 0) * premium(t)),
        value: {
          worthOfOneHour: worthOfOneHour[worst] as number,
          worstPeriodId: calendar.periods[worst]?.id as string,
        },
      }),
    ]
  })
}

/** Bought items under their safety stock before anything new can arrive, of which no customer is late. */
function latePurchases({ input, calendar, costs, inventory, supply }: ExceptionSources): Notice[] {
  const first = parseDay(calendar.periods[0]?.start) as number
  const ends = calendar.periods.map(({ end }) => parseDay(end) as number)
  const late = new Set(
    supply.exceptions.flatMap(({ code, refs }) => (code === 'lead-time' ? refs.map(({ itemId }) => itemId) : [])),
  )
  const unitCosts = new Map(costs.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const bought = new Map(input.sources.flatMap((source) => (source.kind === 'make' ? [] : [[source.itemId, source]])))
  const missing = inventory.flatMap(({ itemId, belowSafetyStock }) => {
    const source = bought.get(itemId)
    if (source === undefined || late.has(itemId)) return []
    const { leadTimeDays } = source
    const isEarly = (t: number): boolean => (ends[t] as number) <= first + leadTimeDays
    const found = placesOf(belowSafetyStock, (amount, t) => amount > EPSILON && isEarly(t), calendar)
    if (found === null) return []
    // Stock under its safety stock is a level: units missing in three periods are no three times the units.
    const units = belowSafetyStock[found.worst] ?? 0
    return [
      { itemId, units, money: decimalProduct(units, unitCosts.get(itemId) ?? 0), leadTimeDays, places: found.places },
    ]
  })
  if (missing.length === 0) return []
  missing.sort((a, b) => b.money - a.money || compareText(a.itemId, b.itemId))
  const places = missing.flatMap((one) => one.places)
  const idOf = (t: number): string => calendar.periods[t]?.id ?? ''
  return [
    createNotice(latePurchase, {
      ...listedStock(missing),
      periodIds: [idOf(Math.min(...places)), idOf(Math.max(...places))],
      value: { ...unitsAndMoney(missing), leadTimeDays: missing.map(({ leadTimeDays }) => leadTimeDays) },
    }),
  ]
}

const unitsAndMoney = (stock: readonly LongStock[]): { readonly units: number[]; readonly money: number[] } => ({
  units: stock.map(({ units }) => units),
  money: stock.map(({ money }) => money),
})

function listedStock(stock: readonly LongStock[]): Pick<Notice, 'refs' | 'unit'> & {
  readonly amount: number
  readonly moneyAtStake: number
} {
  const moneyAtStake = sumDecimals(stock.map(({ money }) => money))
  return { refs: stock.map(({ itemId }) => ({ itemId })), amount: moneyAtStake, unit: 'money', moneyAtStake }
}

function lateOrders({ input, calendar, costs }: ExceptionSources): Notice[] {
  const [start] = calendar.periods
  const firstId = start?.id as string
  const unitCosts = new Map(costs.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const late = new Map<string, { readonly amount: number; readonly dueDate: string }[]>()
  for (const { order, units, isOverdue } of readOrders(input, calendar)) {
    if (!isOverdue) continue
    const { itemId, dueDate } = order
    late.set(itemId, [...(late.get(itemId) ?? []), { amount: units, dueDate }])
  }
  return [...late].map(([itemId, orders]) => {
    const amount = sumDecimals(orders.map((order) => order.amount))
    const firstDueDate = orders.reduce((a, { dueDate }) => (dueDate < a ? dueDate : a), orders[0]?.dueDate as string)
    return createNotice(lateOrder, {
      refs: [{ itemId }],
      periodIds: [firstId, firstId],
      amount,
      unit: 'units',
      moneyAtStake: decimalProduct(amount, unitCosts.get(itemId) ?? 0),
      value: { orders: orders.length, firstDueDate },
    })
  })
}

function cashGap({ input, calendar, closingCash }: ExceptionSources): Notice[] {
  const minimum = Number(input.finance.minimumCash)
  const missing = closingCash.map((cash) => (cash === null ? 0 : decimalSum([minimum, -cash])))
  const found = placesOf(missing, (amount) => amount > 0, calendar)
  if (found === null) return []
  const amount = missing[found.worst] as number
  return [
    createNotice(cashBelowMinimum, {
      periodIds: found.periodIds,
      amount,
      unit: 'money',
      moneyAtStake: amount,
      value: {
        cash: closingCash[found.worst] as number,
        worstPeriodId: calendar.periods[found.worst]?.id as string,
        periods: found.places.length,
      },
    }),
  ]
}

/**
 * Stock that lies too long, or that is sold for less than it cost: one row for what is dead, one for what is slow, one for what is more
 * than is needed, and one for what stands above its net realizable value. Of what nobody asks for nothing is known to come in.
 */
function stockInDoubt({ input, calendar, costs, realizable, inventory, ledger }: ExceptionSources): Notice[] {
  const { slowStockDays, slowStockWriteDownShare, deadStockWriteDownShare, stockWriteDowns } = input.policy
  const scale = moneyScale(input, 'input')
  const bookValue = openingBookValue({ ledger, costs, inventory, valuation: input.policy.valuation, scale })
  const { dead, slow, excess } = stockByCover(inventory, {
    calendar,
    slowDays: slowStockDays,
    costOf: (itemId, units) => fromMinor(bookValue(itemId, units), scale),
  })
  const above = stockAboveItsValue(realizable, { bookValue, scale })
  const posting = stockWriteDowns === 'post' ? 'posted' : 'told'
  const periodIds = [calendar.periods[0]?.id ?? '', calendar.periods.at(-1)?.id ?? ''] as const
  const tell = (stock: readonly LongStock[], create: (told: ReturnType<typeof listedStock>) => Notice): Notice[] =>
    stock.length === 0 ? [] : [create(listedStock(stock))]
  const shareOf = (itemId: string, units: number, share: number): number =>
    fromMinor(minorTimesShare(bookValue(itemId, units), share, scale), scale)
  /** Of slow stock, what the plan does not sell and nobody asks for. */
  const unsold = (itemId: string): number =>
    realizable
      .get(itemId)?.(-1)
      .find(({ isFor }) => isFor === 'nobody')?.units ?? 0
  const allOf = (
    stock: readonly LongStock[],
    writeDown: (row: LongStock) => number,
  ): {
    readonly units: number[]
    readonly money: number[]
    readonly writeDown: number[]
    readonly posting: typeof posting
  } => ({ ...unitsAndMoney(stock), writeDown: stock.map(writeDown), posting })
  return [
    ...tell(dead, (told) =>
      createNotice(deadStock, {
        ...told,
        periodIds,
        value: allOf(dead, ({ itemId, units }) => shareOf(itemId, units, deadStockWriteDownShare)),
      }),
    ),
    ...tell(slow, (told) =>
      createNotice(slowStock, {
        ...told,
        periodIds,
        value: {
          ...allOf(slow, ({ itemId }) => shareOf(itemId, unsold(itemId), slowStockWriteDownShare)),
          days: slowStockDays,
        },
      }),
    ),
    ...tell(excess, (told) =>
      createNotice(excessStock, { ...told, periodIds, value: { ...unitsAndMoney(excess), days: EXCESS_DAYS } }),
    ),
    ...tell(
      above.map(({ writeDown, ...rest }) => ({ ...rest, money: writeDown })),
      (told) =>
        createNotice(stockAboveValue, {
          ...told,
          periodIds,
          value: { ...unitsAndMoney(above), writeDown: above.map(({ writeDown }) => writeDown), posting },
        }),
    ),
  ]
}

/** What a planner must look at, worst first by the money at stake: one row for each cause, however long it lasts. */
export function findExceptions(sources: ExceptionSources): Notice[] {
  return [
    ...overloads(sources),
    ...sources.supply.exceptions,
    ...latePurchases(sources),
    ...sources.late,
    ...lateOrders(sources),
    ...cashGap(sources),
    ...stockInDoubt(sources),
    ...marginExceptions(sources),
  ].sort(compareExceptions)
}
