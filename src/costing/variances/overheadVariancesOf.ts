import { group, leaf } from './leaf.js'
import { budgetedProduction, totalBy } from './quantities.js'
import { isMade, rowsOf, type VarianceReading } from './readVarianceInput.js'
import { type SalesLine, salesLines } from './salesLines.js'
import { isByHours, isByUnits, isOfItem } from './standardValues.js'
import type { StandardOverhead, Variance } from './varianceTypes.js'

/** What carries an overhead: hours at the standard of what was budgeted and made, and hours worked; or units. */
export interface OverheadBase {
  readonly budgeted: number
  readonly standard: number
  readonly worked: number
}

/** The base of each overhead that is carried by hours or by units made. */
export function overheadBases(
  reading: VarianceReading,
  output: ReadonlyMap<string, number>,
): (overhead: StandardOverhead) => OverheadBase {
  const budgeted = budgetedProduction(reading)
  const made = reading.bottomUp.filter(isMade)
  const worked = rowsOf(reading, 'hours').filter(({ forItemId }) => forItemId !== undefined)
  return (overhead) => {
    const unitsOf = (units: ReadonlyMap<string, number>): number => {
      let sum = 0
      for (const { itemId, labor = [] } of made) {
        const own = units.get(itemId) ?? 0
        if (isByUnits(overhead, itemId)) sum += own
        for (const { resourceId, hoursPer } of labor) if (isByHours(overhead, resourceId)) sum += own * hoursPer
      }
      return sum
    }
    const standard = unitsOf(output)
    if (overhead.costPerHour === undefined) return { budgeted: unitsOf(budgeted), standard, worked: standard }
    const hours = worked.filter(({ resourceId = '' }) => isByHours(overhead, resourceId))
    return {
      budgeted: unitsOf(budgeted),
      standard,
      worked: hours.reduce((sum, row) => sum + row.hours, 0),
    }
  }
}

/** What was spent on each overhead. */
export function spentOn(reading: VarianceReading): (overhead: StandardOverhead) => number {
  const spent = totalBy(rowsOf(reading, 'overhead'), ['overheadId'], ({ amount }) => amount)
  return ({ overheadId }) => spent.get({ overheadId })
}

interface Sold {
  readonly units: number
  readonly revenue: number
  /** Units at the price that was budgeted for them; revenue, where none was. */
  readonly atBudgetPrice: number
}

/** What was sold of the items that a selling cost follows. */
function soldBy(reading: VarianceReading): (overhead: StandardOverhead) => Sold {
  const lines = salesLines(reading)
  const planned = totalBy(
    lines.map(({ ref, budget }) => ({ itemId: ref.itemId, units: budget?.units ?? 0 })),
    ['itemId'],
    ({ units }) => units,
  )
  return (overhead) => {
    const own = lines.filter(({ ref }) => isOfItem(overhead, ref.itemId))
    const total = (value: (line: SalesLine) => number): number => own.reduce((sum, line) => sum + value(line), 0)
    return {
      units: total(({ units }) => units),
      revenue: total(({ amount }) => amount),
      atBudgetPrice: total(({ ref, budget, units, amount }) =>
        budget === undefined || planned.get(ref) === 0 ? amount : units * budget.price,
      ),
    }
  }
}

/** Variances of overhead by its behavior, each group left out where there is no such overhead. */
export function overheadVariancesOf(reading: VarianceReading, output: ReadonlyMap<string, number>): Variance[] {
  const baseOf = overheadBases(reading, output)
  const spent = spentOn(reading)
  const sold = soldBy(reading)
  const variable: Variance[] = []
  const fixed: Variance[] = []
  const other: Variance[] = []
  for (const overhead of reading.overheads) {
    const { overheadId, behavior, costPerHour, costPerUnit = 0, rateOfRevenue = 0, budgetAmount = 0 } = overhead
    const ref = { overheadId }
    const rate = costPerHour ?? costPerUnit
    const base = baseOf(overhead)
    switch (behavior) {
      case 'variable':
        variable.push(leaf('variableOverheadSpending', ref, base.worked * rate - spent(overhead)))
        if (costPerHour !== undefined) {
          variable.push(leaf('variableOverheadEfficiency', ref, (base.standard - base.worked) * rate))
        }
        break
      case 'fixed':
        fixed.push(leaf('fixedOverheadSpending', ref, budgetAmount - spent(overhead)))
        // Under variable costing no unit carries it, and no volume can change it.
        if (reading.options.costing === 'absorption') fixed.push(volumeGroup(overhead, base))
        break
      case 'selling': {
        const { units, revenue, atBudgetPrice } = sold(overhead)
        if (rateOfRevenue > 0) other.push(leaf('sellingCostPrice', ref, (atBudgetPrice - revenue) * rateOfRevenue))
        other.push(leaf('sellingCostSpending', ref, units * costPerUnit + revenue * rateOfRevenue - spent(overhead)))
        break
      }
      case 'period':
        other.push(leaf('periodCostSpending', ref, budgetAmount - spent(overhead)))
    }
  }
  return [
    ...(variable.length > 0 ? [group('variableOverhead', {}, variable)] : []),
    ...(fixed.length > 0 ? [group('fixedOverhead', {}, fixed)] : []),
    ...(other.length > 0 ? [group('otherCost', {}, other)] : []),
  ]
}

function volumeGroup({ overheadId, costPerHour, costPerUnit = 0 }: StandardOverhead, base: OverheadBase): Variance {
  const ref = { overheadId }
  const { budgeted, standard, worked } = base
  if (costPerHour === undefined) {
    return group('fixedOverheadVolume', ref, [
      leaf('fixedOverheadVolumeAlone', ref, (standard - budgeted) * costPerUnit),
    ])
  }
  return group('fixedOverheadVolume', ref, [
    leaf('fixedOverheadCapacity', ref, (worked - budgeted) * costPerHour),
    leaf('fixedOverheadEfficiency', ref, (standard - worked) * costPerHour),
  ])
}
