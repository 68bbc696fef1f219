import { type Check, list, number, QUANTITY, record, throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

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
 * The cost of the first band whose upper bound is not below the volume. Source: Horngren, Cost Accounting, "step-fixed
 * cost".
 *
 * @param volume - units, hours or another driver; zero or more
 * @param options - bands with rising upper bounds
 * @returns the cost of the volume's band, major units
 * @throws SopError `EMPTY`, `PERIODS_OUT_OF_ORDER` for bounds that do not rise, `OUT_OF_RANGE` for a volume above the last
 * @example
 * ```ts
 * import { stepFixedCost } from 'sop-engine/costing'
 * stepFixedCost(1001, { steps: [{ upTo: 1000, cost: 5000 }, { upTo: 2000, cost: 9000 }] }) // => 9000
 * ```
 */
export function stepFixedCost(volume: number, options: { readonly steps: readonly CostStep[] }): number {
  const issues = createIssueList()
  number(QUANTITY)(volume, 'volume', issues)
  // The last band may have no end.
  const bound: Check = (value, path, into) => value === Number.POSITIVE_INFINITY || number(QUANTITY)(value, path, into)
  record<{ steps: readonly CostStep[] }>({
    steps: list(record<CostStep>({ upTo: bound, cost: number(QUANTITY) }), { least: 1 }),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  const { steps } = options
  steps.forEach(({ upTo }, i) => {
    if (i === 0 || upTo > (steps[i - 1] as CostStep).upTo) return
    issues.add(
      'PERIODS_OUT_OF_ORDER',
      `options.steps[${i}].upTo`,
      upTo,
      'The bounds of the bands must rise.',
      'Sort the bands by upTo.',
    )
  })
  const step = steps.find(({ upTo }) => volume <= upTo)
  if (step === undefined && volume >= 0 && steps.length > 0) {
    issues.add('OUT_OF_RANGE', 'volume', volume, 'The volume is above the last band.', 'Add a band that holds it.')
  }
  issues.throwIfAny()
  return (step as CostStep).cost
}
