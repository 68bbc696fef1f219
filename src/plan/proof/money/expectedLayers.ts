import type { ExpectedFlows } from './expectedFlows.js'
import type { ExpectedJournal } from './expectedJournal.js'
import type { Facts } from '../facts/facts.js'
import { round } from '../fraction.js'
import { addTo, allOf, emptyLayer, type Layer, layerMoves } from './varianceLayer.js'

/** Writes the postings of what stock costs beyond its standard. */
export interface ExpectedLayers {
  readonly isAverage: boolean
  /** What a new standard adds to stock and to units in work, whole and fixed overhead alone, is no part of what they cost. */
  takeOff(itemId: string, inStock: readonly [bigint, bigint], inWork: readonly [bigint, bigint]): void
  paidBeyond(t: number, itemId: string, amount: bigint): void
  absorbedBy(t: number, itemId: string, amount: bigint): void
  carry(t: number): void
  share(t: number): void
  /** What units of an item that are in stock cost beyond their standard. */
  inStock(itemId: string): bigint
}

const NOT_ABSORBED = ['fixedOverheadCost', 'fixedLaborCost', 'productionDepreciation', 'fixedOverheadAbsorbed']
/** Ratio of a year's cost of sales from which a variance is shared with stock. */
const MATERIAL = 0.05

const abs = (amount: bigint): bigint => (amount < 0n ? -amount : amount)

/** What stock costs beyond its standard, followed again through the plan's flows of units. */
export function expectLayers(facts: Facts, flows: ExpectedFlows, journal: ExpectedJournal): ExpectedLayers {
  const { plan } = facts
  const { periods } = plan.calendar
  const { begin, post, balance, itemRef } = journal
  const { rounding, policy } = plan.input
  const isAverage = policy.valuation === 'movingAverage'
  const ids = flows.stock.map(({ itemId }) => itemId)
  const move = layerMoves(
    facts,
    flows.stock.map((row) => row.flows),
  )
  const [price, overhead] = [emptyLayer(), emptyLayer()]
  const paid = periods.map(() => new Map<string, bigint>())
  const absorbed = periods.map(() => new Map<string, bigint>())
  const accounts = ['standardCostOfSales', ...NOT_ABSORBED]
  let closed = new Map<string, bigint>()
  let first = 0
  const ofYear = (account: string): bigint => balance(account) - (closed.get(account) ?? 0n)
  const year = (rows: readonly ReadonlyMap<string, bigint>[], t: number): bigint =>
    rows.slice(first, t + 1).reduce((sum, row) => [...row.values()].reduce((a, b) => a + b, sum), 0n)
  /** Where the flows of the year would be had they moved with the units. */
  const left = (rows: readonly ReadonlyMap<string, bigint>[], side: keyof Layer, last: number): Layer => {
    const layer = emptyLayer()
    for (let t = first; t <= last; t++) {
      for (const [itemId, amount] of rows[t] ?? []) addTo(layer[side], itemId, amount)
      move(layer, t)
    }
    return layer
  }
  return {
    isAverage,
    takeOff(itemId, inStock, inWork) {
      const detail = { ref: itemRef(itemId) }
      post('inventoryPriceVariances', inStock[1] + inWork[1] - inStock[0] - inWork[0], detail)
      post('inventoryOverheadVariances', -inStock[1] - inWork[1], detail)
      addTo(price.stock, itemId, inStock[1] - inStock[0])
      addTo(price.work, itemId, inWork[1] - inWork[0])
      addTo(overhead.stock, itemId, -inStock[1])
      addTo(overhead.work, itemId, -inWork[1])
    },
    inStock: (itemId) => (price.stock.get(itemId) ?? 0n) + (overhead.stock.get(itemId) ?? 0n),
    paidBeyond: (t, itemId, amount) => addTo(paid[t] ?? new Map<string, bigint>(), itemId, amount),
    absorbedBy: (t, itemId, amount) => addTo(absorbed[t] ?? new Map<string, bigint>(), itemId, amount),
    carry(t) {
      begin(t, 'carryVariances')
      const held = (layer: Layer): bigint[] => ids.map((id) => allOf(layer, id))
      const [prices, overheads] = [held(price), held(overhead)]
      const entering = isAverage ? (paid[t] ?? new Map<string, bigint>()) : new Map<string, bigint>()
      for (const [itemId, amount] of entering) addTo(price.stock, itemId, amount)
      const [gone, goneOverhead] = [move(price, t), move(overhead, t)]
      ids.forEach((id, n) => {
        const detail = { ref: itemRef(id) }
        post('inventoryPriceVariances', allOf(price, id) - (prices[n] ?? 0n), detail)
        post(
          isAverage ? 'purchasePriceVariance' : 'stockRevaluation',
          (gone.get(id) ?? 0n) - (entering.get(id) ?? 0n),
          detail,
        )
        post('inventoryOverheadVariances', allOf(overhead, id) - (overheads[n] ?? 0n), detail)
        post('fixedOverheadAbsorbed', goneOverhead.get(id) ?? 0n, detail)
      })
    },
    share(t) {
      if (periods[t + 1]?.fiscalYear === periods[t]?.fiscalYear) return
      const most = MATERIAL * Number(abs(ofYear('standardCostOfSales')))
      begin(t, 'shareVariances')
      if (!isAverage && Number(abs(year(paid, t))) > most) {
        const layer = left(paid, 'stock', t)
        for (const id of ids) {
          post('inventoryPriceVariances', allOf(layer, id), { ref: itemRef(id) })
          post('purchasePriceVariance', -allOf(layer, id), { ref: itemRef(id) })
          for (const side of ['stock', 'work'] as const) addTo(price[side], id, layer[side].get(id) ?? 0n)
        }
      }
      const over = -NOT_ABSORBED.reduce((sum, account) => sum + ofYear(account), 0n)
      if (Number(over) > most) {
        const layer = left(absorbed, 'work', t)
        const all = year(absorbed, t)
        for (const side of ['stock', 'work'] as const) {
          for (const id of ids) {
            const own = layer[side].get(id) ?? 0n
            if (own === 0n || all === 0n) continue
            const part = round({ n: over * own, d: all }, rounding)
            post('inventoryOverheadVariances', -part, { ref: itemRef(id) })
            post('fixedOverheadAbsorbed', part, { ref: itemRef(id) })
            addTo(overhead[side], id, -part)
          }
        }
      }
      first = t + 1
      closed = new Map(accounts.map((account) => [account, balance(account)]))
    },
  }
}
