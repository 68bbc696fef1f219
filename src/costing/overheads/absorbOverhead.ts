import {
  flag,
  number,
  oneOf,
  optional,
  POSITIVE,
  QUANTITY,
  record,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** A capacity in hours, units or another base. */
export type CapacityBase = 'theoretical' | 'practical' | 'normal' | 'budgeted'

/** Overhead of a time span, the capacities that it could be spread over, and what was used of them. */
export interface AbsorptionInput {
  /** Budgeted fixed overhead, major units. */
  readonly budgetAmount: number
  /** What was spent; default as budgeted. */
  readonly actualAmount?: number
  /** Above zero; at least the one that is chosen. */
  readonly capacities: { readonly [Base in CapacityBase]?: number }
  /** Hours or units that absorbed overhead. */
  readonly actualVolume: number
}

/** How overhead is spread. */
export interface AbsorptionRateOptions {
  /** Default `normal`, as IAS 2.13 asks. */
  readonly capacity?: CapacityBase
  /**
   * Whether more than the capacity lowers the rate, so that no stock is worth more than it cost (IAS 2.13); false
   * over-absorbs. Default true.
   */
  readonly lowerAboveCapacity?: boolean
}

/** What was absorbed, and what was not. Major units of money. */
export interface OverheadAbsorption {
  readonly capacity: CapacityBase
  /** Overhead that one hour or unit absorbs. */
  readonly costPerUnit: number
  readonly absorbed: number
  /** Budgeted overhead of the capacity that was not used: a cost of the period; 0 where more was used. */
  readonly idleCapacityCost: number
  /** Absorbed less spent: positive is over-absorbed. */
  readonly overAbsorbed: number
  /** Budgeted less spent. */
  readonly spendingVariance: number
  /** Absorbed less budgeted. */
  readonly volumeVariance: number
  /** Used over capacity. */
  readonly utilizationShare: number
}

/**
 * Spreads fixed overhead at a capacity, and tells what idle capacity costs.
 *
 * rate = budgeted overhead / capacity, or / volume where that is more; idle capacity = budget - volume x rate,
 * expensed, also where nothing was made. Over-absorbed = absorbed - spent = spending + volume variance. Source: IAS
 * 2.13; Horngren, Cost Accounting, ch. 9 (theoretical, practical, normal, master-budget capacity). Not rounded.
 *
 * @param input - overhead (major units), capacities and volume in one unit
 * @param options - which capacity, and what more than that does
 * @returns rate, absorbed, idle capacity, over-absorption
 * @throws SopError `MISSING_VALUE` where the chosen capacity is not given, `OUT_OF_RANGE` for one of zero, `NOT_FINITE`
 * @example
 * ```ts
 * import { absorbOverhead } from 'sop-engine/costing'
 * const result = absorbOverhead({ budgetAmount: 120_000, capacities: { normal: 10_000 }, actualVolume: 6500 })
 * result.costPerUnit // => 12
 * result.idleCapacityCost // => 42000
 * ```
 */
export function absorbOverhead(input: AbsorptionInput, options: AbsorptionRateOptions = {}): OverheadAbsorption {
  const issues = createIssueList()
  const capacityOf = optional(number(POSITIVE))
  record<AbsorptionInput>({
    budgetAmount: number(QUANTITY),
    actualAmount: optional(number(QUANTITY)),
    capacities: record<AbsorptionInput['capacities']>({
      theoretical: capacityOf,
      practical: capacityOf,
      normal: capacityOf,
      budgeted: capacityOf,
    }),
    actualVolume: number(QUANTITY),
  })(input, '', issues)
  record<AbsorptionRateOptions>({
    capacity: optional(oneOf('theoretical', 'practical', 'normal', 'budgeted')),
    lowerAboveCapacity: optional(flag),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  const { budgetAmount, actualAmount = budgetAmount, capacities, actualVolume } = input
  const { capacity = 'normal', lowerAboveCapacity = true } = options
  const volume = capacities[capacity]
  if (volume === undefined) {
    const message = `The ${capacity} capacity, over which overhead is spread, is not given.`
    issues.add('MISSING_VALUE', `capacities.${capacity}`, undefined, message, 'Give it, or choose another capacity.')
  }
  issues.throwIfAny()
  const over = volume ?? 1
  const costPerUnit = budgetAmount / (lowerAboveCapacity ? Math.max(over, actualVolume) : over)
  const absorbed = actualVolume * costPerUnit
  return {
    capacity,
    costPerUnit,
    absorbed,
    idleCapacityCost: Math.max(0, budgetAmount - absorbed),
    overAbsorbed: absorbed - actualAmount,
    spendingVariance: budgetAmount - actualAmount,
    volumeVariance: absorbed - budgetAmount,
    utilizationShare: actualVolume / over,
  }
}
