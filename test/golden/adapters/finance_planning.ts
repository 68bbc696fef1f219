import { growthPlan } from '../../../src/finance/index.js'
import type { GoldenCase } from '../runner.js'

export const adapter = ({ given }: GoldenCase): unknown => {
  if (given.growth === undefined || given.seasonality === undefined) return undefined
  const { baseRevenue, growth, seasonality } = given
  const years = growthPlan({ baseAmount: baseRevenue, growthRates: growth, seasonality }, { currency: 'USD' })
  return { years: years.map(({ annual, parts }) => ({ annual, quarters: parts })) }
}
