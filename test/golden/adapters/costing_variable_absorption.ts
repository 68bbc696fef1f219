import { absorptionStatement } from '../../../src/costing/statements/absorptionStatement.js'
import { reconcileProfit } from '../../../src/costing/statements/reconcileProfit.js'
import { variableStatement } from '../../../src/costing/statements/variableStatement.js'
import type { GoldenCase } from '../runner.js'

export const adapter = (c: GoldenCase): unknown => {
  const { given } = c
  if (given.closingUnits !== undefined) {
    return reconcileProfit({
      closingUnits: given.closingUnits,
      fixedOverheadPerUnit: given.fixedOverheadPerUnit,
      ...(given.openingUnits !== undefined && { openingUnits: given.openingUnits }),
      ...(given.variableProfit !== undefined && { variableProfit: given.variableProfit }),
      ...(given.absorptionProfit !== undefined && { absorptionProfit: given.absorptionProfit }),
    })
  }
  if (given.produced === undefined) return undefined
  const input = {
    producedUnits: given.produced,
    soldUnits: given.sold,
    price: given.price,
    variableManufacturingCostPerUnit: given.variableManufacturingPerUnit,
    variableSellingCostPerUnit: given.variableSellingPerUnit ?? 0,
    fixedManufacturingCost: given.fixedManufacturing,
    fixedSellingCost: given.fixedSelling ?? 0,
    ...(given.openingUnits !== undefined && { openingUnits: given.openingUnits }),
    ...(given.openingFixedPerUnit !== undefined && { openingFixedCostPerUnit: given.openingFixedPerUnit }),
  }
  // By actual rates, whatever was made: the units made are then the normal ones.
  const actualUnits = given.produced.every((units: number) => units > 0) ? given.produced : undefined
  const normalUnits = given.normalUnits ?? given.budgetedUnits ?? actualUnits
  const absorption = absorptionStatement(input, {
    ...(given.fixedOverheadPerUnit !== undefined
      ? { fixedOverheadPerUnit: given.fixedOverheadPerUnit }
      : normalUnits !== undefined && { normalUnits }),
  })
  const variable = variableStatement(input)
  return {
    periods: absorption.profit.map((absorptionProfit, t) => ({
      fixedPerUnit: absorption.fixedCostPerUnit[t],
      absorptionProfit,
      variableProfit: variable.profit[t],
      fixedOverheadDeferred: absorption.fixedOverheadDeferred[t],
      closingUnits: absorption.closingUnits[t],
    })),
  }
}
