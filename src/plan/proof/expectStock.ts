import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { InventoryRecord } from '../../inventory/types.js'
import { deadStock, excessStock, latePurchase, slowStock, stockAboveValue } from '../report/notices.js'
import { expectWriteDowns, type StockRow } from './expectWriteDowns.js'
import { type Facts, itemKey } from './facts.js'

/** Less than this is none; what adding up shares of periods may leave of a unit. */
const [NOTHING, NOISE] = [1e-9, 1e-6]

/** Days within which stock is used up that is not slow, and that is not more than is needed. */
const [YEAR, HALF_YEAR] = [365, 180]

/** Stock that lies too long, and safety stock that is missing before anything new can arrive. */
export function expectStock(facts: Facts, ofSupply: readonly Notice[]): Notice[] {
  const { plan, rows } = facts
  const costOf = (itemId: string): number => rows.costs.get(itemKey(itemId))?.row.unitCost ?? 0
  const row = (itemId: string, units: number): StockRow => ({ itemId, units, money: units * costOf(itemId) })
  const lists = { dead: new Array<StockRow>(), slow: new Array<StockRow>(), excess: new Array<StockRow>() }
  for (const { row: stock } of rows.inventory.values()) {
    const isMoved = [stock.demand, stock.dependentDemand, stock.shipped].some((values) =>
      values.some((value) => value > NOTHING),
    )
    const [left, slow, excess] = isMoved
      ? [0, longerThan(facts, stock, YEAR), longerThan(facts, stock, HALF_YEAR)]
      : [stock.closing.at(-1) ?? 0, 0, 0]
    if (left > NOTHING) lists.dead.push(row(stock.itemId, left))
    else if (slow > 0) lists.slow.push(row(stock.itemId, slow))
    else if (excess > 0) lists.excess.push(row(stock.itemId, excess))
  }
  const periodIds = [plan.calendar.periods[0]?.id ?? '', plan.calendar.periods.at(-1)?.id ?? ''] as const
  const { dead, slow, excess } = lists
  const told = (list: StockRow[]): ReturnType<typeof listOf> & { periodIds: typeof periodIds } => ({
    ...listOf(list),
    periodIds,
  })
  return [
    // Nobody asks for them: they bring nothing.
    ...longRows(dead, (list) => {
      const { value, ...rest } = told(list)
      return createNotice(deadStock, { ...rest, value: { ...value, writeDown: value.money } })
    }),
    ...longRows(slow, (list) => {
      const { value, ...rest } = told(list)
      return createNotice(slowStock, { ...rest, value: { ...value, writeDown: value.money, days: YEAR } })
    }),
    ...longRows(
      expectWriteDowns(facts, {
        costOf,
        apart: new Map([...dead, ...slow].map(({ itemId, units }) => [itemId, units])),
      }),
      (list) => {
        const { value, ...rest } = told(list)
        const costs = list.map(({ itemId, units }) => units * costOf(itemId))
        return createNotice(stockAboveValue, {
          ...rest,
          value: { units: value.units, money: costs, writeDown: value.money },
        })
      },
    ),
    ...longRows(excess, (list) => {
      const { value, ...rest } = told(list)
      return createNotice(excessStock, { ...rest, value: { ...value, days: HALF_YEAR } })
    }),
    ...expectMissing(facts, { ofSupply, row }),
  ]
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

/** Whole units of the opening stock, beyond the safety stock, that are there after so many days at the pace of the plan. */
function longerThan({ days }: Facts, stock: InventoryRecord, most: number): number {
  const leaving = days.map((_, t) => (stock.shipped[t] ?? 0) + (stock.dependentDemand[t] ?? 0))
  const total = days.reduce((sum, length) => sum + length, 0)
  let [gone, passed] = [0, 0]
  days.forEach((length, t) => {
    gone += ((leaving[t] ?? 0) * Math.max(0, Math.min(length, most - passed))) / length
    passed += length
  })
  const all = leaving.reduce((sum, units) => sum + units, 0)
  const beyond = (all * Math.max(0, most - total)) / total
  return Math.max(0, Math.floor((stock.opening[0] ?? 0) - (stock.safetyStock[0] ?? 0) - gone - beyond + NOISE))
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
