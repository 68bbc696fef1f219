import type { NoticeRule, NoticeTold, ValueRule } from '../../core/notices/notices.js'
import { firstOf, refName } from '../../core/notices/noticeTexts.js'

/** Nodes that a notice names: by their ids, and where they are items or series of a plan by Refs. */
interface Nodes {
  readonly value: { readonly nodeIds: readonly string[] }
}

const MOST_NAMES = 5
const names = ({ value, refs }: NoticeTold<Nodes>): string =>
  firstOf([...value.nodeIds, ...refs.map(refName)], MOST_NAMES)

export const equalProportions: NoticeRule<Nodes> = {
  code: 'equal-proportions',
  message: (told) => `Below ${names(told)} the proportions sum to zero; an equal part goes to each.`,
}

export const silentNodes: NoticeRule<Nodes> = {
  code: 'no-error-estimate',
  case: 'silentNodes',
  severity: 'info',
  message: (told) => `${names(told)} have no residuals; they get the average variance per bottom node.`,
}

export const noNodeError: NoticeRule = {
  code: 'no-error-estimate',
  case: 'noNode',
  message: () => 'No node has an error above zero; the numbers of bottom nodes stand in for the variances.',
}

export const noSpread: NoticeRule<Nodes> = {
  code: 'no-error-estimate',
  case: 'noSpread',
  severity: 'info',
  message: (told) =>
    `${names(told)} have neither a deviation nor quantiles, and nothing below them tells one; their forecasts have no spread.`,
}

export const zeroError: ValueRule<number> = {
  code: 'zero-error',
  message: ({ value }) =>
    `${value} nodes were never wrong inside the history; their forecasts are kept as far as possible.`,
}

export const residualsCut: ValueRule<{ readonly used: number; readonly of: number }> = {
  code: 'residuals-cut',
  severity: 'info',
  message: ({ value: { used, of } }) => `The covariance is taken from the latest ${used} of ${of} complete periods.`,
}

export const tooFewResiduals: NoticeRule = {
  code: 'short-history',
  case: 'residuals',
  message: () => 'Fewer than three periods have a residual in every node; the errors are taken to be uncorrelated.',
}

export const heldAtZero: ValueRule<number> = {
  code: 'held-at-zero',
  severity: 'info',
  message: ({ value }) =>
    `${value} values at the bottom are held at zero, so that none falls below; the others are refitted.`,
}

export const notSettled: ValueRule<number> = {
  code: 'not-settled',
  message: ({ value }) =>
    `In ${value} periods the search met its limit; the forecasts add up, but may not be the best ones.`,
}

export const baseRaisedToZero: ValueRule<{ readonly count: number }> = {
  code: 'raised-to-zero',
  case: 'baseForecasts',
  severity: 'info',
  message: ({ value }) => `${value.count} base forecasts are below zero; zero stands in their place.`,
}
