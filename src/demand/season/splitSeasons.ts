import { decomposeMstl, usualWindow } from './decomposeMstl.js'
import { loessFreedom } from './loessFreedom.js'

/** Factors beyond this one, or below its inverse, are no seasons; the seasons are added then. */
const LARGEST_FACTOR = 1e4

/** Seasons taken out of a history, as much of them as there is evidence for. */
export interface SeasonSplit {
  readonly seasonLengths: readonly number[]
  /** Seasons multiply the adjusted values instead of being added to them. */
  readonly multiplicative: boolean
  /** By season: the season's value or factor in each period. */
  readonly seasonals: readonly Float64Array[]
  /** Values without the seasons. */
  readonly adjusted: Float64Array
  /** By season: share of the seasonal swing that is kept, 0 to 1. */
  readonly kept: readonly number[]
  /** Degrees of freedom that the seasons take up. */
  readonly freedom: number
  /** Variance of the remainder; relative, where the season is multiplicative. */
  readonly noise: number
  /** -2 ln(likelihood) of the remainder as normal errors, less a constant that both kinds of season share. */
  readonly misfit: number
}

/**
 * Takes the seasons out of a history, shrunk by what noise alone would have put into them.
 *
 * A seasonal swing of variance A, estimated with variance V, is best kept by the share A / (A + V), less a little for
 * estimating it: the James-Stein estimator of Miller and Williams, "Shrinkage estimators of time series seasonal factors
 * and their effect on forecasting accuracy", International Journal of Forecasting 19 (2003). V is the variance of the
 * remainder by the degrees of freedom that the season takes up out of each value. A season that is all noise vanishes.
 *
 * @param multiplicative - whether the seasons are factors; needs values above zero
 */
export function splitSeasons(
  values: Float64Array,
  count: number,
  seasonLengths: readonly number[],
  multiplicative: boolean,
): SeasonSplit {
  const source = multiplicative ? values.slice(0, count).map(Math.log) : values
  const { trend, seasonals } = decomposeMstl(source, count, { seasonLengths })
  const freedoms = seasonLengths.map((m, place) => (m - 1) * loessFreedom(Math.ceil(count / m), usualWindow(place)))
  // the trend takes up about one degree of freedom a cycle of the longest season
  const longest = seasonLengths[seasonLengths.length - 1] ?? count
  const used = freedoms.reduce((sum, one) => sum + one, count / longest)
  let squares = 0
  let logs = 0
  for (let t = 0; t < count; t += 1) {
    if (multiplicative) logs += source[t]
    let rest = source[t] - trend[t]
    for (const seasonal of seasonals) rest -= seasonal[t]
    squares += rest * rest
  }
  const noise = squares / Math.max(1, count - used)
  const kept = seasonals.map((seasonal, place) => {
    const m = seasonLengths[place]
    let swing = 0
    for (let t = 0; t < count; t += 1) swing += seasonal[t] * seasonal[t]
    const doubt = (noise * freedoms[place]) / (swing > 0 ? swing : 1)
    return swing > 0 ? Math.max(0, 1 - (m > 3 ? (m - 3) / (m - 1) : 1) * doubt) : 0
  })
  const adjusted = values.slice(0, count)
  let extreme = false
  seasonals.forEach((seasonal, place) => {
    const share = kept[place]
    for (let t = 0; t < count; t += 1) {
      const swing = share * seasonal[t]
      const own = multiplicative ? Math.exp(swing) : swing
      if (multiplicative && !(own < LARGEST_FACTOR && own > 1 / LARGEST_FACTOR)) extreme = true
      seasonal[t] = own
      adjusted[t] = multiplicative ? adjusted[t] / own : adjusted[t] - own
    }
  })
  if (extreme) return splitSeasons(values, count, seasonLengths, false)
  const freedom = freedoms.reduce((sum, one, place) => sum + one * kept[place], 0)
  // the logarithms stand for the change of scale (Box and Cox, "An analysis of transformations", 1964)
  const misfit = count * Math.log(Math.max(squares, count * 1e-24)) + 2 * logs
  return { seasonLengths, multiplicative, seasonals, adjusted, kept, freedom, noise, misfit }
}
