import { createNotice, type Notice } from '../../core/notices.js'
import { prepareSeries } from '../prepareSeries.js'
import type { ForecastOptions } from '../types.js'
import { findSeasons } from './detectSeasonLength.js'
import { seasonDetected } from '../notices.js'

/** Options in which the season length is known. */
export type SettledOptions = Omit<ForecastOptions, 'seasonLength'> & { readonly seasonLength?: number }

/** Finds the season length where that is asked for, and says which one was taken. */
export function settleSeason(
  values: readonly (number | null)[],
  options: ForecastOptions,
  path: string,
  warnings: Notice[],
): SettledOptions {
  const { seasonLength, ...others } = options
  if (seasonLength !== 'auto') return options as SettledOptions
  const history = prepareSeries(values, 1, path, [])
  const found = findSeasons(history.values, history.count).seasonLength
  warnings.push(createNotice(seasonDetected, { path, value: found }))
  return { ...others, seasonLength: found }
}
