import { breakEven } from '../../../src/costing/decisions/breakEven.js'
import { stepFixedCost } from '../../../src/costing/decisions/stepFixedCost.js'
import type { GoldenCase } from '../runner.js'

const ANSWERED = [
  'contributionPerUnit',
  'contributionRatio',
  'breakEvenUnits',
  'breakEvenRevenue',
  'profit',
  'marginOfSafetyRevenue',
  'marginOfSafetyRatio',
  'degreeOfOperatingLeverage',
]

export const adapter = (c: GoldenCase): unknown => {
  const { given } = c
  if (given.relevantSteps !== undefined) {
    return { costs: given.volumes.map((volume: number) => stepFixedCost(volume, { steps: given.relevantSteps })) }
  }
  if (Object.keys(c.expected).some((key) => !ANSWERED.includes(key))) return undefined
  if (given.products !== undefined) {
    const hasRevenue = given.products.every((product: any) => product.revenue !== undefined)
    return hasRevenue ? breakEven({ fixedCosts: given.fixedCosts, products: given.products }) : undefined
  }
  if (given.price === undefined || given.variableCost === undefined) return undefined
  return breakEven({
    price: given.price,
    variableCostPerUnit: given.variableCost,
    fixedCosts: given.fixedCosts,
    ...(given.units !== undefined && { units: given.units }),
    ...(given.targetProfit !== undefined && { targetProfit: given.targetProfit }),
  })
}
