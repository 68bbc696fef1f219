import type { NoticeRule, ValueRule } from '../../core/notices/notices.js'
import { roundForText } from './roundForText.js'

export const noEstimate: ValueRule<{ readonly periodIndex: number }> = {
  code: 'no-estimate',
  message: () => 'The values lie too far apart for an estimate; the one given is kept.',
}

/** A value that lies far off, and what level and season lead to expect. */
export type FarOff = { readonly observed: number; readonly expected: number; readonly side: 'above' | 'below' }

/** Says why a value is an outlier. */
export const describeFarOff = ({ observed, expected, side }: FarOff): string =>
  `${roundForText(observed)} lies far ${side} the ${roundForText(expected)} that level and season lead to expect.`

export const outlier: NoticeRule<{ readonly value: FarOff & { readonly periodIndex: number } }> = {
  code: 'outlier',
  message: ({ value }) => describeFarOff(value),
  remedy: 'Correct the value, pass what made it as an event, or have outliers replaced.',
}

/** A value that nothing around it would let one expect, or zeros in a row. */
export type Stray = {
  /** Its place in the history, from 0. */
  readonly periodIndex: number
  readonly given: number
  /** Periods from there on that are alike; default one. */
  readonly periods?: number
  /** What is usual there. */
  readonly usual: number
}

export const strayDemand: NoticeRule<{ readonly value: Stray; readonly periodIds?: readonly [string, string] }> = {
  code: 'stray-demand',
  message: ({ value: { periodIndex, given, periods = 1, usual }, periodIds }) => {
    const when = periodIds?.[0] ?? `period ${periodIndex + 1} of the history`
    const more = periods > 1 ? ` and the ${periods - 1} after it` : ''
    return `Demand was ${roundForText(given)} in ${when}${more}, where about ${roundForText(usual)} is usual: most likely not what was asked for. It was kept, and the forecast and its spread follow it.`
  },
  remedy:
    'Correct it, or put null where demand is not known, in a plan a row of stockOuts; pass a promotion as a driver or event. A peak of a season is told from a slip once it was seen twice. cleanHistory replaces such values, in a plan forecasting.outliers: replace.',
}

export const levelShift: ValueRule<{
  readonly periodIndex: number
  readonly before: number
  readonly after: number
  readonly isAdjusted: boolean
}> = {
  code: 'level-shift',
  message: ({ value: { before, after, isAdjusted } }) => {
    const done = isAdjusted ? 'what came before was brought to the new level' : 'nothing was changed for it'
    return `The level steps from about ${roundForText(before)} to about ${roundForText(after)} here; ${done}.`
  },
}

export const tooShortToJudge: ValueRule<{ readonly usable: number }> = {
  code: 'short-history',
  case: 'outliers',
  message: ({ value }) =>
    `${value.usable} usable periods are too few to tell outliers and steps from chance; neither is looked for.`,
}

export const mostlyStockOuts: ValueRule<{ readonly stockOuts: number; readonly of: number }> = {
  code: 'mostly-stock-outs',
  case: 'most',
  message: ({ value: { stockOuts, of } }) =>
    `${stockOuts} of ${of} periods are stock-outs: too many to tell level and season from.`,
}

export const onlyStockOuts: NoticeRule = {
  code: 'mostly-stock-outs',
  case: 'all',
  severity: 'act',
  message: () => 'No period shows demand without a limit; what was sold is kept where the item ran out.',
}

export const tooSparseToJudge: NoticeRule = {
  code: 'intermittent-demand',
  case: 'outliers',
  severity: 'info',
  message: () =>
    'Many periods are without demand; there is no level that a value could lie far from, so none is judged.',
}

export const manyOutliers: ValueRule<{ readonly farOff: number; readonly of: number }> = {
  code: 'many-outliers',
  message: ({ value: { farOff, of } }) =>
    `${farOff} of ${of} values lie far off: too many for outliers, so none is replaced. Pass promotions as events.`,
  remedy: 'Pass promotions as events.',
}
