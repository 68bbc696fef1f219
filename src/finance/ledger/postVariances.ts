import type { Ref } from '../../core/keys/ref.js'
import { roundRatio } from '../roundRatio.js'
import type { LedgerContext, PostRule } from './ledgerContext.js'
import type { StockValues } from './stockValues.js'
import { createVarianceFlows, type VariancePool } from './variancePools.js'

/** What a new standard makes of something, in minor units, and how much of that is fixed overhead. */
export interface Regraded {
  readonly whole: number
  readonly fixed: number
}

/** What stock costs beyond its standard, and the rules that keep it up to date. */
export interface StockVariances {
  /** Takes what a new standard makes of stock and of units in work off what they cost beyond it, in the entry in work. */
  defer(item: number, made: { readonly stock: Regraded; readonly work: Regraded }): void
  /** Notes what was paid beyond standard in a period, for goods or for work outside. */
  notePrice(t: number, item: number, amountMinor: number): void
  /** Notes fixed overhead that a period's work on an item absorbed. */
  noteAbsorbed(t: number, item: number, amountMinor: number): void
  /** What the units of an item in stock cost beyond standard, in minor units. */
  inStock(item: number): number
  /** Rule `carryVariances`. */
  readonly carry: PostRule
  /** Rule `shareVariances`. */
  readonly share: PostRule
}

const PRICE = 'inventoryPriceVariances'
const OVERHEAD = 'inventoryOverheadVariances'
/** Accounts that make the fixed overhead of production that was not absorbed. */
const NOT_ABSORBED = ['fixedOverheadCost', 'fixedLaborCost', 'productionDepreciation', 'fixedOverheadAbsorbed'] as const

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
const holds = ({ stock, work }: VariancePool): boolean => [stock, work].some((side) => side.some((n) => n !== 0))
const inAll = ({ stock, work }: VariancePool): number[] => stock.map((amount, item) => amount + (work[item] ?? 0))

/**
 * What stock costs beyond its standard moves with the units, and is a cost when they are sold.
 *
 * A new standard makes no profit of the stock that is there: what it adds is taken off here, so that stock stays at cost
 * (IAS 2.9). At moving average all that is paid beyond standard goes with the units. At standard it is a cost of its period;
 * at the end of a fiscal year, where the price variance of the year passes `shareVariancesAbove` of its cost of sales, what
 * of it belongs to units that are still there goes into stock, and so does over-absorbed fixed overhead, so that stock is not
 * above cost (IAS 2.13, 2.21). Overhead that idle capacity left over stays a cost of the period (IAS 2.13).
 */
export function createStockVariances(context: LedgerContext, stock: StockValues): StockVariances {
  const { input, writer, periods, scale } = context
  const isAverage = input.valuation === 'movingAverage'
  const released = isAverage ? 'purchasePriceVariance' : 'stockRevaluation'
  const flows = createVarianceFlows(context, stock)
  const [price, overhead] = [flows.empty(), flows.empty()]
  const none = (): number[] => stock.flows.map(() => 0)
  const paid = periods.map(none)
  const absorbed = periods.map(none)
  const ref = (item: number): Ref => stock.refs[item] as Ref
  let yearBegan = 0
  const before = new Map<string, number>()
  const ofYear = (account: string): number => writer.balance(account) - (before.get(account) ?? 0)

  const note = (rows: number[][], t: number, item: number, amount: number): void => {
    const row = rows[t]
    if (row !== undefined) row[item] = (row[item] ?? 0) + amount
  }
  /** What of the flows of a year is still in stock and in work at its end, had it moved with the units. */
  const stillThere = (rows: readonly number[][], side: keyof VariancePool, last: number): VariancePool => {
    const pool = flows.empty()
    for (let t = yearBegan; t <= last; t++) {
      rows[t]?.forEach((amount, item) => (pool[side][item] = (pool[side][item] ?? 0) + amount))
      flows.move(pool, t)
    }
    return pool
  }

  const sharePrice = (t: number): void => {
    const there = stillThere(paid, 'stock', t)
    inAll(there).forEach((amount, item) => {
      writer.post(PRICE, amount, { ref: ref(item) })
      writer.post('purchasePriceVariance', -amount, { ref: ref(item) })
    })
    for (const side of ['stock', 'work'] as const)
      there[side].forEach((amount, item) => (price[side][item] = (price[side][item] ?? 0) + amount))
  }

  const shareOverhead = (t: number, over: number): void => {
    const there = stillThere(absorbed, 'work', t)
    const all = sum(absorbed.slice(yearBegan, t + 1).map(sum))
    for (const side of ['stock', 'work'] as const) {
      there[side].forEach((amount, item) => {
        const part = all === 0 ? 0 : roundRatio(BigInt(over) * BigInt(amount), BigInt(all), scale.rounding)
        overhead[side][item] = (overhead[side][item] ?? 0) - part
        writer.post(OVERHEAD, -part, { ref: ref(item) })
        writer.post('fixedOverheadAbsorbed', part, { ref: ref(item) })
      })
    }
  }

  return {
    defer(item, made) {
      for (const side of ['stock', 'work'] as const) {
        const { whole, fixed } = made[side]
        price[side][item] = (price[side][item] ?? 0) - (whole - fixed)
        overhead[side][item] = (overhead[side][item] ?? 0) - fixed
      }
      const fixed = made.stock.fixed + made.work.fixed
      writer.post(PRICE, fixed - made.stock.whole - made.work.whole, { ref: ref(item) })
      writer.post(OVERHEAD, -fixed, { ref: ref(item) })
    },
    notePrice: (t, item, amount) => note(paid, t, item, amount),
    noteAbsorbed: (t, item, amount) => note(absorbed, t, item, amount),
    inStock: (item) => (price.stock[item] ?? 0) + (overhead.stock[item] ?? 0),
    carry(t) {
      const entering = isAverage ? (paid[t] ?? none()) : none()
      const [prices, overheads] = [inAll(price), inAll(overhead)]
      entering.forEach((amount, item) => (price.stock[item] = (price.stock[item] ?? 0) + amount))
      const gone = holds(price) ? flows.move(price, t) : none()
      const goneOverhead = holds(overhead) ? flows.move(overhead, t) : none()
      const [pricesNow, overheadsNow] = [inAll(price), inAll(overhead)]
      writer.begin(t, 'carryVariances', {})
      stock.flows.forEach((_, item) => {
        const detail = { ref: ref(item) }
        writer.post(PRICE, (pricesNow[item] ?? 0) - (prices[item] ?? 0), detail)
        writer.post(released, (gone[item] ?? 0) - (entering[item] ?? 0), detail)
        writer.post(OVERHEAD, (overheadsNow[item] ?? 0) - (overheads[item] ?? 0), detail)
        writer.post('fixedOverheadAbsorbed', goneOverhead[item] ?? 0, detail)
      })
    },
    share(t) {
      if (periods[t]?.fiscalYear === periods[t + 1]?.fiscalYear) return
      const { shareVariancesAbove: above } = input
      if (above !== undefined) {
        const most = above * Math.abs(ofYear('standardCostOfSales'))
        writer.begin(t, 'shareVariances', {})
        if (!isAverage && Math.abs(sum(paid.slice(yearBegan, t + 1).map(sum))) > most) sharePrice(t)
        const over = -sum(NOT_ABSORBED.map(ofYear))
        if (over > most) shareOverhead(t, over)
      }
      yearBegan = t + 1
      for (const account of ['standardCostOfSales', ...NOT_ABSORBED]) before.set(account, writer.balance(account))
    },
  }
}
