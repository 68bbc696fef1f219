import type { ValueRule } from '../../core/notices/notices.js'

/** Why a history is forecast without the transform asked for. */
export type UntransformedReason = 'notAboveZero' | 'belowZero' | 'alike' | 'beyondInverse'

export const untransformed: ValueRule<{
  readonly reason: UntransformedReason
  readonly lambda: number | null
}> = {
  code: 'model-replaced',
  case: 'transform',
  message: ({ value: { reason, lambda } }) => {
    const why = {
      notAboveZero: 'The history has values that are not above zero',
      belowZero: 'The history has values below zero',
      alike: 'The transformed values cannot be told apart',
      beyondInverse: `The forecast lies beyond what lambda ${lambda} can turn back`,
    }[reason]
    return `${why}; the history is forecast without a transform.`
  },
}

export const unboundedInterval: ValueRule<{ readonly lambda: number }> = {
  code: 'unbounded-interval',
  message: ({ value }) =>
    `Upper ends lie beyond what lambda ${value.lambda} can turn back; they are as large as a number may be.`,
}
