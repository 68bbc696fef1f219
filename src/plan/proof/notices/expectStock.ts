import { createNotice, type Notice } from '../../../core/notices/notices.js'
import { deadStock, excessStock, latePurchase, slowStock, stockAboveValue } from '../../report/notices.js'
import { expectRealizable, isDead, slowUnits } from '../money/expectRealizable.js'
import { type Facts, itemKey } from '../facts/facts.js'
import { fraction, nearest, round, times } from '../fraction.js'
import { gridOf } from '../gridUnits.js'
import { minorAmounts } from '../facts/minorAmounts.js'
import { readMoneyFacts } from '../facts/moneyFacts.js'

/** Units of an item, and what is told of them in money. */
interface StockRow {
  readonly itemId: string
  readonly units: number
  readonly money: number
}

/** Less than this is none. */
const NOTHING = 1e-9

/** Days within which stock is used up that is not more than is needed. */
const HALF_YEAR = 180

/** Stock that lies too long, and safety stock that is missing before anything new can arrive. */
export function expectStock(facts: Facts, ofSupply: readonly Notice[]): Notice[] {
  const { plan, rows, items } = facts
  const { policy, rounding } = plan.input
  const { slowStockDays: slowDays } = policy
  const costOf = (itemId: string): number => rows.costs.get(itemKey(itemId))?.row.unitCost ?? 0
  const major = (minor: bigint): number => Number(minor) / 10 ** plan.ledger.decimals
  const cost = (itemId: string, units: number): bigint => bookCost(facts, itemId, units)
  const row = (itemId: string, units: number): StockRow => ({ itemId, units, money: major(cost(itemId, units)) })
  const lists = { dead: new Array<StockRow>(), slow: new Array<StockRow>(), excess: new Array<StockRow>() }
  const above = new Array<StockRow & { readonly cost: number }>()
  const unsold = new Map<string, number>()
  const realizable = expectRealizable(facts)
  for (const { row: stock } of rows.inventory.values()) {
    const { itemId } = stock
    const [left, slow, excess] = isDead(stock)
      ? [stock.closing.at(-1) ?? 0, 0, 0]
      : [
          0,
          slowUnits(facts, stock, { after: -1, most: slowDays }),
          slowUnits(facts, stock, { after: -1, most: HALF_YEAR }),
        ]
    if (left > NOTHING) lists.dead.push(row(itemId, left))
    else if (slow > 0) lists.slow.push(row(itemId, slow))
    else if (excess > 0) lists.excess.push(row(itemId, excess))
    const { power } = gridOf(items.get(itemId))
    const missing = { units: 0n, cost: 0n, off: 0n }
    for (const part of realizable(itemId, -1, () => 0n)) {
      const units = Number(part.units) / power
      const own = cost(itemId, units)
      if (part.isLong) unsold.set(itemId, units)
      else if (own > part.brings) {
        missing.units += part.units
        missing.cost += own
        missing.off += own - part.brings
      }
    }
    if (missing.off > 0n) {
      const units = Number(missing.units) / power
      above.push({ itemId, units, money: major(missing.off), cost: major(missing.cost) })
    }
  }
  const periodIds = [plan.calendar.periods[0]?.id ?? '', plan.calendar.periods.at(-1)?.id ?? ''] as const
  const { dead, slow, excess } = lists
  const posting = policy.stockWriteDowns === 'post' ? 'posted' : 'told'
  const told = (list: StockRow[]): ReturnType<typeof listOf> & { periodIds: typeof periodIds } => ({
    ...listOf(list),
    periodIds,
  })
  const writtenOff = (itemId: string, units: number, share: number): number =>
    major(round(times({ n: cost(itemId, units), d: 1n }, fraction(share)), rounding))
  return [
    ...longRows(dead, (list) => {
      const { value, ...rest } = told(list)
      const writeDown = list.map(({ itemId, units }) => writtenOff(itemId, units, policy.deadStockWriteDownShare))
      return createNotice(deadStock, { ...rest, value: { ...value, writeDown, posting } })
    }),
    // What the plan sells after all is worth what it brings.
    ...longRows(slow, (list) => {
      const { value, ...rest } = told(list)
      const writeDown = list.map(({ itemId }) =>
        writtenOff(itemId, unsold.get(itemId) ?? 0, policy.slowStockWriteDownShare),
      )
      return createNotice(slowStock, { ...rest, value: { ...value, writeDown, posting, days: slowDays } })
    }),
    ...longRows(above, () => {
      const { value, ...rest } = told(above)
      return createNotice(stockAboveValue, {
        ...rest,
        value: { units: value.units, money: above.map((one) => one.cost), writeDown: value.money, posting },
      })
    }),
    ...longRows(excess, (list) => {
      const { value, ...rest } = told(list)
      return createNotice(excessStock, { ...rest, value: { ...value, days: HALF_YEAR } })
    }),
    ...expectMissing(facts, {
      ofSupply,
      row: (itemId, units) => ({ itemId, units, money: nearest(times(fraction(units), fraction(costOf(itemId)))) }),
    }),
  ]
}

