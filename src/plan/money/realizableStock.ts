import type { Calendar } from '../../core/time/calendar.js'
import { compareByKey, groupBy } from '../../core/keys/keys.js'
import {
  type MoneyInput,
  type MoneyScale,
  moneyScale,
  productToMinor,
  sumProductsMinor,
  toMinor,
} from '../../core/money/money.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { fromGrid, gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import { SERIES_KEY } from '../../core/keys/seriesId.js'
import { roundRatio, toFraction } from '../../finance/roundRatio.js'
import type { SalesFlow } from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { isUsed, unitsBeyond } from './stockCover.js'

/** Units of an item's stock that are judged together, and what they will bring. */
export interface JudgedUnits {
  /** Held for one order of a customer, for everybody else, or lying too long for anybody. */
  readonly isFor: 'order' | 'anybody' | 'nobody'
  readonly units: number
  /** Of them, what is sold in the period that follows. */
  readonly leavingUnits: number
  /** Net of what selling costs. */
  readonly amountMinor: number
  /** What they bring besides, as a share of their cost. */
  readonly costShare: number
}

/** What an item's stock will bring, at the close of a period or, at -1, before the first. */
export type StockJudge = (t: number) => readonly JudgedUnits[]

/** What is sold of an item: to everybody without an order, and to each order at its price; units on the grid. */
interface ItemSales {
  readonly units: readonly number[]
  readonly minor: readonly number[]
  readonly orders: readonly { readonly units: readonly number[]; readonly price: MoneyInput }[]
}

const ORDER_KEY: readonly (keyof SalesFlow)[] = [...SERIES_KEY, 'orderId', 'orderLine']

function salesOf(
  flows: readonly (SalesFlow & { readonly place: string })[],
  count: number,
  { grid, scale }: { grid: number; scale: MoneyScale },
): ItemSales {
  const units = new Array<number>(count).fill(0)
  const minor = new Array<number>(count).fill(0)
  for (const flow of flows) {
    if (flow.orderId !== undefined) continue
    flow.units.forEach((quantity, t) => {
      const amount = flow.amounts?.[t]
      units[t] = (units[t] ?? 0) + toGrid(quantity, grid)
      minor[t] =
        (minor[t] ?? 0) +
        (amount === undefined
          ? productToMinor(quantity, flow.price[t] ?? 0, scale, `${flow.place}.price[${t}]`)
          : toMinor(amount, scale, `${flow.place}.amounts[${t}]`))
    })
  }
  const orders = flows
    // What is given away is no sale by which anything is judged.
    .filter(({ orderId, price }) => orderId !== undefined && Number(price[0] ?? 0) > 0)
    .sort((a, b) => compareByKey(a, b, ORDER_KEY))
    .map((flow) => ({ units: flow.units.map((quantity) => toGrid(quantity, grid)), price: flow.price[0] ?? 0 }))
  return { units, minor, orders }
}

/**
 * The price of the last period, the latest that is known, as a fraction; of several markets their mean by what the plan sells in each, or
 * plainly where it sells in none. Undefined without a price.
 */
function lastPrice(flows: readonly SalesFlow[], grid: number): ReturnType<typeof toFraction> | undefined {
  const markets = flows.flatMap(({ orderId, units, price }) => {
    const last = Number(price.at(-1) ?? 0)
    const sold = units.reduce((sum, quantity) => sum + toGrid(quantity, grid), 0)
    return orderId === undefined && last > 0 ? [{ price: toFraction(last), sold }] : []
  })
  if (markets.length === 0) return undefined
  const isSold = markets.some(({ sold }) => sold > 0)
  let [numerator, denominator, weights] = [0n, 1n, 0n]
  for (const { price, sold } of markets) {
    const weight = isSold ? BigInt(sold) : 1n
    numerator = numerator * price.denominator + weight * price.numerator * denominator
    denominator *= price.denominator
    weights += weight
  }
  return { numerator, denominator: denominator * weights }
}

/**
 * What stock will bring, item by item.
 *
 * Units leave in the order in which they came; in one period those for orders before those for everybody else, and these before
 * what goes into other items, of which nothing is said (IAS 2.32). Units for an order bring its price, each order for itself (IAS
 * 2.31). What others buy brings the mean price of its period, what the plan does not reach the price of its last period, the latest
 * that is known, whether anybody buys then or not; both less the shares of revenue that follow it. Units that lie too long, that the plan does not sell,
 * and that nobody asks for in time, bring a share of their cost, by policy. Of what has no price nothing is known, and nothing is said. Source: IAS 2, paragraphs 28 to 33.
 */
