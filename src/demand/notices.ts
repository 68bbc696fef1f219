import type { NoticeRule, ValueRule } from '../core/notices/notices.js'
import { roundForText } from './history/roundForText.js'

// One constant for each rule, so that a page that imports one method ships the texts of that method only.

export const leadingGap: ValueRule<number> = {
  code: 'leading-gap',
  severity: 'info',
  message: ({ value }) => `The first ${value} periods have no observation; the history is taken to begin after them.`,
}

export const trailingGap: ValueRule<number> = {
  code: 'trailing-gap',
  severity: 'info',
  message: ({ value }) =>
    value === 1
      ? 'The last period has no observation; it is forecast and left out.'
      : `The last ${value} periods have no observation; they are forecast and left out.`,
}

export const beforeLaunch: ValueRule<{ readonly zeros: number }> = {
  code: 'before-launch',
  message: ({ value: { zeros } }) =>
    zeros === 1
      ? 'The first period is without demand; it is taken as before the launch.'
      : `The first ${zeros} periods are without demand, more than chance would show; they are taken as before the launch.`,
  remedy: "Pass zeros: 'keep' where demand could have come then.",
}

export const demandStopped: ValueRule<{ readonly zeros: number; readonly longest: number; readonly alive: number }> = {
  code: 'demand-stopped',
  message: ({ value: { zeros, longest, alive } }) => {
    const run = zeros === 1 ? 'The last period is' : `The last ${zeros} periods are`
    const before = longest === 0 ? 'and none was before' : `and no more than ${longest} were before`
    const percent = alive < 0.005 ? 'under 1' : String(Math.round(100 * alive))
    return `${run} without demand in a row, ${before}: that it goes on is believed by ${percent} %, and the forecast is so much lower.`
  },
  remedy:
    "Put null where the item could not be sold or nothing was recorded, leave the item out where it is no longer sold, or pass zeros: 'keep'.",
}

export const loneZeros: ValueRule<{ readonly zeros: number }> = {
  code: 'lone-zero',
  message: ({ value: { zeros } }) =>
    zeros === 1
      ? 'One zero stands alone in a steady flow; what the periods around it say stands in its place.'
      : `${zeros} zeros stand alone in a steady flow; what the periods around them say stands in their place.`,
  remedy: "Pass zeros: 'keep' where there was no demand.",
}

export const seasonNotModeled: ValueRule<number> = {
  code: 'season-not-modeled',
  message: ({ value }) =>
    `A season of ${value} periods shows in the history, but no season length was given; none is modeled.`,
  remedy: "Pass seasonLength, or seasonLength: 'auto' to have it found; 1 says that there is none.",
}

export const missingValues: ValueRule<{ readonly missing: number; readonly of: number }> = {
  code: 'missing-values',
  message: ({ value: { missing, of } }) =>
    `${missing} of ${of} periods have no observation; they were filled from the periods around them.`,
}

export const seasonDetected: ValueRule<number> = {
  code: 'season-detected',
  severity: 'info',
  message: ({ value }) =>
    value === 1
      ? 'No season shows in the history; none is modeled.'
      : `A season of ${value} periods shows; it is modeled.`,
}

export const noObservations: NoticeRule = {
  code: 'no-observations',
  case: 'forecast',
  severity: 'act',
  message: () => 'No period of the history has an observation; zero is forecast.',
}

export const nothingToDecompose: NoticeRule = {
  code: 'no-observations',
  case: 'decomposition',
  severity: 'act',
  message: () => 'No period of the history has an observation; trend and season are zero.',
}

export const oneObservation: NoticeRule = {
  code: 'no-error-estimate',
  case: 'oneObservation',
  message: () => 'One observation says nothing of the error; the intervals have no width.',
}

export const noErrorLeft: NoticeRule = {
  code: 'no-error-estimate',
  case: 'exactFit',
  message: () => 'The model leaves no error in the history; the intervals have no width.',
}

export const constantHistory: NoticeRule = {
  code: 'constant-history',
  message: () => 'All observed values are the same; the value is carried on and the intervals have no width.',
}

export const raisedToZero: NoticeRule = {
  code: 'raised-to-zero',
  case: 'forecast',
  severity: 'info',
  message: () => 'The model forecast demand below zero; zero stands in its place.',
}

export const intermittentDemand: ValueRule<{ readonly zeros: number; readonly of: number }> = {
  code: 'intermittent-demand',
  case: 'forecast',
  severity: 'info',
  message: ({ value: { zeros, of } }) =>
    `${zeros} of ${of} periods are zero; a rate without trend or season is forecast.`,
}

export const tooShortForModel: ValueRule<{ readonly observed: number }> = {
  code: 'short-history',
  case: 'model',
  message: ({ value }) =>
    `${value.observed} observed periods are too few to fit a model; the last value is carried on.`,
}

