import type { ValuationMethod } from '../../../src/costing/valuation/valuationTypes.js'
import { valueStock } from '../../../src/costing/valuation/valueStock.js'
import { writeDownStock } from '../../../src/costing/valuation/writeDownStock.js'
import type { GoldenCase } from '../runner.js'

const METHODS = ['fifo', 'lifoPerpetual', 'lifoPeriodic', 'weightedAveragePeriodic', 'movingAverage']

export const adapter = (c: GoldenCase): unknown => {
  if (c.given.items !== undefined) return lowerOfCost(c.given.items)
  if (c.given.events === undefined || !Object.keys(c.expected).every((key) => METHODS.includes(key))) return undefined
  return Object.fromEntries(
    Object.keys(c.expected).map((method) => {
      const { costOfSales, closingStock } = valueStock(c.given.events, {
        method: method as ValuationMethod,
      })
      return [method, { cogs: costOfSales, endingInventory: closingStock }]
    }),
  )
}

/** Items with what they cost and what they will bring: each at the lower of the two. */
function lowerOfCost(items: any[]): unknown {
  if (
    items.some(
      ({ cost, unitCost, nrv, price, sellingPrice }) =>
        (cost ?? unitCost) === undefined || (nrv ?? price ?? sellingPrice) === undefined,
    )
  )
    return undefined
  const results = items.map(
    ({ quantity = 1, cost, unitCost = cost, nrv, price = nrv, sellingPrice = price, ...rest }: any) =>
      writeDownStock([{ units: quantity, unitCost, writeDownPerUnit: 0 }], {
        price: sellingPrice,
        costToComplete: rest.costToComplete ?? 0,
        costToSell: rest.costToSell ?? 0,
      }),
  )
  const sum = (value: (one: (typeof results)[number]) => number): number =>
    results.reduce((all, one) => all + value(one), 0)
  return {
    values: results.map(({ carryingAmount }) => carryingAmount),
    cost: sum(({ cost }) => cost),
    value: sum(({ carryingAmount }) => carryingAmount),
    carryingAmount: sum(({ carryingAmount }) => carryingAmount),
    writeDown: sum(({ writeDown }) => writeDown),
  }
}
