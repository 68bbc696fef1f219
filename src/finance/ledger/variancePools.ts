import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { stockId } from '../../core/keys/seriesId.js'
import { shareOfMinor } from '../roundRatio.js'
import type { LedgerContext } from './ledgerContext.js'
import type { FullStockFlow } from './readFlows.js'
import type { StockValues } from './stockValues.js'

/** What units in stock, and units in work, cost beyond their standard, by item, in minor units; below zero where they cost less. */
export interface VariancePool {
  readonly stock: number[]
  readonly work: number[]
}

/** Follows what units cost beyond their standard as they move. */
export interface VarianceFlows {
  empty(): VariancePool
  /** Moves a pool with the units of a period; returns what left with units that were sold, by item. */
  move(pool: VariancePool, t: number): number[]
}

interface Outflow {
  /** The item that takes the units; undefined where they are sold. */
  readonly product: number | undefined
  readonly units: readonly number[]
}

/**
 * Units of an item cost the same whatever they are used for: what leaves takes its share of the pool with it, into the work on
 * what it goes into, or out with what is sold; what is complete leaves work by its share of the units begun. Source: weighted
 * average cost, IAS 2.27; Horngren, Cost Accounting, ch. 17, on transferred-in cost.
 */
export function createVarianceFlows({ scale, periods }: LedgerContext, { flows, find }: StockValues): VarianceFlows {
  const outflows: Outflow[][] = flows.map(() => [])
  flows.forEach((flow, product) => {
    for (const { componentId, units } of flow.issues)
      outflows[find({ ...stockId(flow), itemId: componentId })]?.push({ product, units })
  })
  flows.forEach(({ soldUnits }, item) => outflows[item]?.push({ product: undefined, units: soldUnits }))
  const order = componentsFirst(outflows)
  const share = (amount: number, part: number, all: number): number => shareOfMinor(amount, part, all, scale.rounding)
  const begunBefore = flows.map((flow) => unitsInWork(flow, periods.length))
  return {
    empty: () => ({ stock: flows.map(() => 0), work: flows.map(() => 0) }),
    move({ stock, work }, t) {
      const sold = flows.map(() => 0)
      for (const item of order) {
        const { producedUnits, startedUnits, closingUnits } = flows[item] as FullStockFlow
        const inWork = work[item] ?? 0
        if (inWork !== 0) {
          const all = sumDecimals([begunBefore[item]?.[t] ?? 0, startedUnits[t] ?? 0])
          const left = sumDecimals([all, -(producedUnits[t] ?? 0)])
          const stays = all > 0 && left > 0 ? share(inWork, left, all) : 0
          work[item] = stays
          stock[item] = (stock[item] ?? 0) + inWork - stays
        }
        const held = stock[item] ?? 0
        if (held === 0) continue
        const out = outflows[item] ?? []
        let rest = sumDecimals([closingUnits[t] ?? 0, ...out.map(({ units }) => units[t] ?? 0)])
        const all = rest
        let before = held
        for (const { product, units } of out) {
          const leaving = units[t] ?? 0
          if (leaving === 0) continue
          rest = sumDecimals([rest, -leaving])
          const stays = all > 0 && rest > 0 ? share(held, rest, all) : 0
          if (product === undefined) sold[item] = (sold[item] ?? 0) + before - stays
          else work[product] = (work[product] ?? 0) + before - stays
          before = stays
        }
        stock[item] = before
        // What belongs to no unit any more is a cost of the period.
        if (all > 0) continue
        sold[item] = (sold[item] ?? 0) + before
        stock[item] = 0
      }
      return sold
    },
  }
}

/** Units in work before each period. */
function unitsInWork({ startedUnits, producedUnits }: FullStockFlow, count: number): number[] {
  let before = 0
  return Array.from({ length: count }, (_, t) => {
    const now = before
    before = sumDecimals([before, startedUnits[t] ?? 0, -(producedUnits[t] ?? 0)])
    return now
  })
}

/** Items so that what goes into others comes before them; where flows run in a ring, by place. */
function componentsFirst(outflows: readonly (readonly Outflow[])[]): number[] {
  const done = outflows.map(() => false)
  const reversed: number[] = []
  const visit = (item: number): void => {
    if (done[item] === true) return
    done[item] = true
    for (const { product } of outflows[item] ?? []) if (product !== undefined) visit(product)
    reversed.push(item)
  }
  outflows.forEach((_, item) => visit(item))
  return reversed.reverse()
}
