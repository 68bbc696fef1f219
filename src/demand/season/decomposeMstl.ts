import { decomposeStl, type StlSettings } from './decomposeStl.js'

export interface MstlParts {
  readonly trend: Float64Array
  /** One for each season length, in the same order. */
  readonly seasonals: readonly Float64Array[]
}

/** How each season is taken out; the windows are by season, the rest is for all of them. */
export interface MstlSettings extends Omit<StlSettings, 'seasonLength' | 'seasonalWindow'> {
  /** Season lengths, the shortest first. */
  readonly seasonLengths: readonly number[]
  /** Seasons that each seasonal value is smoothed over. Default: 11 for the first, 4 more for each next one. */
  readonly seasonalWindows?: readonly number[] | undefined
}

/** Seasons that the values of season number `place` (from 0) are smoothed over, where nothing else is asked for. */
export const usualWindow = (place: number): number => 11 + 4 * place

/**
 * Decomposes values into trend, several seasons and what remains: each season in turn, the shortest first, is taken out
 * of the values without the others, twice over; the trend is that of the last turn.
 *
 * Source: Bandara, Hyndman and Bergmeir, "MSTL: a seasonal-trend decomposition algorithm for time series with multiple
 * seasonal patterns" (2021), algorithm 1.
 */
export function decomposeMstl(values: Float64Array, count: number, settings: MstlSettings): MstlParts {
  const { seasonLengths, seasonalWindows, ...others } = settings
  const seasonals = seasonLengths.map(() => new Float64Array(count))
  const rest = values.slice(0, count)
  let trend: Float64Array = rest
  for (let turn = 0; turn < (seasonLengths.length > 1 ? 2 : 1); turn += 1) {
    seasonLengths.forEach((seasonLength, place) => {
      const own = seasonals[place] as Float64Array
      for (let t = 0; t < count; t += 1) rest[t] = rest[t] + own[t]
      const seasonalWindow = seasonalWindows?.[place] ?? usualWindow(place)
      const parts = decomposeStl(rest, count, { ...others, seasonLength, seasonalWindow })
      for (let t = 0; t < count; t += 1) {
        own[t] = parts.seasonal[t]
        rest[t] = rest[t] - own[t]
      }
      trend = parts.trend
    })
  }
  return { trend, seasonals }
}
