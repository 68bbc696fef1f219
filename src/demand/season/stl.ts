import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { checkSeries, isWhole, seriesValues } from '../checkForecastInput.js'
import { prepareSeries } from '../prepareSeries.js'
import { isPlain, numberCode, refuse, type Names, refuseUnknown } from '../../core/checking/checks.js'
import type { TimeSeries } from '../types.js'
import { checkSeasonLengths } from './checkSeasonLengths.js'
import { decomposeMstl, usualWindow } from './decomposeMstl.js'
import { componentStrength } from './componentStrength.js'
import { smoothLoess } from './smoothLoess.js'
import { weighOutliers } from './weighOutliers.js'
import { nothingToDecompose, tooShortForSeasons } from '../notices.js'

/** Windows of the decomposition: odd numbers from 3. */
export interface StlOptions {
  /** Periods in one season, as 12 for months in a year, or in each of several, as `[24, 168]`. */
  readonly seasonLength: number | readonly number[]
  /**
   * Seasons that a seasonal value is smoothed over, 7 or more being advised; `periodic` for a season that never changes;
   * one for each of several seasons, in their order. Default: 11 for the shortest season, 4 more for each longer one.
   */
  readonly seasonalWindow?: number | 'periodic' | readonly (number | 'periodic')[]
  /** Periods that the trend is smoothed over. Default: 1.5 m / (1 - 1.5 / seasonalWindow) for m periods a season. */
  readonly trendWindow?: number
  /** Periods of the filter that keeps the trend out of the season. Default: the season length. */
  readonly lowPassWindow?: number
  /** Weigh outliers down, in 15 passes, so that they stay in the remainder. Default false. */
  readonly robust?: boolean
}

/** One season of a history. */
export interface SeasonalComponent {
  readonly seasonLength: number
  /** By period, in the unit of the history. */
  readonly values: number[]
  /** 1 - variance of the remainder / variance of season and remainder: 0 for none, 1 for nothing but a season. */
  readonly strength: number
}

/** `trend + seasonal + remainder` is the history. Arrays are as long as it. */
export interface SeasonalDecomposition {
  /** By period, in the unit of the history. */
  readonly trend: number[]
  /** Sum of all seasons by period, in the unit of the history. */
  readonly seasonal: number[]
  /** What is left, by period, in the unit of the history; `null` where nothing was observed. */
  readonly remainder: (number | null)[]
  /** Each season, the shortest first; those of which fewer than two full cycles were seen are left out. */
  readonly seasons: SeasonalComponent[]
  /** 1 - variance of the remainder / variance of trend and remainder: 0 for none, 1 for nothing but a trend. */
  readonly trendStrength: number
  readonly warnings: Notice[]
}

/**
 * Decomposes a history into trend, one or several seasons and a remainder that add up to it.
 *
 * Seasons are smoothed by local means over the same season of neighboring cycles, the trend by local lines, each computed
 * at every tenth of its window, as in R's `stl`; several seasons are found in turn, the shortest first, twice over, as in
 * R's `mstl`. Sources: Cleveland, Cleveland, McRae and Terpenning, "STL: a seasonal-trend decomposition procedure based on
 * loess", Journal of Official Statistics 6 (1990); Bandara, Hyndman and Bergmeir, "MSTL" (2021). The strengths are those
 * of Wang, Smith and Hyndman, Data Mining and Knowledge Discovery 13 (2006), over the observed periods.
 *
 * Gaps are filled from the periods around them for the computation; before the first observation the trend stays level
 * and the seasons repeat. A season that was not seen twice is left out, with a warning; without any, the trend is found
 * with the window that the shortest of them would have had.
 *
 * @param series - history in any unit, oldest first, evenly spaced; `null` where not observed
 * @param options - windows in periods, the seasonal one in seasons
 * @throws SopError that lists every mistake in the series and the options
 * @example
 * ```ts
 * import { stl } from 'sop-engine/demand'
 * const sales = [10, 20, 30, 12, 22, 32, 14, 24, 34, 16, 26, 36, 18, 28, 38]
 * const parts = stl(sales, { seasonLength: 3, seasonalWindow: 'periodic' })
 * parts.seasonal.slice(0, 3).map((value) => Math.round(value * 10) / 10) // => [-9.5, 0, 9.5]
 * parts.seasons[0].strength > 0.99 // => true
 * ```
 */
