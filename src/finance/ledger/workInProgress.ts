import { cumulativeMinor, decimalSum, type MoneyScale } from '../../core/money/money.js'
import type { Regraded } from './postVariances.js'
import type { FullStockFlow } from './readFlows.js'

/** Elements of an item's own conversion, and the accounts that are credited as it is absorbed. */
export const ABSORBED = [
  ['labor', 'laborAbsorbed'],
  ['variableOverhead', 'variableOverheadAbsorbed'],
  ['fixedOverhead', 'fixedOverheadAbsorbed'],
] as const

/** What happens to the value of units in work, in minor units by period. */
export interface WorkInProgress {
  /** By how much work grows it. */
  readonly grown: readonly number[]
  /** By how much it grows because the standard is set anew in a period, before any work of that. */
  revalued(t: number): Regraded
}

/**
 * The value of units in work; undefined where every unit is begun and complete in one period.
 *
 * Components stand in it from the day on which a unit is begun, conversion as far as it is done, both at standard, until
 * the unit is complete. Source: equivalent units of process costing (Horngren, Cost Accounting, ch. 17); IAS 2.10.
 */
export function workInProgress(flow: FullStockFlow, scale: MoneyScale): WorkInProgress | undefined {
  const { producedUnits, startedUnits, equivalentUnits, standards, at } = flow
  if (startedUnits === producedUnits && equivalentUnits === producedUnits) return undefined
  const path = `${at}.standardCost`
  const components = standards.standardCost.map((cost, t) =>
    decimalSum([
      cost,
      -(standards.outsideProcessing[t] ?? 0),
      ...ABSORBED.map(([element]) => -(standards[element][t] ?? 0)),
    ]),
  )
  const wholes = [
    [components, startedUnits] as const,
    ...ABSORBED.map(([element]) => [standards[element], equivalentUnits] as const),
  ]
  const grown = wholes.map(([perUnit, units]) => {
    const into = cumulativeMinor(units, perUnit, scale, path)
    const out = cumulativeMinor(producedUnits, perUnit, scale, path)
    return into.map((amount, t) => amount - (out[t] as number))
  })
  // The value at the close of a period, by the same running sums at the standard of one period alone.
  const valueAt = (parts: typeof wholes, last: number, standard: number): number => {
    const sumOf = (units: readonly number[], perUnit: number): number =>
      cumulativeMinor(units.slice(0, last + 1), perUnit, scale, path).reduce((sum, amount) => sum + amount, 0)
    return parts.reduce((sum, [perUnit, units]) => {
      const amount = perUnit[standard] ?? 0
      return sum + sumOf(units, amount) - sumOf(producedUnits, amount)
    }, 0)
  }
  const fixedBelow = standards.fixedCost.map((cost, t) => decimalSum([cost, -(standards.fixedOverhead[t] ?? 0)]))
  const fixed = [[fixedBelow, startedUnits] as const, [standards.fixedOverhead, equivalentUnits] as const]
  return {
    grown: producedUnits.map((_, t) => grown.reduce((sum, amounts) => sum + (amounts[t] as number), 0)),
    revalued: (t) => ({
      whole: valueAt(wholes, t - 1, t) - valueAt(wholes, t - 1, t - 1),
      fixed: valueAt(fixed, t - 1, t) - valueAt(fixed, t - 1, t - 1),
    }),
  }
}
