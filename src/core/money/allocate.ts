import { numbers, QUANTITY, record } from '../checking/checks.js'
import { createIssueList } from '../checking/errors.js'
import { allocateMinor } from './allocateMinor.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, toMinor } from './money.js'
import { money, MONEY_FIELDS } from './moneyChecks.js'

/** Options of {@link allocate}. */
export interface AllocateOptions extends MoneyOptions {
  /** Relative sizes of the parts: finite, not negative, with a sum above zero. */
  readonly weights: readonly number[]
}

/**
 * Splits an amount by weights into parts that add to it exactly.
 *
 * Largest remainder (Hamilton) method; ties go to the earliest part.
 *
 * @param total - major units
 * @param options - weights, currency and rounding
 * @returns one part per weight, major units
 * @throws SopError `EMPTY` without weights or with a zero sum, `OUT_OF_RANGE` for a negative or non-finite weight
 * @example
 * ```ts
 * import { allocate } from 'sop-engine'
 * allocate(100, { weights: [1, 1, 1], currency: 'USD' }) // => [33.34, 33.33, 33.33]
 * ```
 */
export function allocate(total: MoneyInput, options: AllocateOptions): number[] {
  const issues = createIssueList()
  money({ signed: true })(total, 'total', issues)
  record<AllocateOptions>({ ...MONEY_FIELDS, weights: numbers(QUANTITY) })(options, 'options', issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  const { weights } = options
  if (!(weights.reduce((a, b) => a + b, 0) > 0)) {
    issues.add(
      'EMPTY',
      'options.weights',
      weights,
      'The weights must have a sum above zero.',
      'Give at least one positive weight.',
    )
  }
  issues.throwIfAny()
  return allocateMinor(toMinor(total, scale, 'total'), weights).map((part) => fromMinor(part, scale))
}
