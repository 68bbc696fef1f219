import { breakEven } from '../../../src/costing/decisions/breakEven.js'
import { breakEvenMix } from '../../../src/costing/decisions/breakEvenMix.js'
import { costBehavior } from '../../../src/costing/decisions/costBehavior.js'
import { stepFixedCost } from '../../../src/costing/decisions/stepFixedCost.js'
import type { GoldenCase } from '../runner.js'

/** What a profit that is wanted asks for, beside the break-even itself. */
const WANTED = ['targetUnits', 'targetRevenue', 'unitsForTarget', 'revenueForTarget']

const ANSWERED = [
  ...WANTED,
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
  const observations = given.observations ?? given.points
  if (Array.isArray(observations)) return behavior(given, observations)
  if (Object.keys(c.expected).some((key) => !ANSWERED.includes(key))) return mixOf(given)
  if (given.products !== undefined) {
    const hasRevenue = given.products.every((product: any) => product.revenue !== undefined)
    return hasRevenue ? breakEven({ fixedCosts: given.fixedCosts, products: given.products }) : mixOf(given)
  }
  if (given.price === undefined || given.variableCost === undefined) return undefined
  const input = {
    price: given.price,
    variableCostPerUnit: given.variableCost,
    fixedCosts: given.fixedCosts,
    ...(given.units !== undefined && { units: given.units }),
  }
  // A net income is a profit after taxes; a profit beside a tax rate is one before them unless it says so.
  const { targetProfit = given.targetOperatingIncome, targetNetIncome = given.targetProfitAfterTax } = given
  if (targetProfit === undefined && targetNetIncome === undefined) return breakEven(input)
  const wanted = breakEven({
    ...input,
    targetProfit: targetNetIncome ?? targetProfit,
    ...(targetNetIncome !== undefined && given.taxRate !== undefined && { taxShare: given.taxRate }),
  })
  if (!Object.keys(c.expected).some((key) => WANTED.includes(key))) return wanted
  const { breakEvenUnits, breakEvenRevenue } = wanted
  return {
    ...breakEven(input),
    targetUnits: breakEvenUnits,
    unitsForTarget: breakEvenUnits,
    targetRevenue: breakEvenRevenue,
    revenueForTarget: breakEvenRevenue,
  }
}

/** A mix by units: prices, variable costs and how many of each. */
function mixOf({ products, fixedCosts, targetProfit }: any): unknown {
  const units = products?.map((product: any) => product.units ?? product.mix ?? product.mixUnits)
  if (units === undefined || units.includes(undefined)) return undefined
  if (products.some(({ price, variableCost }: any) => price === undefined || variableCost === undefined))
    return undefined
  const result = breakEvenMix({
    fixedCosts,
    products: products.map(({ name, price, variableCost }: any, n: number) => ({
      itemId: name ?? String(n),
      price,
      variableCostPerUnit: variableCost,
      units: units[n],
    })),
    ...(targetProfit !== undefined && { targetProfit }),
  })
  return {
    breakEvenUnits: result.units,
    breakEvenRevenue: result.revenue,
    breakEvenMixes: result.mixes,
    contributionOfMix: result.contributionOfMix,
    products: result.products,
    unitsByProduct: result.products.map((product) => product.units),
  }
}

/** Cost at several volumes: by its two ends, or by a line through all. */
function behavior({ method }: any, observations: any[]): unknown {
  const points = observations.map((one) =>
    Array.isArray(one)
      ? { volume: one[0], cost: one[1] }
      : { volume: one.volume ?? one.activity ?? one.units, cost: one.cost },
  )
  if (points.some(({ volume, cost }) => volume === undefined || cost === undefined)) return undefined
  const isLine = /regress|least/i.test(method ?? '')
  const { fixedCost, variableCostPerUnit, statistics } = costBehavior(points, {
    method: isLine ? 'regression' : 'highLow',
  })
  return { fixedCost, variableCostPerUnit, variableCost: variableCostPerUnit, rSquared: statistics?.rSquared ?? null }
}
