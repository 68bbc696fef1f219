import { flexibleBudget } from '../../../src/costing/variances/flexibleBudget.js'
import { laborVariances } from '../../../src/costing/variances/laborVariances.js'
import { materialVariances } from '../../../src/costing/variances/materialVariances.js'
import { fixedOverheadVariances, variableOverheadVariances } from '../../../src/costing/variances/overheadVariances.js'
import { salesVariances } from '../../../src/costing/variances/salesVariances.js'
import { varianceTree } from '../../../src/costing/variances/varianceTree.js'
import type { Actual, VarianceInput, VarianceTree } from '../../../src/costing/variances/varianceTypes.js'
import type { GoldenCase } from '../runner.js'

export const adapter = (c: GoldenCase): unknown => {
  const { given } = c
  const has = (...fields: string[]): boolean => fields.every((field) => given[field] !== undefined)
  if (has('standardPerUnit')) return fullAbsorption(given)
  if (has('standard', 'actual')) return exam(given)
  if (has('products')) return sales(given)
  if (has('budgetUnits', 'actualVariableCosts')) return flexible(given)
  if (has('budgetedFixedOverhead')) return fixedOverhead(given)
  if (has('materials')) return materials(given)
  if (has('standardPrice')) return material(given)
  if (has('hoursPaid') || has('labour') || has('grades')) return labor(given)
  if (has('standardHoursPerUnit', 'actualHours')) return variableOverhead(given)
  return undefined
}

const optionally = (field: string, value: unknown): object => (value === undefined ? {} : { [field]: value })

function material(given: any): unknown {
  const result = materialVariances({
    outputUnits: given.actualOutput,
    materials: [
      {
        itemId: 'material',
        quantityPer: given.standardQuantityPerUnit,
        standardPrice: given.standardPrice,
        usedUnits: given.quantityUsed,
        ...optionally('actualPrice', given.actualPrice),
        ...optionally('purchasedUnits', given.quantityPurchased),
      },
    ],
  })
  return { priceVariance: result.price, usageVariance: result.usage, totalVariance: result.total }
}

/** Materials that can stand in for each other: their standard quantities are of the actual output, or of one unit of it. */
function materials(given: any): unknown {
  const output = given.actualOutput ?? 1
  const known = given.materials.every(
    (line: any) =>
      (line.standardQuantity ?? line.standardQuantityPerUnit) !== undefined &&
      line.standardPrice !== undefined &&
      (line.actualQuantity ?? line.quantityUsed) !== undefined,
  )
  if (!known) return undefined
  const result = materialVariances(
    {
      outputUnits: output,
      materials: given.materials.map((line: any, n: number) => ({
        itemId: line.name ?? String(n),
        quantityPer: line.standardQuantityPerUnit ?? line.standardQuantity / output,
        standardPrice: line.standardPrice,
        usedUnits: line.actualQuantity ?? line.quantityUsed,
        ...optionally('actualPrice', line.actualPrice),
      })),
    },
    { mix: true },
  )
  return {
    priceVariance: result.price,
    usageVariance: result.usage,
    mixVariance: result.mix,
    yieldVariance: result.yield,
    totalVariance: result.total,
  }
}

function labor(given: any): unknown {
  if (given.hoursPaid === undefined) return undefined
  const output = given.standardHoursAllowed === undefined ? given.actualOutput : 1
  const result = laborVariances({
    outputUnits: output,
    labor: [
      {
        resourceId: 'labor',
        hoursPer: given.standardHoursAllowed ?? given.standardHoursPerUnit,
        standardRate: given.standardRate,
        paidHours: given.hoursPaid,
        ...optionally('workedHours', given.hoursWorked),
        ...optionally(
          'wages',
          given.actualCost ?? (given.actualRate === undefined ? undefined : given.hoursPaid * given.actualRate),
        ),
      },
    ],
  })
  return {
    rateVariance: result.rate,
    efficiencyVariance: result.efficiency,
    idleTimeVariance: result.idleTime,
    totalVariance: result.total,
  }
}

function variableOverhead(given: any): unknown {
  const result = variableOverheadVariances({
    standardHours: given.standardHoursPerUnit * given.actualOutput,
    actualHours: given.actualHours,
    costPerHour: given.standardRate,
    amount: given.actualCost,
  })
  return {
    spendingVariance: result.spending,
    expenditureVariance: result.spending,
    efficiencyVariance: result.efficiency,
    totalVariance: result.total,
  }
}

