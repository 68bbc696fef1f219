import type { FittedModel } from '../fittedModel.js'
import type { MethodHistory, MethodRequest } from '../forecastMethod.js'
import { LONG_SEASON } from '../prepareSeries.js'
import type { ShortSeason } from '../season/readShortSeason.js'
import { showsSeason } from '../season/showsSeason.js'
import { withSizes } from '../season/spreadByPlace.js'
import { combineModels } from './combineModels.js'
import { fitAuto, fitFast } from './fitAuto.js'
import { fitLongSeason } from './fitLongSeason.js'
import { fitShortSeason } from './fitShortSeason.js'

/** Seasons of history from which on the last cycle alone has no more say. */
const ENOUGH_SEASONS = 4

/** What `auto` makes of a history whose demand is no matter of single orders. */
export interface SteadyFit {
  /** Nothing where the history is too short for any model. */
  readonly model: FittedModel | undefined
  /** The season that was not seen twice, where it is a part of the model. */
  readonly season?: ShortSeason
}

/**
 * Chooses by how often the season was seen: less than once, there is none; less than twice, it is read off the last cycle
 * (`fitShortSeason`); up to four times, that and the combination with a season of its own share the forecast, the second
 * with a weight that grows from nothing to one; beyond, it stands alone. With zeros, the last cycle has a say only where a
 * season shows. A long season is taken out by decomposition once
 * it was seen twice, which shares among neighbors and shrinks what it found.
 */
export function fitSteady(history: MethodHistory, request: MethodRequest): SteadyFit {
  const { values, count } = history
  const { seasonLength: m, horizon, rolling, profile } = request
  const fit = (part: MethodHistory, seasonLength: number): FittedModel | undefined =>
    profile === 'fast'
      ? fitFast(part, seasonLength, horizon, rolling)
      : fitAuto(part, { seasonLength, horizon }, profile === 'best')
  if (m < 2 || count < m) return { model: fit(history, 1) }
  if (m >= LONG_SEASON && count >= 2 * m) {
    // a state for each of many seasons takes too much from the history; a decomposition shares among neighbors
    return { model: fitLongSeason(history, request) }
  }
  // what is sold in small numbers swings from chance alone, more than one cycle can tell
  const isDoubtful = history.zeros > 0 && !showsSeason(values, count, m)
  if (isDoubtful) return { model: fit(history, count < 2 * m ? 1 : m) }
  const ownWeight = (count - 2 * m) / ((ENOUGH_SEASONS - 2) * m)
  if (ownWeight >= 1) return { model: fit(history, m) }
  const { model, season } = fitShortSeason(history, m, horizon, (rest, positive) =>
    fit({ ...history, values: rest, positive }, 1),
  )
  if (count < 2 * m) return { model, season }
  const own = ownWeight > 0 ? fit(history, m) : undefined
  if (own === undefined) return { model }
  // the last cycle has made no forecasts inside the history: those of the other part scale the spread of both
  const scaled = own.rolling === undefined ? model : { ...model, rolling: withSizes(own.rolling, season.sizes, count) }
  return {
    model: combineModels(
      [
        { model: own, weight: ownWeight },
        { model: scaled, weight: 1 - ownWeight },
      ],
      `${own.name} + Cycle(${m})`,
    ),
  }
}
