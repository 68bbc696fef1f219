import { createIssueList } from '../../core/checking/errors.js'
import { normalQuantile } from '../../math/normal.js'
import { checkSeries, seriesValues } from '../checkForecastInput.js'
import { prepareSeries } from '../prepareSeries.js'
import { refuse, refuseUnknown } from '../../core/checking/checks.js'
import type { TimeSeries } from '../types.js'
import { checkSeasonLengths } from './checkSeasonLengths.js'
import { seasonEvidence } from './seasonEvidence.js'

/** Quarters of a year, days of a week, months of a year, hours of a day, weeks of a year, hours of a week. */
const CALENDAR: readonly number[] = [4, 7, 12, 24, 52, 168]

/** Share of histories without a season in which one may be found. */
const FALSE_ALARMS = 0.01

/** Seasons up to this length are carried by exponential smoothing; longer ones have more states than history. */
const LONGEST_SINGLE = 24

/** Which seasons are looked for. */
export interface SeasonSearch {
  /** Season lengths in periods, each once. Default `[4, 7, 12, 24, 52, 168]`. */
  readonly candidates?: readonly number[]
}

/** What speaks for one candidate, seasons found before it being taken out. */
export interface SeasonCandidate {
  readonly seasonLength: number
  /** Standard normal deviate as unlikely, without a season, as what was seen. */
  readonly deviate: number
  /** Share of the variance about the moving average that the season explains, 0 to 1. */
  readonly strength: number
  readonly found: boolean
}

/** The seasons of a history, and what spoke for each candidate. */
export interface DetectedSeason {
  /**
   * The one season to forecast with: the longest found of up to 24 periods, else the shortest found; 1 for none. With
   * more in `seasonLengths`, `mstl` forecasts with all of them.
   */
  readonly seasonLength: number
  /** All seasons found, the shortest first. */
  readonly seasonLengths: number[]
  /** Every candidate that the history is long enough for, the shortest first. */
  readonly candidates: SeasonCandidate[]
}

/**
 * Finds the length of the season, or of several, out of those that a calendar has.
 *
 * From the shortest candidate on: the values less their moving average over one season are compared by season in an
 * analysis of variance that allows for errors that are alike from period to period; a season that is found is taken out
 * before the next one is looked for. A season is found where chance would show as much in one history of a hundred, over
 * all candidates together. A shorter season inside a longer one, as 4 in 12, counts only where it makes up at least half of
 * the two. Three cycles are needed: with fewer, a swing of the trend passes for a season.
 * Sources: Box, Annals of Mathematical Statistics 25 (1954), for the errors; Bonferroni's inequality for the candidates.
 *
 * @param series - history in any unit, oldest first, evenly spaced; `null` where not observed
 * @param search - candidates in periods
 * @throws SopError that lists every mistake in the series and the candidates
 * @example
 * ```ts
 * import { detectSeasonLength } from 'sop-engine'
 * const sales = [10, 22, 31, 19, 12, 21, 32, 21, 11, 23, 33, 20, 14, 23, 32, 22]
 * detectSeasonLength(sales).seasonLength // => 4
 * detectSeasonLength([10, 12, 11, 14, 12, 15, 15, 14, 17, 16, 18, 17]).seasonLength // => 1
 * ```
 */
export function detectSeasonLength(
  series: TimeSeries | readonly (number | null)[],
  search: SeasonSearch = {},
): DetectedSeason {
  const issues = createIssueList()
  checkSeries(series, 'series', issues)
  if (typeof search !== 'object' || search === null) {
    refuse(issues, 'WRONG_TYPE', 'search', search, 'an object, as { candidates: [7, 365] }')
  } else {
    refuseUnknown<SeasonSearch>(search, 'search', { candidates: true }, issues)
    if (search.candidates !== undefined) checkSeasonLengths(search.candidates, 'search.candidates', issues)
  }
  issues.throwIfAny()
  const { values, count } = prepareSeries(seriesValues(series), 1, 'series', [])
  return findSeasons(values, count, search.candidates)
}

/** The same for values without gaps. */
export function findSeasons(
  values: Float64Array,
  count: number,
  candidates: readonly number[] = CALENDAR,
): DetectedSeason {
  const limit = normalQuantile(1 - FALSE_ALARMS / candidates.length)
  const rest = values.slice(0, count)
  const seen = [...candidates]
    .filter((seasonLength) => 3 * seasonLength <= count)
    .sort((a, b) => a - b)
    .map((seasonLength) => {
      const evidence = seasonEvidence(rest, count, seasonLength)
      const found = evidence.deviate > limit
      for (let t = 0; t < count && found; t += 1) {
        rest[t] = rest[t] - evidence.indices[t % seasonLength]
      }
      return { seasonLength, evidence, found }
    })
  const all = seen.map(({ seasonLength, evidence, found }, place): SeasonCandidate => {
    const covered = seen
      .slice(place + 1)
      .some((other) => other.found && other.seasonLength % seasonLength === 0 && other.evidence.swing > evidence.swing)
    const { deviate, strength } = evidence
    return { seasonLength, deviate, strength, found: found && !covered }
  })
  const seasonLengths = all.filter(({ found }) => found).map(({ seasonLength }) => seasonLength)
  const single = seasonLengths.filter((length) => length <= LONGEST_SINGLE).pop() ?? seasonLengths[0] ?? 1
  return { seasonLength: single, seasonLengths, candidates: all }
}
