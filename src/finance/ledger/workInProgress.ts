import { cumulativeMinor, decimalSum, type MoneyScale } from '../../core/money/money.js'
import type { FullStockFlow } from './readFlows.js'

/** Elements of an item's own conversion, and the accounts that are credited as it is absorbed. */
export const ABSORBED = [
  ['labor', 'laborAbsorbed'],
  ['variableOverhead', 'variableOverheadAbsorbed'],
  ['fixedOverhead', 'fixedOverheadAbsorbed'],
] as const

/**
 * By how much the value of units in work grows in each period, in minor units; undefined where every unit is begun and
 * complete in one period.
 *
 * Components stand in it from the day on which a unit is begun, conversion as far as it is done, both at standard, until
 * the unit is complete. Source: equivalent units of process costing (Horngren, Cost Accounting, ch. 17); IAS 2.10.
 */
export function workInProgress(flow: FullStockFlow, scale: MoneyScale): number[] | undefined {
  const { producedUnits, startedUnits, equivalentUnits, at } = flow
  if (startedUnits === producedUnits && equivalentUnits === producedUnits) return undefined
  const path = `${at}.standardCost`
  const components = decimalSum([
    flow.standardCost,
    -flow.outsideProcessing,
    ...ABSORBED.map(([element]) => -flow[element]),
  ])
  const grown = [
    [components, startedUnits] as const,
    ...ABSORBED.map(([element]) => [flow[element], equivalentUnits] as const),
  ].map(([perUnit, units]) => {
    const into = cumulativeMinor(units, perUnit, scale, path)
    const out = cumulativeMinor(producedUnits, perUnit, scale, path)
    return into.map((amount, t) => amount - (out[t] as number))
  })
  return producedUnits.map((_, t) => grown.reduce((sum, amounts) => sum + (amounts[t] as number), 0))
}