function fixedOverhead(given: any): unknown {
  const budgetHours = given.budgetedHours ?? given.budgetedOutput * given.standardHoursPerUnit
  const result = fixedOverheadVariances({
    budgetAmount: given.budgetedFixedOverhead,
    budgetHours,
    standardHours: given.standardHoursPerUnit * given.actualOutput,
    ...optionally('actualHours', given.actualHours),
    ...optionally('amount', given.actualFixedOverhead),
  })
  return {
    rate: result.costPerHour,
    expenditureVariance: result.spending,
    spendingVariance: result.spending,
    volumeVariance: result.volume,
    capacityVariance: result.capacity,
    efficiencyVariance: result.efficiency,
    totalVariance: result.total,
  }
}

function flexible(given: any): unknown {
  return flexibleBudget({
    budgetUnits: given.budgetUnits,
    actualUnits: given.actualUnits,
    price: given.price,
    variableCostPerUnit: given.variableCostPerUnit,
    fixedCosts: given.fixedCosts,
    actualRevenue: given.actualUnits * given.actualPrice,
    actualVariableCosts: given.actualVariableCosts.reduce((sum: number, cost: number) => sum + cost, 0),
    actualFixedCosts: given.actualFixedCosts,
  })
}

function sales(given: any): unknown {
  const result = salesVariances(
    given.products.map((product: any) => ({
      itemId: product.name,
      budgetUnits: product.budgetQuantity,
      actualUnits: product.actualQuantity,
      ...optionally('budgetPrice', product.budgetPrice ?? product.standardPrice),
      ...optionally('actualPrice', product.actualPrice),
      ...optionally('standardMargin', product.standardMargin),
    })),
    given.marketBudget === undefined
      ? {}
      : { market: { budgetUnits: given.marketBudget, actualUnits: given.marketActual } },
  )
  return {
    priceVariance: result.price,
    mixVariance: result.mix,
    volumeVariance: result.volume,
    quantityVariance: result.quantity,
    marketSizeVariance: result.marketSize,
    marketShareVariance: result.marketShare,
  }
}

const PERIOD = { periodId: '2027' }
const SOLD = { itemId: 'product' }

/** One product made of several materials and hours; what is made is sold. */
function exam(given: any): unknown {
  const { standard, actual, budgetUnits, budgetFixedOverhead } = given
  const variable =
    standard.materials.reduce((sum: number, { quantity, price }: any) => sum + quantity * price, 0) +
    standard.labourHours * standard.labourRate
  const price = variable / (1 - standard.contributionShareOfPrice)
  const rows: Actual[] = [
    {
      ...PERIOD,
      ...SOLD,
      kind: 'sales',
      units: actual.output,
      amount: actual.output * price * (1 + actual.priceIncrease),
    },
    { ...PERIOD, ...SOLD, kind: 'output', units: actual.output },
    {
      ...PERIOD,
      kind: 'hours',
      resourceId: 'labor',
      forItemId: 'product',
      hours: actual.labourHours,
      amount: actual.labourHours * actual.labourRate,
    },
    { ...PERIOD, kind: 'overhead', overheadId: 'fixed', amount: actual.fixedOverhead },
    ...actual.materials.flatMap(({ name, quantity, price: paid }: any): Actual[] => [
      { ...PERIOD, kind: 'purchases', itemId: name, units: quantity, amount: quantity * paid },
      { ...PERIOD, kind: 'usage', itemId: name, forItemId: 'product', units: quantity },
    ]),
  ]
  const input: VarianceInput = {
    items: [
      {
        ...SOLD,
        materials: standard.materials.map(({ name, quantity }: any) => ({ itemId: name, quantityPer: quantity })),
        labor: [{ resourceId: 'labor', hoursPer: standard.labourHours }],
      },
      ...standard.materials.map(({ name, price: standardPrice }: any) => ({ itemId: name, standardPrice })),
    ],
    resources: [{ resourceId: 'labor', costPerHour: standard.labourRate }],
    overheads: [
      {
        overheadId: 'fixed',
        behavior: 'fixed',
        budgetAmount: budgetFixedOverhead,
        costPerUnit: budgetFixedOverhead / budgetUnits,
      },
    ],
    budget: { sales: [{ ...SOLD, units: budgetUnits, price }] },
    actuals: rows,
  }
  const absorption = varianceTree(input)
  const marginal = varianceTree(input, { costing: 'variable' })
  const each = (name: 'materialPrice' | 'materialUsageAlone'): unknown =>
    standard.materials.map((line: any) => leafOf(absorption, name, line.name))
  const { totals } = absorption
  return {
    standardPrice: price,
    budgetProfit: absorption.budgetProfit,
    actualProfit: absorption.actualProfit,
    common: {
      salesPrice: totals.salesPrice,
      materialPrice: each('materialPrice'),
      materialUsage: each('materialUsageAlone'),
      labourRate: totals.laborRate,
      labourEfficiency: totals.laborEfficiency,
      fixedOverheadExpenditure: totals.fixedOverheadSpending,
    },
    marginal: { salesVolume: marginal.totals.salesVolume },
    absorption: { salesVolume: totals.salesVolume, fixedOverheadVolume: totals.fixedOverheadVolume },
  }
}

