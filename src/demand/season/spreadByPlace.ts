import { keepVariance, levelExponent, logLevels } from './levelExponent.js'
import { LONG_SEASON } from '../prepareSeries.js'
import type { RollingForecasts } from '../rollForecasts.js'

/**
 * How many times the stated deviation the errors of each place of the season have, where they follow the level of demand more
 * or less than the model says: by a power of the place's level, as far as the history's own errors one step ahead show it
 * (`levelExponent`).
 *
 * A model whose errors are the same in every month keeps as much safety stock in the low season as in the high one, and a
 * combination of models that say either keeps something between. Not of a long season, of whose places too few years tell: the
 * decomposition that takes it out has chosen by likelihood whether errors follow the level.
 *
 * @returns a factor by place, that of period t at t modulo the season length; undefined where less than a season of errors is known
 */
export function spreadByPlace(
  rolling: RollingForecasts,
  values: Float64Array,
  count: number,
  seasonLength: number,
): Float64Array | undefined {
  const { first, origins, steps, point, stdDev } = rolling
  if (seasonLength < 2 || seasonLength >= LONG_SEASON || origins < seasonLength) return undefined
  const logs = logLevels(lastSeason(rolling, point, count, seasonLength))
  if (logs === undefined) return undefined
  const errors: number[] = []
  const levels: number[] = []
  for (let k = 0; k < origins; k += 1) {
    const error = Math.abs(values[first + k] - point[k * steps]) / stdDev[k * steps]
    // a model without spread has nothing to standardize by
    if (!Number.isFinite(error)) continue
    errors.push(error)
    levels.push(logs[(first + k) % seasonLength])
  }
  const exponent = levelExponent(errors, levels)
  const factors = logs.map((level) => Math.exp(exponent * level))
  return keepVariance(factors, lastSeason(rolling, stdDev, count, seasonLength))
}

/**
 * The forecasts inside the history of another model, of which each place of the season errs by its own size: their stated
 * deviations go by it, and those of the last season as a whole stay what they are.
 */
export function withSizes(rolling: RollingForecasts, sizes: Float64Array, count: number): RollingForecasts {
  const { first, origins, steps, stdDev } = rolling
  const m = sizes.length
  if (origins < m) return rolling
  const stated = lastSeason(rolling, stdDev, count, m)
  if (stated.some((own) => !(own > 0))) return rolling
  const factors = keepVariance(
    sizes.map((size, j) => size / stated[j]),
    stated,
  )
  return {
    ...rolling,
    stdDev: stdDev.map((own, n) => own * factors[(first + Math.floor(n / steps) + (n % steps)) % m]),
  }
}

/** What was said of each place one step ahead of the last season. */
function lastSeason({ first, steps }: RollingForecasts, said: Float64Array, count: number, m: number): Float64Array {
  const season = new Float64Array(m)
  for (let t = count - m; t < count; t += 1) season[t % m] = said[(t - first) * steps]
  return season
}