export const tooShortForSeason: ValueRule<{ readonly periods: number; readonly seasonLength: number }> = {
  code: 'short-history',
  case: 'season',
  message: ({ value: { periods, seasonLength } }) =>
    `${periods} periods are too few for a season of ${seasonLength}; none is modeled.`,
}

export const seasonSeenOnce: ValueRule<{
  readonly periods: number
  readonly seasonLength: number
  readonly confirmed: number
  readonly share: number
}> = {
  code: 'short-history',
  case: 'seasonSeenOnce',
  message: ({ value: { periods, seasonLength, confirmed, share } }) => {
    const seen = confirmed === 1 ? '1 period was' : `${confirmed} periods were`
    const why = confirmed === 0 ? 'nothing confirms it yet' : `only ${seen} seen twice`
    return `${periods} periods hold the season of ${seasonLength} once: ${Math.round(100 * share)} % of its last cycle is believed, since ${why}.`
  },
}

/** Periods of the one season seen that stand apart from it. */
export type LonePeaks = {
  /** Places in the history, from 0, and the demand there. */
  readonly periodIndexes: readonly number[]
  readonly given: readonly number[]
  readonly share: number
}

export const peakSeenOnce: NoticeRule<{ readonly value: LonePeaks; readonly periodIds?: readonly [string, string] }> = {
  code: 'peak-seen-once',
  message: ({ value: { periodIndexes, given, share }, periodIds }) => {
    const when = periodIds?.[0] ?? `period ${(periodIndexes[0] ?? 0) + 1} of the history`
    const others = given.length > 1 ? ` (and as far off in ${given.length - 1} more)` : ''
    return `Demand was ${roundForText(given[0] ?? 0)} in ${when}${others}, far from all the rest of the one season that was seen: the level is read without it, and ${Math.round(100 * share)} % of the difference is expected to come again.`
  },
  remedy: 'Give a longer history, or pass what made it as a driver or event.',
}

export const tooShortForSeasons: ValueRule<{ readonly periods: number; readonly seasonLengths: readonly number[] }> = {
  code: 'short-history',
  case: 'seasons',
  message: ({ value: { periods, seasonLengths } }) =>
    `${periods} periods are too few for a season of ${seasonLengths.join(' and ')}; it is left out.`,
}

export const tooShortToSelect: ValueRule<{ readonly periods: number }> = {
  code: 'short-history',
  case: 'selection',
  message: ({ value }) =>
    `${value.periods} periods are too few to hold some back for selection; the default method is used.`,
}

export const tooShortForStarts: ValueRule<{ readonly periods: number }> = {
  code: 'short-history',
  case: 'startStates',
  severity: 'info',
  message: ({ value }) =>
    `${value.periods} periods are too few to search every start state; those of the decomposition stand.`,
}

export const tooShortForOrigins: ValueRule<{
  readonly periods: number
  readonly origins: number
  readonly asked: number
  readonly before: number
  readonly horizon: number
}> = {
  code: 'short-history',
  case: 'origins',
  message: ({ value: { periods, origins, asked, before, horizon } }) =>
    `${periods} periods permit ${origins} of the ${asked} origins; each needs ${before} periods before and ${horizon} after it.`,
}

export const tooShortForDriver: ValueRule<{ readonly driverId: string }> = {
  code: 'short-history',
  case: 'driver',
  message: ({ value }) => `The history is too short for so many drivers; ${value.driverId} is left out.`,
}

const WHY_NOT = {
  notAboveZero: 'the values do not stay far enough above zero',
  belowZero: 'values lie below zero',
  noSeason: 'no season of two or more periods was seen twice',
} as const

/** Why a model could not be the one asked for. */
export type ReplacedReason = keyof typeof WHY_NOT

export const modelReplaced: ValueRule<{
  readonly asked: string
  readonly used: string
  readonly reason: ReplacedReason
}> = {
  code: 'model-replaced',
  case: 'model',
  message: ({ value: { asked, used, reason } }) => `${asked} was asked for, but ${WHY_NOT[reason]}; ${used} is used.`,
}

export const partReplaced: ValueRule<{ readonly asked: 'multiplicative' | 'season'; readonly used: string }> = {
  code: 'model-replaced',
  case: 'part',
  message: ({ value: { asked, used } }) =>
    asked === 'season'
      ? `A season was asked for, but ${WHY_NOT.noSeason}; ${used} is used.`
      : `A multiplicative part was asked for, but ${WHY_NOT.notAboveZero}; ${used} is used.`,
}

export const weekLeftOut: ValueRule<{ readonly weeks: readonly string[] }> = {
  code: 'extra-week',
  kind: 'warning',
  severity: 'info',
  message: ({ value: { weeks } }) =>
    `${weeks.join(', ')} ${weeks.length === 1 ? 'has' : 'have'} no namesake in other years: seasons are counted in weeks 1 to 52, and histories are forecast without ${weeks.length === 1 ? 'it' : 'them'}.`,
}
