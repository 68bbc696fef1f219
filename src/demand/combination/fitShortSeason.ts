import { carryCorrelation, type FittedModel } from '../fittedModel.js'
import { withoutPeaks } from '../season/lonePeaks.js'
import { levelAt, readShortSeason, seasonAt, type ShortSeason } from '../season/readShortSeason.js'
import { seasonalNaiveModel } from '../simple/simpleModels.js'

/** Fits what stands for a history without a season; nothing where it is too short for any model. */
export type FitRest = (values: Float64Array, positive: boolean) => FittedModel | undefined

/**
 * A season that was seen once or little more, as much of it as is believed, about whatever is made of the values without
 * it (see `readShortSeason`).
 *
 * What the last cycle is believed is missing from the errors of the rest, so the spread is at least that of the noise
 * which the season was read with: V (1 + share), where a new value and its place in the cycle err, and more while V is
 * hardly more than a belief. A place without a cycle before it has no forecast inside the history, and the spread no
 * errors to be scaled by.
 *
 * @param values - at least one season of values
 */
export function fitShortSeason(
  { values, count }: { readonly values: Float64Array; readonly count: number },
  seasonLength: number,
  horizon: number,
  fitRest: FitRest,
): { readonly model: FittedModel; readonly season: ShortSeason } {
  const m = seasonLength
  const season = readShortSeason(values, count, m)
  const inside = Float64Array.from({ length: count }, (_, t) => seasonAt(season, t % m, levelAt(season, count, t)))
  // a peak that no other cycle has shown says nothing of the level
  const adjusted = withoutPeaks(
    inside.map((own, t) => values[t] - own),
    season.peaks,
  )
  const rest = restOf(adjusted, count, horizon, fitRest)
  const noise = season.noise * (1 + season.share) * (1 + season.doubt * season.doubt)
  const [first] = rest.stdDev
  const still = first * first
  const stdDev = rest.stdDev.map((own, h) => {
    const size = season.sizes[(count + h) % m]
    return Math.sqrt(Math.max(still, noise) * size * size + Math.max(0, own * own - still))
  })
  const { ratios, levels } = rest
  const model: FittedModel = {
    name: `Cycle(${m}) + ${rest.name}`,
    point: rest.point.map((own, h) => own + seasonAt(season, (count + h) % m, own)),
    stdDev,
    cumulativeStdDev: carryCorrelation(rest, stdDev, 0),
    fitted: rest.fitted.map((own, t) =>
      t < m ? Number.NaN : own + season.share * (values[t - m] - levelAt(season, count, t - m)),
    ),
    estimated: rest.estimated,
    ratios: { ...ratios, seasonShare: season.share, placesConfirmed: season.confirmed },
    levels: { ...levels, season: Array.from(season.deviations, (_, j) => season.share * season.deviations[j]) },
    criteria: {},
  }
  return { model, season }
}

/** The model of the values without their season; those that do not change, or are too few, are carried on. */
function restOf(adjusted: Float64Array, count: number, horizon: number, fitRest: FitRest): FittedModel {
  const constant = adjusted.every((value) => value === adjusted[0])
  const fitted = constant
    ? undefined
    : fitRest(
        adjusted,
        adjusted.every((value) => value > 0),
      )
  return fitted ?? seasonalNaiveModel(adjusted, count, 1, horizon)
}
