import type { ValuationMethod } from '../../../src/costing/valuation/valuationTypes.js'
import { valueStock } from '../../../src/costing/valuation/valueStock.js'
import type { GoldenCase } from '../runner.js'

const METHODS = ['fifo', 'lifoPerpetual', 'lifoPeriodic', 'weightedAveragePeriodic', 'movingAverage']

export const adapter = (c: GoldenCase): unknown => {
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
