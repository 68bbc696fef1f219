import type { FittedModel } from '../fittedModel.js'
import type { MethodHistory, MethodRequest } from '../forecastMethod.js'
import { requestRolling } from '../rollForecasts.js'
import { fitMstl } from '../season/fitMstl.js'
import { usualSeasons } from '../season/usualSeasons.js'
import { seasonalNaiveModel } from '../simple/simpleModels.js'
import { combineModels } from './combineModels.js'
import { untilHorizon } from './untilHorizon.js'
import { rollingErrors } from './weighByErrors.js'

/** The power of the errors by which models weigh less: hours have many looks at them. */
const POWER = 4

/**
 * A season of many periods, taken out by decomposition. Where a longer one lies over it, as the week over the hours of a day, the
 * thorough profile does not choose which of them there are: decompositions by both and by each, and the last cycle of the longest
 * again, share the forecast, by 1 / (mean absolute error)^4 of their forecasts inside the history over one season ahead.
 *
 * Sources: Bandara, Hyndman and Bergmeir, "MSTL: a seasonal-trend decomposition algorithm for time series with multiple seasonal
 * patterns", International Journal of Operational Research 52 (2025); Bates and Granger, "The combination of forecasts",
 * Operational Research Quarterly 20 (1969), for weights by inverse errors. Figures: docs/decisions/combination.md.
 *
 * @param history - at least two seasons of values
 */
export function fitLongSeason(
  { values, count }: MethodHistory,
  { seasonLength, horizon, rolling, profile }: MethodRequest,
): FittedModel {
  const lengths = usualSeasons(seasonLength, count)
  const longest = lengths.at(-1)
  if (profile !== 'best' || lengths.length < 2 || longest === undefined) {
    return fitMstl(values, count, lengths, horizon, rolling)
  }
  // the weights must not depend on how far the forecast reaches, nor on whether its spread is calibrated
  const reach = Math.max(horizon, seasonLength)
  const request = requestRolling(count, longest, reach)
  const models = [
    ...[lengths, ...lengths.map((length) => [length])].map((own) => fitMstl(values, count, own, reach, request)),
    seasonalNaiveModel(values, count, longest, reach, request),
  ]
  const errors = rollingErrors(models, values, count, seasonLength)?.errors ?? models.map(() => 1)
  const least = Math.min(...errors)
  const raw = errors.map((error) => (error === least ? 1 : Math.pow(least / error, POWER)))
  const total = raw.reduce((sum, one) => sum + one, 0)
  const parts = models.map((model, k) => ({ model, weight: raw[k] / total }))
  const combined = combineModels(parts, `Seasons(${lengths.join(',')})`)
  return reach === horizon ? combined : untilHorizon(combined, horizon)
}
