import type { NoticeRule, ValueRule } from '../../core/notices/notices.js'

export const marketExceeded: NoticeRule = {
  code: 'market-exceeded',
  message: () => 'More has been sold than the market size that was given.',
  remedy: 'Correct the market size.',
}

export const typicalCoefficients: ValueRule<{ readonly least: number }> = {
  code: 'short-history',
  case: 'diffusion',
  message: ({ value }) =>
    `With fewer than ${value.least} periods of sales there is nothing to fit the coefficients to: the averages of the ` +
    'literature, 0.03 and 0.38 (for years), are taken.',
}

export const atBound: NoticeRule = {
  code: 'at-bound',
  message: () => 'A coefficient stands at the edge of its range: the sales do not follow the Bass curve.',
}

export const nothingSold: NoticeRule = {
  code: 'no-sales',
  case: 'market',
  message: () => 'Nothing has been sold yet: the market size is not known.',
}

export const likeItemUnsold: ValueRule<{ readonly likeItemId: string }> = {
  code: 'no-sales',
  case: 'likeItem',
  message: ({ value }) => `${value.likeItemId} sold nothing, so it has no curve: it is left out.`,
  remedy: 'Choose another like item.',
}

export const beforePeak: NoticeRule = {
  code: 'before-peak',
  message: () => 'The curve has not peaked yet: the market size is uncertain, and usually too small.',
  remedy: 'Give the market size.',
}

export const noAdoption: NoticeRule = {
  code: 'no-adoption',
  severity: 'act',
  message: () => 'Nobody buys: the market is empty or used up, or there is neither an innovator nor a first adopter.',
  remedy: 'Give a larger market size, an innovation coefficient or initial adopters.',
}

export const cannibalizationLimited: ValueRule<{ readonly periods: number; readonly of: number }> = {
  code: 'cannibalization-limited',
  message: ({ value: { periods, of } }) =>
    `In ${periods} of ${of} periods the new item would take more than the old one still ` +
    'sells: it takes all of it, and the rest of its sales counts as new.',
  remedy: 'Lower the cannibalizationShare.',
}
