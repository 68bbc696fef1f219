import { createNotice, type Notice } from '../../core/notices/notices.js'
import { prepareSeries } from '../prepareSeries.js'
import type { ForecastOptions } from '../types.js'
import { findSeasons } from './detectSeasonLength.js'
import { seasonDetected, seasonNotModeled } from '../notices.js'

/** Methods that would model a season if its length were given. */
const SEASONAL: readonly unknown[] = [
  'auto',
  'exponentialSmoothing',
  'theta',
  'optimizedTheta',
  'dynamicOptimizedTheta',
]

/** Options in which the season length is known. */
export type SettledOptions = Omit<ForecastOptions, 'seasonLength'> & { readonly seasonLength?: number }

/** Finds the season length where that is asked for, and says which one was taken, or that one shows that was not asked for. */
export function settleSeason(
  values: readonly (number | null)[],
  options: ForecastOptions,
  path: string,
  warnings: Notice[],
): SettledOptions {
  const { seasonLength, ...others } = options
  const { model = 'auto' } = options
  const isAsked = seasonLength === 'auto' || (seasonLength === undefined && SEASONAL.includes(model))
  if (!isAsked) return options as SettledOptions
  const history = prepareSeries(values, 1, path, [])
  const found = findSeasons(history.values, history.count).seasonLength
  if (seasonLength === undefined) {
    if (found > 1) warnings.push(createNotice(seasonNotModeled, { path, value: found }))
    return options as SettledOptions
  }
  warnings.push(createNotice(seasonDetected, { path, value: found }))
  return { ...others, seasonLength: found }
}
