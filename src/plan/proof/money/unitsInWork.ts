import type { ProductionRecord } from '../../../production/types.js'
import type { StandardRecord } from '../../costs/planStandards.js'
import { add, type Amounts, type MinorAmounts, sum } from '../facts/minorAmounts.js'
import { hasWork, unitsBegun, workDone } from '../facts/workFacts.js'

export type Units = readonly number[]

export const CONVERSION = ['labor', 'variableOverhead', 'fixedOverhead'] as const

/** Units begun, and work done in units, by period. */
export function startedAndWorked(record: ProductionRecord | undefined, decimals: number, none: Units): [Units, Units] {
  if (record === undefined || !hasWork(record)) return [record?.produced ?? none, record?.produced ?? none]
  const power = 10 ** decimals
  // Work has nine decimals: sums of it are freed of what is beyond them.
  const clean = (quantity: number): number => Math.round(quantity * 1e9) / 1e9
  const started = record.produced.map((made, t) =>
    clean(made + unitsBegun(record, t, power) - unitsBegun(record, t - 1, power)),
  )
  return [started, record.produced.map((_, t) => clean(workDone(record, t)))]
}

/** Units in work hold their components, whole ones, and conversion as far as it is done, at standard; less what is complete. */
export function grownInWork(
  row: readonly StandardRecord[] | undefined,
  units: { readonly produced: Units; readonly started: Units; readonly worked: Units },
  amounts: MinorAmounts,
): Amounts {
  const none = units.produced.map(() => 0n)
  if (row === undefined || units.started === units.produced) return none
  const grown = (perUnit: Units, into: Units): Amounts => {
    const out = amounts.cumulative(perUnit, units.produced)
    return amounts.cumulative(perUnit, into).map((amount, t) => amount - (out[t] as bigint))
  }
  const { components, own } = workCosts(row)
  return own.map((amount) => grown(amount, units.worked)).reduce(add, grown(components, units.started))
}

/** What a unit in work costs in each period: its components, and each element of its own conversion. */
function workCosts(row: readonly StandardRecord[]): { readonly components: Units; readonly own: readonly Units[] } {
  const micro = (amount: number): number => Math.round(amount * 1e6)
  return {
    components: row.map(({ unitCost, thisLevel }) => {
      const rest = CONVERSION.reduce((left, element) => left - micro(thisLevel[element]), micro(unitCost))
      return (rest - micro(thisLevel.outsideProcessing)) / 1e6
    }),
    own: CONVERSION.map((element) => row.map(({ thisLevel }) => thisLevel[element])),
  }
}

/** What of the cost of a unit in work is fixed overhead. */
function fixedWorkCosts(row: readonly StandardRecord[]): {
  readonly components: Units
  readonly own: readonly Units[]
} {
  const micro = (amount: number): number => Math.round(amount * 1e6)
  return {
    components: row.map((one) => (micro(one.fixedCost) - micro(one.thisLevel.fixedOverhead)) / 1e6),
    own: [row.map(({ thisLevel }) => thisLevel.fixedOverhead)],
  }
}

/** By how much units in work are worth more by the standard of a period than by the one before it, before its work. */
export function revaluedInWork(
  row: readonly StandardRecord[] | undefined,
  units: { readonly produced: Units; readonly started: Units; readonly worked: Units },
  { cumulative }: MinorAmounts,
  fixedAlone = false,
): Amounts {
  if (row === undefined || units.started === units.produced) return units.produced.map(() => 0n)
  const { components, own } = fixedAlone ? fixedWorkCosts(row) : workCosts(row)
  const total = (perUnit: number, of: Units, until: number): bigint => sum(cumulative(perUnit, of.slice(0, until)))
  const held = (perUnit: number, into: Units, until: number): bigint =>
    total(perUnit, into, until) - total(perUnit, units.produced, until)
  const value = (until: number, s: number): bigint =>
    own.reduce(
      (worth, amounts) => worth + held(amounts[s] ?? 0, units.worked, until),
      held(components[s] ?? 0, units.started, until),
    )
  return row.map((record, t) => (t === 0 || record === row[t - 1] ? 0n : value(t, t) - value(t, t - 1)))
}
