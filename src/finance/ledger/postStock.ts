import { cumulativeMinor, productToMinor } from '../core/money.js'
import type { LedgerContext, PostRule } from './ledgerContext.js'
import type { StockFlow } from './types.js'

/** Value of each item's stock in minor units, kept up to date by every rule that moves stock. */
export interface StockValues {
  readonly flows: readonly StockFlow[]
  /** Posts a change of an item's stock as part of the entry that is being written. */
  post(item: number, amountMinor: number): void
  value(item: number): number
  find(itemId: string): number
}

/** The account in which an item's stock is kept. */
export function inventoryAccount(flow: StockFlow): 'inventoryPurchased' | 'inventoryManufactured' {
  return flow.source === 'buy' ? 'inventoryPurchased' : 'inventoryManufactured'
}

/** Starts from the opening stock at standard cost. */
export function createStockValues({ input, scale, writer }: LedgerContext): StockValues {
  const flows = input.stock ?? []
  const places = new Map(flows.map(({ itemId }, i) => [itemId, i]))
  const values = Float64Array.from(flows, (flow) => productToMinor(flow.openingUnits, flow.standardCost, scale))
  return {
    flows,
    post(item, amountMinor) {
      const flow = flows[item] as StockFlow
      values[item] = (values[item] as number) + amountMinor
      writer.post(inventoryAccount(flow), amountMinor, flow.itemId)
    },
    value: (item) => values[item] as number,
    find: (itemId) => places.get(itemId) as number,
  }
}

/** Rule `purchase`: goods come in at standard cost, the difference to the price paid is a variance. */
export function purchaseRule({ scale, writer, invoices }: LedgerContext, stock: StockValues): PostRule {
  const atStandard = stock.flows.map((flow) => cumulativeMinor(flow.purchasedUnits, flow.standardCost, scale))
  return (t) => {
    stock.flows.forEach((flow, i) => {
      const paid = invoices.purchases[i]?.[t] as number
      const standard = atStandard[i]?.[t] as number
      writer.begin(t, 'purchase', flow.itemId)
      writer.post('payables', -paid)
      stock.post(i, standard)
      writer.post('purchasePriceVariance', paid - standard)
    })
  }
}

/** Rule `produce`: components and conversion at standard become the item; usage against standard is a variance. */
export function produceRule({ scale, writer }: LedgerContext, stock: StockValues): PostRule {
  const products = stock.flows.map((flow) => {
    const conversion = (perUnit: number): number[] => cumulativeMinor(flow.producedUnits, perUnit, scale)
    return {
      itemId: flow.itemId,
      produced: conversion(flow.standardCost),
      labor: conversion(flow.labor),
      variableOverhead: conversion(flow.variableOverhead),
      fixedOverhead: conversion(flow.fixedOverhead),
      issues: flow.issues.map(({ componentId, units }) => {
        const item = stock.find(componentId)
        return { item, amounts: cumulativeMinor(units, (stock.flows[item] as StockFlow).standardCost, scale) }
      }),
    }
  })
  return (t) => {
    products.forEach((product, i) => {
      const produced = product.produced[t] as number
      let used = 0
      writer.begin(t, 'produce', product.itemId)
      stock.post(i, produced)
      for (const { item, amounts } of product.issues) {
        used += amounts[t] as number
        stock.post(item, -(amounts[t] as number))
      }
      for (const [account, amounts] of [
        ['laborAbsorbed', product.labor],
        ['variableOverheadAbsorbed', product.variableOverhead],
        ['fixedOverheadAbsorbed', product.fixedOverhead],
      ] as const) {
        used += amounts[t] as number
        writer.post(account, -(amounts[t] as number))
      }
      writer.post('productionVariance', used - produced)
    })
  }
}

/** Rule `costOfSales`: what is shipped leaves stock at standard cost. */
export function costOfSalesRule({ scale, writer }: LedgerContext, stock: StockValues): PostRule {
  const costs = stock.flows.map((flow) => cumulativeMinor(flow.soldUnits, flow.standardCost, scale))
  return (t) => {
    stock.flows.forEach((flow, i) => {
      const cost = costs[i]?.[t] as number
      writer.begin(t, 'costOfSales', flow.itemId)
      writer.post('costOfSales', cost)
      stock.post(i, -cost)
    })
  }
}

/** Rule `stockRounding`: the running sums of several flows are rounded apart; this brings them to the rounded whole. */
export function stockRoundingRule({ scale, writer }: LedgerContext, stock: StockValues): PostRule {
  return (t) => {
    stock.flows.forEach((flow, i) => {
      const target = productToMinor(flow.closingUnits[t] as number, flow.standardCost, scale)
      const missing = target - stock.value(i)
      writer.begin(t, 'stockRounding', flow.itemId)
      stock.post(i, missing)
      writer.post('inventoryRounding', -missing)
    })
  }
}
