import type { Warning } from '../../core/warnings.js'
import { prepareSeries } from '../prepareSeries.js'
import type { ForecastOptions } from '../types.js'
import { findSeasons } from './detectSeasonLength.js'

/** Options in which the season length is known. */
export type SettledOptions = Omit<ForecastOptions, 'seasonLength'> & { readonly seasonLength?: number }

/** Finds the season length where that is asked for, and says which one was taken. */
export function settleSeason(
  values: readonly (number | null)[],
  options: ForecastOptions,
  path: string,
  warnings: Warning[],
): SettledOptions {
  const { seasonLength, ...others } = options
  if (seasonLength !== 'auto') return options as SettledOptions
  const history = prepareSeries(values, 1, path, [])
  const found = findSeasons(history.values, history.count).seasonLength
  const message =
    found === 1
      ? 'No season shows in the history; none is modeled.'
      : `A season of ${found} periods shows; it is modeled.`
  warnings.push({ code: 'season-detected', path, message })
  return { ...others, seasonLength: found }
}
