import { productToMinor } from '../../core/money/money.js'
import type { Ref } from '../../core/keys/ref.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { type StockId, stockId, stockKey } from '../../core/keys/seriesId.js'
import { INVENTORY_ACCOUNTS } from '../chart/accounts.js'
import type { LedgerContext } from './ledgerContext.js'
import type { FullStockFlow } from './readFlows.js'

/** Value of each item's stock in minor units, kept up to date by every rule that moves stock. */
export interface StockValues {
  readonly flows: readonly FullStockFlow[]
  readonly refs: readonly Ref[]
  /** Posts a change of an item's stock as part of the entry that is being written; units where it moves some. */
  post(item: number, amountMinor: number, units?: number): void
  /** Posts the opening stock, each lot that has a book value of its own apart. */
  postOpening(): void
  value(item: number): number
  find(row: StockId): number
}

/** Starts empty; the opening stock comes with {@link StockValues.postOpening}. */
export function createStockValues({ flows, scale, writer }: LedgerContext): StockValues {
  const { stock } = flows
  const places = new Map(stock.map((flow, i) => [stockKey(flow), i]))
  const refs = stock.map((flow): Ref => stockId(flow))
  const accounts = stock.map(({ inventoryClass }) => INVENTORY_ACCOUNTS[inventoryClass])
  const values = new Float64Array(stock.length)
  const add = (item: number, amountMinor: number, ref: Ref, units: number | undefined): void => {
    values[item] = (values[item] as number) + amountMinor
    writer.post(accounts[item] as string, amountMinor, { ref, ...(units !== undefined && { quantity: units }) })
  }
  return {
    flows: stock,
    refs,
    post: (item, amountMinor, units) => add(item, amountMinor, refs[item] as Ref, units),
    postOpening() {
      stock.forEach(({ openingUnits, openingLots = [], standardCost, at }, i) => {
        const valued = openingLots.flatMap((lot, n) => (lot.unitCost === undefined ? [] : [{ ...lot, n }]))
        const atStandard = sumDecimals([openingUnits, ...valued.map(({ units }) => -units)])
        add(i, productToMinor(atStandard, standardCost, scale, `${at}.standardCost`), refs[i] as Ref, atStandard)
        for (const { lotId, units, unitCost, n } of valued) {
          const ref: Ref = { ...(refs[i] as Ref), ...(lotId !== undefined && { lotId }) }
          const path = `${at}.openingLots[${n}].unitCost`
          add(i, productToMinor(units, unitCost as number | string, scale, path), ref, units)
        }
      })
    },
    value: (item) => values[item] as number,
    find: (row) => places.get(stockKey(row)) as number,
  }
}