function leafOf(tree: VarianceTree, name: string, itemId: string): number | undefined {
  const all = (node: VarianceTree['tree']): VarianceTree['tree'][] => [node, ...node.children.flatMap(all)]
  return all(tree.tree).find((node) => node.name === name && node.ref.itemId === itemId)?.amount
}

/** One product with one material, one grade and overheads by the hour; production and sales differ. */
function fullAbsorption(given: any): unknown {
  const { standardPerUnit: standard, budget, actual } = given
  const result = varianceTree({
    items: [
      {
        ...SOLD,
        materials: [{ itemId: 'material', quantityPer: standard.materialKg }],
        labor: [{ resourceId: 'labor', hoursPer: standard.hours }],
      },
      { itemId: 'material', standardPrice: standard.materialPrice },
    ],
    resources: [{ resourceId: 'labor', costPerHour: standard.labourRate }],
    overheads: [
      { overheadId: 'variable', behavior: 'variable', costPerHour: standard.variableOverheadRate },
      {
        overheadId: 'fixed',
        behavior: 'fixed',
        costPerHour: standard.fixedOverheadRate,
        budgetAmount: budget.fixedOverhead,
      },
    ],
    budget: { sales: [{ ...SOLD, units: budget.units, price: standard.price }] },
    actuals: [
      { ...PERIOD, ...SOLD, kind: 'sales', units: actual.unitsSold, amount: actual.revenue },
      { ...PERIOD, ...SOLD, kind: 'output', units: actual.unitsProduced },
      { ...PERIOD, kind: 'purchases', itemId: 'material', units: actual.kgUsed, amount: actual.materialCost },
      { ...PERIOD, kind: 'usage', itemId: 'material', forItemId: 'product', units: actual.kgUsed },
      {
        ...PERIOD,
        kind: 'hours',
        resourceId: 'labor',
        forItemId: 'product',
        hours: actual.hoursWorked,
        amount: actual.labourCost,
      },
      {
        ...PERIOD,
        kind: 'hours',
        resourceId: 'labor',
        hours: actual.hoursPaid - actual.hoursWorked,
        amount: 0,
      },
      { ...PERIOD, kind: 'overhead', overheadId: 'variable', amount: actual.variableOverhead },
      { ...PERIOD, kind: 'overhead', overheadId: 'fixed', amount: actual.fixedOverhead },
    ],
  })
  const { totals } = result
  return {
    standardCost: standard.price - result.budgetProfit / budget.units,
    budgetProfit: result.budgetProfit,
    variances: {
      salesPrice: totals.salesPrice,
      salesVolume: totals.salesVolume,
      materialPrice: totals.materialPrice,
      materialUsage: totals.materialUsage,
      labourRate: totals.laborRate,
      labourEfficiency: totals.laborEfficiency,
      idleTime: totals.idleTime,
      variableOverheadExpenditure: totals.variableOverheadSpending,
      variableOverheadEfficiency: totals.variableOverheadEfficiency,
      fixedOverheadExpenditure: totals.fixedOverheadSpending,
      fixedOverheadCapacity: totals.fixedOverheadCapacity,
      fixedOverheadEfficiency: totals.fixedOverheadEfficiency,
    },
    actualProfit: result.actualProfit,
  }
}