export function realizableStock({
  input,
  calendar,
  inventory,
  sales,
}: {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly inventory: readonly InventoryRecord[]
  readonly sales: readonly SalesFlow[]
}): ReadonlyMap<string, StockJudge> {
  const { policy } = input
  const scale = moneyScale(input, 'input')
  const count = calendar.periods.length
  const placed = sales.map((flow, n) => ({ ...flow, place: `sales[${n}]` }))
  const flows = groupBy(placed, ['itemId'])
  const byItem = new Map([...flows.values()].map((own) => [own[0]?.itemId ?? '', own]))
  const keep = toFraction(
    Math.max(0, sumDecimals([1, ...input.overheads.map(({ rateOfRevenue = 0 }) => -rateOfRevenue)])),
  )
  const grids = new Map(input.items.map(({ id, quantityDecimals }) => [id, gridScale(quantityDecimals)]))
  /** Net of what follows revenue, a unit, to six decimals. */
  const netPrice = (minor: bigint, units: bigint): number =>
    roundRatio(
      minor * keep.numerator * 1_000_000n,
      units * keep.denominator * BigInt(10 ** scale.decimals),
      scale.rounding,
    ) / 1e6
  const netOf = ({ numerator, denominator }: ReturnType<typeof toFraction>): number =>
    netPrice(numerator * BigInt(10 ** scale.decimals), denominator)
  return new Map(
    inventory.map((record): [string, StockJudge] => {
      const { itemId } = record
      const grid = grids.get(itemId) ?? 1
      const flowsOf = byItem.get(itemId) ?? []
      const { units, minor, orders } = salesOf(flowsOf, count, { grid, scale })
      const prices = units.map((sold, t) => {
        const amount = minor[t] ?? 0
        return sold > 0 && amount > 0 ? netPrice(BigInt(amount) * BigInt(grid), BigInt(sold)) : 0
      })
      const ofOrders = orders.map(({ price }) => netOf(toFraction(Number(price))))
      const last = lastPrice(flowsOf, grid)
      /** What a unit brings that the plan does not sell; undefined where nothing is known of it. */
      const beyond = last === undefined ? undefined : netOf(last)
      const neverUsed = !isUsed(record)
      const share = neverUsed ? policy.deadStockWriteDownShare : policy.slowStockWriteDownShare
      return [
        itemId,
        (t) => {
          const there = toGrid((t < 0 ? record.opening[0] : record.closing[t]) ?? 0, grid)
          if (there <= 0) return []
          const held = orders.map(() => ({ units: 0, leaving: 0 }))
          const general = { leaving: 0, sold: new Array<readonly [number, number]>() }
          let left = there
          const take = (most: number): number => {
            const taken = Math.min(left, most)
            left -= taken
            return taken
          }
          for (let s = t + 1; s < count && left > 0; s++) {
            held.forEach((order, n) => {
              const taken = take(orders[n]?.units[s] ?? 0)
              order.units += taken
              if (s === t + 1) order.leaving += taken
            })
            const taken = take(units[s] ?? 0)
            if (taken > 0) general.sold.push([taken, prices[s] ?? 0])
            if (s === t + 1) general.leaving += taken
            take(toGrid(record.dependentDemand[s] ?? 0, grid))
          }
          const slow = (): number =>
            unitsBeyond(record, calendar, { days: policy.slowStockDays, after: t, leaving: 'wanted' }) * grid
          const long = neverUsed ? left : Math.min(left, Math.max(0, slow()))
          if (left > long && beyond !== undefined) general.sold.push([left - long, beyond])
          const amountOf = (sold: readonly (readonly [number, number])[]): number =>
            sumProductsMinor(
              sold.map(([quantity, price]) => [fromGrid(quantity, grid), price]),
              scale,
            )
          const judged = (
            isFor: JudgedUnits['isFor'],
            sold: readonly (readonly [number, number])[],
            leaving: number,
          ): JudgedUnits => ({
            isFor,
            units: fromGrid(
              sold.reduce((sum, [quantity]) => sum + quantity, 0),
              grid,
            ),
            leavingUnits: fromGrid(leaving, grid),
            amountMinor: isFor === 'nobody' ? 0 : amountOf(sold),
            costShare: isFor === 'nobody' ? sumDecimals([1, -share]) : 0,
          })
          return [
            ...held.map((order, n) => judged('order', [[order.units, ofOrders[n] ?? 0]], order.leaving)),
            judged('anybody', general.sold, general.leaving),
            judged('nobody', [[long, 0]], 0),
          ].filter((part) => part.units > 0)
        },
      ]
    }),
  )
}
