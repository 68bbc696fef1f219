import { allocateJointCost } from '../../../src/costing/decisions/jointCosts.js'
import type { GoldenCase } from '../runner.js'

const METHODS: Readonly<Record<string, 'physical' | 'salesValue' | 'netRealizableValue' | 'constantMargin'>> = {
  salesValueAtSplitOff: 'salesValue',
  salesValue: 'salesValue',
  physical: 'physical',
  physicalUnits: 'physical',
  nrv: 'netRealizableValue',
  netRealizableValue: 'netRealizableValue',
  constantMargin: 'constantMargin',
  constantGrossMargin: 'constantMargin',
}

export const adapter = (c: GoldenCase): unknown => {
  const { given } = c
  if (given.byproductNrv !== undefined) return byProduct(given)
  const method = METHODS[given.method]
  const values = given.finalValue ?? given.finalSalesValue ?? given.salesValue
  const lines = values ?? given.units ?? given.quantities
  if (method === undefined || lines === undefined) return undefined
  const isFinal = method === 'netRealizableValue' || method === 'constantMargin'
  const further = given.furtherCost ?? given.separableCost ?? given.separableCosts
  const result = allocateJointCost(
    {
      jointCost: given.jointCost,
      products: lines.map((_: number, n: number) => ({
        itemId: String(n),
        ...(given.units !== undefined && { units: given.units[n] }),
        ...(values !== undefined && { [isFinal ? 'finalValue' : 'splitOffValue']: values[n] }),
        ...(further !== undefined && { furtherCost: further[n] }),
      })),
    },
    { method },
  )
  return {
    allocated: result.products.map(({ jointCost }) => jointCost),
    grossMargin: result.products.map(({ margin }) => margin),
  }
}

/** The by-product's value makes the joint cost, and so the cost of sales, smaller: as other income it comes to the same. */
function byProduct({ revenue, cogsUnadjusted, byproductNrv }: any): unknown {
  const { allocated } = allocateJointCost(
    {
      jointCost: cogsUnadjusted,
      products: [
        { itemId: 'main', units: 1 },
        { itemId: 'byProduct', kind: 'byProduct', finalValue: byproductNrv },
      ],
    },
    { method: 'physical' },
  )
  return {
    otherIncomeMethod: { grossMargin: revenue - cogsUnadjusted + (cogsUnadjusted - allocated) },
    reduceCogsMethod: { cogs: allocated, grossMargin: revenue - allocated },
  }
}