export function stl(series: TimeSeries | readonly (number | null)[], options: StlOptions): SeasonalDecomposition {
  const issues = createIssueList()
  checkSeries(series, 'series', issues)
  checkOptions(options, issues)
  issues.throwIfAny()
  const source = seriesValues(series)
  const path = Array.isArray(series) ? 'series' : ((series as TimeSeries).id ?? 'series')
  const { seasonLength, seasonalWindow, trendWindow, lowPassWindow, robust } = options
  const lengths = typeof seasonLength === 'number' ? [seasonLength] : seasonLength
  const windows = lengths.map((length, place) => {
    const rank = lengths.filter((other) => other < length).length
    const own = Array.isArray(seasonalWindow) ? (seasonalWindow[place] as number | 'periodic') : seasonalWindow
    const seasons = own === 'periodic' ? Number.POSITIVE_INFINITY : ((own as number | undefined) ?? usualWindow(rank))
    return { length, seasons }
  })
  windows.sort((a, b) => a.length - b.length)

  const warnings: Notice[] = []
  const shortest = windows[0] as { readonly length: number; readonly seasons: number }
  const history = prepareSeries(source, shortest.length, path, warnings)
  const { values, count, scale } = history
  const before = source.length - count
  if (history.observed === 0) {
    warnings.push(createNotice(nothingToDecompose, { path }))
  }
  const usable = windows.filter(({ length }) => 2 * length <= count)
  const unseen = windows.filter(({ length }) => 2 * length > count).map(({ length }) => length)
  if (unseen.length > 0) {
    warnings.push(createNotice(tooShortForSeasons, { path, value: { periods: count, seasonLengths: unseen } }))
  }
  const seasonLengths = usable.map(({ length }) => length)
  const seasonalWindows = usable.map(({ seasons }) => seasons)
  let { trend, seasonals } = decomposeMstl(values, count, {
    seasonLengths,
    seasonalWindows,
    trendWindow,
    lowPassWindow,
    reweigh: robust === true ? weighOutliers : undefined,
  })
  if (usable.length === 0 && count > 0) {
    const window = trendWindow ?? 2 * Math.ceil((0.75 * shortest.length) / (1 - 1.5 / shortest.seasons)) + 1
    trend = new Float64Array(count)
    smoothLoess(values, count, { window, degree: 1, jump: Math.ceil(window / 10) }, trend)
    seasonals = []
  }

  const rest = new Float64Array(count)
  const joint = new Float64Array(count)
  for (let t = 0; t < count; t += 1) {
    for (const seasonal of seasonals) joint[t] = joint[t] + seasonal[t]
    const observed = history.actual[t] !== null
    rest[t] = observed ? values[t] - trend[t] - joint[t] : Number.NaN
  }
  const ahead = (part: Float64Array, m: number): number[] =>
    Array.from(source, (_, t) => {
      const place = t - before
      return count === 0 ? 0 : part[place >= 0 ? place : ((place % m) + m) % m] * scale + 0
    })
  const seasons = seasonals.map((seasonal, place): SeasonalComponent => {
    const m = seasonLengths[place]
    return { seasonLength: m, values: ahead(seasonal, m), strength: componentStrength(seasonal, rest) }
  })
  return {
    trend: ahead(trend, 1),
    seasonal: Array.from(source, (_, t) => seasons.reduce((sum, { values: own }) => sum + own[t], 0)),
    remainder: Array.from(source, (_, t) => {
      const value = rest[t - before]
      return value === undefined || Number.isNaN(value) ? null : value * scale + 0
    }),
    seasons,
    trendStrength: componentStrength(trend, rest),
    warnings,
  }
}

const NAMES: Names<StlOptions> = {
  seasonLength: true,
  seasonalWindow: true,
  trendWindow: true,
  lowPassWindow: true,
  robust: true,
}

function checkOptions(options: unknown, issues: IssueList): void {
  if (!isPlain(options)) {
    refuse(issues, 'MISSING_VALUE', 'options', options, 'an object, at least { seasonLength: 12 }')
    return
  }
  const given = options as Readonly<Record<string, unknown>>
  refuseUnknown(given, 'options', NAMES, issues)
  const { seasonLength, seasonalWindow, robust } = given
  if (Array.isArray(seasonLength)) checkSeasonLengths(seasonLength, 'options.seasonLength', issues)
  else if (!isWhole(seasonLength) || seasonLength < 2) {
    const what = 'a whole number of periods from 2, as 12 for months in a year'
    refuse(issues, numberCode(seasonLength), 'options.seasonLength', seasonLength, what)
  }
  const single = !Array.isArray(seasonLength) || seasonLength.length === 1
  if (Array.isArray(seasonalWindow)) {
    const count = Array.isArray(seasonLength) ? seasonLength.length : 1
    if (seasonalWindow.length !== count) {
      refuse(issues, 'MISALIGNED', 'options.seasonalWindow', seasonalWindow, 'one window for each season length')
    }
    seasonalWindow.forEach((window: unknown, place) =>
      checkWindow(window, `options.seasonalWindow[${place}]`, issues, true),
    )
  } else if (seasonalWindow !== undefined) checkWindow(seasonalWindow, 'options.seasonalWindow', issues, true)
  for (const field of ['trendWindow', 'lowPassWindow']) {
    const window = given[field]
    if (window === undefined) continue
    checkWindow(window, `options.${field}`, issues, false)
    if (!single) {
      const message = 'With several seasons each one has a window of its own here.'
      issues.add('CONFLICT', `options.${field}`, window, message, `Leave ${field} out, or give one season length.`)
    }
  }
  if (robust !== undefined && typeof robust !== 'boolean') {
    refuse(issues, 'WRONG_TYPE', 'options.robust', robust, 'true or false')
  }
}

function checkWindow(window: unknown, path: string, issues: IssueList, periodic: boolean): void {
  if ((periodic && window === 'periodic') || (isWhole(window) && window >= 3 && window % 2 === 1)) return
  refuse(issues, numberCode(window), path, window, `an odd number from 3${periodic ? ", or 'periodic'" : ''}`)
}
