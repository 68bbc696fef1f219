import { createIssueList } from '../core/errors.js'

/** One band of volume. */
export interface CostStep {
  /** Largest volume of the band, itself included. */
  readonly upTo: number
  /** Cost of the whole band, major units of money. */
  readonly cost: number
}

/**
 * A cost that is fixed within a band of volume and steps up to the next.
 *
 * The cost of the first band whose upper bound is not below the volume. Source: Horngren, Cost Accounting, "step-fixed cost".
 *
 * @param volume - units, hours or another driver; zero or more
 * @param options - bands with rising upper bounds
 * @returns the cost of the volume's band, major units
 * @throws SopError `EMPTY`, `PERIODS_OUT_OF_ORDER` for bounds that do not rise, `OUT_OF_RANGE` for a volume above the last
 * @example
 * ```ts
 * import { stepFixedCost } from 'sop-engine'
 * stepFixedCost(1001, { steps: [{ upTo: 1000, cost: 5000 }, { upTo: 2000, cost: 9000 }] }) // => 9000
 * ```
 */
export function stepFixedCost(volume: number, options: { readonly steps: readonly CostStep[] }): number {
  const issues = createIssueList()
  const { steps } = options
  if (steps.length === 0)
    issues.add('EMPTY', 'options.steps', steps, 'There is no band.', 'Give at least one { upTo, cost }.')
  steps.forEach(({ upTo, cost }, i) => {
    if (!(upTo >= 0))
      issues.add(
        'OUT_OF_RANGE',
        `options.steps[${i}].upTo`,
        upTo,
        'A bound must be a number, zero or more.',
        'Give the largest volume of the band.',
      )
    if (!(cost >= 0 && Number.isFinite(cost)))
      issues.add(
        'OUT_OF_RANGE',
        `options.steps[${i}].cost`,
        cost,
        'A cost must be finite and not negative.',
        'Give the cost of the band.',
      )
    if (i > 0 && upTo <= (steps[i - 1] as CostStep).upTo) {
      issues.add(
        'PERIODS_OUT_OF_ORDER',
        `options.steps[${i}].upTo`,
        upTo,
        'The bounds of the bands must rise.',
        'Sort the bands by upTo.',
      )
    }
  })
  const step = steps.find(({ upTo }) => volume <= upTo)
  if (!(volume >= 0))
    issues.add('OUT_OF_RANGE', 'volume', volume, 'A volume must be a number, zero or more.', 'Give zero or more.')
  else if (step === undefined && steps.length > 0) {
    issues.add('OUT_OF_RANGE', 'volume', volume, 'The volume is above the last band.', 'Add a band that holds it.')
  }
  issues.throwIfAny()
  return (step as CostStep).cost
}