/** What units of an item stand at in the opening balance sheet, or at standard, where they come to that and it is more. */
function bookCost(facts: Facts, itemId: string, units: number): bigint {
  const { rows, items, plan } = facts
  const { whole, power } = gridOf(items.get(itemId))
  const { product } = minorAmounts(facts)
  const standard = rows.costs.get(itemKey(itemId))?.row.unitCost ?? 0
  const all = whole(rows.inventory.get(itemKey(itemId))?.row.opening[0])
  if (all <= 0) return product(units, standard)
  const lots = readMoneyFacts(facts).lots(itemId)
  const plain = lots.reduce((rest, lot) => rest - whole(lot.units), all)
  const value = lots.reduce((sum, lot) => sum + product(lot.units, lot.unitCost), product(plain / power, standard))
  const inBooks = round({ n: value * BigInt(whole(units)), d: BigInt(all) }, plan.input.rounding)
  const atStandard = plan.input.policy.valuation === 'movingAverage' ? 0n : product(units, standard)
  return atStandard > inBooks ? atStandard : inBooks
}

const longRows = (list: StockRow[], tell: (list: StockRow[]) => Notice): Notice[] =>
  list.length === 0 ? [] : [tell(list)]

/** The most money first, then by id. */
function listOf(list: StockRow[]): {
  readonly refs: readonly { readonly itemId: string }[]
  readonly amount: number
  readonly unit: 'money'
  readonly moneyAtStake: number
  readonly value: { readonly units: readonly number[]; readonly money: readonly number[] }
} {
  list.sort((a, b) => b.money - a.money || (a.itemId < b.itemId ? -1 : 1))
  const moneyAtStake = list.reduce((sum, { money }) => sum + money, 0)
  const value = { units: list.map(({ units }) => units), money: list.map(({ money }) => money) }
  return { refs: list.map(({ itemId }) => ({ itemId })), amount: moneyAtStake, unit: 'money', moneyAtStake, value }
}

/** Of a level that is missed the worst close counts. */
function expectMissing(
  { plan, rows, starts, days, sources }: Facts,
  { ofSupply, row }: { ofSupply: readonly Notice[]; row: (itemId: string, units: number) => StockRow },
): Notice[] {
  const late = new Set(
    ofSupply.flatMap(({ code, refs }) => (code === 'lead-time' ? refs.map(({ itemId }) => itemId) : [])),
  )
  const found = new Array<StockRow>()
  const periods = new Array<number>()
  const leadTimes = new Map<string, number>()
  for (const { row: stock } of rows.inventory.values()) {
    const source = sources.get(stock.itemId)
    if (source === undefined || source.kind === 'make' || late.has(stock.itemId)) continue
    const early = days.flatMap((length, t) => {
      const isEarly = (starts[t] ?? 0) + length <= (starts[0] ?? 0) + source.leadTimeDays
      return isEarly && (stock.belowSafetyStock[t] ?? 0) > NOTHING ? [t] : []
    })
    if (early.length === 0) continue
    found.push(row(stock.itemId, Math.max(...early.map((t) => stock.belowSafetyStock[t] ?? 0))))
    periods.push(...early)
    leadTimes.set(stock.itemId, source.leadTimeDays)
  }
  if (found.length === 0) return []
  const idOf = (t: number): string => plan.calendar.periods[t]?.id ?? ''
  const { value, ...told } = listOf(found)
  const leadTimeDays = found.map(({ itemId }) => leadTimes.get(itemId) ?? 0)
  return [
    createNotice(latePurchase, {
      ...told,
      periodIds: [idOf(Math.min(...periods)), idOf(Math.max(...periods))],
      value: { ...value, leadTimeDays },
    }),
  ]
}
