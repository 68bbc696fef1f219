import type { NoticeRule, ValueRule } from '../../core/notices/notices.js'

export const noCommonPast: NoticeRule = {
  code: 'no-common-past',
  message: () => 'There is no past period with an actual and a forecast of everybody: nothing is learned.',
  remedy: 'Give the past forecasts of everybody for the same periods.',
}

export const equalWeights: NoticeRule = {
  code: 'equal-weights',
  severity: 'info',
  message: () => 'There are neither weights nor past forecasts of everybody: all count the same.',
  remedy: 'Give weights, or past forecasts to learn them from.',
}

export const consensusBelowZero: ValueRule<{ readonly contributorId: string }> = {
  code: 'below-zero',
  case: 'consensus',
  severity: 'info',
  message: ({ value }) => `Without its bias the forecast of ${value.contributorId} is below zero: zero is taken.`,
}

export const overrideBelowZero: ValueRule<{ readonly overrideId: string; readonly periodId: string }> = {
  code: 'below-zero',
  case: 'override',
  message: ({ value: { overrideId, periodId } }) =>
    `${overrideId} would take ${periodId} below zero: it is taken to zero.`,
}

export const overrideExpired: ValueRule<{
  readonly overrideId: string
  readonly owner: string
  readonly expiryDate: string
}> = {
  code: 'override-expired',
  message: ({ value: { overrideId, owner, expiryDate } }) =>
    `${overrideId} of ${owner} expired on ${expiryDate}: it no longer counts.`,
  remedy: 'Take the override out, or give it a later expiryDate.',
}

export const largeRate: ValueRule<{ readonly overrideId: string; readonly changeRate: number }> = {
  code: 'large-rate',
  severity: 'act',
  message: ({ value: { overrideId, changeRate } }) =>
    `${overrideId} changes the forecast by ${changeRate} times itself; was ${changeRate / 100} meant?`,
  remedy: 'Write rates as ratios: 0.15 for 15 %.',
}

export const overrideReplaced: ValueRule<{
  readonly overrideId: string
  readonly earlierOverrideId: string
  readonly periodId: string
}> = {
  code: 'override-replaced',
  message: ({ value: { overrideId, earlierOverrideId, periodId } }) =>
    `${overrideId} replaces in ${periodId} what ${earlierOverrideId} had set.`,
  remedy: 'Keep one of the two.',
}
